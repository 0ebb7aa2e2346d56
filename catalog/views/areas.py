from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog import where
from catalog.browse_list import browse_list
from catalog.browse_page import answer, browse_page, list_url
from catalog.crumbs import crumb
from catalog.shelves import MANY, NARROWEST_AGES, Shelf, coming_weeks, named_by_type, shelves
from catalog.shown import current_language
from catalog.today import today_here, why_nothing
from catalog.views.audiences import GO, PURPOSES, TYPES_TO_GO_TO
from catalog.views.moved import moved
from support.models import Area, Offering
from support.models.offering_queryset import OfferingQuerySet

HERE, ELSEWHERE = -2, -1  # no type has such an id
NEAREST = 3  # areas


@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/area_list.html", browse_list("area", timezone.now()))


@require_safe
def area_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What is there, what serves the whole city by type, and what is nearest elsewhere."""
    area = Area.objects.filter(slug=slug).first()
    if area is None:
        return moved(Area.objects.all(), slug)
    now = timezone.now()
    language = current_language()
    published = Offering.objects.published(now)
    counts = where.area_counts(published)
    others = [other for other in where.others_than(area, counts) if other.count]
    offerings = published.in_areas([slug])
    group = Case(
        When(Exists(published.local_to([slug]).filter(pk=OuterRef("pk"))), then=Value(HERE)),
        When(is_area_wide=True, then=F("type_id")),
        default=Value(ELSEWHERE),
        output_field=BigIntegerField(),
    )
    nearby, title = elsewhere(published, others, has_own=counts[area.pk] > 0)
    known = coming_weeks(offerings | nearby, language, now)
    made = shelves(offerings | nearby, language, known, by=group, order=NARROWEST_AGES, most=MANY)
    local, suggested = made.pop(HERE, Shelf([], 0)), made.pop(ELSEWHERE, Shelf([], 0))
    local.in_view, local.url = len(local.offerings), list_url(area=slug)
    suggested.title = title
    city_wide = named_by_type(made, local.url, is_exact=False)
    context = browse_page(
        area,
        offerings,
        [local, *city_wide],
        crumbs=[crumb("area_list")],
        url=local.url,
        suggested=[suggested],
    )
    places = where.places_in(area, published, timezone.localdate(now))
    names = {place.pk: place.name for place in places}
    context |= {
        "on_today": today_here(local.offerings, names, known),
        **why_nothing(known, [one.pk for one in local.offerings if not one.is_sensitive]),
        "has_times": any(one.coming.next and not one.is_sensitive for one in local.offerings),
        "local": local,
        "city_wide": city_wide,
        "other_areas": others,
        "places": places,
    }
    return answer(request, "catalog/area_detail.html", context)


def elsewhere(
    published: OfferingQuerySet, others: list[where.OtherArea], *, has_own: bool
) -> tuple[OfferingQuerySet, Promise]:
    """What the nearest areas have. Where no distance is known, and nothing else is here: what one can go to."""
    near = [other.area.slug for other in others if other.distance_km is not None][:NEAREST]
    if near or has_own:
        return published.local_to(near), _("Nearest elsewhere")
    somewhere = published.local_to([other.area.slug for other in others])
    return somewhere.of_type(TYPES_TO_GO_TO), PURPOSES[GO]
