from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from catalog.search import index
from support.models import Offering

MOST_NAMED = 10


class Command(BaseCommand):
    help = "Compare the search index with what the offerings say. Fails when they differ; --repair mends it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="make the rows that differ anew")

    def handle(self, *, repair: bool, **options) -> None:
        drifted = index.drift(report=self.report)
        if not drifted:
            self.stdout.write("The search index is what the offerings say.")
            return
        for slug in Offering.objects.filter(pk__in=drifted[:MOST_NAMED]).values_list("slug", flat=True):
            self.stdout.write(f"  {slug}")
        if not repair:
            raise CommandError(
                f"{len(drifted)} offerings are not in the index as they should be. "
                "Mend it: manage.py check_search_index --repair"
            )
        index.repair(drifted)
        self.stdout.write(f"Made the rows of {len(drifted)} offerings anew.")

    def report(self, done: int, total: int) -> None:
        self.stderr.write(f"{done} of {total}")
