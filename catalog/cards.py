"""The offerings of one page of hits, with everything their cards print."""

from collections.abc import Sequence

from django.db.models import Prefetch

from catalog import machine_made
from support.models import Offering, Place

CARD_FIELDS = ("title", "summary")


def cards(ids: Sequence[int], language: str) -> list[Offering]:
    """In the order of `ids`. A fixed number of queries, however many."""
    offerings = (
        Offering.objects.readable_in(language)
        .filter(pk__in=ids)
        .prefetch_related("areas", Prefetch("places", Place.objects.select_related("area").order_by("pk")))
    )
    found = {offering.pk: offering for offering in offerings}
    machine_made.mark(list(found.values()), language)
    return [found[pk] for pk in ids if pk in found]
