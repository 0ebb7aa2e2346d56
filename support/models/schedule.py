"""When an offering runs: recurring times, single dates, and when it does not."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from support.recurrence import in_words, validate_rrule
from support.schedule import ASSURANCE_LASTS, Closed, Dated, Recurring


def places_of_offerings() -> models.QuerySet:
    """Each offering's places, and of each whether any of the offering's times names it."""
    links = Schedule._meta.get_field("offering").related_model.places.through.objects
    here = {"offering": OuterRef("offering"), "place": OuterRef("place")}
    named = Exists(Schedule.objects.filter(**here)) | Exists(Occasion.objects.filter(**here))
    return links.annotate(is_named=named)


def usual_places() -> models.QuerySet:
    """Those of them where a time is that names no place: which none of its times names, if any is left."""
    places = places_of_offerings()
    left = places.filter(is_named=False, offering=OuterRef("offering"))
    return places.filter(Q(is_named=False) | ~Exists(left))


class TimeQuerySet(models.QuerySet):
    def held_at(self, *places: models.Model) -> Self:
        """Where the time itself says, or else usually. A draft's times are its editor's own affair."""
        usual = usual_places().filter(place__in=places).values("offering")
        here = Q(place__in=places) | Q(place=None, offering__in=usual)
        return self.filter(here, offering__draft_of=None)


class ScheduleQuerySet(TimeQuerySet):
    def confirmed_between(
        self, first: datetime.date, last: datetime.date, *, today: datetime.date
    ) -> "ScheduleQuerySet":
        """What may run, by somebody's word given by `today`, on any of these days. The rows decide exactly."""
        days = {
            (first + datetime.timedelta(days=number)).isoweekday()
            for number in range(min((last - first).days + 1, 7))
        }
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=last),
            Q(valid_until__isnull=True) | Q(valid_until__gte=first),
            Q(weekday__isnull=True) | Q(weekday__in=days),
            assured_on__lte=today,
            assured_on__gt=first - ASSURANCE_LASTS,
        )


class OccasionQuerySet(TimeQuerySet):
    def confirmed_between(
        self, first: datetime.date, last: datetime.date, *, today: datetime.date
    ) -> "OccasionQuerySet":
        """As for schedules. What began before these days may have been vouched for longer ago."""
        return self.filter(
            Q(starts_at__date__gte=first, assured_on__gt=first - ASSURANCE_LASTS)
            | Q(starts_at__date__lt=first, ends_at__date__gte=first),
            starts_at__date__lte=last,
            assured_on__lte=today,
        )


class Schedule(models.Model):
    """A recurring time of an offering. HSDS and schema.org: schedule."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, "måndag"
        TUESDAY = 2, "tisdag"
        WEDNESDAY = 3, "onsdag"
        THURSDAY = 4, "torsdag"
        FRIDAY = 5, "fredag"
        SATURDAY = 6, "lördag"
        SUNDAY = 7, "söndag"

    offering = models.ForeignKey(
        "support.Offering", models.CASCADE, related_name="schedules", verbose_name="erbjudande"
    )
    weekday = models.PositiveSmallIntegerField(
        "veckodag",
        choices=Weekday,
        null=True,
        blank=True,
        help_text="En rad för varje dag. Tomt bara när en regel nedan säger dagen.",
    )
    opens_at = models.TimeField("från", help_text="Till exempel: 9.30.")
    closes_at = models.TimeField("till", help_text="Till exempel: 12.")
    label = models.CharField("rubrik", max_length=160, blank=True, help_text="Till exempel Babyöppet.")
    age_note = models.CharField(
        "för vilka åldrar, i ord", max_length=120, blank=True, help_text="Till exempel: barn som inte går än."
    )
    minimum_age_months = models.PositiveSmallIntegerField(
        "från ålder (månader)",
        null=True,
        blank=True,
        help_text="Bara om tiden är för färre än hela erbjudandet.",
    )
    maximum_age_months = models.PositiveSmallIntegerField(
        "till ålder (månader)", null=True, blank=True, help_text="Till och med 1 år skrivs 23."
    )
    place = models.ForeignKey(
        "support.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schedules",
        verbose_name="plats, om en annan",
        help_text="Bara om just den här tiden är någon annanstans.",
    )
    valid_from = models.DateField(
        "gäller från", null=True, blank=True, help_text="Till exempel terminens första dag."
    )
    valid_until = models.DateField(
        "gäller till och med",
        null=True,
        blank=True,
        help_text="Till exempel terminens sista dag. Tomt: tills vidare.",
    )
    interval_weeks = models.PositiveSmallIntegerField(
        "var n:te vecka",
        default=1,
        help_text="1 är varje vecka, 2 är varannan, räknat från veckan med dagen i ”gäller från”.",
    )
    rrule = models.CharField(
        "upprepning (RRULE)",
        max_length=200,
        blank=True,
        validators=[validate_rrule],
        help_text="För det ovanliga, till exempel FREQ=MONTHLY;BYDAY=1MO (första måndagen i månaden). "
        "Räknas från dagen i ”gäller från”.",
    )
    term_time_only = models.BooleanField(
        "bara under terminen", default=False, help_text="Stängt på skolloven."
    )
    closed_on_red_days = models.BooleanField(
        "stängt röda dagar",
        default=True,
        help_text="Till exempel första maj, och midsommarafton, julafton och nyårsafton.",
    )
    assured_on = models.DateField(
        "tiden bekräftad", null=True, blank=True, help_text="Den dag någon kontrollerade att tiden stämmer."
    )
    is_demo = models.BooleanField("flyttad för visning", default=False, editable=False)

    # In a working version: the row that it stands for in the published one, also when that one is gone.
    copy_of = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, db_constraint=False, editable=False, related_name="copies"
    )

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = "tid som återkommer"
        verbose_name_plural = "tider som återkommer"
        ordering = ["weekday", "opens_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(opens_at=F("closes_at")),
                name="schedule_has_length",
                violation_error_message="Tiden börjar och slutar samtidigt. Skriv till exempel från 09:00 till 12:00.",
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=False, weekday__range=(1, 7), rrule="")
                | (Q(weekday__isnull=True, interval_weeks=1) & ~Q(rrule="")),
                name="schedule_has_weekday_or_rule",
                violation_error_message="Välj en veckodag, eller skriv en regel för upprepning: precis en av dem.",
            ),
            models.CheckConstraint(
                condition=Q(rrule="", interval_weeks=1) | Q(valid_from__isnull=False),
                name="schedule_counts_from_a_day",
                violation_error_message="Fyll i ”gäller från”: därifrån räknas varannan vecka, och upprepningen.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="schedule_valid_in_order",
                violation_error_message="Tiden slutar gälla innan den börjar gälla. Kontrollera året, eller byt plats på datumen.",
            ),
            models.CheckConstraint(
                condition=Q(interval_weeks__range=(1, 52)),
                name="schedule_interval_in_a_year",
                violation_error_message="Skriv 1 för varje vecka, 2 för varannan, högst 52.",
            ),
            models.CheckConstraint(
                condition=Q(minimum_age_months__isnull=True)
                | Q(maximum_age_months__isnull=True)
                | Q(minimum_age_months__lte=F("maximum_age_months")),
                name="schedule_ages_in_order",
                violation_error_message="Den lägsta åldern är högre än den högsta. Byt plats på dem.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_in_words} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"

    @property
    def day_in_words(self) -> str:
        """In Swedish, for the desk."""
        return str(self.get_weekday_display()) if self.weekday else in_words(self.rrule)

    @property
    def value(self) -> Recurring:
        """For `support.schedule`, which computes with values."""
        return Recurring(
            id=self.pk,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            weekday=self.weekday,
            rrule=self.rrule,
            interval_weeks=self.interval_weeks,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            assured_on=self.assured_on,
            term_time_only=self.term_time_only,
            closed_on_red_days=self.closed_on_red_days,
            place=self.place_id,
            offering=self.offering_id,
            youngest=self.minimum_age_months,
            oldest=self.maximum_age_months,
        )


class Occasion(models.Model):
    """One dated time of an offering, for example a course start. schema.org: Event."""

    offering = models.ForeignKey(
        "support.Offering", models.CASCADE, related_name="occasions", verbose_name="erbjudande"
    )
    starts_at = models.DateTimeField("börjar", help_text="Till exempel: 2027-01-20 och 18.")
    ends_at = models.DateTimeField("slutar", null=True, blank=True, help_text="Tomt: slutet är inte bestämt.")
    label = models.CharField(
        "rubrik", max_length=160, blank=True, help_text="Till exempel: Kursstart, första träffen av fem."
    )
    place = models.ForeignKey(
        "support.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="occasions",
        verbose_name="plats, om en annan",
        help_text="Bara om just det här tillfället är någon annanstans.",
    )
    bookable_until = models.DateTimeField(
        "anmälan senast", null=True, blank=True, help_text="Tomt: ingen sista dag."
    )
    is_full = models.BooleanField("fullt", default=False, help_text="Tillfället står kvar, med ”fullt”.")
    is_cancelled = models.BooleanField(
        "inställt", default=False, help_text="Tillfället står kvar, med ”inställt”."
    )
    assured_on = models.DateField(
        "tiden bekräftad", null=True, blank=True, help_text="Den dag någon kontrollerade att tiden stämmer."
    )

    # In a working version: the row that it stands for in the published one, also when that one is gone.
    copy_of = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, db_constraint=False, editable=False, related_name="copies"
    )

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = "tillfälle"
        verbose_name_plural = "tillfällen"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="occasion_ends_after_start",
                violation_error_message="Tillfället slutar innan det börjar. Kontrollera datum och tid.",
            )
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def value(self) -> Dated:
        return Dated(
            id=self.pk,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            is_full=self.is_full,
            is_cancelled=self.is_cancelled,
            assured_on=self.assured_on,
            place=self.place_id,
            offering=self.offering_id,
        )


class Closure(models.Model):
    """Days when an offering or a whole place does not run, both ends included."""

    offering = models.ForeignKey(
        "support.Offering",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name="erbjudande",
    )
    place = models.ForeignKey(
        "support.Place",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name="plats",
    )
    starts_on = models.DateField("stängt från", help_text="Den första stängda dagen.")
    ends_on = models.DateField(
        "stängt till och med", help_text="Den sista stängda dagen. Samma dag om det bara är en."
    )
    reason = models.CharField("varför", max_length=160, blank=True, help_text="Till exempel Studiedag.")

    # In a working version: the row that it stands for in the published one, also when that one is gone.
    copy_of = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, db_constraint=False, editable=False, related_name="copies"
    )

    class Meta:
        verbose_name = "stängda dagar"
        verbose_name_plural = "stängda dagar"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="closure_in_order",
                # Most often the year is wrong: two dates around New Year that change places close a whole year.
                violation_error_message="Den sista stängda dagen är före den första. Kontrollera året, eller byt plats på datumen.",
            ),
            models.CheckConstraint(
                condition=Q(offering__isnull=False, place__isnull=True)
                | Q(offering__isnull=True, place__isnull=False),
                name="closure_of_offering_or_place",
                violation_error_message="Välj ett erbjudande eller en plats: precis en av dem.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.starts_on) if self.starts_on == self.ends_on else f"{self.starts_on} – {self.ends_on}"

    def overlaps(self, other: "Closure") -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    def covers(self, other: "Closure") -> bool:
        return self.starts_on <= other.starts_on and other.ends_on <= self.ends_on

    @property
    def value(self) -> Closed:
        return Closed(self.pk, self.starts_on, self.ends_on, self.place_id)
