"""An offering's times as somebody has entered them, stored or still in a form: rows, and values to compute with."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from support.models import Closure, Occasion, Offering, Schedule
from support.schedule import Closed, Dated, Recurring, Times, is_fresh

Value = Recurring | Dated | Closed


@dataclass(frozen=True)
class EnteredTimes:
    """Rows that are not stored have no id: each gets a number of its own here, by which its value is known."""

    schedules: Sequence[Schedule]
    occasions: Sequence[Occasion]
    closures: Sequence[Closure]  # of the offering, and of any place it uses
    places: frozenset[int]  # of the offering

    @classmethod
    def of(
        cls,
        schedules: Iterable[Schedule],
        occasions: Iterable[Occasion],
        closures: Iterable[Closure],
        places: Iterable[int],
    ) -> "EnteredTimes":
        """With what is closed at its places, which is entered with them."""
        own, schedules, occasions = frozenset(places), list(schedules), list(occasions)
        elsewhere = {row.place_id for row in schedules} | {row.place_id for row in occasions}
        of_places = Closure.objects.filter(place__in=own | elsewhere - {None}).select_related("place")
        return cls(schedules, occasions, [*closures, *of_places], own)

    @classmethod
    def stored(cls, offering: Offering) -> "EnteredTimes":
        return cls.of(
            Schedule.objects.filter(offering=offering).select_related("place"),
            Occasion.objects.filter(offering=offering).select_related("place"),
            Closure.objects.filter(offering=offering),
            offering.places.order_by().values_list("pk", flat=True),
        )

    @cached_property
    def _values(self) -> dict[tuple[type, int], tuple[Value, Any]]:
        """With their rows, and in the order of these."""
        known: dict[tuple[type, int], tuple[Value, Any]] = {}
        tables: tuple[Sequence[Any], ...] = (self.schedules, self.occasions, self.closures)
        for rows in tables:
            for number, row in enumerate(rows, start=1):
                value = replace(row.value, id=number)
                known[type(value), number] = (value, row)
        return known

    def row(self, value: Value) -> Any:
        """The Schedule, Occasion or Closure that it stands for."""
        return self._values[type(value), value.id][1]

    def _times(self, values: Iterable[Value]) -> Times:
        values = list(values)
        named = {*(row.place_id for row in self.schedules), *(row.place_id for row in self.occasions)}
        return Times(
            tuple(value for value in values if isinstance(value, Recurring)),
            tuple(value for value in values if isinstance(value, Dated)),
            tuple(value for value in values if isinstance(value, Closed)),
        ).at(self.places, named)

    @property
    def times(self) -> Times:
        """As they stand."""
        return self._times(value for value, _ in self._values.values())

    def as_if_confirmed(self, today: datetime.date) -> Times:
        """All of them, as if somebody vouched today for those that nobody has vouched for within a year."""
        return self._times(_vouched_for(value, today) for value, _ in self._values.values())

    def unconfirmed(self, today: datetime.date) -> Times:
        """Only those, as if somebody vouched for them today; with all that may stop them."""
        return self._times(
            _vouched_for(value, today)
            for value, _ in self._values.values()
            if isinstance(value, Closed) or not is_fresh(value.assured_on, today)
        )


def _vouched_for(value: Value, today: datetime.date) -> Value:
    if isinstance(value, Closed) or is_fresh(value.assured_on, today):
        return value
    return replace(value, assured_on=today)
