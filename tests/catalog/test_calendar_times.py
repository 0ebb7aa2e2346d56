"""When things happen, as calendars have it: the very times of the guide, on every day and the same tomorrow."""

import datetime
import io
import re
import uuid
from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine
from dateutil.tz import tzical
from hypothesis import given
from icalendar import Calendar

from boras_guide.languages import LANGUAGES
from catalog.calendar_file import Events, to_subscribe_to
from catalog.shown import ShownText
from catalog.timetable import Texts, Timetable
from support.catalogue import announce_change
from support.models import Offering, OfferingType, Schedule
from support.schedule import STOCKHOLM, Recurring, SchoolCalendar, Times, occurrences
from tests.catalog.reading_calendars import (
    DAY,
    EVERY_KIND,
    HOUR,
    NOW,
    TODAY,
    UTC,
    Span,
    at,
    expanded,
    fetched,
    in_utc,
    one_event,
)
from tests.factories import (
    closure,
    confirmed_occasion,
    confirmed_schedule,
    occasion,
    offering,
    offering_type,
    place,
    schedule,
    term,
)
from tests.support.test_occurrences import ALIKE, schools
from tests.support.test_occurrences import offerings as generated_times

database = pytest.mark.django_db


@pytest.fixture
def on_monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def file_of(times: Times, school: SchoolCalendar, today: datetime.date) -> bytes:
    told = Offering(
        pk=0,
        uuid=uuid.UUID(int=1),
        code="abcde",
        title_sv="Öppna förskolan",
        type=OfferingType(name_sv="Öppen förskola"),
        maximum_age_months=71,
        changed_at=datetime.datetime(2026, 1, 1, tzinfo=UTC),
    )
    moment = datetime.datetime.combine(today, datetime.time(12), STOCKHOLM)
    timetable = Timetable({0: times}, school, Texts("sv"), moment)
    return to_subscribe_to(Events(timetable, [told]).all(), ShownText("Öppna förskolan", "sv"))


def told(times: Times, school: SchoolCalendar, today: datetime.date) -> tuple[Counter, Counter]:
    """What the guide says: what is on, as far back as somebody vouches for it, and which dates are not."""
    running: Counter[Span] = Counter()
    stopped: Counter[Span] = Counter()
    beginning, end = datetime.date(2024, 1, 1), datetime.date(2034, 1, 1)
    for one in occurrences(times, beginning, end, school, today=today):
        span = (in_utc(one.starts_at), one.ends_at and in_utc(one.ends_at))
        is_weekly = isinstance(one.of, Recurring)
        if one.is_on and not (is_weekly and one.day < one.of.assured_on):
            running[span] += 1
        elif not one.is_on and not is_weekly:
            stopped[span] += 1
    return running, stopped


def test_a_calendar_program_finds_the_very_times_of_the_guide_and_no_others():
    today = datetime.date(2032, 1, 1)
    seen: Counter[str] = Counter()

    @ALIKE
    @given(generated_times(), schools)
    def check(times: Times, periods) -> None:
        school = SchoolCalendar.of(periods)
        file = file_of(times, school, today)
        running, stopped = told(times, school, today)

        calendar = Calendar.from_ical(file)

        assert expanded(calendar) == running
        assert expanded(calendar, "CANCELLED") == stopped
        seen.update(times=running.total(), calendars=bool(running), cancelled=stopped.total())
        seen.update(property.lower() for event in calendar.events for property in event)

    check()

    assert seen["calendars"] >= 50
    assert min(seen[part] for part in ("times", "rrule", "exdate", "recurrence-id", "cancelled")) >= 10, seen


NIGHTS = [
    # (first day, opens, closes, length of the first night, of the one when clocks change)
    (datetime.date(2026, 10, 17), "22:00", "06:00", 8 * HOUR, 9 * HOUR),
    (datetime.date(2026, 10, 24), "22:00", "06:00", 9 * HOUR, 9 * HOUR),
    (datetime.date(2026, 3, 21), "22:00", "06:00", 8 * HOUR, 7 * HOUR),
    (datetime.date(2026, 3, 22), "02:30", "05:00", 2.5 * HOUR, 1.5 * HOUR),
    (datetime.date(2026, 3, 29), "02:30", "05:00", 1.5 * HOUR, 1.5 * HOUR),
    (datetime.date(2026, 10, 18), "02:30", "05:00", 2.5 * HOUR, 3.5 * HOUR),
]


@pytest.mark.parametrize(("first", "opens", "closes", "first_length", "length"), NIGHTS)
def test_the_night_when_clocks_change_is_as_long_as_it_is(first, opens, closes, first_length, length):
    opens_at, closes_at = map(datetime.time.fromisoformat, (opens, closes))
    weekly = Recurring(
        1, opens_at, closes_at, first.isoweekday(), valid_until=first + 40 * DAY, assured_on=first
    )

    times, today = Times((weekly,)), first + 40 * DAY

    calendar = Calendar.from_ical(file_of(times, SchoolCalendar(), today))

    assert expanded(calendar) == told(times, SchoolCalendar(), today)[0]
    lengths = [end - start for start, end in sorted(expanded(calendar))]
    assert lengths[0] == first_length
    assert length in lengths[:2]
    assert str(calendar.events[0]["dtstart"].dt.time()) == f"{opens}:00"
    assert len([event for event in calendar.events if "recurrence-id" in event]) == 1


def test_the_time_zone_in_the_file_is_swedish_time():
    text = file_of(Times(), SchoolCalendar(), TODAY).decode()
    [zone] = re.findall("BEGIN:VTIMEZONE.*END:VTIMEZONE", text, re.DOTALL)
    theirs = tzical(io.StringIO(zone)).get("Europe/Stockholm")

    # Clocks change at one o'clock, the world over.
    first = datetime.datetime(2000, 1, 1, 1, tzinfo=UTC)
    for moment in (
        first + number * DAY - before for number in range(40 * 365) for before in (HOUR / 60, 0 * HOUR)
    ):
        assert moment.astimezone(theirs).utcoffset() == moment.astimezone(STOCKHOLM).utcoffset(), moment


# --- What stands in it -----------------------------------------------------------------------------------


@database
def test_a_weekly_time_is_one_event_that_recurs_without_the_days_it_is_closed(client, on_monday):
    babycafe = offering(
        "babycafe", title="Babycafé", places=[place("norrby", street_address="Gatan 1", postal_code="506 30")]
    )
    place("norrby", latitude=57.7, longitude=12.9)
    tuesdays = confirmed_schedule(babycafe, 2, "09:00", "12:00", valid_until=TODAY + 60 * DAY)
    closure(babycafe, datetime.date(2026, 11, 17))  # the first
    closure(babycafe, datetime.date(2026, 12, 1))
    closure(tuesdays.offering.places.get(), datetime.date(2027, 1, 12))  # the last

    event = one_event(client, "/sv/stod/babycafe/kalender.ics")

    assert event["dtstart"].to_ical() == b"20261124T090000"
    assert event["dtstart"].params["TZID"] == "Europe/Stockholm"
    assert event["dtend"].to_ical() == b"20261124T120000"
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20270105T080000Z;BYDAY=TU"
    assert event["exdate"].to_ical() == b"20261201T090000"
    assert event["location"] == "Norrby, Gatan 1, 506 30 Borås"
    assert event["geo"].to_ical() == "57.7;12.9"
    assert event["status"] == "CONFIRMED"


@database
def test_red_days_and_breaks_are_left_out(client, on_monday):
    singing = offering("sang")
    confirmed_schedule(singing, 5, valid_until=datetime.date(2027, 1, 31), term_time_only=True)
    term("Hösten", datetime.date(2026, 8, 18), datetime.date(2026, 12, 20))
    term("Våren", datetime.date(2027, 1, 8), datetime.date(2027, 6, 12))

    event = one_event(client, "/sv/stod/sang/kalender.ics")

    assert [day.date().isoformat() for day in event.exdates] == ["2026-12-25", "2027-01-01"]


@database
def test_a_rule_of_its_own_ends_with_its_last_time(client, on_monday):
    confirmed_schedule(
        offering("sang"), None, valid_from=datetime.date(2026, 10, 1), rrule="FREQ=MONTHLY;COUNT=4;BYDAY=1MO"
    )

    rule = one_event(client, "/sv/stod/sang/kalender.ics")["rrule"].to_ical()

    assert rule == b"FREQ=MONTHLY;UNTIL=20270104T080000Z;BYDAY=1MO"


@database
def test_what_happens_once_does_not_recur(client, on_monday):
    confirmed_schedule(offering("sang"), 2, valid_until=TODAY + 5 * DAY)

    event = one_event(client, "/sv/stod/sang/kalender.ics")

    assert "rrule" not in event and "exdate" not in event
    assert event["dtstart"].to_ical() == b"20261117T090000"


@database
def test_a_time_counts_from_the_day_somebody_vouched_for_it_and_not_from_today(client, on_monday):
    confirmed_schedule(
        offering("sang"), 2, assured_on=datetime.date(2026, 3, 4), valid_from=datetime.date(2025, 1, 1)
    )

    event = one_event(client, "/sv/stod/sang/kalender.ics")

    assert event["dtstart"].to_ical() == b"20260310T090000"
    assert event["rrule"]["until"] == [datetime.datetime(2027, 3, 2, 8, tzinfo=UTC)]


@database
def test_what_nobody_has_vouched_for_stands_in_no_calendar(client, on_monday):
    course = offering("kurs")
    schedule(course, 2, "09:00", "12:00")
    schedule(course, 3, "09:00", "12:00", assured_on=TODAY + DAY)
    occasion(course, at(20, 18))
    confirmed_occasion(course, at(20, 18), assured_on=TODAY - 400 * DAY)

    assert fetched(client, "/sv/stod/kurs/kalender.ics").events == []


@database
def test_a_date_says_that_it_is_cancelled_or_full(client, on_monday):
    course = offering("kurs", title="Föräldrakurs", title_en="Course")
    confirmed_occasion(course, at(23, 18), ends_at=at(23, 20))
    confirmed_occasion(course, at(24, 18), is_full=True)
    confirmed_occasion(course, at(25, 18), is_cancelled=True, is_full=True)
    confirmed_occasion(course, at(26, 18))
    closure(course, datetime.date(2026, 11, 26))

    found = {event["dtstart"].dt.day: event for event in fetched(client, "/en/stod/kurs/kalender.ics").events}

    assert {day: str(event["status"]) for day, event in found.items()} == {
        23: "CONFIRMED", 24: "CONFIRMED", 25: "CANCELLED", 26: "CANCELLED"
    }  # fmt: skip
    assert [str(found[day]["summary"]) for day in sorted(found)] == [
        "Course",
        "(No places left) Course",
        "(Cancelled) Course",
        "(Cancelled) Course",
    ]
    assert found[23]["dtend"].dt == at(23, 20)
    assert "dtend" not in found[24]


@database
def test_the_hour_that_comes_twice_is_told_in_utc_the_second_time(client, on_monday):
    second = datetime.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    confirmed_occasion(offering("natt"), second, ends_at=second + HOUR, assured_on=datetime.date(2026, 9, 1))

    event = one_event(client, "/sv/stod/natt/kalender.ics")

    assert event["dtstart"].to_ical() == b"20261025T013000Z"
    assert event["dtend"].to_ical() == b"20261025T033000"


@database
@pytest.mark.parametrize(
    ("label", "summary"),
    [
        ("", "Öppna förskolan Boda"),
        ("Babyöppet", "Öppna förskolan Boda: Babyöppet"),
        ("Öppna förskolan", "Öppna förskolan Boda"),
        ("öppen förskola", "Öppna förskolan Boda"),  # what kind of support it is
        ("Babyöppet på Öppna förskolan Boda", "Babyöppet på Öppna förskolan Boda"),
    ],
)
def test_the_time_is_named_once(client, on_monday, label, summary):
    boda = offering(
        "boda", title="Öppna förskolan Boda", type=offering_type("open", name_sv="Öppen förskola")
    )
    confirmed_schedule(boda, 2, label_sv=label)

    event = one_event(client, "/sv/stod/boda/kalender.ics")

    assert event["summary"] == summary
    assert event["categories"].cats == ["Öppen förskola"]


@database
def test_it_says_for_whom_at_what_cost_how_to_begin_and_where_to_read_more(client, on_monday, settings):
    settings.PUBLIC_URL = "https://guide.example"
    course = offering("kurs", ages=(1, 5), cost="free", start="booking", phone="033-35 70 00", code="abcde")
    confirmed_schedule(course, 2)
    confirmed_schedule(course, 3, age_note_en="Babies")

    tuesday, wednesday = fetched(client, "/en/stod/kurs/kalender.ics").events

    assert tuesday["description"].split("\n") == [
        "1–5 years",
        "Free",
        "Book first: 033-35 70 00",
        "https://guide.example/o/abcde/en/",
    ]
    assert wednesday["description"].startswith("Babies\n")
    assert tuesday["url"] == "https://guide.example/o/abcde/en/"
    assert "organizer" not in tuesday and "attendee" not in tuesday


@database
def test_each_text_says_its_language(client, on_monday):
    kind = offering_type("course", name_sv="Kurs", name_en="Course")
    course = offering("kurs", title="Kurs", title_ar="دورة", type=kind, places=["norrby"])
    confirmed_schedule(course, 2)
    calendar = fetched(client, "/ar/stod/kurs/kalender.ics")

    [event] = calendar.events

    assert event["summary"] == "دورة"
    spoken = {
        name: event[name].params["LANGUAGE"] for name in ("summary", "categories", "location", "description")
    }
    assert spoken == {"summary": "ar", "categories": "en", "location": "sv", "description": "ar"}
    assert calendar["name"].params["LANGUAGE"] == "ar"


@database
def test_times_that_were_moved_for_showing_the_guide_say_so(client, on_monday):
    course = offering("kurs")
    weekly = confirmed_schedule(course, 2)
    before = one_event(client, "/en/stod/kurs/kalender.ics")["description"]

    Schedule.objects.filter(pk=weekly.pk).update(is_demo=True)

    assert "not real" not in before
    assert "not real" in one_event(client, "/en/stod/kurs/kalender.ics")["description"]


# --- One time to add -------------------------------------------------------------------------------------


@database
def test_one_time_can_be_added_alone_also_beside_the_next(client, on_monday):
    babycafe = offering("babycafe")
    confirmed_schedule(babycafe, 2, "22:00", "06:00")
    response = client.get("/sv/stod/babycafe/kalender.ics?at=2026-11-24T22:00")

    [event] = Calendar.from_ical(response.content).events
    next_week = one_event(client, "/sv/stod/babycafe/kalender.ics", at="2026-12-01T22:00")
    series = one_event(client, "/sv/stod/babycafe/kalender.ics")

    assert (event["dtstart"].dt, event["dtend"].dt) == (at(24, 22), at(25, 6))
    assert "rrule" not in event and "recurrence-id" not in event
    assert len({str(each["uid"]) for each in (event, next_week, series)}) == 3
    assert response["Content-Disposition"] == 'attachment; filename="babycafe-2026-11-24.ics"'
    assert b"X-WR-CALNAME" not in response.content  # some programs would make a calendar of it


@database
def test_a_date_that_is_added_is_the_one_that_subscribers_see(client, on_monday):
    confirmed_occasion(offering("kurs"), at(24, 18))

    added = one_event(client, "/sv/stod/kurs/kalender.ics", at="2026-11-24T18:00")

    assert added["uid"] == one_event(client, "/sv/stod/kurs/kalender.ics")["uid"]


@database
@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-24T09:30",  # while it is on
        "2026-11-24T10:00",
        "2026-11-25T09:00",
        "2026-12-01T09:00",  # closed
        "2026-12-08T18:00",  # cancelled
        "2027-11-16T09:00",  # when nobody vouches for it any more
        "2026-11-24",
        "2026-11-24T09:00:00Z",
        "0001-01-01T00:00",
        "9999-12-31T23:59",
        "\x00",
        "now",
    ],
)
def test_there_is_nothing_to_add_where_nothing_is_on(client, on_monday, moment):
    babycafe = offering("babycafe")
    confirmed_schedule(babycafe, 2)
    confirmed_occasion(babycafe, at(8, 18, month=12), is_cancelled=True)
    closure(babycafe, datetime.date(2026, 12, 1))

    response = client.get("/sv/stod/babycafe/kalender.ics", {"at": moment})

    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"


# --- The same tomorrow -----------------------------------------------------------------------------------


def known_as(calendar: Calendar) -> dict[str, int]:
    return {str(event["uid"]): int(event["sequence"]) for event in calendar.events}


@database
def test_a_guide_that_nobody_changes_gives_the_same_file_every_day(client):
    course = offering("kurs", places=[place("norrby", area="norrby")])
    with time_machine.travel(NOW, tick=False):
        confirmed_schedule(course, 2, interval_weeks=2, valid_from=TODAY - 70 * DAY)
        confirmed_schedule(course, 3)
        confirmed_occasion(course, at(18, 18))
    paths = [path for path in EVERY_KIND if "babycafe" not in path] + ["/sv/stod/kurs/kalender.ics"]

    files = []
    for days in (0, 1, 3, 500):
        with time_machine.travel(NOW + days * DAY + 5 * HOUR, tick=False):
            files.append([client.get(path).content for path in paths])

    assert b"BEGIN:VEVENT" in files[0][0]
    assert files[1:] == files[:1] * 3


@database
def test_a_calendar_knows_the_time_again_in_every_language_and_after_every_change(client, on_monday):
    course, other = offering("kurs"), offering("annan")
    weekly = confirmed_schedule(course, 2)
    confirmed_occasion(course, at(24, 18))
    confirmed_schedule(other, 2)
    before, others = (
        known_as(fetched(client, f"/sv/stod/{slug}/kalender.ics")) for slug in ("kurs", "annan")
    )

    weekly.opens_at, weekly.weekday = datetime.time(10), 4
    weekly.save()
    announce_change([course.pk])

    after = known_as(fetched(client, "/sv/stod/kurs/kalender.ics"))
    assert after.keys() == before.keys() and len(after) == 2
    assert all(after[uid] > number for uid, number in before.items())
    assert known_as(fetched(client, "/sv/stod/annan/kalender.ics")) == others
    for language in LANGUAGES:
        assert known_as(fetched(client, f"/{language}/stod/kurs/kalender.ics")) == after
    assert not after.keys() & others.keys()


@database
def test_the_file_is_as_old_as_the_last_change_and_not_as_old_as_the_question(client, on_monday):
    course = offering("kurs")
    confirmed_schedule(course, 2)
    changed = datetime.datetime(2026, 11, 1, 12, 0, 5, tzinfo=UTC)
    Offering.objects.filter(pk=course.pk).update(calendar_changed_at=changed.replace(microsecond=77))

    event = one_event(client, "/sv/stod/kurs/kalender.ics")

    assert event["dtstamp"].dt == event["last-modified"].dt == changed


@database
def test_a_day_that_its_place_is_closed_makes_the_event_newer(client, on_monday):
    confirmed_schedule(offering("kurs", places=["huset"]), 2)
    before = one_event(client, "/sv/stod/kurs/kalender.ics")

    with time_machine.travel(NOW + DAY, tick=False):
        closure(place("huset"), TODAY + 8 * DAY)
        after = one_event(client, "/sv/stod/kurs/kalender.ics")

    assert after["last-modified"].dt == after["dtstamp"].dt == NOW + DAY
    assert after["last-modified"].dt > before["last-modified"].dt
    assert "exdate" in after and "exdate" not in before
