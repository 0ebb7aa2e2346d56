from django.db import models
from django.urls import reverse

from support.models.vocabulary import Retirable
from support.phones import validate_phone


class Administration(Retirable):
    """The förvaltning or other body responsible for an offering. HSDS: organization."""

    class Kind(models.TextChoices):
        MUNICIPAL = "municipal", "Kommunen"
        REGION = "region", "Regionen"
        CIVIL_SOCIETY = "civil_society", "Föreningslivet"
        NATIONAL = "national", "Nationell"

    slug = models.SlugField(
        "adress",
        max_length=80,
        unique=True,
        help_text="Sista delen av sidans adress, till exempel kulturforvaltningen.",
    )
    name = models.CharField(
        "namn", max_length=160, help_text="Hela namnet. Till exempel: Förskoleförvaltningen."
    )
    kind = models.CharField(
        "slag", max_length=20, choices=Kind, help_text="Avgör vem läsaren får ringa när telefonnumret saknas."
    )
    phone = models.CharField(
        "telefon",
        max_length=40,
        blank=True,
        validators=[validate_phone],
        help_text="Visas där ett erbjudande saknar eget nummer. Till exempel: 033-35 70 00.",
    )
    email = models.EmailField(
        "e-post", blank=True, help_text="Helst en låda som flera läser. Till exempel: forskola@boras.se."
    )
    website = models.URLField(
        "webbplats", max_length=500, blank=True, help_text="Till exempel: https://www.boras.se."
    )
    note = models.TextField(
        "anteckning",
        blank=True,
        help_text="Syns bara här, inte i guiden. Till exempel: ringer helst på förmiddagen.",
    )

    class Meta:
        verbose_name = "förvaltning eller annan aktör"
        verbose_name_plural = "förvaltningar och andra aktörer"
        ordering = ["name_sv"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("administration", args=[self.slug])
