"""Which recurrence rules are taken: those a family can follow, and that come about within a lifetime of a schedule."""

import datetime
import itertools

import pytest
from django.core.exceptions import ValidationError

from support.recurrence import as_written_here, in_words, validate_rrule
from support.schedule import Recurring, days_of

NUMBERS = ["1", "2", "3", "4", "-1", "-2", "-3", "-4"]
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
# One of each shape: what may stand beside FREQ, with values that are hard to meet.
SHAPES = [
    "FREQ=DAILY",
    "FREQ=WEEKLY",
    *(f"FREQ=WEEKLY;BYDAY={days}" for days in (*WEEKDAYS, "MO,SU", "MO,TU,WE,TH,FR,SA,SU")),
    "FREQ=MONTHLY",
    *(f"FREQ=MONTHLY;BYDAY={days}" for days in (*WEEKDAYS, "TU,TH")),
    *(f"FREQ=MONTHLY;BYDAY={number}{day}" for number in NUMBERS for day in WEEKDAYS),
    "FREQ=MONTHLY;BYDAY=1MO,-1FR",
    *(
        f"FREQ=MONTHLY;BYDAY={days};BYSETPOS={number}"
        for days in ("SU", "MO,MO", "SA,SU")
        for number in NUMBERS
    ),
    *(f"FREQ=MONTHLY;BYMONTHDAY={sign}{day}" for sign in ("", "-") for day in range(1, 29)),
    "FREQ=MONTHLY;BYMONTHDAY=28,-28",
    "FREQ=YEARLY",
    *(f"FREQ=YEARLY;BYMONTH={month};BYDAY={number}SU" for month in range(1, 13) for number in ("", *NUMBERS)),
    *(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}" for month in range(1, 13) for day in (1, 28, -1, -28)),
    "FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=28,-1",
]
STARTS = [datetime.date(*day) for day in ((2026, 8, 17), (2026, 1, 31), (2028, 2, 29), (2026, 12, 31))]
THIRTY_YEARS = datetime.timedelta(days=30 * 365)


def named(rule: str, start: datetime.date, first: datetime.date, last: datetime.date) -> list[datetime.date]:
    recurring = Recurring(1, datetime.time(9), datetime.time(12), rrule=rule, valid_from=start)
    return list(itertools.islice(days_of(recurring, first, last), 5))


def intervals(rule: str) -> list[str]:
    most = 9 if rule.startswith("FREQ=YEARLY") else 99
    return ["", ";INTERVAL=2", f";INTERVAL={most}"]


@pytest.mark.parametrize("rule", SHAPES)
def test_what_is_taken_comes_about(rule):
    for interval, start in itertools.product(intervals(rule), STARTS):
        text = rule + interval
        validate_rrule(text)
        found = named(text, start, start, start + THIRTY_YEARS)
        assert found and start <= found[0], (text, start)


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=MONTHLY;BYDAY=1MO"])
@pytest.mark.parametrize("ending", ["", ";COUNT=999", ";UNTIL=20301231"])
def test_ten_years_after_its_beginning_it_is_still_found(rule, ending):
    start, later = datetime.date(2016, 1, 1), datetime.date(2026, 1, 1)
    validate_rrule(rule + ending)

    assert (len(named(rule + ending, start, later, later + datetime.timedelta(weeks=8))) == 0) == (
        "COUNT" in ending and "MONTHLY" not in rule
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=1MO", [(2026, 9, 7), (2026, 10, 5), (2026, 11, 2)]),
        ("FREQ=MONTHLY;BYDAY=-1FR", [(2026, 8, 28), (2026, 9, 25), (2026, 10, 30)]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", [(2026, 8, 31), (2026, 9, 30), (2026, 10, 30)]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", [(2026, 8, 31), (2026, 9, 30)]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", [(2026, 8, 31), (2026, 9, 14), (2026, 9, 28)]),
        ("FREQ=DAILY;UNTIL=20260821", [(2026, 8, 19), (2026, 8, 20), (2026, 8, 21)]),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=13", [(2026, 12, 13), (2027, 12, 13), (2028, 12, 13)]),
    ],
)
def test_a_rule_says_these_days_from_a_wednesday_in_august(rule, expected):
    wednesday = datetime.date(2026, 8, 19)
    found = named(rule, wednesday, wednesday, wednesday + THIRTY_YEARS)

    assert found[:3] == [datetime.date(*day) for day in expected]


def test_what_falls_on_29_february_waits_for_the_next_leap_year():
    start = datetime.date(2028, 2, 29)

    assert [day.year for day in named("FREQ=YEARLY", start, start, start + THIRTY_YEARS)[:3]] == [
        2028,
        2032,
        2036,
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "varannan",
        "FREQ",
        "FREQ=",
        "INTERVAL=2",
        "BYDAY=MO",
        "DTSTART:20260101",
        "RRULE:FREQ=DAILY",
        "DTSTART=20260101;FREQ=DAILY",
        "freq=daily",
        "FREQ=DAILY;",
        ";FREQ=DAILY",
        "FREQ=DAILY\n",
        "FREQ=DAILY FREQ=DAILY",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=WEEKLY;WKST=SU",
        "FREQ=YEARLY;BYWEEKNO=53",
        "FREQ=YEARLY;BYYEARDAY=366",
        "FREQ=DAILY;BYEASTER=0",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=100",
        "FREQ=DAILY;INTERVAL=٢",
        "FREQ=YEARLY;INTERVAL=99;BYMONTH=1;BYMONTHDAY=1",  # a family cannot wait for the next century
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=1000",
        "FREQ=DAILY;COUNT=3;UNTIL=20261231",
        "FREQ=DAILY;UNTIL=20260229",
        "FREQ=DAILY;UNTIL=20261301",
        "FREQ=DAILY;UNTIL=00000101",
        "FREQ=DAILY;UNTIL=2026-12-31",
        "FREQ=DAILY;UNTIL=20261231T000000Z",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=DAILY;BYMONTH=2",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=MO,",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=4",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=+1MO",
        "FREQ=MONTHLY;BYDAY=MO,1TU",  # never, to the library: a Monday that is the first Tuesday
        "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=MONTHLY;BYMONTH=2;BYDAY=1MO",
        "FREQ=YEARLY;BYDAY=1MO",
        "FREQ=YEARLY;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYMONTH=2",
    ],
)
def test_a_rule_that_nobody_can_follow_or_that_may_never_come_is_refused(rule):
    with pytest.raises(ValidationError):
        validate_rrule(rule)


@pytest.mark.parametrize("until", ["00010101", "00991231", "20260817", "99991231"])
def test_any_day_of_the_calendar_can_be_the_last(until):
    rule, start = f"FREQ=DAILY;UNTIL={until}", datetime.date(2026, 8, 17)
    validate_rrule(rule)

    assert bool(named(rule, start, start, start + datetime.timedelta(days=9))) == (until >= "20260817")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=5", "torsdagar (5 gånger)"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,TH;COUNT=1", "måndagar, tisdagar och torsdagar (1 gång)"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "torsdagar varannan vecka"),
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR", "första måndagen och sista fredagen i månaden"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;UNTIL=20261218", "den 13 i varje månad (till och med 2026-12-18)"),
        ("FREQ=DAILY", "varje dag"),
        # What would be easily misread is not spelt out.
        ("FREQ=DAILY;INTERVAL=2", "vissa dagar"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "vissa dagar"),
        ("FREQ=MONTHLY;BYDAY=-2MO", "vissa dagar"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=13", "vissa dagar"),
        ("FREQ=WEEKLY;INTERVAL=x;BYDAY=", "vissa dagar"),  # refused, but a form still shows it
        ("varannan tisdag", "vissa dagar"),
    ],
)
def test_an_editor_reads_a_usual_rule_in_words(rule, said):
    assert in_words(rule) == said


@pytest.mark.parametrize("rule", SHAPES)
def test_what_is_taken_is_left_as_it_is(rule):
    assert as_written_here(rule) == rule and in_words(rule)


@pytest.mark.parametrize(
    ("pasted", "rule"),
    [
        ("RRULE:FREQ=DAILY", "FREQ=DAILY"),
        (" freq=weekly; byday=th; ", "FREQ=WEEKLY;BYDAY=TH"),
        ("DTSTART:20260901T090000\nRRULE:FREQ=DAILY;UNTIL=20261218T225959Z", "FREQ=DAILY;UNTIL=20261218"),
        ("DTSTART;TZID=Europe/Stockholm:20260901T090000RRULE:FREQ=DAILY;WKST=MO", "FREQ=DAILY"),
    ],
)
def test_what_another_calendar_writes_around_a_rule_is_taken_off(pasted, rule):
    assert as_written_here(pasted) == rule


def test_days_left_out_of_a_rule_are_not_lost_in_silence():
    with pytest.raises(ValidationError):
        validate_rrule(as_written_here("RRULE:FREQ=DAILY\nEXDATE:20261224T090000"))
