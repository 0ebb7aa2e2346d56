"""What people write, for what the guide calls something else."""

from django.db import models

from support.models.search_words import SearchWords


class Synonym(SearchWords):
    """Whoever searches with one of the words finds what has the term."""

    term = models.CharField(
        "ord i guiden",
        max_length=120,
        unique=True,
        help_text="Ett svenskt ord eller uttryck som guidens texter använder. Till exempel: öppen förskola.",
        error_messages={"unique": "Det ordet finns redan i listan. Lägg till orden där."},
    )
    words = models.TextField(
        "vad människor skriver",
        blank=True,
        help_text="Ett ord eller uttryck på varje rad, på det språk som fliken säger. Till exempel: öppis. "
        "Böjningar och små stavfel behövs inte.",
    )
    is_two_way = models.BooleanField(
        "gäller åt båda hållen",
        default=False,
        help_text="Den som skriver ordet i guiden hittar då också texter med orden.",
    )

    class Meta:
        verbose_name = "synonym"
        verbose_name_plural = "synonymer"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.term
