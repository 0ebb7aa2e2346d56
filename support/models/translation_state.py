"""How each translated text came to be, and whether its source has moved on since."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from boras_guide.languages import LANGUAGES, SOURCE, column


def source_hash(text: str) -> str:
    """Short digest of a source text, to tell whether it has changed since it was translated."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def content_of(state: Any) -> tuple[Any, int]:
    """Which row's text it is about: model and id. Takes a state, or what history has of one."""
    return ContentType.objects.get_for_id(state.content_type_id).model_class(), state.object_id


class TranslationStateQuerySet(models.QuerySet):
    def about(self, *objects: models.Model) -> "TranslationStateQuerySet":
        """States of these objects' texts; the objects may be of several models."""
        ids: dict[type[models.Model], list[int]] = {}
        for obj in objects:
            ids.setdefault(type(obj), []).append(obj.pk)
        wanted = models.Q(pk__in=[])
        for model, kind in ContentType.objects.get_for_models(*ids).items():
            wanted |= models.Q(content_type=kind, object_id__in=ids[model])
        return self.filter(wanted)

    def machine_made(self, languages: Iterable[str]) -> "TranslationStateQuerySet":
        """Made by a machine in one of these languages, and read by no person since."""
        return self.filter(
            language__in=languages, origin=TranslationState.Origin.MACHINE, reviewed_on__isnull=True
        )


class TranslationState(models.Model):
    """One text of one object in one language. *Outdated* is computed, never stored."""

    class Origin(models.TextChoices):
        PERSON = "person", "en person"
        MACHINE = "machine", "en maskin"

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="slag av innehåll")
    object_id = models.PositiveBigIntegerField()
    content = GenericForeignKey("content_type", "object_id")
    field = models.CharField("fält", max_length=40)
    language = models.CharField(
        "språk",
        max_length=12,
        choices=[(code, lang.swedish_name) for code, lang in LANGUAGES.items() if code != SOURCE],
    )
    origin = models.CharField("översatt av", max_length=10, choices=Origin)
    reviewed_on = models.DateField("granskad av en person", null=True, blank=True)
    source_hash = models.CharField(max_length=16)

    objects = TranslationStateQuerySet.as_manager()

    class Meta:
        verbose_name = "översättning"
        verbose_name_plural = "översättningar"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"],
                name="one_state_per_text",
                violation_error_message="Den här texten har redan en uppgift om sin översättning.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}, {self.get_language_display()}: {self.get_origin_display()}"

    @property
    def is_outdated(self) -> bool:
        """The source has changed since this translation was made."""
        source = getattr(self.content, column(self.field, SOURCE), "") or ""
        return source_hash(source) != self.source_hash
