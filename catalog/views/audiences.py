from django.db.models import Case, Exists, OuterRef, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.browse_list import browse_list
from catalog.browse_page import answer, browse_page, list_url
from catalog.crumbs import crumb
from catalog.shelves import MANY, NARROWEST_AGES, coming_weeks, shelves
from catalog.shown import current_language
from catalog.views.moved import moved
from support.models import Audience, Offering

# What is for every adult who matters to a child is for a neighbour too, even where nobody wrote "neighbour".
EVERY_ADULT = "all_important_adults"
CHILD = "child_itself"

GO, TALK, LEARN, FOR_EVERY_ADULT = 1, 2, 3, 4
PURPOSES = {
    GO: _("Somewhere to go, something to do"),
    TALK: _("Someone to talk to"),
    LEARN: _("Courses, groups and facts"),
    FOR_EVERY_ADULT: _("Also open to you: for every adult who matters to a child"),
}
CALM_FIRST = (
    "is_sensitive",
    *NARROWEST_AGES,
)  # nobody who looks for a playgroup should meet a crisis line first
TYPES_TO_GO_TO = ("open_preschool", "family_centre", "meeting_place", "library", "leisure")
TYPES_TO_TALK_TO = ("counselling", "helpline", "health_care")
TYPES = {GO: TYPES_TO_GO_TO, TALK: TYPES_TO_TALK_TO}  # the others are to learn by


@require_safe
def audience_list(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/audience_list.html", browse_list("audience", timezone.now()))


@require_safe
def audience_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """By what one wants, not by what the office calls it."""
    audience = Audience.objects.filter(slug=slug).first()
    if audience is None:
        return moved(Audience.objects.all(), slug)
    language = current_language()
    named = Offering.audiences.through.objects.filter(offering=OuterRef("pk"), audience=audience)
    purpose = Case(
        When(~Exists(named), then=Value(FOR_EVERY_ADULT)),
        When(type__code__in=TYPES_TO_GO_TO, then=Value(GO)),
        When(type__code__in=TYPES_TO_TALK_TO, then=Value(TALK)),
        default=Value(LEARN),
    )
    meant = [audience.code] if audience.code == CHILD else [audience.code, EVERY_ADULT]
    now = timezone.now()
    offerings = Offering.objects.published(now).for_audience(meant)
    known = coming_weeks(offerings, language, now)
    made = shelves(offerings, language, known, by=purpose, order=CALM_FIRST, most=MANY)
    for wanted, shelf in made.items():
        shelf.title = PURPOSES[wanted]
        shelf.url = list_url(audience=EVERY_ADULT if wanted == FOR_EVERY_ADULT else audience.code)
        if wanted in TYPES:
            shelf.url, shelf.is_exact = list_url(audience=audience.code, type=TYPES[wanted]), True
    suggested = [made.pop(FOR_EVERY_ADULT)] if FOR_EVERY_ADULT in made else []
    own = [made[wanted] for wanted in sorted(made)]
    url = list_url(audience=audience.code)
    context = browse_page(
        audience,
        offerings.for_audience([audience.code]),
        own,
        crumbs=[crumb("audience_list")],
        url=url,
        suggested=suggested,
    )
    # Its words are worth reading even with no offering of its own.
    context["is_noindex"] = audience.is_retired
    return answer(request, "catalog/audience_detail.html", context)
