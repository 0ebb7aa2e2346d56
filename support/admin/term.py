"""School terms and breaks, by which "only in term time" is computed."""

import datetime
from collections.abc import Iterator

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format

from support.admin.base import TranslatedDeskAdmin
from support.admin.filters import TimeFilter
from support.admin.inputs import DeskForm
from support.models import Schedule, Term
from support.schedule import DAY, SchoolCalendar

Span = tuple[datetime.date, datetime.date]

SCHOOL_YEAR = datetime.timedelta(days=365)  # schools decide that long ahead


class TermOverFilter(TimeFilter):
    title = "om det är över"
    ended_by = "ends_on"


class TermForm(DeskForm):
    @property
    def remarks(self) -> list[str]:
        days = (self.instance.starts_on, self.instance.ends_on)
        if self.instance.kind == Term.Kind.TERM or any(map(Term.objects.calendar().is_known, days)):
            return []
        return ["Lovet ligger inte i någon inlagd termin. Stämmer året?"]


@admin.register(Term)
class TermAdmin(TranslatedDeskAdmin):
    form = TermForm
    list_display = ["name", "kind", "starts_on", "ends_on", "source_url"]
    list_filter = ["kind", TermOverFilter]
    search_fields = ["name_sv"]
    search_help_text = "Sök på namn, till exempel sportlov. Du kan skriva utan å, ä och ö."
    date_hierarchy = "starts_on"
    fieldsets = [
        (
            None,
            {
                "description": "Terminer och lov i kommunens grundskolor. Lägg in hela terminen som en termin, och "
                "varje lov i den för sig. Skriv bara det som skolan själv har bestämt.",
                "fields": ["name", "kind", ("starts_on", "ends_on"), "source_url"],
            },
        )
    ]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        notice = what_is_missing(Term.objects.calendar(), timezone.localdate())
        return super().changelist_view(request, {**(extra_context or {}), "notice": notice})


def what_is_missing(school: SchoolCalendar, today: datetime.date) -> str:
    """Which days of the coming school year no term speaks of, in an editor's words."""
    last = today + SCHOOL_YEAR
    spans = [in_words(span, last) for span in unknown_spans(school, today, last)]
    if not spans:
        return ""
    days, then = (f" för {' och '.join(spans)}", " då") if school.terms else ("", "")
    number = Schedule.objects.filter(term_time_only=True, offering__draft_of=None).count()
    concerned = f" Det gäller {number} {'tid' if number == 1 else 'tider'}." if number else ""
    return (
        f"Inga terminer är inlagda{days}: tider som bara gäller under terminen visas inte{then}.{concerned}"
    )


def unknown_spans(school: SchoolCalendar, first: datetime.date, last: datetime.date) -> Iterator[Span]:
    begins = None
    for number in range((last - first).days + 1):
        day = first + number * DAY
        if school.is_known(day):
            if begins:
                yield begins, day - DAY
            begins = None
        else:
            begins = begins or day
    if begins:
        yield begins, last


def in_words(span: Span, horizon: datetime.date) -> str:
    begins, ends = (date_format(day, "j F Y") for day in span)
    return f"tiden från {begins}" if span[1] == horizon else f"{begins} – {ends}"
