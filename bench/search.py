"""How long a search takes, and what it weighs, as the guide grows.

    python bench/search.py 120 1000 10000
    python bench/search.py 100000 --languages sv en

Made offerings: texts, topics, ages and places of the reference content, put together anew by lot (always the same
lot). Asked: the judged questions of tests/search_queries.json. Nothing outside a temporary directory is touched.
Prints one row a size: rows of the index and seconds to make it, milliseconds for `search()` alone and for the whole
page, and the memory of a process that has served every language.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "tests" / "search_queries.json"
AT_A_TIME = 1000
PAGES = 60  # whole pages asked; they cost more than the search


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", type=int, nargs="*", default=[120, 1000, 10000])
    parser.add_argument("--languages", nargs="+", default=["sv", "en", "ar"], help="in which there are texts")
    parser.add_argument("--build", type=int, help=argparse.SUPPRESS)  # in a process of its own
    parser.add_argument("--ask", action="store_true", help=argparse.SUPPRESS)  # in another, as a worker is
    options = parser.parse_args()
    if options.build or options.ask:
        begin()
        ask(options.languages) if options.ask else build(options.build, options.languages)
        return
    print(f"languages: {' '.join(options.languages)}")
    print(
        f"{'offerings':>10}{'rows':>12}{'index s':>9}{'p50 ms':>8}{'mean':>7}{'p95':>7}{'max':>7}"
        f"{'page ms':>9}{'MB':>6}{'of it own':>11}"
    )
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as state:
            # The dictionaries are the same whatever the state.
            dictionaries = os.environ.get("DICTIONARIES", str(ROOT / "var" / "dictionaries"))
            environment = {**os.environ, "VAR": state, "DICTIONARIES": dictionaries}
            for step in (["--build", str(size)], ["--ask"]):
                command = [sys.executable, "-W", "ignore", __file__, *step, "--languages", *options.languages]
                subprocess.run(command, check=True, env=environment, cwd=ROOT)


def begin() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "boras_guide.settings"
    import django

    django.setup()


def build(size: int, languages: list[str]) -> None:
    from django.core.management import call_command

    from catalog.models import Posting

    call_command("migrate", verbosity=0)
    call_command("load_reference_content", verbosity=0)
    seconds = grow(size, languages)
    print(f"{size:>10}{Posting.objects.count():>12}{seconds:>9.0f}", end="", flush=True)


def grow(size: int, languages: list[str]) -> float:
    """Make offerings until there are `size`. Returns the seconds that the whole index took."""
    from boras_guide.languages import LANGUAGES, column
    from catalog.search import index
    from support.models import Offering

    lot = random.Random(1)  # the same offerings every time
    real = list(Offering.objects.rewrite(False).prefetch_related("topics", "areas", "places", "audiences"))
    made = []
    for number in range(len(real), size):
        named, described, placed = lot.choices(real, k=3)
        offering = Offering(
            code=f"m{number}",
            slug=f"made-{number}",
            status=Offering.Status.PUBLISHED,
            type_id=named.type_id,
            administration_id=placed.administration_id,
            is_area_wide=placed.is_area_wide,
            minimum_age_months=described.minimum_age_months,
            maximum_age_months=described.maximum_age_months,
            expecting=described.expecting,
            cost=placed.cost,
            start=placed.start,
        )
        for language in LANGUAGES:
            if language in languages:
                setattr(offering, column("title", language), getattr(named, column("title", language)))
                for field in ("summary", "description"):
                    setattr(offering, column(field, language), getattr(described, column(field, language)))
        made.append((offering, named, described, placed))
    Offering.objects.bulk_create((row[0] for row in made), batch_size=AT_A_TIME)
    for relation, source in (("topics", 2), ("audiences", 1), ("areas", 3), ("places", 3)):
        link(relation, [(row[0], row[source]) for row in made])
    started = time.perf_counter()
    index.rebuild()
    return time.perf_counter() - started


def link(relation: str, pairs: list) -> None:
    from support.models import Offering

    through = getattr(Offering, relation).through
    target = getattr(Offering, relation).field.m2m_reverse_field_name() + "_id"
    through.objects.bulk_create(
        (
            through(**{"offering_id": offering.pk, target: row.pk})
            for offering, source in pairs
            for row in getattr(source, relation).all()
        ),
        batch_size=AT_A_TIME,
    )


def ask(languages: list[str]) -> None:
    """What a worker needs for each search, and for some whole pages, when everything has been read once."""
    from django.test import Client
    from django.utils import timezone

    from catalog.facets import members
    from catalog.search.query import search
    from catalog.vocabulary import vocabulary
    from support.models import Offering

    queries = [(one["q"], one["lang"]) for one in json.loads(QUERIES.read_text()) if one["lang"] in languages]
    everyone = members(Offering.objects.published(timezone.now()), vocabulary("sv"))
    for text, language in queries:
        search(text, language, everyone)
    times = [clocked(search, text, language, everyone) for text, language in queries]
    del everyone
    client = Client(headers={"host": "localhost"})
    pages = [clocked(client.get, f"/{language}/stod/", {"q": text}) for text, language in queries[:PAGES]]
    total, own = memory(client)
    print(
        f"{statistics.median(times):>8.1f}{statistics.mean(times):>7.1f}{statistics.quantiles(times, n=20)[-1]:>7.1f}"
        f"{max(times):>7.1f}{statistics.median(pages):>9.0f}{total:>6.0f}{own:>11.0f}",
        flush=True,
    )


def clocked(function, *arguments) -> float:
    started = time.perf_counter()
    function(*arguments)
    return (time.perf_counter() - started) * 1000


def memory(client) -> tuple[float, float]:
    """Megabytes of this process when it has served every language: all, and without what workers share."""
    from boras_guide.languages import LANGUAGES

    for language in LANGUAGES:
        client.get(f"/{language}/stod/", {"q": "qwxz"})  # which no language knows, so that all are asked
    status = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmRSS"].split()[0]) / 1024, int(status["RssAnon"].split()[0]) / 1024


if __name__ == "__main__":
    main()
