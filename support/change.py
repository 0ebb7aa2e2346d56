"""One row on its way through the one door."""

from django.db import models

from support.authorship import changed_texts
from support.catalogue import affected_offerings, announce_change


class Change:
    """Made before the row changes, announced after its relations are stored, in the same transaction."""

    def __init__(self, obj: models.Model) -> None:
        self.obj = obj
        self.touched = affected_offerings(obj) if obj.pk else set()
        self.texts = changed_texts(obj)
        self.last_record = self._records().values_list("pk", flat=True).first() or 0

    def announce(self) -> None:
        self._keep_one_record()
        announce_change(self.touched | affected_offerings(self.obj))

    def _records(self) -> models.QuerySet:
        return type(self.obj).history.filter(**{self.obj._meta.pk.attname: self.obj.pk}).order_by("-pk")

    def _keep_one_record(self) -> None:
        """One save is one line of history.

        Relations are stored after the row, each with a record of its own; only the last is complete.
        """
        last, *passing = self._records().filter(pk__gt=self.last_record) or [None]
        if not passing:
            return
        last.history_type = passing[-1].history_type  # the first of them knows whether it was added
        last.history_change_reason = passing[-1].history_change_reason
        last.save()
        for record in passing:
            record.delete()
