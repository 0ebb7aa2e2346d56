"""Calendars that a phone subscribes to, and single times to add: RFC 5545, and RFC 7986 for what a calendar is called.

Nothing in a file depends on the day on which it is asked for: an unchanged guide gives the same bytes tomorrow.
Nothing sensitive is in any: a phone may be checked.
"""

import datetime
import re
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import mode

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vRecur, vText

from boras_guide.languages import LANGUAGES, SOURCE, column
from boras_guide.wording import capitalized
from catalog.agenda import narrower
from catalog.shown import ShownText, shown
from catalog.timetable import Timetable, timetable
from support.models import Offering, Place, Schedule
from support.models.offering_queryset import OfferingQuerySet
from support.schedule import DAY, STOCKHOLM, Dated, Occurrence, Recurring, Times, days_of, occurrences

# All times there are. Counted from today, the file would be another tomorrow.
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)

PRODUCT = "-//Borås Stad//Föräldraskapsguiden//SV"
LOOK_AGAIN_AFTER = datetime.timedelta(days=1)
EVERY_DAY = range(1, 8)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Breaks of lines too: a text must not begin a line of its own.
NOT_IN_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def keepable(at: datetime.datetime) -> OfferingQuerySet:
    """What may stand in somebody's calendar."""
    return Offering.objects.published(at).filter(is_sensitive=False)


def every_time(offerings: OfferingQuerySet, language: str, at: datetime.datetime) -> Timetable:
    return timetable(offerings, EARLIEST, LATEST, language, at)


def to_subscribe_to(events: Iterable[Event], name: ShownText) -> bytes:
    """A calendar of its own on the phone, fetched anew each day."""
    calendar = Calendar()
    calendar.add("name", plain(name), {"LANGUAGE": html_lang(name)})
    # A name that icalendar does not know it would write unescaped, were it not a text already.
    calendar.add("x-wr-calname", vText(plain(name)))
    # RFC 7986 (5.7) demands the parameter, which `calendar.refresh_interval = …` leaves out.
    calendar.add("refresh-interval", LOOK_AGAIN_AFTER, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN_AFTER))
    for event in events:
        event.add("transp", "TRANSPARENT")  # open all morning: nobody is busy for that
        calendar.add_component(event)
    return _written(calendar)


def to_add(events: Iterable[Event]) -> bytes:
    """Times in the reader's own calendar. Without a name: some programs would make a new calendar of it."""
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    return _written(calendar)


class Events:
    """Times as calendars hold them, in the language of the timetable; those of some weekdays (ISO) alone."""

    def __init__(
        self,
        timetable: Timetable,
        offerings: Iterable[Offering],
        places: Iterable[Place] = (),
        weekdays: Collection[int] = EVERY_DAY,
    ) -> None:
        self.timetable = timetable
        self.weekdays = frozenset(weekdays)
        self.language = timetable.texts.language
        self.offerings = {offering.pk: offering for offering in offerings}
        self.places = {place.pk: place for place in places}

    @classmethod
    def of(
        cls, timetable: Timetable, offerings: OfferingQuerySet, weekdays: Collection[int] = EVERY_DAY
    ) -> "Events":
        """With all that is told about them. Two queries."""
        chain = LANGUAGES[timetable.texts.language].chain
        texts = [column(field, code) for field in ("title", "cost_text") for code in chain]
        own = (
            "uuid",
            "code",
            "calendar_sequence",
            "calendar_changed_at",
            "changed_at",
            "cost",
            "start",
            "phone",
            "is_online",
        )
        ages = ("minimum_age_months", "maximum_age_months", "expecting")
        demo = Schedule.objects.filter(offering=OuterRef("pk"), is_demo=True)
        offerings = (
            offerings.rewrite(False)  # type: ignore[attr-defined]
            .select_related("type")
            .only(*own, *ages, *texts, "type__code", *(f"type__{column('name', code)}" for code in chain))
            .annotate(has_demo_times=Exists(demo))
            .order_by("pk")
        )
        used = frozenset[int]().union(*(times.everywhere for times in timetable.times.values()))
        return cls(timetable, offerings, Place.objects.rewrite(False).filter(pk__in=used), weekdays)

    def all(self, belongs: Callable[[Occurrence], bool] = lambda _: True) -> Iterator[Event]:
        """Of every offering, what belongs there."""
        for pk in self.offerings:
            times = self.timetable.times.get(pk, Times())
            for recurring in times.recurring:
                running = [one for one in self._occurrences(recurring, times) if one.is_on and belongs(one)]
                if running:
                    yield from self._recurring(recurring, running, times.where(recurring))
            for dated in times.dated:
                yield from (self._event(one) for one in self._occurrences(dated, times) if belongs(one))

    def starting(self, offering: int, at: datetime.datetime) -> Iterator[Event]:
        """What is on then, each as an event of its own. `at`: what the clock on the wall says."""
        for one in self.timetable.of(offering, at.date(), at.date()):
            if one.is_on and one.starts_at.replace(tzinfo=None) == at:
                event = self._event(one)
                if isinstance(one.of, Recurring):  # the next week may be added beside it
                    event.uid = self._uid(one.of, f"{at:%Y-%m-%dT%H:%M}")
                yield event

    def _occurrences(self, time: Recurring | Dated, times: Times) -> list[Occurrence]:
        if isinstance(time, Recurring):
            # From the day somebody vouched for it, as far as a calendar is concerned.
            alone, first = replace(times, recurring=(time,), dated=()), time.assured_on or EARLIEST
        else:
            alone, first = replace(times, recurring=(), dated=(time,)), EARLIEST
        found = occurrences(alone, first, LATEST, self.timetable.school, today=self.timetable.today)
        return [one for one in found if not self.weekdays.isdisjoint(weekdays_of(one))]

    def _recurring(
        self, recurring: Recurring, running: Sequence[Occurrence], places: frozenset[int]
    ) -> Iterator[Event]:
        """The first time and the rule by which it recurs; then the nights that are not as long as the others."""
        first, last = running[0], running[-1]
        usual = mode(map(length, running))
        event = self._event(replace(first, places=places))
        event.DTSTART = on_the_wall(recurring, first.day)
        event.DTEND = written(first.starts_at.astimezone(datetime.UTC) + usual)
        if first is not last:
            event.add("rrule", rule(recurring, last))
            days = set(days_of(recurring, first.day, last.day))
            stopped = sorted(days - {one.day for one in running})
            if stopped:
                event.add("exdate", [on_the_wall(recurring, day) for day in stopped])
        yield event
        # What recurs is as many hours each time, to a calendar; we go by the clock on the wall.
        for one in running:
            if length(one) != usual:
                event = self._event(one)
                event.add("recurrence-id", on_the_wall(recurring, one.day))
                yield event

    def _event(self, occurrence: Occurrence) -> Event:
        offering, event = self.offerings[occurrence.of.offering], Event()
        event.uid = self._uid(occurrence.of)
        event.DTSTART = written(occurrence.starts_at)
        if occurrence.ends_at:
            event.DTEND = written(occurrence.ends_at)
        changed_at = offering.calendar_changed_at or offering.changed_at
        event.stamp = event.last_modified = changed_at.replace(microsecond=0)
        event.sequence = offering.calendar_sequence
        event.add("status", "CONFIRMED" if occurrence.is_on else "CANCELLED")
        title = self._title(occurrence)
        event.add("summary", plain(title), {"LANGUAGE": html_lang(title)})
        kind = shown(offering.type, "name", self.language)
        event.add("categories", [plain(kind)], {"LANGUAGE": html_lang(kind)})
        about = "\n".join(map(plain, self._about(occurrence)))
        event.add("description", about, {"LANGUAGE": LANGUAGES[self.language].html_lang})
        event.add("url", self._url(offering))
        self._say_where(event, occurrence)
        return event

    def _uid(self, time: Recurring | Dated, *more: str) -> str:
        """The same for ever, in every language."""
        kind = "schedule" if isinstance(time, Recurring) else "occasion"
        name = " ".join([kind, str(time.id), *more])
        return str(uuid.uuid5(self.offerings[time.offering].uuid, name))

    def _url(self, offering: Offering) -> str:
        return f"{settings.PUBLIC_URL}/o/{offering.code}/{self.language}/"

    def _title(self, occurrence: Occurrence) -> ShownText:
        """Also what not every program shows: that it is full, or cancelled."""
        offering = self.offerings[occurrence.of.offering]
        title = shown(offering, "title", self.language)
        text = with_label(
            title, self.timetable.shown(occurrence).label, shown(offering.type, "name", self.language)
        )
        if not occurrence.is_on:
            text = f"({gettext('Cancelled')}) {text}"
        elif isinstance(occurrence.of, Dated) and occurrence.of.is_full:
            text = f"({gettext('No places left')}) {text}"
        return ShownText(text, title.language)

    def _about(self, occurrence: Occurrence) -> Iterator[str]:
        offering = self.offerings[occurrence.of.offering]
        if getattr(offering, "has_demo_times", False):
            yield gettext("The times shown are moved for demonstration. They are not real.")
        note = narrower(offering, self.timetable.shown(occurrence).age_note, occurrence.of)
        yield note or capitalized(str(offering.age_span))
        yield shown(offering, "cost_text", self.language) or offering.get_cost_display()
        start = str(offering.get_start_display())
        calls = offering.start in (Offering.Start.PHONE, Offering.Start.BOOKING)
        yield f"{start}: {offering.phone}" if calls and offering.phone else start
        yield self._url(offering)  # not every program shows the property

    def _say_where(self, event: Event, occurrence: Occurrence) -> None:
        places = [self.places[pk] for pk in sorted(occurrence.places) if pk in self.places]
        if places:
            event.add("location", plain(" / ".join(map(address, places))), {"LANGUAGE": SOURCE})
        elif self.offerings[occurrence.of.offering].is_online:
            event.add("location", gettext("Online"), {"LANGUAGE": LANGUAGES[self.language].html_lang})
        if len(places) == 1 and places[0].latitude is not None:
            event.add("geo", (places[0].latitude, places[0].longitude))


# --- When --------------------------------------------------------------------------------------------


def weekdays_of(occurrence: Occurrence) -> Iterator[int]:
    for number in range((occurrence.last_day - occurrence.day).days + 1):
        yield (occurrence.day + number * DAY).isoweekday()


def length(occurrence: Occurrence) -> datetime.timedelta:
    """By way of UTC: within one zone, Python subtracts what the clock on the wall says."""
    ends_at = occurrence.ends_at or occurrence.starts_at
    return ends_at.astimezone(datetime.UTC) - occurrence.starts_at.astimezone(datetime.UTC)


def on_the_wall(recurring: Recurring, day: datetime.date) -> datetime.datetime:
    """As the rule says it, also in the hour that spring leaves out: RFC 5545 (3.3.5) reads that as we do."""
    return datetime.datetime.combine(day, recurring.opens_at, STOCKHOLM)


def written(moment: datetime.datetime) -> datetime.datetime:
    """In Swedish time; but in UTC within the second of the two hours that autumn calls alike."""
    here = moment.astimezone(STOCKHOLM)
    return here.astimezone(datetime.UTC) if here.fold else here


def rule(recurring: Recurring, last: Occurrence) -> vRecur:
    if recurring.rrule:
        found = vRecur.from_ical(recurring.rrule)
        found.pop("COUNT", None)  # it counts from another day
    else:
        found = vRecur(FREQ="WEEKLY", BYDAY=WEEKDAYS[(recurring.weekday or 1) - 1])
        if recurring.interval_weeks > 1:
            found["INTERVAL"] = recurring.interval_weeks
    found["UNTIL"] = last.starts_at.astimezone(datetime.UTC)
    return found


def _swedish_time() -> Timezone:
    """By the two rules of the European Union, without an end (directive 2000/84/EC; the same since 1996).

    Not by icalendar's `add_missing_timezones`: of the hour that spring leaves out it takes the end for the beginning,
    which RFC 5545 (3.6.5) reads as an hour later; and it lists the days one by one, which not every program understands.
    """
    zone = Timezone()
    zone.add("tzid", str(STOCKHOLM))
    winter, summer = datetime.timedelta(hours=1), datetime.timedelta(hours=2)
    for part, name, begins, before, after in (
        (TimezoneDaylight(), "CEST", "1996-03-31T02:00", winter, summer),
        (TimezoneStandard(), "CET", "1996-10-27T03:00", summer, winter),
    ):
        part.add("tzname", name)
        part.DTSTART = first = datetime.datetime.fromisoformat(begins)
        part.TZOFFSETFROM, part.TZOFFSETTO = before, after
        part.add("rrule", vRecur(FREQ="YEARLY", BYMONTH=first.month, BYDAY="-1SU"))
        zone.add_component(part)
    return zone


# --- Words -------------------------------------------------------------------------------------------


def with_label(title: str, label: str, kind: str) -> str:
    """What the time is called, where that says more than what it is a time of."""
    name, more = title.casefold(), label.casefold()
    if more in name or more == kind.casefold():
        return title
    return label if name in more else f"{title}: {label}"


def address(place: Place) -> str:
    parts = [place.name, place.street_address, f"{place.postal_code} {place.city}".strip()]
    return ", ".join(part for part in parts if part)


def html_lang(text: ShownText) -> str:
    return LANGUAGES[text.language].html_lang


def plain(text: str) -> str:
    """On one line, without control characters. Commas and the like are icalendar's to escape."""
    return NOT_IN_TEXT.sub(" ", text).strip()


def _written(calendar: Calendar) -> bytes:
    calendar.prodid, calendar.version, calendar.method = PRODUCT, "2.0", "PUBLISH"
    # Also where nothing refers to it: some programs refuse a calendar that has nothing in it.
    calendar.subcomponents.insert(0, _swedish_time())
    return calendar.to_ical()
