"""Who did what at the desk. Written once: nothing here changes or goes away."""

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models


class WrittenOnceError(TypeError):
    """The audit trail is only ever added to."""


class AuditEntryQuerySet(models.QuerySet):
    def update(self, **values: Any) -> NoReturn:
        raise WrittenOnceError

    def delete(self) -> NoReturn:
        raise WrittenOnceError


class AuditEntry(models.Model):
    """One act. What it changed is read from the history, between two records of it."""

    at = models.DateTimeField("när", db_index=True)
    # Both: the name stays when the account is gone.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    username = models.CharField("vem", max_length=150, blank=True)
    screen = models.CharField("var", max_length=200)  # the screen, action, import or command, in words
    act = models.CharField("vad", max_length=200)  # in words: added, changed, published …
    content_type = models.ForeignKey(
        ContentType, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(null=True)
    object_name = models.CharField("på vad", max_length=200, blank=True)
    # Ids in the object's own history: what stood before and after. None where there is none.
    record_before = models.PositiveBigIntegerField(null=True)
    record_after = models.PositiveBigIntegerField(null=True)
    # What the object's own history does not hold: rows beneath it, facts of an account, counts of an import.
    details = models.JSONField(default=list)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "rad i granskningsloggen"
        verbose_name_plural = "granskningslogg"
        base_manager_name = "objects"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="audit_entry_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.username}: {self.act} {self.object_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise WrittenOnceError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise WrittenOnceError
