"""A calendar file as a calendar program reads it."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar, Event

from support.schedule import STOCKHOLM

UTC = datetime.UTC
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
NOW = datetime.datetime(2026, 11, 16, 8, tzinfo=STOCKHOLM)  # a Monday
TODAY = NOW.date()
EVERY_KIND = (
    "/sv/stod/babycafe/kalender.ics",
    "/sv/plats/norrby/kalender.ics",
    "/sv/omrade/norrby/kalender.ics",
    "/sv/kalender/kalender.ics",
    "/sv/kalender/kalender.ics?area=norrby&age=1",
)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime.datetime:
    return datetime.datetime(2026, month, day, hour, minute, tzinfo=STOCKHOLM)


def fetched(client, path: str, **asked: str) -> Calendar:
    response = client.get(path, asked)
    assert response.status_code == 200, response.content.decode()
    return Calendar.from_ical(response.content)


def one_event(client, path: str, **asked: str) -> Event:
    [event] = fetched(client, path, **asked).events
    return event


def titles(calendar: Calendar) -> list[str]:
    return sorted({str(event["summary"]) for event in calendar.events})


def lines(file: bytes) -> list[str]:
    """Of RFC 5545 (3.1): ended by CRLF, at most 75 octets, then unfolded."""
    assert file.endswith(b"\r\n")
    folded = file.removesuffix(b"\r\n").split(b"\r\n")
    for line in folded:
        assert 0 < len(line) <= 75
        assert not re.search(b"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode()  # no letter is cut in two
    return file.decode().replace("\r\n ", "").split("\r\n")[:-1]


Span = tuple[datetime.datetime, datetime.datetime | None]


def expanded(calendar: Calendar, status: str = "CONFIRMED") -> Counter[Span]:
    """Every time in it, in UTC: by dateutil, and for what RFC 5545 adds to recurrence by the letter of it."""
    wanted = [event for event in calendar.events if event["status"] == status]
    instead = {
        (event["uid"], in_utc(event["recurrence-id"].dt)): event
        for event in wanted
        if "recurrence-id" in event
    }
    found: Counter[Span] = Counter()
    for event in wanted:
        if "recurrence-id" in event:
            continue
        starts_at = event["dtstart"].dt
        # 3.8.5.3: the same exact duration for all the members of the recurrence set.
        length = in_utc(event["dtend"].dt) - in_utc(starts_at) if "dtend" in event else None
        for start in starts(event, starts_at):
            other = instead.pop((event["uid"], start), None)
            if other is None:
                found[start, start + length if length else None] += 1
            else:
                found[in_utc(other["dtstart"].dt), in_utc(other["dtend"].dt)] += 1
    assert not instead, "instead of times that are not there"
    return found


def starts(event: Event, starts_at: datetime.datetime) -> Iterator[datetime.datetime]:
    if "rrule" not in event:
        assert "exdate" not in event
        yield in_utc(starts_at)
        return
    rule = event["rrule"].to_ical().decode()
    [until] = re.findall(r"UNTIL=(\d{8}T\d{6}Z)", rule)  # 3.3.10: in UTC, where DTSTART has a zone
    last = datetime.datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    all_of_them = rruleset()
    # What recurs is what the clock on the wall says.
    all_of_them.rrule(rrulestr(re.sub(";?UNTIL=[^;]*", "", rule), dtstart=starts_at.replace(tzinfo=None)))
    for stopped in event.exdates:
        all_of_them.exdate(stopped.replace(tzinfo=None))
    for clock in all_of_them:
        start = in_utc(clock.replace(tzinfo=starts_at.tzinfo))
        if start > last:
            return
        yield start


def in_utc(moment: datetime.datetime) -> datetime.datetime:
    """Python reads a time that does not exist, and one there are two of, as RFC 5545 (3.3.5) does."""
    return moment.astimezone(UTC)
