"""The words by which offerings are found: type, topic, audience."""

from django.db import models
from django.urls import reverse


class VocabularyQuerySet(models.QuerySet):
    def in_use(self) -> "VocabularyQuerySet":
        return self.filter(is_retired=False)


class Retirable(models.Model):
    """A word that has stood in addresses is never deleted: a link to it still leads somewhere."""

    is_retired = models.BooleanField(
        "används inte längre",
        default=False,
        help_text="Gamla länkar fungerar ändå: sidan säger att ordet inte används längre.",
    )

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        abstract = True


class Vocabulary(Retirable):
    """A word with a code (in filters and open data) and a slug (in Swedish addresses)."""

    code = models.SlugField(
        "kod",
        max_length=40,
        unique=True,
        help_text="Står i filter och öppna data, till exempel open_preschool. Ändras aldrig.",
    )
    slug = models.SlugField(
        "adress", max_length=60, unique=True, help_text="Står i sidans adress, till exempel oppen-forskola."
    )
    name = models.CharField(
        "namn", max_length=120, help_text="Som föräldrar säger. Till exempel: Öppen förskola."
    )
    description = models.TextField(
        "beskrivning",
        blank=True,
        help_text="Vad det är, med vardagliga ord. Står överst på ordets egen sida. "
        "Till exempel: Du kommer med barnet, leker och träffar andra. Det är gratis.",
    )

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class OfferingType(Vocabulary):
    """What kind of support it is."""

    class Meta(Vocabulary.Meta):
        verbose_name = "slag av stöd"
        verbose_name_plural = "slag av stöd"

    def get_absolute_url(self) -> str:
        return reverse("type", args=[self.slug])


class Topic(Vocabulary):
    """What it is about; parents browse by it."""

    search_terms = models.TextField(
        "sökord",
        blank=True,
        help_text="Ord som föräldrar själva skriver, till exempel kolik. Ett på varje rad.",
    )
    is_sensitive = models.BooleanField(
        "känsligt ämne",
        default=False,
        help_text="Sidor om ämnet får en knapp för att lämna sidan snabbt, och sparas inte i webbläsaren.",
    )

    class Meta(Vocabulary.Meta):
        verbose_name = "ämne"
        verbose_name_plural = "ämnen"

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class Audience(Vocabulary):
    """Which adult it is for, or the child itself."""

    heading = models.CharField(
        "rubrik på sidan",
        max_length=160,
        blank=True,
        help_text="Så att den vuxna känner sig menad. Till exempel: För dig som är mormor eller farfar.",
    )

    class Meta(Vocabulary.Meta):
        verbose_name = "målgrupp"
        verbose_name_plural = "målgrupper"

    def get_absolute_url(self) -> str:
        return reverse("audience", args=[self.slug])


class SpokenLanguage(models.Model):
    """A language in which support is given, apart from the languages of the texts."""

    code = models.CharField(
        "språkkod",
        max_length=12,
        unique=True,
        help_text="ISO 639, till exempel so, prs eller swl (svenskt teckenspråk).",
    )

    class Meta:
        verbose_name = "språk som talas"
        verbose_name_plural = "språk som talas"
        ordering = ["code"]

    def __str__(self) -> str:
        from boras_guide.wording import language_name

        return f"{language_name(self.code, 'sv')} ({self.code})"
