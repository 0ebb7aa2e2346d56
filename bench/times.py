"""How long it takes to know what is on, and how many questions to the database, as the guide grows.

    python bench/times.py 1000
    python bench/times.py 120 1000 10000

Made offerings as in bench/search.py, each with five confirmed times (weekly, every other week, in term time at another
place, by rule, past midnight) and a date; some closed, two terms and a break. Everything is asked once before it is
measured. Prints the occurrences of eight weeks, milliseconds to read and to compute them, and for each page the median
and its queries. More than 12 queries on any page is an error. Nothing outside a temporary directory is touched.
"""

import argparse
import datetime
import os
import random
import statistics
import subprocess
import sys
import tempfile

from search import AT_A_TIME, ROOT, begin, clocked, grow

MOST_QUERIES = 12
ROUNDS = 9
PAGES = (
    "/sv/",
    "/sv/stod/",
    "/sv/stod/?day=today",
    "/sv/stod/?day=weekend&open=now&age=2",
    "/sv/stod/?near=57.72,12.94",
    "/sv/stod/?q=öppen förskola&day=tomorrow&near=57.72,12.94",
    "/ar/stod/?day=1",
    "/sv/kalender/",
    "/sv/kalender/?age=2&area=norrby",
    "/ar/kalender/",
)
DAY = datetime.timedelta(days=1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", type=int, nargs="*", default=[1000])
    parser.add_argument("--build", type=int, help=argparse.SUPPRESS)  # in a process of its own
    parser.add_argument("--ask", action="store_true", help=argparse.SUPPRESS)  # in another, as a worker is
    options = parser.parse_args()
    if options.build or options.ask:
        begin()
        ask() if options.ask else build(options.build)
        return
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as state:
            # The dictionaries are the same whatever the state.
            dictionaries = os.environ.get("DICTIONARIES", str(ROOT / "var" / "dictionaries"))
            environment = {**os.environ, "VAR": state, "DICTIONARIES": dictionaries}
            for step in (["--build", str(size)], ["--ask"]):
                command = [sys.executable, "-W", "ignore", __file__, *step]
                subprocess.run(command, check=True, env=environment, cwd=ROOT)


def build(size: int) -> None:
    from django.core.management import call_command

    from support.models import Offering

    call_command("migrate", verbosity=0)
    call_command("load_reference_content", verbosity=0)
    grow(size, ["sv", "ar"])
    add_times(list(Offering.objects.order_by("pk").values_list("pk", flat=True)))


def add_times(offerings: list[int]) -> None:
    """The same every day: by lot, but always the same lot."""
    from django.utils import timezone

    from support.models import Closure, Occasion, Place, Schedule, Term

    lot, today, now = random.Random(2), timezone.localdate(), timezone.now()
    places = list(Place.objects.order_by("pk"))
    for place in places:
        place.latitude, place.longitude = 57.72 + lot.uniform(-0.2, 0.2), 12.94 + lot.uniform(-0.3, 0.3)
    Place.objects.bulk_update(places, ["latitude", "longitude"])
    for model in (Schedule, Occasion, Closure, Term):
        model.objects.all().delete()

    times = (Schedule(**fields) for pk in offerings for fields in five_times(pk, places, today, lot))
    Schedule.objects.bulk_create(times, batch_size=AT_A_TIME)
    dates = (Occasion(**one_date(pk, now, lot), assured_on=today) for pk in offerings)
    Occasion.objects.bulk_create(dates, batch_size=AT_A_TIME)
    closed = (Closure(offering_id=pk, **closed_days(today, lot)) for pk in offerings[::5])
    Closure.objects.bulk_create(closed, batch_size=AT_A_TIME)
    Closure.objects.bulk_create(Closure(place=place, **closed_days(today, lot)) for place in places[::4])
    Term.objects.bulk_create(
        [
            Term(name="Den förra", starts_on=today - 150 * DAY, ends_on=today + 20 * DAY),
            Term(name="Den nästa", starts_on=today + 40 * DAY, ends_on=today + 190 * DAY),
            Term(name="Lov", kind=Term.Kind.BREAK, starts_on=today + 5 * DAY, ends_on=today + 9 * DAY),
        ]
    )


def five_times(pk: int, places: list, today: datetime.date, lot: random.Random) -> list[dict]:
    """Of every shape there is."""
    begun = today - lot.randint(0, 300) * DAY
    shapes: list[dict] = [
        {"weekday": lot.randint(1, 7)},
        {"weekday": lot.randint(1, 7), "interval_weeks": 2, "valid_from": begun},
        {"weekday": lot.randint(1, 5), "term_time_only": True, "place": lot.choice(places)},
        {"rrule": lot.choice(["FREQ=MONTHLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=TU,TH"]), "valid_from": begun},
        {"weekday": lot.randint(1, 7), "closes_at": datetime.time(1)},
    ]
    opens = datetime.time(lot.randint(8, 17))
    common = {"offering_id": pk, "opens_at": opens, "assured_on": today - lot.randint(0, 200) * DAY}
    return [{**common, "closes_at": opens.replace(hour=20), **shape} for shape in shapes]


def one_date(pk: int, now: datetime.datetime, lot: random.Random) -> dict:
    begins = now + lot.randint(0, 55) * DAY
    return {"offering_id": pk, "starts_at": begins, "ends_at": begins + lot.choice([DAY / 12, 2 * DAY])}


def closed_days(today: datetime.date, lot: random.Random) -> dict:
    begins = today + lot.randint(-5, 50) * DAY
    return {"starts_on": begins, "ends_on": begins + lot.randint(0, 9) * DAY}


def ask() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from catalog.timetable import timetable
    from support.models import Offering, Schedule
    from support.schedule import LOOK_AHEAD

    now, today = timezone.now(), timezone.localdate()
    published = Offering.objects.published(now)

    def read():
        return timetable(published, today, today + LOOK_AHEAD, "sv", now)

    known = read()
    found = known.between(today, today + LOOK_AHEAD)
    with CaptureQueriesContext(connection) as reading:
        read()
    print(
        f"{published.count():,} offerings, {Schedule.objects.count():,} times, {len(found):,} in eight weeks"
    )
    print(f"{'':<62}{'median ms':>10}{'queries':>9}")
    tell("read the timetable", median(read), len(reading))
    tell("compute eight weeks", median(lambda: known.between(today, today + LOOK_AHEAD)), 0)
    client, too_many = Client(headers={"host": "localhost"}), []
    for path in PAGES:
        status = client.get(path).status_code  # what a worker learns once, it knows
        if status == 404:  # not there yet
            continue
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        queries = len(asked)  # before the next request begins to count anew
        tell(path, median(lambda path=path: client.get(path)), queries)
        if status != 200 or queries > MOST_QUERIES:
            too_many.append(f"{path}: {status}, {queries} queries")
    if too_many:
        sys.exit("\n".join(too_many))


def median(function) -> float:
    return statistics.median(clocked(function) for _ in range(ROUNDS))


def tell(what: str, milliseconds: float, queries: int) -> None:
    print(f"{what:<62}{milliseconds:>10.0f}{queries:>9}", flush=True)


if __name__ == "__main__":
    main()
