"""The unbroken chain: from pregnancy to 17, and a page for each age."""

from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.db.models.lookups import LessThan
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog import machine_made
from catalog.browse_page import list_url
from catalog.cards import CARD_FIELDS
from catalog.chain import chain as whole_chain
from catalog.chain import is_last, next_age
from catalog.crumbs import crumb
from catalog.record import list_record
from catalog.shelves import NARROWEST_AGES, Shelf, coming_weeks, named_by_type, shelves
from catalog.shown import current_language
from support.ages import EXPECTING, YEARS_OF_CHILDHOOD
from support.models import Offering

NEXT, JUST = -2, -1  # no type has such an id
JUST_FOR = 61  # months: spans of up to five years are meant for just these ages
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
    # "003" would be the same page at another address.
    if years not in YEARS_OF_CHILDHOOD or request.path != reverse("age", args=[years]):
        raise Http404
    return age_page(request, str(years))


def age_page(request: HttpRequest, age: str) -> HttpResponse:
    """What is meant just for that age, then all else by type; and what begins at the next."""
    language = current_language()
    now = timezone.now()
    published = Offering.objects.published(now)
    offerings = published.for_ages([age])
    following = next_age(age)
    coming = published.for_ages([following]) if following else published.none()
    ids, next_ids = (some.order_by().values("pk") for some in (offerings, coming))
    span = F("maximum_age_months") - F("minimum_age_months")
    group = Case(
        When(~Q(pk__in=ids), then=Value(NEXT)),
        When(LessThan(span, JUST_FOR), then=Value(JUST)),
        default=F("type_id"),
        output_field=BigIntegerField(),
    )
    either = published.filter(Q(pk__in=ids) | Q(pk__in=next_ids))
    known = coming_weeks(either, language, now)
    made = shelves(either, language, known, by=group, order=NARROWEST_AGES)
    next_shelf, just = made.pop(NEXT, Shelf([], 0)), made.pop(JUST, Shelf([], 0))
    just.title = _("Expecting a child") if age == EXPECTING else _("Especially for this age")
    just.code = "just"  # where the page leads into itself
    just.url, just.in_view = list_url(age=age), len(just.offerings)
    by_type = named_by_type(made, list_url(age=age), is_exact=not just.offerings)
    for shelf in by_type:
        shelf.in_view = IN_VIEW
    own = [just, *by_type] if just.offerings else by_type
    shown = [offering for shelf in own for offering in shelf.offerings]
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
        "last_time": [one for one in shown if following and is_last(age, one.age_span)],
        "record": list_record(offerings),
        "has_machine_text": machine_made.is_any_shown([*shown, *next_shelf.offerings], CARD_FIELDS, language),
    }
    return render(request, "catalog/age.html", context)
