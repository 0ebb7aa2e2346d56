"""Fill the guide with the content that comes with it, or bring what nobody has edited up to date."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from support.models import Offering
from support.reference.faults import BrokenContent
from support.reference.files import DIRECTORY
from support.reference.loading import CHANGED, CREATED, KEPT, REMOVED, UNCHANGED, Report, load


class Command(BaseCommand):
    help = (
        "Load the reference content. Everything is checked before anything is written, and what somebody "
        "has edited since it was loaded is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Also put back what somebody has edited, translated or deleted. It stays in the history.",
        )
        parser.add_argument(
            "--demo-times",
            action="store_true",
            help="Move times forward to cover today, for showing the guide. Every page says so. "
            "Run again without it to restore the true times.",
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when there is any offering already."
        )
        parser.add_argument(
            "--directory", type=Path, default=DIRECTORY, help="Files of the same kind, from elsewhere."
        )

    def handle(
        self, *, overwrite: bool, demo_times: bool, if_empty: bool, directory: Path, verbosity: int, **options
    ) -> None:
        if if_empty and Offering.objects.exists():
            if verbosity:
                self.stdout.write("There is content already; nothing is loaded.")
            return
        if if_empty:  # part of setting up, which says what it does
            self.stdout.write("Loading the reference content.")
        try:
            report = load(
                directory,
                overwrite=overwrite,
                demo_times=demo_times,
                progress=self.stderr_line if verbosity else lambda line: None,
            )
        except BrokenContent as broken:
            raise CommandError(
                f"{broken}\n{len(broken.faults)} fault(s) in the content. Nothing has been written."
            ) from broken
        if report.has_written and connection.vendor == "postgresql":
            # Until it has counted the new rows itself, it would plan as if there were none.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        if verbosity:
            self.print_report(report)

    def stderr_line(self, line: str) -> None:
        self.stderr.write(line, style_func=lambda text: text)  # progress, not an error: no red

    def print_report(self, report: Report) -> None:
        for model, counts in report.counts.items():
            outcomes = [f"{counts[outcome]} {outcome}" for outcome in (CREATED, CHANGED, UNCHANGED)]
            outcomes += [f"{counts[outcome]} {outcome}" for outcome in (REMOVED, KEPT) if counts[outcome]]
            self.stdout.write(f"{model.__name__}: {', '.join(outcomes)}")
        if report.total(KEPT):
            self.stdout.write("Kept: edited by somebody since it was loaded. --overwrite would put it back.")
        if report.has_demo_times:
            self.stdout.write("The times are moved for showing the guide, and every page says so.")
        if not report.has_written:
            self.stdout.write("Nothing to write: the guide has all of it.")
