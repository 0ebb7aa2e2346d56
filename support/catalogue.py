"""The one door for change.

Everything that alters what the public sees ends here: the desk after its relations are saved, its
actions, imports and commands. `post_save` alone would miss topics, areas and places, which Django
stores after the row itself.
"""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from support.models import CatalogueRevision, Offering
from support.signals import catalogue_changed


def affected_offerings(changed: models.Model) -> set[int]:
    """Ids of the offerings on whose page, card or search words `changed` appears."""
    return set(Offering.objects.touched_by(changed).values_list("pk", flat=True))


def one_at_a_time() -> None:
    """Until the transaction ends nobody else changes anything: nobody meets a lock the other way round.

    First of all in the transaction, for what is read before may be old.
    """
    CatalogueRevision.objects.select_for_update().get_or_create(pk=1)


def announce_change(offering_ids: Iterable[int]) -> None:
    """Raise the catalogue revision and refresh what is derived from these offerings, all or nothing."""
    offering_ids = set(offering_ids)
    with transaction.atomic():
        CatalogueRevision.objects.advance()
        changed = Offering.objects.filter(pk__in=offering_ids)
        changed.settle_sensitivity()
        changed.advance_calendars(CatalogueRevision.objects.current().number, timezone.now())
        catalogue_changed.send(sender=None, offering_ids=offering_ids)
