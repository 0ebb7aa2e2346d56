"""Words that found nothing, so that editors learn what people call things. See `catalog.search.misses`."""

import datetime

from django.db import models

from boras_guide.languages import LANGUAGES

MONTHS_KEPT = 13  # so that a month can be compared with the same a year before


class SearchMissQuerySet(models.QuerySet):
    def readable(self) -> "SearchMissQuerySet":
        """Searched for so often that the word is nobody's own."""
        return self.exclude(word="")

    def too_old(self, on: datetime.date) -> "SearchMissQuerySet":
        months = on.year * 12 + on.month - 1 - MONTHS_KEPT
        return self.filter(month__lt=datetime.date(months // 12, months % 12 + 1, 1))


class SearchMiss(models.Model):
    """How often one word found nothing in a month. Which word, nobody knows until it is many people's."""

    month = models.DateField("månad")  # its first day
    language = models.CharField(
        "sidans språk",
        max_length=12,
        choices=[(code, language.swedish_name) for code, language in LANGUAGES.items()],
    )
    digest = models.CharField(max_length=64)
    word = models.CharField("ord", max_length=40, blank=True)
    count = models.PositiveIntegerField("antal", default=1)

    objects = SearchMissQuerySet.as_manager()

    class Meta:
        verbose_name = "ord utan träff"
        verbose_name_plural = "ord utan träff"
        ordering = ["-month", "-count", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["month", "language", "digest"], name="search_miss_once_a_month")
        ]

    def __str__(self) -> str:
        return self.word or "färre än tio"
