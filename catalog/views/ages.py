"""The unbroken chain: from pregnancy to 17, and a page for each age."""

from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog import machine_made
from catalog.browse_page import list_url
from catalog.cards import CARD_FIELDS
from catalog.chain import chain as whole_chain
from catalog.chain import next_age
from catalog.crumbs import crumb
from catalog.record import list_record
from catalog.shelves import NARROWEST_AGES, Shelf, named_by_type, shelves
from catalog.shown import current_language
from support.ages import EXPECTING, YEARS_OF_CHILDHOOD
from support.models import Offering

NEXT = -1  # no type has such an id
IN_VIEW = 2  # offerings of each type: there are many types, and a phone is small


@require_safe
def chain(request: HttpRequest) -> HttpResponse:
    context = whole_chain(Offering.objects.published(timezone.now()), current_language())
    return render(request, "catalog/chain.html", context)


@require_safe
def expecting(request: HttpRequest) -> HttpResponse:
    return age_page(request, EXPECTING)


@require_safe
def age(request: HttpRequest, years: int) -> HttpResponse:
    if years not in YEARS_OF_CHILDHOOD:
        raise Http404
    return age_page(request, str(years))


def age_page(request: HttpRequest, age: str) -> HttpResponse:
    """Everything for that age by type, what is meant most for it first; then what begins at the next."""
    language = current_language()
    published = Offering.objects.published(timezone.now())
    now_ids = published.for_ages([age]).order_by().values("pk")
    following = next_age(age)
    coming = published.for_ages([following]) if following else published.none()
    group = Case(When(pk__in=now_ids, then=F("type_id")), default=Value(NEXT), output_field=BigIntegerField())
    either = published.filter(Q(pk__in=now_ids) | Q(pk__in=coming.order_by().values("pk")))
    made = shelves(either, language, by=group, order=NARROWEST_AGES)
    next_shelf = made.pop(NEXT, Shelf([], 0))
    next_shelf.in_view = len(next_shelf.offerings)
    own = named_by_type(made, list_url(age=age))
    for shelf in own:
        shelf.in_view = IN_VIEW
    offerings = [offering for shelf in own for offering in shelf.offerings]
    context = {
        "crumbs": [crumb("chain")],
        "age": age,
        "years": None if age == EXPECTING else int(age),
        "next_years": int(following) if following else None,
        "ages": YEARS_OF_CHILDHOOD,
        "shelves": own,
        "total": sum(shelf.total for shelf in own),
        "list_url": list_url(age=age),
        "next_shelf": next_shelf,
        "last_time": [one for one in offerings if following and not one.age_span.includes(following)],
        "record": list_record(offerings),
        "has_machine_text": machine_made.is_any_shown(
            [*offerings, *next_shelf.offerings], CARD_FIELDS, language
        ),
    }
    return render(request, "catalog/age.html", context)
