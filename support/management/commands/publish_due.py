"""What has been approved for a day, when the day has come. Meant to run every few minutes."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from support import publication
from support.models import Offering


class Command(BaseCommand):
    help = (
        "Publish the working versions that are approved for a time that has come. Whatever cannot be published "
        "goes back to whoever sent it and is named; the rest is published all the same. Exit with 1 if there "
        "was any."
    )

    def handle(self, **options: object) -> None:
        due = publication.due(timezone.now()).values_list("pk", "draft_of")
        failed = sum(not self._publish(pk, lasting) for pk, lasting in due)
        if failed:
            raise CommandError(f"{failed} approved change(s) could not be published.")

    def _publish(self, pk: int, lasting: int) -> bool:
        """Whether all is well with it, also when somebody else was first."""
        try:
            with transaction.atomic():
                if draft := self._still_due(pk, lasting):
                    offering = publication.publish_as_planned(draft)
                    self.stdout.write(f"Published: {offering.slug}.")
        except publication.NotYetError as reasons:
            self._call_off(pk, lasting, reasons.faults)
            return False
        except Exception as fault:  # the next one is not to wait for this one
            self.stderr.write(f"Offering {lasting}: {fault!r}")
            return False
        return True

    def _call_off(self, pk: int, lasting: int, faults: list[str]) -> None:
        with transaction.atomic():
            if draft := self._still_due(pk, lasting):
                publication.call_off(draft, faults, timezone.now())
                self.stderr.write(f"{draft.slug}: {' '.join(faults)}")

    def _still_due(self, pk: int, lasting: int) -> Offering | None:
        publication.lock(lasting)
        return publication.due(timezone.now()).filter(pk=pk).first()
