from django.core.management.base import BaseCommand
from django.utils import timezone

from catalog.models import SearchMiss
from catalog.models.search_miss import MONTHS_KEPT


class Command(BaseCommand):
    help = f"Delete what is older than {MONTHS_KEPT} months of the words that found nothing."

    def handle(self, **options) -> None:
        count, _ = SearchMiss.objects.too_old(timezone.localdate()).delete()
        self.stdout.write(f"Deleted {count} words.")
