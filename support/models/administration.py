from django.db import models

from support.models.vocabulary import Retirable
from support.phones import validate_phone


class Administration(Retirable):
    """The förvaltning or other body responsible for an offering. HSDS: organization."""

    class Kind(models.TextChoices):
        MUNICIPAL = "municipal", "Kommunen"
        REGION = "region", "Regionen"
        CIVIL_SOCIETY = "civil_society", "Föreningslivet"
        NATIONAL = "national", "Nationell"

    slug = models.SlugField("adress", max_length=80, unique=True)
    name = models.CharField("namn", max_length=160)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    phone = models.CharField("telefon", max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField("e-post", blank=True)
    website = models.URLField("webbplats", max_length=500, blank=True)
    note = models.TextField("anteckning", blank=True, help_text="Syns bara här, inte i guiden.")

    class Meta:
        verbose_name = "förvaltning eller annan aktör"
        verbose_name_plural = "förvaltningar och andra aktörer"
        ordering = ["name_sv"]

    def __str__(self) -> str:
        return self.name
