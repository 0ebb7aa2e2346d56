import datetime

from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.browse_list import places_by_area
from catalog.browse_page import answer, browse_page, list_url
from catalog.crumbs import Crumb, crumb
from catalog.shelves import MANY, Shelf, alphabetical, coming_weeks, shelves
from catalog.shown import current_language
from catalog.today import weeks_at
from catalog.views.moved import moved
from catalog.where import places_in
from support.models import Closure, Offering, Place
from support.models.offering_queryset import OfferingQuerySet


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/place_list.html", places_by_area(timezone.now()))


@require_safe
def place_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The door one goes to: where it is, how one gets in, what there is inside."""
    now = timezone.now()
    places = Place.objects.public_once(now)
    place = places.select_related("area").filter(slug=slug).first()
    if place is None:
        return moved(places, slug)
    language = current_language()
    published = Offering.objects.published(now)
    offerings = published.at_place(place, timezone.localdate(now))
    known = coming_weeks(offerings, language, now)
    made = shelves(offerings, language, known, by=Value(1), order=alphabetical(language), most=MANY)
    there = made.get(1, Shelf([], 0))
    there.in_view = len(there.offerings)
    there.url = list_url(area=place.area.slug) if place.area else ""
    crumbs = [crumb("area_list")]
    if place.area:
        crumbs.append(Crumb(place.area.name, place.area.get_absolute_url()))
    context = browse_page(place, offerings, [there], crumbs=crumbs, url=there.url)
    context |= {
        "place": place,
        "weeks": weeks_at(place, there.offerings, known),
        "closures": Closure.objects.filter(place=place, ends_on__gte=timezone.localdate(now)),
        "neighbours": neighbours(place, published, now),
    }
    return answer(request, "catalog/place_detail.html", context)


def neighbours(place: Place, published: OfferingQuerySet, at: datetime.datetime) -> list[Place]:
    """The other places in the same area."""
    if place.area is None:
        return []
    there = places_in(place.area, published, timezone.localdate(at))
    return [other for other in there if other != place]
