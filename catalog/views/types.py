from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.browse_list import browse_list
from catalog.browse_page import answer, browse_page, list_url
from catalog.crumbs import crumb
from catalog.shelves import MANY, alphabetical, coming_weeks, shelves
from catalog.shown import current_language
from catalog.views.moved import moved
from support.models import Offering, OfferingType

IN_AN_AREA, EVERYWHERE = 1, 2
TITLES = {IN_AN_AREA: _("In one part of Borås"), EVERYWHERE: _("For all of Borås")}


@require_safe
def type_list(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/type_list.html", browse_list("type", timezone.now()))


@require_safe
def type_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What one can go to in a part of the city, and what is for everyone wherever she lives."""
    kind = OfferingType.objects.filter(slug=slug).first()
    if kind is None:
        return moved(OfferingType.objects.all(), slug)
    language = current_language()
    now = timezone.now()
    offerings = Offering.objects.published(now).of_type([kind.code])
    known = coming_weeks(offerings, language, now)
    reach = Case(When(is_area_wide=True, then=Value(EVERYWHERE)), default=Value(IN_AN_AREA))
    made = shelves(offerings, language, known, by=reach, order=alphabetical(language), most=MANY)
    url = list_url(type=kind.code)
    for reached, shelf in made.items():
        shelf.title, shelf.url, shelf.in_view = TITLES[reached], url, len(shelf.offerings)
    own = [made[reached] for reached in sorted(made)]
    context = browse_page(kind, offerings, own, crumbs=[crumb("type_list")], url=url)
    return answer(request, "catalog/type_detail.html", context)
