"""Times that offerings might have, made up by hypothesis: every kind, and the days and nights on which they go wrong."""

import datetime
from collections.abc import Iterator

from hypothesis import strategies as st

from support.recurrence import validate_rrule
from support.schedule import Closed, Dated, Recurring, SchoolPeriod, Times
from tests.support import occurrence_oracle as oracle

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2031, 12, 31)
PLACES = [1, 2, 3]

SPECIAL_DAYS = [
    datetime.date(*day)
    for day in (
        (2026, 3, 28), (2026, 3, 29), (2026, 10, 24), (2026, 10, 25),  # nights when clocks change
        (2026, 12, 28), (2026, 12, 31), (2027, 1, 3), (2027, 1, 4),  # week 53, and the week after
        (2028, 2, 29), (2026, 1, 31), (2026, 5, 14), (2030, 12, 30), (2031, 12, 31),
    )
]  # fmt: skip
NIGHT = [datetime.time(hour, minute) for hour in (0, 1, 2, 3) for minute in (0, 10, 30, 50)]

days = st.sampled_from(SPECIAL_DAYS) | st.dates(datetime.date(2025, 8, 1), LAST)
early_days = st.sampled_from(SPECIAL_DAYS[:8]) | st.dates(
    datetime.date(2024, 1, 1), datetime.date(2027, 12, 31)
)
clocks = st.sampled_from(NIGHT) | st.builds(
    datetime.time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45, 59])
)


def several(choices: list[str], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(choices), min_size=1, max_size=most, unique=True).map(",".join)


WEEKDAYS = several(oracle.WEEKDAYS)
NUMBERED = several([f"{number}{day}" for number in (1, 2, 3, 4, -1, -2, -3, -4) for day in oracle.WEEKDAYS])
DAYS_OF_MONTH = several([str(number) for number in range(-28, 29) if number])
MONTHS = several([str(number) for number in range(1, 13)], most=6)
SHAPES = [
    {"FREQ": st.just("DAILY")},
    {"FREQ": st.just("WEEKLY")},
    {"FREQ": st.just("WEEKLY"), "BYDAY": WEEKDAYS},
    {"FREQ": st.just("MONTHLY")},
    {"FREQ": st.just("MONTHLY"), "BYDAY": WEEKDAYS},
    {"FREQ": st.just("MONTHLY"), "BYDAY": NUMBERED},
    {
        "FREQ": st.just("MONTHLY"),
        "BYDAY": WEEKDAYS,
        "BYSETPOS": several(["1", "2", "3", "4", "-1", "-4"], most=1),
    },
    {"FREQ": st.just("MONTHLY"), "BYMONTHDAY": DAYS_OF_MONTH},
    {"FREQ": st.just("YEARLY")},
    {"FREQ": st.just("YEARLY"), "BYMONTH": MONTHS, "BYDAY": WEEKDAYS | NUMBERED},
    {"FREQ": st.just("YEARLY"), "BYMONTH": MONTHS, "BYMONTHDAY": DAYS_OF_MONTH},
]
ENDINGS = [
    {},
    {"COUNT": st.integers(1, 300).map(str)},
    {"UNTIL": days.map("{:%Y%m%d}".format)},
]


@st.composite
def rules(draw: st.DrawFn) -> str:
    parts = {**draw(st.sampled_from(SHAPES)), **draw(st.sampled_from(ENDINGS))}
    rule = {name: draw(value) for name, value in parts.items()}
    if draw(st.booleans()):
        rule["INTERVAL"] = str(draw(st.integers(1, 3 if rule["FREQ"] == "YEARLY" else 15)))
    text = ";".join(f"{name}={value}" for name, value in rule.items())
    validate_rrule(text)
    return text


@st.composite
def recurring(draw: st.DrawFn, number: int) -> Recurring:
    kind = draw(st.sampled_from(["weekly", "every n weeks", "rule", "rule", "night to Sunday"]))
    counts = kind in {"every n weeks", "rule"}
    valid_from = draw(early_days if counts else st.none() | early_days)
    opens_at = draw(st.sampled_from(NIGHT) if kind == "night to Sunday" else clocks)
    weekday = 7 if kind == "night to Sunday" else draw(st.integers(1, 7))
    return Recurring(
        id=number,
        opens_at=opens_at,
        closes_at=draw(clocks.filter(lambda clock: clock != opens_at)),
        weekday=None if kind == "rule" else weekday,
        rrule=draw(rules()) if kind == "rule" else "",
        interval_weeks=draw(st.just(2) | st.integers(1, 52)) if kind == "every n weeks" else 1,
        valid_from=valid_from,
        valid_until=draw(st.none() | days.filter(lambda day: valid_from is None or day >= valid_from)),
        assured_on=draw(days),
        term_time_only=draw(st.booleans()),
        closed_on_red_days=draw(st.booleans()),
        place=draw(st.none() | st.sampled_from(PLACES)),
    )


@st.composite
def dated(draw: st.DrawFn, number: int) -> Dated:
    midnight = datetime.datetime.combine(draw(days), datetime.time(), datetime.UTC)
    starts_at = midnight + datetime.timedelta(minutes=15 * draw(st.integers(-8, 95)))
    lengths = st.integers(1, 20).map(lambda hours: datetime.timedelta(hours=hours)) | st.integers(2, 9).map(
        lambda days: days * DAY
    )
    return Dated(
        id=number,
        starts_at=starts_at,
        ends_at=draw(st.none() | lengths.map(lambda length: starts_at + length)),
        is_cancelled=draw(st.booleans()),
        assured_on=draw(days),
        place=draw(st.none() | st.sampled_from(PLACES)),
    )


@st.composite
def closures(draw: st.DrawFn, number: int) -> Closed:
    starts_on = draw(days)
    ends_on = starts_on + draw(st.integers(0, 60) | st.just(700)) * DAY
    return Closed(number, starts_on, ends_on, draw(st.none() | st.sampled_from(PLACES)))


@st.composite
def offerings(draw: st.DrawFn) -> Times:
    return Times(
        recurring=tuple(draw(recurring(number)) for number in range(draw(st.integers(1, 3)))),
        dated=tuple(draw(dated(number)) for number in range(draw(st.integers(0, 3)))),
        closed=tuple(draw(closures(number)) for number in range(draw(st.integers(0, 5)))),
        places=draw(st.frozensets(st.sampled_from(PLACES))),
    )


def _school() -> Iterator[SchoolPeriod]:
    """Six years, of which the spring of 2029 has not been entered."""
    for year in range(2026, 2032):
        periods = [
            ((year, 1, 8), (year, 6, 12), False),
            ((year, 2, 9), (year, 2, 15), True),
            ((year, 4, 1), (year, 4, 10), True),
            ((year, 8, 18), (year, 12, 18), False),
            ((year, 10, 26), (year, 11, 1), True),
            ((year, 12, 19), (year + 1, 1, 7), True),  # between two terms
        ]
        for number, (first, last, is_break) in enumerate(periods):
            if year != 2029 or number > 2:
                yield SchoolPeriod(10 * year + number, datetime.date(*first), datetime.date(*last), is_break)


SCHOOL = tuple(_school())
schools = st.sampled_from([SCHOOL, SCHOOL, ()])
