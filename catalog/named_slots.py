"""Times on a page that is about something else: of what each is, and where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.agenda import Slot
from catalog.cards import lines
from support.models import Offering, Place


@dataclass(frozen=True)
class Names:
    offerings: Mapping[int, Offering]  # as far as these are still published
    places: Mapping[int, str]

    @classmethod
    def of(cls, slots: Iterable[Slot], language: str) -> "Names":
        """Two queries at most."""
        times = [one.occurrence.of for one in slots]
        ids = dict.fromkeys(time.offering for time in times)
        elsewhere = {time.place for time in times if time.place}
        places = Place.objects.filter(pk__in=elsewhere).values_list("pk", "name") if elsewhere else ()
        return cls(lines(ids, language) if ids else {}, dict(places))

    def given(self, slots: Iterable[Slot]) -> list[Slot]:
        known = (one for one in slots if one.occurrence.of.offering in self.offerings)
        return [one.named(self.offerings, self.places) for one in known]


def named_slots(slots: Sequence[Slot], language: str) -> list[Slot]:
    return Names.of(slots, language).given(slots)
