"""What the search reads of each offering's own words: derived, and made again from them at any time."""

from django.db import models

from boras_guide.languages import LANGUAGES


class Term(models.Model):
    """A word, or a whole name, that occurs in the guide, as `catalog.search.analysis` reads it."""

    language = models.CharField(max_length=12, choices=[(code, code) for code in LANGUAGES])
    text = models.CharField(max_length=120)

    class Meta:
        verbose_name = "sökord i registret"
        verbose_name_plural = "sökord i registret"
        constraints = [models.UniqueConstraint(fields=["language", "text"], name="term_once_per_language")]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"


class Posting(models.Model):
    """A term occurs in an offering: where it says most, and what it is worth there."""

    class Field(models.IntegerChoices):
        """Where a word can stand. Their weights are in `catalog.search.weights`."""

        NAME = 1, "hela namnet"
        TITLE = 2, "namn"
        SUMMARY = 3, "sammanfattning"
        DESCRIPTION = 4, "beskrivning"
        PLACE = 5, "plats"

    term = models.ForeignKey(Term, models.CASCADE, related_name="postings")
    offering = models.ForeignKey("support.Offering", models.CASCADE, related_name="postings")
    field = models.PositiveSmallIntegerField(choices=Field)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "förekomst av sökord"
        verbose_name_plural = "förekomster av sökord"
        constraints = [models.UniqueConstraint(fields=["term", "offering"], name="posting_once_per_offering")]

    def __str__(self) -> str:
        return f"{self.term} i {self.get_field_display()}"
