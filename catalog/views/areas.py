from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog import where
from catalog.browse_list import browse_list
from catalog.browse_page import answer, browse_page, list_url
from catalog.crumbs import crumb
from catalog.shelves import NARROWEST_AGES, Shelf, named_by_type, shelves
from catalog.shown import current_language
from catalog.views.moved import moved
from support.models import Area, Offering, Place

HERE, NEARBY = -2, -1  # no type has such an id
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
    language = current_language()
    published = Offering.objects.published(timezone.now())
    others = where.others_than(area, where.area_counts(published))
    near = [other.area.slug for other in others if other.count and other.distance_km is not None][:NEAREST]
    serving = published.in_areas([slug]) | published.local_to(near)
    group = Case(
        When(Exists(published.local_to([slug]).filter(pk=OuterRef("pk"))), then=Value(HERE)),
        When(is_area_wide=True, then=F("type_id")),
        default=Value(NEARBY),
        output_field=BigIntegerField(),
    )
    made = shelves(serving, language, by=group, order=NARROWEST_AGES)
    local, nearby = made.pop(HERE, Shelf([], 0)), made.pop(NEARBY, Shelf([], 0))
    local.in_view = len(local.offerings)
    nearby.title = _("Nearest elsewhere")
    url = list_url(area=slug)
    city_wide = named_by_type(made, url)
    context = browse_page(area, [local, *city_wide], crumbs=[crumb("area_list")], url=url, suggested=[nearby])
    context |= {
        "local": local,
        "city_wide": city_wide,
        "other_areas": others,
        "places": Place.objects.filter(area=area).order_by("name"),
    }
    return answer(request, "catalog/area_detail.html", context)
