"""What the search reads: derived from the offerings, and made again from them at any time."""

from django.db import models

from boras_guide.languages import LANGUAGES


class Term(models.Model):
    """A word that occurs in the guide, folded as `catalog.search.analysis` folds words."""

    language = models.CharField(max_length=12, choices=[(code, code) for code in LANGUAGES])
    text = models.CharField(max_length=80)

    class Meta:
        verbose_name = "sökord i registret"
        verbose_name_plural = "sökord i registret"
        constraints = [models.UniqueConstraint(fields=["language", "text"], name="term_once_per_language")]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"


class Posting(models.Model):
    """A term occurs in one field of one offering."""

    class Field(models.IntegerChoices):
        """Where a word can stand. Their weights are in `catalog.search.query`."""

        TITLE = 1, "namn"
        SUMMARY = 2, "sammanfattning"
        DESCRIPTION = 3, "beskrivning"
        TOPIC = 4, "ämne"
        PLACE = 5, "plats"
        ADMINISTRATION = 6, "ansvarig"

    term = models.ForeignKey(Term, models.CASCADE, related_name="postings")
    offering = models.ForeignKey("support.Offering", models.CASCADE, related_name="postings")
    field = models.PositiveSmallIntegerField(choices=Field)

    class Meta:
        verbose_name = "förekomst av sökord"
        verbose_name_plural = "förekomster av sökord"
        constraints = [
            models.UniqueConstraint(fields=["term", "offering", "field"], name="posting_once_per_field")
        ]

    def __str__(self) -> str:
        return f"{self.term} i {self.get_field_display()}"
