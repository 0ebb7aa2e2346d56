"""That a form has been received: sent twice, it still makes one object."""

import datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

KEPT = datetime.timedelta(days=7)  # longer than anyone presses a button again


class FormReceipt(models.Model):
    token = models.UUIDField(
        primary_key=True
    )  # which form, what was typed in it, and by which button it was sent
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    made = GenericForeignKey("content_type", "object_id")
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = "kvitto på formulär"
        verbose_name_plural = "kvitton på formulär"

    def __str__(self) -> str:
        return str(self.token)
