"""School terms and breaks: when it is term time."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from support.schedule import SchoolCalendar, SchoolPeriod


class TermQuerySet(models.QuerySet):
    def calendar(self) -> SchoolCalendar:
        return SchoolCalendar.of(term.period for term in self)


class Term(models.Model):
    """A term, or a break in or between terms, of the city's compulsory schools. Both ends included."""

    class Kind(models.TextChoices):
        TERM = "term", "termin"
        BREAK = "break", "lov"

    name = models.CharField(
        "namn", max_length=80, help_text="Till exempel: Höstterminen 2026, eller Sportlov."
    )
    kind = models.CharField("slag", max_length=10, choices=Kind, default=Kind.TERM)
    starts_on = models.DateField("första dagen", help_text="Den första skoldagen, eller lovets första dag.")
    ends_on = models.DateField("sista dagen", help_text="Den sista skoldagen, eller lovets sista dag.")
    source_url = models.URLField(
        "källa", max_length=500, blank=True, help_text="Sidan där skolan har bestämt det."
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "termin eller lov"
        verbose_name_plural = "terminer och lov"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="term_in_order",
                violation_error_message="Den sista dagen är före den första. Kontrollera året, eller byt plats på datumen.",
            ),
            models.UniqueConstraint(
                fields=["kind", "starts_on"],
                name="term_starts_once",
                violation_error_message="Det finns redan en som börjar den dagen. Ändra den i stället.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.starts_on} – {self.ends_on})"

    @property
    def period(self) -> SchoolPeriod:
        return SchoolPeriod(self.pk, self.starts_on, self.ends_on, self.kind == self.Kind.BREAK)

    def clean(self) -> None:
        if not (self.starts_on and self.ends_on):
            return
        same = Term.objects.filter(kind=self.kind, starts_on__lte=self.ends_on, ends_on__gte=self.starts_on)
        other = same.exclude(pk=self.pk).first()
        if other:
            raise ValidationError({"starts_on": f"Dagarna går in i {other}. Ändra den ena."})
