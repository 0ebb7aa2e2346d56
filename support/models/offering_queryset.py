"""What can be asked about many offerings, in the office's own words."""

import datetime
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Case, Exists, Expression, F, OuterRef, Q, Value, When
from modeltranslation.translator import translator

from boras_guide.languages import LANGUAGES, column
from support.ages import EXPECTING, AgeSpan
from support.models.place import Place
from support.models.publicity import once_shown

NAMED = ("type", "administration", "changed_by")  # relations whose names a page prints
PICTURED = ("offering", "file", "width", "height", "is_decorative", "credit", "shown_until")


class OfferingQuerySet(models.QuerySet):
    def published(self, at: datetime.datetime) -> "OfferingQuerySet":
        """What the public may see at that moment: no drafts, nothing outside its window."""
        return self.filter(self._is_published(at))

    def withdrawn(self, at: datetime.datetime) -> "OfferingQuerySet":
        """What the public could see once, and cannot any more."""
        status = self.model.Status
        is_over = Q(status=status.WITHDRAWN) | Q(status=status.PUBLISHED, publish_until__lte=at)
        # Back to a draft, or postponed: history knows that it was there.
        was_shown = Q(Q(publish_from__isnull=True) | Q(publish_from__lte=F("until")), status=status.PUBLISHED)
        shown_once = Q(pk__in=once_shown(self.model.history.all(), was_shown, at))
        return self.filter(~self._is_published(at), is_over | shown_once, draft_of__isnull=True)

    def public_once(self, at: datetime.datetime) -> "OfferingQuerySet":
        """What the public may see, or could once: a link to it leads somewhere."""
        return self.published(at) | self.withdrawn(at)

    def _is_published(self, at: datetime.datetime) -> Q:
        return Q(
            Q(publish_from__isnull=True) | Q(publish_from__lte=at),
            Q(publish_until__isnull=True) | Q(publish_until__gt=at),
            status=self.model.Status.PUBLISHED,
            draft_of__isnull=True,
        )

    # --- One question a parent can ask, one method ---------------------------------------------

    def for_age(self, years: int) -> "OfferingQuerySet":
        """Any month of that year of life will do."""
        year = AgeSpan.of_year(years)
        return self.filter(minimum_age_months__lte=year.maximum, maximum_age_months__gte=year.minimum)

    def for_expecting(self) -> "OfferingQuerySet":
        return self.filter(expecting=True)

    def for_ages(self, ages: Iterable[str]) -> "OfferingQuerySet":
        """Any of these: "0" to "17", or "expecting"."""
        any_age = Q(pk__in=[])
        for age in ages:
            one = self.for_expecting() if age == EXPECTING else self.for_age(int(age))
            any_age |= Q(pk__in=one.values("pk"))
        return self.filter(any_age)

    def of_type(self, codes: Iterable[str]) -> "OfferingQuerySet":
        return self.filter(type__code__in=codes)

    def about(self, codes: Iterable[str]) -> "OfferingQuerySet":
        """With any of these topics."""
        return self._linked("topics", "topic__code__in", codes)

    def for_audience(self, codes: Iterable[str]) -> "OfferingQuerySet":
        return self._linked("audiences", "audience__code__in", codes)

    def in_areas(self, slugs: Iterable[str]) -> "OfferingQuerySet":
        """In any of these areas; what serves the whole city is in every area."""
        return self.filter(Q(is_area_wide=True) | self._local_to(slugs))

    def local_to(self, slugs: Iterable[str]) -> "OfferingQuerySet":
        """In any of these areas, itself or by one of its places."""
        return self.filter(self._local_to(slugs))

    def _local_to(self, slugs: Iterable[str]) -> Q:
        here = self._links("areas").filter(area__slug__in=slugs)
        at_a_place_here = self._links("places").filter(place__area__slug__in=slugs)
        return Q(Exists(here)) | Q(Exists(at_a_place_here))

    def at_place(self, place: Place | OuterRef, on: datetime.date) -> "OfferingQuerySet":
        """Where one can go to it, always or at some of its times; a date that has passed does not count."""
        from support.models import Occasion, Schedule

        weekly = Schedule.objects.filter(place=place)
        dated = Occasion.objects.filter(place=place, starts_at__date__gte=on)
        return self.filter(
            Exists(self._links("places").filter(place=place))
            | Q(pk__in=weekly.values("offering"))
            | Q(pk__in=dated.values("offering"))
        )

    def by_administration(self, slugs: Iterable[str]) -> "OfferingQuerySet":
        """For which any of these is responsible; cooperation is another matter."""
        return self.filter(administration__slug__in=slugs)

    def in_cooperation_with(self, slugs: Iterable[str]) -> "OfferingQuerySet":
        """In which any of these cooperates, without being responsible."""
        return self._linked("cooperating", "administration__slug__in", slugs)

    def spoken_in(self, codes: Iterable[str]) -> "OfferingQuerySet":
        return self._linked("spoken_languages", "spokenlanguage__code__in", codes)

    def costing(self, costs: Iterable[str]) -> "OfferingQuerySet":
        return self.filter(cost__in=costs)

    def starting_by(self, starts: Iterable[str]) -> "OfferingQuerySet":
        return self.filter(start__in=starts)

    def _links(self, relation: str) -> models.QuerySet:
        through = getattr(self.model, relation).through
        return through.objects.filter(offering=OuterRef("pk"))

    def _linked(self, relation: str, lookup: str, codes: Iterable[str]) -> "OfferingQuerySet":
        # A subquery, not a join: an offering with nine topics is one result.
        return self.filter(Exists(self._links(relation).filter(**{lookup: codes})))

    # --- Reading -------------------------------------------------------------------------------

    def readable_in(self, language: str) -> "OfferingQuerySet":
        """With only the columns a page in this language can print.

        `.only("title")` under modeltranslation loads the text in all ten languages.
        """
        chain = LANGUAGES[language].chain
        translated = translator.get_options_for_model(self.model).all_fields
        hidden = {
            name
            for original, fields in translated.items()
            for name in (original, *(field.name for field in fields))
        } - {column(original, code) for original in translated for code in chain}
        own = [f.name for f in self.model._meta.concrete_fields if f.name not in hidden]
        names = [f"{kind}__{column('name', code)}" for kind in NAMED for code in chain]
        picture = [f"image__{name}" for name in (*PICTURED, *(column("alt", code) for code in chain))]
        return (
            self.rewrite(False)
            .select_related(*NAMED, "image")
            .only(
                *own,
                *names,
                *picture,
                "type__code",
                "type__slug",
                "administration__slug",
                "administration__kind",
                "administration__phone",
            )
        )

    def in_alphabetical_order(self, language: str) -> "OfferingQuerySet":
        return self.order_by(column("sort_key", language), "pk")

    # --- Keeping it true -----------------------------------------------------------------------

    def touched_by(self, changed: models.Model) -> "OfferingQuerySet":
        """The offerings on whose page, card or search words `changed` appears, or whose times hang on it."""
        from support import models as support

        if isinstance(changed, self.model):
            return self.filter(pk=changed.pk)
        by_model = {
            support.OfferingType: Q(type=changed.pk),
            support.Administration: Q(administration=changed.pk) | Q(cooperating=changed.pk),
            support.Topic: Q(topics=changed.pk),
            support.Audience: Q(audiences=changed.pk),
            support.SpokenLanguage: Q(spoken_languages=changed.pk),
            support.Area: Q(areas=changed.pk) | Q(places__area=changed.pk),
            support.Place: Q(places=changed.pk)
            | Q(schedules__place=changed.pk)
            | Q(occasions__place=changed.pk),
            support.Image: Q(image=changed.pk),
            support.Schedule: Q(schedules=changed.pk),
            support.Occasion: Q(occasions=changed.pk),
            support.Closure: Q(closures=changed.pk)
            | Q(places__closures=changed.pk)
            | Q(schedules__place__closures=changed.pk)
            | Q(occasions__place__closures=changed.pk),
            support.Term: Q(schedules__term_time_only=True),
        }
        return self.filter(by_model.get(type(changed), Q(pk__in=[]))).distinct()

    def advance_calendars(self, revision: int, at: datetime.datetime) -> int:
        """What calendars hold of these may be another than before: since this revision of the catalogue."""
        return self.update(calendar_sequence=revision, calendar_changed_at=at)

    def settle_sensitivity(self) -> int:
        """An offering is sensitive when an editor says so, or else when one of its topics is.

        What is sensitive is guarded, and stays so until somebody else has approved it.
        """
        sensitivity = self.model.Sensitivity
        topics = self._links("topics").filter(topic__is_sensitive=True)

        def sensitive_or(otherwise: Expression) -> Case:
            return Case(
                When(sensitivity=sensitivity.YES, then=Value(True)),
                When(sensitivity=sensitivity.NO, then=otherwise),
                When(Exists(topics), then=Value(True)),
                default=otherwise,
            )

        return self.update(is_sensitive=sensitive_or(Value(False)), is_guarded=sensitive_or(F("is_guarded")))

    def guarded(self) -> Self:
        """What takes a second person to change."""
        return self.filter(Q(is_sensitive=True) | Q(is_guarded=True))

    def end_guard(self) -> int:
        """A second person has approved it as it is now."""
        return self.update(is_guarded=F("is_sensitive"))
