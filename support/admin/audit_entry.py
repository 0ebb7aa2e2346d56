"""The audit trail, for reading. No screen adds to it, changes it or takes anything away."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from support.admin.history import NOBODY
from support.admin.lookups import NarrowedAsOffered
from support.admin.record_differences import Pair, RowDifference, differences, gathered
from support.admin.search import FoldedSearch
from support.audit import origin_of
from support.models import AuditEntry, Offering
from support.moments import moment
from support.rights import Rights
from support.timeline import full_records


class Chosen(admin.SimpleListFilter):
    """Of what occurs in the log."""

    column: str

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[Any, str]]:
        there = AuditEntry.objects.order_by(self.column).values_list(self.column, flat=True).distinct()
        return [(value, self.in_words(value)) for value in there if value not in (None, "")]

    def in_words(self, value: Any) -> str:
        return str(value)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset


class WhoFilter(Chosen):
    title, parameter_name, column = "vem", "vem", "username"


class ScreenFilter(Chosen):
    title, parameter_name, column = "var", "var", "screen"


class KindFilter(Chosen):
    title, parameter_name, column = "slag av innehåll", "slag", "content_type"

    def in_words(self, value: int) -> str:
        model = ContentType.objects.get_for_id(value).model_class()
        return str(model._meta.verbose_name) if model else "borttaget slag"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = str(self.value() or "")
        is_number = chosen.isdecimal() and len(chosen) < 9
        return queryset.filter(content_type=self.value()) if is_number else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(FoldedSearch, NarrowedAsOffered):
    list_display = ["when", "who", "act", "object_name", "kind", "screen"]
    list_filter = [WhoFilter, KindFilter, ("at", admin.DateFieldListFilter), ScreenFilter]
    search_fields = ["username", "object_name", "act", "screen"]
    search_help_text = "Sök på vem, vad, på vad eller var. Du kan skriva utan å, ä och ö."
    date_hierarchy = "at"
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return Rights.of(request.user).is_coordinator

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    @admin.display(description="när", ordering="at")
    def when(self, entry: AuditEntry) -> str:
        return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M}"

    @admin.display(description="vem", ordering="username")
    def who(self, entry: AuditEntry) -> str:
        return entry.username or NOBODY

    @admin.display(description="slag")
    def kind(self, entry: AuditEntry) -> str:
        model = model_of(entry)
        return str(model._meta.verbose_name) if model else ""

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Granskningslogg", **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not self.has_view_permission(request):
            raise PermissionDenied
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"{entry.act}: {entry.object_name}" if entry.object_name else entry.act,
            "opts": self.opts,
            "entry": entry,
            "who": self.who(entry),
            "when": moment(entry.at),
            "kind": self.kind(entry),
            "links": list(links(self.admin_site, entry)),
            "rows": changes(entry),
            "values": [one for one in entry.details if "field" in one],
        }
        return TemplateResponse(request, "admin/support/audit/entry.html", context)


def model_of(entry: AuditEntry) -> type[Model] | None:
    return (
        ContentType.objects.get_for_id(entry.content_type_id).model_class() if entry.content_type_id else None
    )


def links(site: admin.AdminSite, entry: AuditEntry) -> Iterator[tuple[str, str]]:
    """Words and addresses: of the object, if it is there; of its history; of the offering that it was a draft of."""
    model = model_of(entry)
    if model is None or entry.object_id is None:
        return
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    try:
        if model._base_manager.filter(pk=entry.object_id).exists():
            yield "Så är det nu", reverse(f"{name}_change", args=[entry.object_id])
        if hasattr(model, "history"):
            yield "Hela historiken", reverse(f"{name}_history", args=[entry.object_id])
    except NoReverseMatch:  # it has no page of its own
        return
    if model is Offering and entry.record_after:
        of = Offering.history.filter(pk=entry.record_after).values_list("draft_of_id", flat=True).first()
        if of:
            yield "Erbjudandet som det är en arbetsversion av", reverse(f"{name}_change", args=[of])


def changes(entry: AuditEntry) -> list[RowDifference]:
    """Of the object, then of the rows beneath it, as history has them."""
    model, keys = model_of(entry), []
    if model and entry.record_after and hasattr(model, "history"):
        keys.append((model, entry.record_before, entry.record_after))
    keys += _rows_beneath(entry)
    records = full_records((model, pk) for model, *both in keys for pk in both if pk)
    pairs: list[Pair] = []
    for model, before, after in keys:
        new = records.get((model, after))
        is_gone = new is not None and new.history_type == "-"
        pair = (model, records.get((model, before)), None if is_gone else new)
        if pair[1:] != (None, None):
            pairs.append(pair)
    rows = differences(pairs, model_of(entry), Rights(is_coordinator=True), in_full=True)
    first_is_itself = bool(keys) and (keys[0][0], keys[0][2]) == (model_of(entry), entry.record_after)
    rows = [replace(row, is_beneath=number > 0 or not first_is_itself) for number, row in enumerate(rows)]
    return gathered(row for row in rows if row)


def _rows_beneath(entry: AuditEntry) -> list[tuple[type[Model], int | None, int]]:
    """Model, record before, record after."""
    told: dict[type[Model], list[dict]] = {}
    for one in entry.details:
        if "record" in one:
            told.setdefault(apps.get_model("support", one["model"]), []).append(one)
    found = []
    for model, rows in told.items():
        before = _records_before(model, {row["id"]: row["first"] for row in rows})
        found += [(model, before.get(row["id"]), row["record"]) for row in rows]
    return found


def _records_before(model: type[Model], first: dict[int, int]) -> dict[int, int]:
    """By row: the record that stood before its first one of the act. Of a copy, that of what it was made of."""
    key = model._meta.pk.attname
    origins = {
        getattr(record, key): origin_of(record) for record in model.history.filter(pk__in=first.values())
    }
    ids = [*first, *filter(None, origins.values())]
    records: dict[int, list[int]] = {}
    for row, record in (
        model.history.filter(**{f"{key}__in": ids}).order_by("history_id").values_list(key, "history_id")
    ):
        records.setdefault(row, []).append(record)
    before = {}
    for row, limit in first.items():
        for of in (row, origins.get(row)):
            if earlier := [record for record in records.get(of, []) if record < limit]:
                before[row] = earlier[-1]
                break
    return before
