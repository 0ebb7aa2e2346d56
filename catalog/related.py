"""What else may fit the reader of one offering. No magic: each list has one rule, and the page says it.

- Similar: about one of the same topics, for some of the same ages.
- What comes next: begins later and goes on longer, at the latest a year after this one ends; about one of
  the same topics, or the same kind of support. Never what is for a whole childhood: it does not come after.

Most topics in common first; of what comes next, then what begins nearest to where this one ends; then the same
kind, then the narrowest span of ages. A calm page suggests nothing sensitive: who reads about playgroups must
not meet a crisis line.
"""

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Abs, Coalesce

from support.ages import MONTHS, YEARS_OF_CHILDHOOD, AgeSpan
from support.models import Offering
from support.models.offering_queryset import OfferingQuerySet

MOST = 3  # of each
FOR_A_WHOLE_CHILDHOOD = Q(
    minimum_age_months=0, maximum_age_months__gte=AgeSpan.of_year(YEARS_OF_CHILDHOOD[-1]).maximum
)


def with_related(published: OfferingQuerySet, slug: str) -> OfferingQuerySet:
    """The published offering at that address and its related ones, in one question.

    Each is marked `comes_next`: it takes over where the offering ends. The others are similar, or its successor.
    """
    own = published.order_by().filter(slug=slug)
    begins, ends = (Subquery(own.values(f"{end}_age_months")) for end in ("minimum", "maximum"))
    goes_on = Q(maximum_age_months__gt=ends) & (
        Q(minimum_age_months__gt=begins) | Q(Exists(own.filter(expecting=True)), expecting=False)
    )
    is_calm = Q(is_sensitive=False) | Exists(own.filter(is_sensitive=True))
    calm = published.filter(is_calm).exclude(slug=slug)
    from_its_end = Abs(F("minimum_age_months") - ends)
    coming = _ranked(calm.exclude(FOR_A_WHOLE_CHILDHOOD), own, from_its_end).filter(
        goes_on, Q(shared__gt=0) | Q(type__in=own.values("type")), minimum_age_months__lte=ends + MONTHS
    )
    similar = (
        _ranked(calm, own)
        .exclude(goes_on)
        .filter(shared__gt=0, minimum_age_months__lte=ends, maximum_age_months__gte=begins)
    )
    comes_next, successor = Q(pk__in=_first(coming)), Q(pk__in=own.values("replaced_by"))
    found = published.filter(Q(slug=slug) | comes_next | Q(pk__in=_first(similar)) | successor)
    is_next = Case(When(comes_next, then=True), default=False, output_field=BooleanField())
    nearest = Case(When(comes_next, then=from_its_end), default=0)
    return _ranked(found, own, nearest).annotate(comes_next=is_next)


def _shared_topics(own: QuerySet) -> Coalesce:
    """How many of its topics each offering has. Counted apart: a join would group by every wide column."""
    links = Offering.topics.through.objects.order_by()
    shared = links.filter(
        offering=OuterRef("pk"), topic__in=links.filter(offering__in=own.values("pk")).values("topic")
    )
    return Coalesce(Subquery(shared.values("offering").annotate(number=Count("pk")).values("number")), 0)


def _ranked(offerings: OfferingQuerySet, own: QuerySet, *nearest: Case | Abs) -> OfferingQuerySet:
    is_same_type = Case(When(type__in=own.values("type"), then=0), default=1)
    span = F("maximum_age_months") - F("minimum_age_months")
    return offerings.annotate(shared=_shared_topics(own)).order_by(
        "-shared", *nearest, is_same_type, span, "pk"
    )


def _first(offerings: OfferingQuerySet) -> QuerySet:
    return offerings.values("pk")[:MOST]
