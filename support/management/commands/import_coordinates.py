"""Put places or areas on the map from a file, as the desk's page of coordinates does."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from support.audit import last_record, note
from support.coordinates import BrokenFile
from support.models import Area, Place
from support.positions import REASON, Located, move, moves


def in_audit_trail(row: Located) -> None:
    note(REASON, "Kommando: import_coordinates", obj=row, record=last_record(row))


class Command(BaseCommand):
    help = (
        "Read latitude and longitude from a CSV file with the columns slug, latitude and longitude. Where both are "
        "empty, nothing is changed. Nothing is written unless the whole file is in order."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--areas", action="store_true", help="The slugs are those of areas, not of places."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be changed.")

    def handle(self, *, file: Path, areas: bool, dry_run: bool, **options: object) -> None:
        rows = (Area if areas else Place).objects.order_by("pk")
        try:
            content = file.read_bytes()
            made = moves(rows, content) if dry_run else move(rows, content, note=in_audit_trail)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except BrokenFile as broken:
            raise CommandError(
                f"{broken}\n{len(broken.faults)} fault(s). Nothing has been written."
            ) from broken
        for one in made:
            self.stdout.write(f"{one.what.slug}: {one.latitude}, {one.longitude}")
        self.stdout.write(f"{'Would change' if dry_run else 'Changed'}: {len(made)}.")
