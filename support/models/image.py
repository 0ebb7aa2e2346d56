"""A picture of an offering or a piece of news."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from boras_guide.languages import LANGUAGES, SOURCE, column
from support.images import Picture, reencoded, stored_name, widths
from support.models.offering import Offering
from support.models.update import Update


class ImageQuerySet(models.QuerySet):
    def with_file(self, name: str) -> "ImageQuerySet":
        """Whose picture is stored under that name, in one of its sizes."""
        return self.filter(file__startswith=name.partition("-")[0] + "-")

    def shown(self, on: datetime.date) -> "ImageQuerySet":
        """Without those whose consent has run out; on a sensitive page there is no picture at all."""
        consented = Q(shown_until__isnull=True) | Q(shown_until__gte=on)
        return self.filter(consented).exclude(offering__is_sensitive=True)


class Image(models.Model):
    """schema.org: ImageObject. The file is always our own re-encoding, never what was uploaded.

    Files outlive the rows that name them, so that an earlier version in history still has its picture.
    """

    offering = models.OneToOneField(
        Offering, models.CASCADE, null=True, blank=True, related_name="image", verbose_name="erbjudande"
    )
    update = models.ForeignKey(
        Update, models.CASCADE, null=True, blank=True, related_name="images", verbose_name="nyhet"
    )
    file = models.FileField("bild", max_length=120)
    width = models.PositiveSmallIntegerField(editable=False, default=0)  # pixels, of the largest size
    height = models.PositiveSmallIntegerField(editable=False, default=0)
    alt = models.CharField(
        "beskrivning för den som inte ser bilden",
        max_length=300,
        blank=True,
        help_text="Det viktiga i bilden, i en mening. Till exempel: Två barn bygger med klossar på en matta.",
    )
    is_decorative = models.BooleanField(
        "bara utsmyckning",
        default=False,
        help_text="Kryssa i om bilden inte säger något som texten inte redan säger.",
    )
    credit = models.CharField("fotograf", max_length=120, blank=True, help_text="Till exempel: Kim Svensson")
    shown_until = models.DateField(
        "visas till och med",
        null=True,
        blank=True,
        help_text="När samtycket från dem som syns i bilden går ut. Tomt: tills vidare.",
    )

    # In a working version: the row that it stands for in the published one, also when that one is gone.
    copy_of = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, db_constraint=False, editable=False, related_name="copies"
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = "bild"
        verbose_name_plural = "bilder"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(offering__isnull=False, update__isnull=True)
                | Q(offering__isnull=True, update__isnull=False),
                name="image_of_offering_or_update",
                violation_error_message="En bild hör till ett erbjudande eller till en nyhet.",
            )
        ]

    def __str__(self) -> str:
        return self.alt or "bild"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whichever way a new file comes, it is re-encoded here at the latest."""
        if self.file and not self.file._committed:
            picture = self.file.file
            if not isinstance(picture, Picture):
                picture = reencoded(picture)
            self.width, self.height = picture.width, picture.height
            self.file = picture.store()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        is_described = any(getattr(self, column("alt", code)) for code in LANGUAGES)
        if self.is_decorative and is_described:
            raise ValidationError(
                {"is_decorative": "Bilden har en beskrivning. Ta bort den, eller krysset här: inte båda."}
            )
        if not self.is_decorative and not getattr(self, column("alt", SOURCE)):
            raise ValidationError(
                {
                    column("alt", SOURCE): "Beskriv bilden på svenska för den som inte ser den, "
                    "eller kryssa i ”bara utsmyckning”."
                }
            )

    def is_shown_on(self, day: datetime.date) -> bool:
        """As `ImageQuerySet.shown`."""
        is_consented = self.shown_until is None or self.shown_until >= day
        return is_consented and not (self.offering and self.offering.is_sensitive)

    @property
    def addresses(self) -> dict[int, str]:
        """Width in pixels → address, the smallest first."""
        digest = str(self.file).partition("-")[0]
        return {width: reverse("image", args=[stored_name(digest, width)]) for width in widths(self.width)}

    @property
    def src(self) -> str:
        """For browsers that do not choose by themselves: wide enough for a telephone."""
        return list(self.addresses.values())[:2][-1]

    @property
    def srcset(self) -> str:
        return ", ".join(f"{address} {width}w" for width, address in self.addresses.items())
