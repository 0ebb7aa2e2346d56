"""Times on a page that is about something else: of what each is, and where."""

from collections.abc import Sequence

from catalog.agenda import Slot
from catalog.cards import lines
from support.models import Place


def named_slots(slots: Sequence[Slot], language: str) -> list[Slot]:
    """With their offerings, as far as these are still published. Two queries at most."""
    ids = dict.fromkeys(one.occurrence.of.offering for one in slots)
    found = lines(ids, language) if ids else {}
    elsewhere = {place for one in slots if (place := one.occurrence.of.place)}
    places = dict(Place.objects.filter(pk__in=elsewhere).values_list("pk", "name")) if elsewhere else {}
    return [one.named(found, places) for one in slots if one.occurrence.of.offering in found]
