"""Where it happens: areas of the city and places in them."""

import datetime
from urllib.parse import quote

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from support.models.vocabulary import Retirable


def coordinate_constraints(name: str) -> list[models.CheckConstraint]:
    """Both coordinates or neither, within Sweden (WGS 84 degrees)."""
    return [
        models.CheckConstraint(
            condition=Q(latitude__isnull=True, longitude__isnull=True)
            | Q(
                # A range alone would let NULL through: in SQL, unknown is not false.
                latitude__isnull=False,
                longitude__isnull=False,
                latitude__range=(55, 70),
                longitude__range=(10, 25),
            ),
            name=f"{name}_coordinates_in_sweden",
            violation_error_message=(
                "Fyll i både latitud (55–70) och longitud (10–25), eller ingen av dem. Exempel: 57,7210 och 12,9401."
            ),
        )
    ]


class Area(Retirable):
    """A stadsdel or ort."""

    slug = models.SlugField(
        "adress",
        max_length=60,
        unique=True,
        help_text="Sista delen av sidans adress, till exempel hassleholmen.",
    )
    name = models.CharField(
        "namn", max_length=80, help_text="Som de som bor där säger. Till exempel: Norrby."
    )
    latitude = models.FloatField("latitud", null=True, blank=True, help_text="Till exempel: 57,7210.")
    longitude = models.FloatField("longitud", null=True, blank=True, help_text="Till exempel: 12,9401.")

    class Meta:
        verbose_name = "område"
        verbose_name_plural = "områden"
        ordering = ["pk"]
        constraints = coordinate_constraints("area")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area", args=[self.slug])


class PlaceQuerySet(models.QuerySet):
    def public_once(self, at: datetime.datetime) -> "PlaceQuerySet":
        """Those that have a page: there is something there that the public may see, or could once.

        An editor may add a place, and what she writes of it is read by nobody else until that is published.
        """
        from support.models import Offering

        return self.where(Offering.objects.public_once(at), datetime.date.min)

    def where(self, offerings: models.QuerySet, on: datetime.date) -> "PlaceQuerySet":
        """Where one can go to any of these, as an offering's `at_place` says."""
        return self.filter(Exists(offerings.at_place(OuterRef(OuterRef("pk")), on)))


class Place(models.Model):
    """A building or other spot one can go to. HSDS: location; schema.org: Place."""

    slug = models.SlugField(
        "adress på webben",
        max_length=80,
        unique=True,
        help_text="Sista delen av sidans adress, till exempel familjens-hus.",
    )
    name = models.CharField(
        "namn", max_length=120, help_text="Det som står på dörren. Till exempel: Familjens hus."
    )
    street_address = models.CharField(
        "gatuadress",
        max_length=160,
        blank=True,
        help_text="Gata och nummer. Till exempel: Bodavallsvägen 17.",
    )
    postal_code = models.CharField("postnummer", max_length=10, blank=True, help_text="Till exempel: 507 43.")
    city = models.CharField("postort", max_length=60, blank=True, help_text="Till exempel: Borås.")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name="område",
        help_text="Stadsdelen eller orten. Då hittar den som bor där allt som händer på platsen.",
    )
    latitude = models.FloatField("latitud", null=True, blank=True, help_text="Till exempel: 57,7210.")
    longitude = models.FloatField("longitud", null=True, blank=True, help_text="Till exempel: 12,9401.")
    accessibility = models.TextField(
        "tillgänglighet",
        blank=True,
        help_text="Bara det ni vet, till exempel: Ramp vid entrén. Toalett för rullstol.",
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "plats"
        verbose_name_plural = "platser"
        ordering = ["name"]
        constraints = coordinate_constraints("place")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.slug])

    @property
    def coordinates(self) -> str:
        """ "57.7222,12.9433", or "" where nobody has entered them."""
        return "" if self.latitude is None else f"{self.latitude},{self.longitude}"

    @property
    def destination(self) -> str:
        """What a map can find: coordinates, or else the address."""
        address = ", ".join(
            part for part in (self.street_address, f"{self.postal_code} {self.city}".strip()) if part
        )
        return self.coordinates or (address if self.street_address else "")

    @property
    def geo_uri(self) -> str:
        """RFC 5870; `q` is what map apps show a pin and a name by."""
        named = f"{self.coordinates}({self.name})" if self.coordinates else self.destination
        return f"geo:{self.coordinates or '0,0'}?q={quote(named)}"

    @property
    def route_url(self) -> str:
        """Of a route there, on a map that asks for no account and sets no price."""
        return f"https://www.openstreetmap.org/directions?to={quote(self.destination)}"
