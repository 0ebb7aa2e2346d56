"""What has been approved for a day, when the day has come. Meant to run every few minutes."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from support import publication
from support.seen import one_at_a_time


class Command(BaseCommand):
    help = (
        "Publish the working versions that are approved for a time that has come. Whatever cannot be published "
        "goes back to whoever sent it and is named; the rest is published all the same. Exit with 1 if there was any."
    )

    def handle(self, **options: object) -> None:
        failed = 0
        for pk in publication.due(timezone.now()).values_list("pk", flat=True):
            failed += not self._publish(pk)
        if failed:
            raise CommandError(f"{failed} approved change(s) could not be published.")

    def _publish(self, pk: int) -> bool:
        """Whether all is well with it, also when somebody else was first."""
        try:
            with transaction.atomic():
                one_at_a_time()
                draft = publication.due(timezone.now()).select_for_update().filter(pk=pk).first()
                if draft:
                    offering = publication.publish_as_planned(draft)
                    self.stdout.write(f"Published: {offering.slug}.")
        except publication.NotYetError as reasons:
            self._call_off(pk, reasons.faults)
            return False
        except Exception as fault:  # the next one is not to wait for this one
            self.stderr.write(f"Offering {pk}: {fault!r}")
            return False
        return True

    def _call_off(self, pk: int, faults: list[str]) -> None:
        now = timezone.now()
        with transaction.atomic():
            one_at_a_time()
            draft = publication.due(now).select_for_update().filter(pk=pk).first()
            if draft:
                publication.call_off(draft, faults, now)
                self.stderr.write(f"{draft.slug}: {' '.join(faults)}")
