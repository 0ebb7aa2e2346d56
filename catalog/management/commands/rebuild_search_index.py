from django.core.management.base import BaseCommand

from catalog.search import index


class Command(BaseCommand):
    help = "Make the search index anew from the offerings. Safe at any time: readers see the old one until it is done, and what editors save waits."

    def handle(self, **options) -> None:
        count = index.rebuild(report=self.report)
        self.stdout.write(f"The index holds {count} offerings.")

    def report(self, done: int, total: int) -> None:
        self.stderr.write(f"{done} of {total}")
