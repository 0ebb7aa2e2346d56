"""The timetable: read in one question, it says what the rows themselves say."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.timetable import Timetable, timetable
from support.models import Closure, Occasion, Offering, Schedule, Term
from support.schedule import (
    STOCKHOLM,
    Closed,
    Dated,
    Occurrence,
    Recurring,
    RedDay,
    SchoolPeriod,
    Times,
    occurrences,
)
from tests.factories import (
    area,
    closure,
    occasion,
    offering,
    place,
    schedule,
    term,
)
from tests.support.generated_times import SCHOOL, days, offerings

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WEDNESDAY = datetime.date(2026, 9, 16)
SUNDAY = WEDNESDAY + 4 * DAY


def at(*moment: int) -> datetime.datetime:
    return datetime.datetime(*moment, tzinfo=STOCKHOLM)


MORNING = at(2026, 9, 16, 10)


def read(
    first: datetime.date = WEDNESDAY,
    last: datetime.date = SUNDAY,
    language: str = "sv",
    now: datetime.datetime = MORNING,
) -> Timetable:
    return timetable(Offering.objects.published(now), first, last, language, now)


def of_rows(
    of: Offering, first: datetime.date, last: datetime.date, now: datetime.datetime
) -> list[Occurrence]:
    """The same, asked of each row by itself."""
    schedules, occasions = of.schedules.order_by("pk"), of.occasions.order_by("pk")
    times = Times(
        recurring=tuple(row.value for row in schedules),
        dated=tuple(row.value for row in occasions),
        closed=tuple(row.value for row in Closure.objects.order_by("pk") if row.offering_id in (None, of.pk)),
    ).at(of.places.values_list("pk", flat=True), {row.place_id for row in (*schedules, *occasions)})
    return occurrences(times, first, last, Term.objects.calendar(), today=timezone.localdate(now))


def assert_agrees(first: datetime.date, last: datetime.date, now: datetime.datetime = MORNING) -> int:
    """On all days together; how many occurrences that was."""
    found, published = read(first, last, now=now), Offering.objects.published(now)
    expected = {one.pk: of_rows(one, first, last, now) for one in published}
    assert {pk: found.of(pk, first, last) for pk in expected} == expected
    everything = [one for ones in expected.values() for one in ones]
    assert sorted(found.between(first, last), key=repr) == sorted(everything, key=repr)
    return len(everything)


# --- It agrees with the rows ---------------------------------------------------------------------------


@pytest.fixture
def varied() -> None:
    """Every kind of time there is, and everything that may come in between."""
    hall, library, park = (place(slug) for slug in ("hall", "library", "park"))
    word = {"assured_on": WEDNESDAY - 30 * DAY}
    cafe = offering("cafe", places=[hall, library])
    schedule(cafe, 3, "09:00", "12:00", **word)
    schedule(cafe, 4, "21:00", "01:00", closed_on_red_days=False, **word)
    schedule(cafe, 5, "09:00", "12:00", place=park, valid_until=WEDNESDAY + 90 * DAY, **word)
    schedule(cafe, 6, "09:00", "12:00", interval_weeks=2, valid_from=WEDNESDAY - 9 * DAY, **word)
    rule = {"rrule": "FREQ=MONTHLY;BYDAY=1MO,-1TU", "valid_from": WEDNESDAY - 60 * DAY}
    schedule(cafe, None, "13:00", "14:30", **rule, **word)
    schedule(offering("song", places=[hall]), 2, "09:00", "12:00", term_time_only=True, **word)
    course = offering("course", places=[hall])
    occasion(course, at(2026, 9, 17, 18), ends_at=at(2026, 9, 17, 20), is_full=True, place=park, **word)
    occasion(course, at(2026, 9, 18, 18), bookable_until=at(2026, 9, 16, 12), **word)
    occasion(course, at(2026, 9, 19, 18), ends_at=at(2026, 9, 21, 9), **word)
    occasion(course, at(2026, 12, 24, 18), is_cancelled=True, **word)
    for slug, fields in (
        ("unconfirmed", {}),
        ("confirmed-long-ago", {"assured_on": WEDNESDAY - 400 * DAY}),
        ("confirmed-tomorrow", {"assured_on": WEDNESDAY + DAY}),
        ("lapses-soon", {"assured_on": WEDNESDAY - 363 * DAY}),
    ):
        unsure = offering(slug)
        schedule(unsure, 3, "09:00", "12:00", **fields)
        schedule(unsure, 4, "09:00", "12:00", **fields)
        occasion(unsure, at(2026, 9, 17, 18), **fields)
    schedule(offering("draft", status="draft"), 3, "09:00", "12:00", **word)
    schedule(offering("withdrawn", status="withdrawn"), 3, "09:00", "12:00", **word)
    schedule(offering("working-version", draft_of=cafe, status="draft"), 3, "09:00", "12:00", **word)
    closure(hall, WEDNESDAY + 6 * DAY, WEDNESDAY + 9 * DAY)
    closure(library, WEDNESDAY + 7 * DAY, WEDNESDAY + 30 * DAY)
    closure(park, WEDNESDAY + 9 * DAY, WEDNESDAY + 10 * DAY)
    closure(cafe, WEDNESDAY + 20 * DAY, WEDNESDAY + 25 * DAY)
    term("Hösttermin", datetime.date(2026, 8, 17), datetime.date(2026, 12, 18))
    term("Höstlov", datetime.date(2026, 10, 26), datetime.date(2026, 11, 1), kind=Term.Kind.BREAK)


def test_on_each_day_it_says_what_the_rows_say(varied):
    first, number = WEDNESDAY - 40 * DAY, 0
    for day in range(0, 150, 3):
        number += assert_agrees(first + day * DAY, first + (day + 2) * DAY)

    assert number > 100
    assert assert_agrees(first, first + 400 * DAY) > number


def test_nobodys_time_and_what_is_not_published_are_not_in_it(varied):
    found = {Offering.objects.get(pk=one.of.offering).slug for one in read().between(WEDNESDAY, SUNDAY)}

    assert found == {"cafe", "course", "lapses-soon"}


def test_what_lasts_for_days_is_told_alike_on_each_of_them():
    hall = place("hall")
    last = WEDNESDAY + 6 * DAY
    week = {"starts_at": at(2026, 9, 16, 18), "ends_at": at(2026, 9, 22, 15)}
    closed, vouched_for = offering("closed", places=[hall]), offering("vouched-for-last-autumn")
    occasion(closed, assured_on=WEDNESDAY, **week)
    closure(hall, WEDNESDAY)  # the day it is to begin
    occasion(vouched_for, assured_on=WEDNESDAY - 364 * DAY, **week)

    for number in range(7):
        day = WEDNESDAY + number * DAY
        assert assert_agrees(day, day) == 2
        found = read(day, day)
        assert [one.is_on for one in found.of(closed.pk, day, day)] == [False]
        assert [one.is_on for one in found.of(vouched_for.pk, day, day)] == [True]
    assert assert_agrees(last + DAY, last + DAY) == 0


@settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.lists(offerings(), min_size=3, max_size=3),
    days,
    st.integers(0, 20),
    st.integers(0, 370),
    st.booleans(),
)
def test_whatever_is_entered_it_says_what_the_rows_say(several, first, length, since, is_at_night):
    """`several`: what three offerings have; all of it was confirmed `since` days before the first."""
    with transaction.atomic():
        enter(several, first - since * DAY)
        clock = datetime.time(0, 30) if is_at_night else datetime.time(10)
        now = timezone.make_aware(datetime.datetime.combine(first, clock))
        assert_agrees(first, first + length * DAY, now)
        transaction.set_rollback(True)


def enter(several: list[Times], assured_on: datetime.date) -> None:
    """Rows of these values. What they call place 1 to 3 are three places."""
    places = {None: None, **{number: place(f"place-{number}") for number in (1, 2, 3)}}
    for number, times in enumerate(several):
        made = made_at_once(f"offering-{number}")
        made.places.set([places[number] for number in times.places])
        Schedule.objects.bulk_create(
            Schedule(
                offering=made,
                place=places[time.place],
                assured_on=assured_on,
                **{
                    name: getattr(time, name)
                    for name in Recurring.__dataclass_fields__
                    if name not in {"id", "offering", "place", "assured_on", "youngest", "oldest"}
                },
                minimum_age_months=time.youngest,
                maximum_age_months=time.oldest,
            )
            for time in times.recurring
        )
        Occasion.objects.bulk_create(
            Occasion(
                offering=made,
                place=places[dated.place],
                assured_on=assured_on,
                starts_at=dated.starts_at,
                ends_at=dated.ends_at,
                is_cancelled=dated.is_cancelled,
            )
            for dated in times.dated
        )
        Closure.objects.bulk_create(
            Closure(
                offering=made if closed.place is None else None,
                place=places[closed.place],
                starts_on=closed.starts_on,
                ends_on=closed.ends_on,
            )
            for closed in times.closed
        )
    Term.objects.bulk_create(
        Term(
            name_sv=f"Period {period.id}",
            kind="break" if period.is_break else "term",
            starts_on=period.starts_on,
            ends_on=period.ends_on,
        )
        for period in SCHOOL
    )


def made_at_once(slug: str) -> Offering:
    """Past the one door: what is searched does not matter here."""
    template = Offering.objects.filter(slug="template").first() or offering("template", status="draft")
    fields = {name: getattr(template, name) for name in ("type", "administration", "minimum_age_months")}
    return Offering.objects.bulk_create(
        [
            Offering(
                slug=slug,
                title_sv=slug,
                maximum_age_months=215,
                status="published",
                is_area_wide=True,
                **fields,
            )
        ]
    )[0]


# --- What is read keeps its type, in one question -----------------------------------------------------------


def test_every_value_has_the_type_that_its_row_has(varied):
    found = read(WEDNESDAY - 10 * DAY, WEDNESDAY + 120 * DAY)

    for known in found.times.values():
        for value in (*known.recurring, *known.dated, *known.closed):
            model = {Recurring: Schedule, Dated: Occasion, Closed: Closure}[type(value)]
            row = model.objects.get(pk=value.id).value
            assert value == row
            for name in type(row).__dataclass_fields__:
                assert type(getattr(value, name)) is type(getattr(row, name)), (value, name)
    assert found.school == Term.objects.calendar()
    assert all(type(period.is_break) is bool for period in (*found.school.terms, *found.school.breaks))


def test_an_empty_guide_has_an_empty_timetable():
    found = read()

    assert found.between(WEDNESDAY, SUNDAY) == []
    assert found.of(1, WEDNESDAY, SUNDAY) == []
    assert found.ahead_of(1) == []


@pytest.mark.parametrize("language", ["sv", "ar"])
@pytest.mark.parametrize("number", [1, 200])
def test_one_question_reads_it_however_many_there_are(number, language, django_assert_num_queries):
    hall = place("hall")
    for each in range(number):
        made = made_at_once(f"offering-{each}")
        made.places.add(hall)
        Schedule.objects.bulk_create(
            Schedule(
                offering=made,
                weekday=weekday,
                opens_at=datetime.time(9),
                closes_at=datetime.time(12),
                assured_on=WEDNESDAY,
                label_sv="Babyöppet",
            )
            for weekday in (3, 4)
        )
    closure(hall, WEDNESDAY + DAY, reason_sv="Städdag")

    with django_assert_num_queries(1):
        found = read(language=language)
        everything = found.between(WEDNESDAY, SUNDAY)
        texts = [(shown.label, shown.reason) for shown in map(found.shown, everything)]
        coming = [found.ahead_of(pk)[0] for pk in found.times]

    assert len(everything) == 2 * number
    assert set(texts) == {("Babyöppet", ""), ("Babyöppet", "Städdag")}
    assert all(one.day == WEDNESDAY for one in coming)


# --- What it answers ----------------------------------------------------------------------------------------


def test_ahead_is_what_is_not_over():
    cafe = offering("cafe")
    schedule(cafe, 3, "09:00", "12:00", assured_on=WEDNESDAY)
    schedule(cafe, 3, "13:00", "15:00", assured_on=WEDNESDAY)
    schedule(cafe, 4, "09:00", "12:00", assured_on=WEDNESDAY)
    closure(cafe, WEDNESDAY + DAY)
    last = WEDNESDAY + 56 * DAY

    for clock, expected in (
        ((8, 0), at(2026, 9, 16, 9)),
        ((11, 59), at(2026, 9, 16, 9)),
        ((12, 0), at(2026, 9, 16, 13)),
        ((15, 0), at(2026, 9, 23, 9)),  # the day after is closed
    ):
        ahead = read(last=last, now=at(2026, 9, 16, *clock)).ahead_of(cafe.pk)
        assert next(one for one in ahead if one.is_on).starts_at == expected


def test_what_began_last_night_may_still_be_on():
    night = offering("night")
    schedule(night, 3, "21:00", "02:00", assured_on=WEDNESDAY)
    thursday = WEDNESDAY + DAY

    found = read(thursday, thursday, now=at(2026, 9, 17, 1))

    assert found.today == thursday
    (still_on,) = found.ahead_of(night.pk)[:1]
    assert still_on.day == WEDNESDAY and still_on.runs_at(found.at)
    assert found.of(night.pk, thursday, thursday) == []


def test_today_is_the_swedish_day():
    assert read(now=datetime.datetime(2026, 9, 16, 22, 30, tzinfo=datetime.UTC)).today == WEDNESDAY + DAY


def test_of_all_of_some_or_of_one_by_the_clock():
    first, second, third = (offering(slug) for slug in ("first", "second", "third"))
    schedule(third, 3, "09:00", "12:00", assured_on=WEDNESDAY)
    schedule(second, 3, "13:00", "15:00", assured_on=WEDNESDAY)
    schedule(first, 4, "08:00", "09:00", assured_on=WEDNESDAY)
    found = read()

    assert [one.of.offering for one in found.between(WEDNESDAY, SUNDAY)] == [third.pk, second.pk, first.pk]
    assert [one.of.offering for one in found.between(WEDNESDAY, WEDNESDAY)] == [third.pk, second.pk]
    assert [one.of.offering for one in found.between(WEDNESDAY, SUNDAY, [first.pk, third.pk])] == [
        third.pk,
        first.pk,
    ]
    assert found.between(WEDNESDAY, SUNDAY, []) == []


# --- In the reader's language ----------------------------------------------------------------------------------


def test_a_label_is_in_the_readers_language_or_says_in_which():
    cafe = offering("cafe")
    texts = {
        3: {
            "label_sv": "Babyöppet",
            "label_en": "Baby hour",
            "label_ar": "ساعة الرضع",
            "age_note_sv": "0–1 år",
        },
        4: {"label_sv": "Babyöppet", "label_en": "Baby hour", "age_note_ar": "كل الأعمار"},
        5: {"label_sv": "Babyöppet"},
        6: {},
    }
    for weekday, written in texts.items():
        schedule(cafe, weekday, "09:00", "12:00", assured_on=WEDNESDAY, **written)
    found = read(language="ar")
    shown = [found.shown(one) for one in found.between(WEDNESDAY, SUNDAY)]

    assert [(one.label, one.label.language, one.label.is_fallback) for one in shown] == [
        ("ساعة الرضع", "ar", False),
        ("Baby hour", "en", True),
        ("Babyöppet", "sv", True),
        ("", "ar", False),
    ]
    assert [(one.age_note, one.age_note.is_fallback) for one in shown] == [
        ("0–1 år", True),
        ("كل الأعمار", False),
        ("", False),
        ("", False),
    ]


@pytest.mark.parametrize(
    ("language", "label"),
    [("sv", "Kursstart"), ("sv-simple", "Kursen börjar"), ("fi", "Kurssi"), ("so", "Start")],
)
def test_each_language_has_its_own_chain_of_others(language, label):
    written = {
        "label_sv": "Kursstart",
        "label_sv_simple": "Kursen börjar",
        "label_fi": "Kurssi",
        "label_en": "Start",
    }
    occasion(offering("course"), at(2026, 9, 17, 18), assured_on=WEDNESDAY, **written)
    found = read(language=language)
    [one] = found.between(WEDNESDAY, SUNDAY)

    assert found.shown(one).label == label


def test_why_it_is_closed_is_said_in_the_readers_language():
    cafe = offering("cafe")
    word = {"assured_on": WEDNESDAY}
    schedule(cafe, 4, "09:00", "12:00", term_time_only=True, **word)
    closure(cafe, datetime.date(2026, 11, 5), reason_sv="Studiedag", reason_en="Staff day")
    closure(cafe, datetime.date(2026, 11, 12))
    term("Hösttermin", datetime.date(2026, 8, 17), datetime.date(2026, 12, 24))
    autumn_break = {"name_en": "Autumn break", "kind": Term.Kind.BREAK}
    term("Höstlov", datetime.date(2026, 10, 26), datetime.date(2026, 11, 1), **autumn_break)
    days = {
        datetime.date(2026, 10, 22): ("", type(None)),
        datetime.date(2026, 10, 29): ("Autumn break", SchoolPeriod),
        datetime.date(2026, 11, 5): ("Staff day", Closed),
        datetime.date(2026, 11, 12): ("", Closed),  # nobody said why
        datetime.date(2026, 12, 24): ("Christmas Eve", RedDay),
    }

    with translation.override("en"):
        found = read(min(days), max(days), "en")
        for day, (why, kind) in days.items():
            [one] = found.of(cafe.pk, day, day)
            shown = found.shown(one)
            assert isinstance(one.stopped_by, kind)
            assert (shown.reason, shown.reason.language, shown.reason.is_fallback) == (why, "en", False)
            assert not shown.is_cancelled
    arabic = read(min(days), max(days), "ar")
    [one] = arabic.of(cafe.pk, datetime.date(2026, 11, 5), datetime.date(2026, 11, 5))
    assert (arabic.shown(one).reason.language, arabic.shown(one).reason.is_fallback) == ("en", True)


def test_a_time_knows_whose_it_is_where_and_whether_it_was_called_off():
    hall, park = place("hall"), place("park", area=area("norrby"))
    course = offering("course", places=[hall])
    occasion(course, at(2026, 9, 17, 18), assured_on=WEDNESDAY, is_cancelled=True, place=park)
    occasion(course, at(2026, 9, 18, 18), assured_on=WEDNESDAY)
    found = read()
    called_off, on = found.between(WEDNESDAY, SUNDAY)

    assert (found.shown(called_off).is_cancelled, found.shown(on).is_cancelled) == (True, False)
    assert (called_off.places, on.places) == ({park.pk}, {hall.pk})
    assert called_off.of.offering == on.of.offering == course.pk
    assert found.shown(called_off).reason == ""
