from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.browse_list import administrations_by_kind
from catalog.browse_page import answer, browse_page, list_url
from catalog.crumbs import crumb
from catalog.record import administration_record
from catalog.shelves import MANY, Shelf, alphabetical, coming_weeks, named_by_type, shelves
from catalog.shown import current_language
from catalog.update_page import is_machine_made, readable
from catalog.views.moved import moved
from support.models import Administration, Offering, Update

COOPERATION = -1  # no type has such an id
NEWS = 3


@require_safe
def administration_list(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/administration_list.html", administrations_by_kind(timezone.now()))


@require_safe
def administration_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is responsible for, by type, and apart from that what it takes part in."""
    administration = Administration.objects.filter(slug=slug).first()
    if administration is None:
        return moved(Administration.objects.all(), slug)
    now = timezone.now()
    language = current_language()
    published = Offering.objects.published(now)
    offerings = published.filter(Q(administration=administration)) | published.in_cooperation_with([slug])
    group = Case(
        When(administration=administration, then=F("type_id")),
        default=Value(COOPERATION),
        output_field=BigIntegerField(),
    )
    known = coming_weeks(offerings, language, now)
    made = shelves(offerings, language, known, by=group, order=alphabetical(language), most=MANY)
    cooperation = made.pop(COOPERATION, Shelf([], 0))
    cooperation.title, cooperation.in_view = _("Takes part in"), len(cooperation.offerings)
    url = list_url(administration=slug)
    own = named_by_type(made, url)
    record = administration_record(administration, published.filter(administration=administration))
    context = browse_page(
        administration,
        offerings,
        own,
        crumbs=[crumb("administration_list")],
        url=url,
        suggested=[cooperation],
        record=record,
    )
    context["updates"] = updates = readable(
        Update.objects.published(now).filter(administration=administration)[:NEWS], now
    )
    context["is_noindex"] = administration.is_retired or not (own or cooperation.offerings or updates)
    context["has_machine_text"] |= is_machine_made(updates)
    return answer(request, "catalog/administration_detail.html", context)
