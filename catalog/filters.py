"""What a parent can ask for, declared once. Public parameter names outlive the fields behind them."""

import datetime
import unicodedata

import django_filters
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from boras_guide.wording import capitalized, listed, weekday
from catalog import days
from catalog.days import coming_runs
from catalog.facets import WHEN, Members, fitting, members
from catalog.near import Distances, Nearness, distances_from, locals_first, nearest_first
from catalog.search.analysis import JOINERS
from catalog.search.query import Found, search
from catalog.timetable import LOOK_AHEAD, Timetable
from catalog.timetable import timetable as read_timetable
from catalog.vocabulary import MODELS, Entry, Vocabulary
from catalog.vocabulary import vocabulary as every_word
from support.addresses import moved_from
from support.ages import EXPECTING, YEARS_OF_CHILDHOOD
from support.distance import Position
from support.models import Offering
from support.models.offering_queryset import OfferingQuerySet
from support.schedule import DAY, WEEK

LONGEST_QUERY = 200  # letters; a whole question fits


KNOWN_BY_SLUG = {"area", "administration"}  # the others have a code that never changes
MOST_MOVED = 3  # looked up in one question: each costs a query

NOT_A_CHOICE = _("“%(value)s” is not one of the choices. Choose from the list.")


class CodesField(forms.MultipleChoiceField):
    """Codes of a vocabulary: any number of them, empty ones ignored."""

    default_error_messages = {"invalid_choice": NOT_A_CHOICE}

    def to_python(self, value) -> list[str]:
        return list(dict.fromkeys(code for code in super().to_python(value) if code))


class CodesFilter(django_filters.Filter):
    """Any of these codes; `question` is the queryset method that knows the answer."""

    field_class = CodesField

    def __init__(self, label, question: str, **kwargs) -> None:
        super().__init__(label=label, **kwargs)
        self.question = question
        self.retired: dict[str, Entry] = {}
        self.sensitive: set[str] = set()

    def offer(self, entries: list[Entry]) -> None:
        """What can be chosen; a retired word still makes sense, but narrows nothing."""
        self.extra["choices"] = [(entry.code, entry.name) for entry in entries]
        self.retired = {entry.code: entry for entry in entries if entry.is_retired}
        self.sensitive = {entry.code for entry in entries if entry.is_sensitive}

    def in_use(self, codes: list[str]) -> list[str]:
        return [code for code in codes if code not in self.retired]

    def filter(self, queryset: OfferingQuerySet, codes: list[str]) -> OfferingQuerySet:
        codes = self.in_use(codes or [])
        return getattr(queryset, self.question)(codes) if codes else queryset


class DaysFilter(CodesFilter):
    """Who runs then; the timetable knows, exactly."""

    def __init__(self, label, **kwargs) -> None:
        super().__init__(label, "", **kwargs)

    def filter(self, queryset: OfferingQuerySet, codes: list[str]) -> OfferingQuerySet:
        members: Members = self.parent.members
        return queryset.filter(pk__in=members.meeting(self.parent.chosen)) if codes else queryset


class PositionField(forms.CharField):
    default_error_messages = {
        "invalid": _("This is not a position. Write it as 57.72,12.94, or choose an area instead.")
    }

    def to_python(self, value) -> Position | None:
        text = super().to_python(value)
        try:
            return Position.parse(text) if text else None
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class PositionFilter(django_filters.Filter):
    field_class = PositionField


class OfferingFilter(django_filters.FilterSet):
    """Values of one parameter are alternatives; parameters narrow each other."""

    q = django_filters.CharFilter(
        label=_("What do you want help with?"), method="filter_text", max_length=LONGEST_QUERY
    )
    as_typed = django_filters.CharFilter(method="keep_all", max_length=5)
    age = CodesFilter(
        _("The child’s age"),
        "for_ages",
        choices=[
            (EXPECTING, _("Expecting a child")),
            *((str(year), str(year)) for year in YEARS_OF_CHILDHOOD),
        ],
    )
    day = DaysFilter(
        pgettext_lazy("heading", "When"),
        choices=[
            (days.TODAY, _("Today")),
            (days.TOMORROW, _("Tomorrow")),
            (days.WEEKEND, _("This weekend")),
            *((number, number) for number in days.WEEKDAYS),
        ],
    )
    open = DaysFilter(_("Open now"), choices=[(days.NOW, _("Open now"))])
    near = PositionFilter(label=_("Near you"), method="keep_all")
    type = CodesFilter(_("Kind of support"), "of_type")
    topic = CodesFilter(_("About"), "about")
    area = CodesFilter(pgettext_lazy("part of the city", "Area"), "in_areas")
    administration = CodesFilter(_("Who is responsible"), "by_administration")
    spoken = CodesFilter(_("Language spoken there"), "spoken_in")
    audience = CodesFilter(_("Who it is for"), "for_audience")
    cost = CodesFilter(
        _("Cost"),
        "costing",
        choices=[choice for choice in Offering.Cost.choices if choice[0] != Offering.Cost.UNKNOWN],
    )
    start = CodesFilter(
        _("How to start"),
        "starting_by",
        choices=[choice for choice in Offering.Start.choices if choice[0] != Offering.Start.UNKNOWN],
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        method="keep_all",
        choices=[
            ("relevance", _("Best match first")),
            ("near", _("Nearest first")),
            ("title", _("A to Z")),
            ("changed", _("Last changed first")),
        ],
        error_messages={"invalid_choice": NOT_A_CHOICE},
    )

    def __init__(
        self,
        data: QueryDict,
        queryset: OfferingQuerySet,
        *,
        vocabulary: Vocabulary,
        members: Members,
        language: str,
        timetable: Timetable,
    ) -> None:
        self.timetable = timetable
        self.language = language
        self.vocabulary = vocabulary
        self.members = members
        super().__init__(at_new_addresses(tidy(data), vocabulary), queryset)
        for kind, entries in vocabulary.items():
            self.filters[kind].offer(entries)
        names = {number: capitalized(weekday(int(number), language)) for number in days.WEEKDAYS}
        choices = self.filters["day"].extra["choices"]
        self.filters["day"].extra["choices"] = [(code, names.get(code, label)) for code, label in choices]

    @classmethod
    def asked(cls, data: QueryDict, language: str, at: datetime.datetime) -> "OfferingFilter":
        """About everything that is published at that moment. Four queries."""
        published = Offering.objects.published(at)
        vocabulary = every_word(language)
        today = timezone.localdate(at)
        timetable = read_timetable(published, today, today + LOOK_AHEAD, language, at)
        who_has_what = members(published, vocabulary)
        who_has_what.add_runs(coming_runs(timetable))
        return cls(
            data,
            published,
            vocabulary=vocabulary,
            members=who_has_what,
            language=language,
            timetable=timetable,
        )

    @cached_property
    def found(self) -> Found | None:
        """What the words find; None where nobody typed any."""
        self.form.is_valid()
        text = self.form.cleaned_data.get("q")
        as_typed = bool(self.form.cleaned_data.get("as_typed"))
        if not text:
            return None
        revision = self.timetable.revision
        return search(text, self.language, self.members, as_typed=as_typed, revision=revision)

    @property
    def scores(self) -> dict[int, int] | None:
        """Offering id → points, of what the words find."""
        return None if self.found is None else self.found.scores

    @property
    def found_ids(self) -> set[int] | None:
        """Of what the words find; None where nobody typed any."""
        return None if self.found is None else set(self.found.scores)

    def _codes(self) -> dict[str, list[str]]:
        """Parameter → the codes asked for that make sense."""
        self.form.is_valid()
        return {kind: codes for kind, codes in self.form.cleaned_data.items() if isinstance(codes, list)}

    @property
    def chosen(self) -> dict[str, list[str]]:
        """Parameter → the codes that narrow the list."""
        chosen = {kind: self.filters[kind].in_use(codes) for kind, codes in self._codes().items()}
        return {kind: codes for kind, codes in chosen.items() if codes}

    @property
    def retired(self) -> list[Entry]:
        """Words asked for that are not used any more."""
        return [
            entry
            for kind, codes in self._codes().items()
            for code, entry in self.filters[kind].retired.items()
            if code in codes
        ]

    def filter_text(self, queryset: OfferingQuerySet, name: str, value: str) -> OfferingQuerySet:
        return queryset if self.scores is None else queryset.filter(pk__in=self.scores)

    def keep_all(self, queryset: OfferingQuerySet, name: str, value: str) -> OfferingQuerySet:
        return queryset

    def ids(self) -> list[int]:
        """The hits in order; none when a parameter has a value that makes no sense."""
        return self.nearness.ids

    @cached_property
    def nearness(self) -> Nearness:
        """The hits in order, with their distances where they stand by distance."""
        if self.errors:
            return Nearness([])
        if self.order != "near":
            return Nearness(self._in_order(self.order))
        ids = self._in_order("title" if self.scores is None else "relevance")
        if self.distances is None:
            return locals_first(ids, self.members)
        return nearest_first(ids, self.distances, self.members, self.vocabulary["area"])

    def _in_order(self, order: str) -> list[int]:
        if order == "relevance" and self.found:
            hits = fitting(self.members, self.chosen, set(self.found.scores))
            return [pk for pk in self.found.in_order() if pk in hits]
        hits = self.qs
        if order == "changed":
            hits = hits.order_by("-changed_at", "pk")
        else:
            hits = hits.in_alphabetical_order(self.language)
        return list(hits.values_list("pk", flat=True))

    @property
    def position(self) -> Position | None:
        """Where the reader is, to about a kilometre."""
        self.form.is_valid()
        return self.form.cleaned_data.get("near")

    @cached_property
    def distances(self) -> Distances | None:
        """From there; None where nobody has told it."""
        today = self.timetable.today
        within_a_week = self.timetable, today, today + WEEK - DAY
        return distances_from(self.position, *within_a_week) if self.position else None

    @property
    def is_far(self) -> bool:
        return self.distances is not None and self.distances.is_far

    @property
    def orders(self) -> list[str]:
        """What makes sense to order this question by, the default first."""
        orders = ["title", "changed"]
        if self.position or self.chosen.get("area"):
            orders.insert(0, "near")
        if (
            self.found is not None and not self.found.question.asks_only_near
        ):  # else there is nothing to match
            orders.insert(1 if self.position and not self.is_far else 0, "relevance")
        return orders

    @property
    def order(self) -> str:
        self.form.is_valid()
        asked = self.form.cleaned_data.get("sort")
        return asked if asked in self.orders else self.orders[0]

    @property
    def is_private(self) -> bool:
        """What somebody typed, where somebody is, or a sensitive topic, is nobody else's business."""
        return self.scores is not None or self.position is not None or self.is_sensitive

    @property
    def is_fleeting(self) -> bool:
        """The answer is another one tomorrow, or a kilometre away."""
        return self.position is not None or self.asks_when

    @property
    def asks_when(self) -> bool:
        """For a day, or for what is open now."""
        return not WHEN.isdisjoint(self.chosen)

    @property
    def besides_when(self) -> dict[str, list[str]]:
        """What else was chosen."""
        return {kind: codes for kind, codes in self.chosen.items() if kind not in WHEN}

    @property
    def is_sensitive(self) -> bool:
        """Somebody asks about a sensitive topic, be it a retired one, or is in danger."""
        if self.found is not None and self.found.danger:
            return True
        return any(code in self.filters["topic"].sensitive for code in self._codes().get("topic", ()))

    @property
    def notices(self) -> list[str]:
        """What the reader should know about the question itself."""
        names = [str(entry.name) for entry in self.retired]
        if not names:
            return []
        text = ngettext(
            "“%(names)s” is not used any more. The list shows everything else you asked for.",
            "These are not used any more: %(names)s. The list shows everything else you asked for.",
            len(names),
        )
        return [text % {"names": listed(names, self.language)}]


def tidy(data: QueryDict) -> QueryDict:
    """The question without control characters, empty values and repetitions; unknown parameters stay out."""
    known = QueryDict(mutable=True)
    for name in OfferingFilter.base_filters:
        values = (_plain(value) for value in data.getlist(name))
        known.setlist(name, list(dict.fromkeys(value for value in values if value)))
    known.setlist("near", [_rounded(value) for value in known.getlist("near")[-1:]])
    return known


def _rounded(position: str) -> str:
    """No link on the page says more exactly where somebody is, nor repeats what cannot be read."""
    try:
        return str(Position.parse(position))
    except ValueError:
        return "?"


def at_new_addresses(asked: QueryDict, vocabulary: Vocabulary) -> QueryDict:
    """With the slugs that areas and administrations have now, for those they had when a link was printed."""
    for kind in KNOWN_BY_SLUG & vocabulary.keys():
        codes, known = asked.getlist(kind), {entry.code for entry in vocabulary[kind]}
        for code in [code for code in codes if code not in known][:MOST_MOVED]:
            row = moved_from(MODELS[kind].objects.all(), code)
            if row is not None:
                codes = [row.slug if asked_for == code else asked_for for asked_for in codes]
        asked.setlist(kind, list(dict.fromkeys(codes)))
    return asked


def _plain(text: str) -> str:
    """Without control characters and the invisible signs that turn the direction of what follows."""
    kept = (sign for sign in text if unicodedata.category(sign) != "Cf" or sign in JOINERS)
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in kept).strip()
