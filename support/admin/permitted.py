"""What Django's permissions would say is asked of `support.rights` instead.

Lists, forms, inlines, actions, suggestions, history and previews all ask these methods or take their
rows from `get_queryset`, so nothing else at the desk needs to know the rules.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from boras_guide.languages import SOURCE
from support.admin.inputs import is_id
from support.admin.record_differences import HIDDEN
from support.models import Administration, Closure, Offering, Place, Update
from support.rights import OF_OFFERING, Rights

GUARDED = (Administration, Offering, Update)  # not everybody may choose all of these
Filter = Callable[[QuerySet], QuerySet]


def is_among(request: HttpRequest, obj: Model, name: str, rows: Filter) -> bool:
    """Asked of the same row many times while one page is made."""
    known = request.__dict__.setdefault("desk_rights", {})
    key = (name, type(obj), obj.pk)
    if key not in known:
        known[key] = rows(type(obj)._base_manager.filter(pk=obj.pk)).exists()
    return known[key]


def may_see(request: HttpRequest, obj: Model) -> bool:
    rights = Rights.of(request.user)
    if rights.is_coordinator:
        return True
    return is_among(request, obj, "seen", lambda rows: rights.seen(rows, timezone.now()))


def may_write(request: HttpRequest, obj: Model) -> bool:
    rights = Rights.of(request.user)
    if rights.is_coordinator and type(obj) not in OF_OFFERING:
        return True
    return is_among(request, obj, "written", rights.written)


def may_translate(request: HttpRequest, obj: Model) -> bool:
    rights = Rights.of(request.user)
    if not rights.may_translate(type(obj)):
        return False
    return is_among(request, obj, "translated", lambda rows: rights.translated(rows, timezone.now()))


def may_decide(request: HttpRequest, obj: Model) -> bool:
    rights = Rights.of(request.user)
    return rights.is_coordinator or is_among(request, obj, "decided", rights.decided)


def may_remember(request: HttpRequest, obj: Model) -> bool:
    rights = Rights.of(request.user)
    return rights.is_coordinator or is_among(request, obj, "remembered", rights.remembered)


def may_be_told(request: HttpRequest, gone: Model) -> bool:
    """Of a row that is no more, which no queryset holds: whoever wrote for its administration."""
    rights = Rights.of(request.user)
    if rights.is_coordinator:
        return True
    if type(gone) in OF_OFFERING:
        return rights.remembered(Offering.objects.filter(pk=gone.offering_id)).exists()
    owners = {getattr(gone, name, None) for name in ("administration_id", "suggested_by_id")}
    return bool(owners & rights.writes_for)


def choosable(request: HttpRequest, model: type[Model], field: Field) -> QuerySet | None:
    """What the row may be linked to, where that is not all there is."""
    rights, remote = Rights.of(request.user), field.related_model
    if remote is Offering and model in OF_OFFERING:
        # The rows of a working version are added on its own page.
        return rights.rows_added_to(Offering.objects.filter(draft_of__isnull=True))
    if rights.is_coordinator or remote is None:
        return None
    if remote is Administration and field.many_to_one:
        return rights.administrations()
    if model is Closure and remote is Place:  # nothing would be held there
        return Place.objects.none()
    rows = remote._default_manager.all()
    return (
        rights.written(rows)
        if remote is Update and model in OF_OFFERING
        else rights.seen(rows, timezone.now())
    )


def keep_stored(request: HttpRequest, fields: dict[str, forms.Field], obj: Model) -> None:
    """A link to what she could not choose stays when she saves; what she may not read is not named either."""
    for column in obj._meta.concrete_fields:
        field, stored = fields.get(column.name), getattr(obj, column.attname)
        if column.related_model not in GUARDED or field is None or stored is None:
            continue
        rows = field.queryset
        if rows.filter(pk=stored).exists():
            continue
        kept = Q(pk__in=rows.order_by().values("pk")) | Q(pk=stored)
        field.queryset = rows.model._base_manager.filter(kept).order_by(*rows.query.order_by)
        if not may_see(request, getattr(obj, column.name)):
            field.label_from_instance = partial(name_of, hidden=stored)


def name_of(row: Model, hidden: int) -> str:
    return HIDDEN if getattr(row, "pk", None) == hidden else str(row)


def hide_unseen(request: HttpRequest, obj: Model) -> None:
    """A page that only shows a row names no draft of others that the row is linked to."""
    for field in obj._meta.concrete_fields:
        linked = getattr(obj, field.name) if field.related_model in (Offering, Update) else None
        if linked and not may_see(request, linked):
            setattr(obj, field.name, None)


class Permitted(admin.ModelAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Rights.of(request.user).seen(super().get_queryset(request), timezone.now())

    def get_field_queryset(self, db: str | None, db_field: Field, request: HttpRequest) -> QuerySet | None:
        ordered = super().get_field_queryset(db, db_field, request)
        rows = choosable(request, self.model, db_field)
        if rows is None:
            return ordered
        return rows if ordered is None else ordered.filter(pk__in=rows.order_by().values("pk"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return Rights.of(request.user).may_see(self.model)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_see(request, obj) if obj else Rights.of(request.user).may_see(self.model)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return Rights.of(request.user).may_add(self.model)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj:
            return may_write(request, obj) or may_translate(request, obj)
        rights = Rights.of(request.user)
        return rights.may_write(self.model) or rights.may_translate(self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_write(request, obj) if obj else Rights.of(request.user).may_write(self.model)

    enforce_history_permissions = True  # else simple-history shows the history of whatever may be seen

    def has_view_history_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return obj is not None and may_remember(request, obj)

    def has_change_history_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return obj is not None and may_remember(request, obj) and may_write(request, obj)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Model | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj and not self.has_change_permission(request, obj):
            hide_unseen(request, obj)
        context["has_view_history_permission"] = self.has_view_history_permission(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # --- Actions: `permissions=["decide"]` and so on ----------------------------------------------------

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """For what reaches parents at once."""
        return Rights.of(request.user).may_decide(self.model)

    def has_write_permission(self, request: HttpRequest) -> bool:
        return Rights.of(request.user).may_write(self.model)

    def rows_for(self, permission: str, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Those of the chosen rows with which that may be done."""
        rights = Rights.of(request.user)
        if permission == "change":
            return rights.written(rows) | rights.translated(rows, timezone.now())
        if rows.model is Offering and permission in ("rows", "close"):
            return rights.rows_added_to(rows)
        return (rights.decided if permission in ("decide", "assure") else rights.written)(rows)

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        names = request.POST.getlist("action")
        action = self.get_actions(request).get(next(filter(None, names), ""))
        if action is None:
            return super().response_action(request, queryset)
        permitted = queryset
        for permission in getattr(action[0], "allowed_permissions", ()):
            permitted = self.rows_for(permission, request, permitted)
        request.POST = request.POST.copy()
        request.POST.setlist(ACTION_CHECKBOX_NAME, filter(is_id, request.POST.getlist(ACTION_CHECKBOX_NAME)))
        chosen = queryset.filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))
        others = chosen.exclude(pk__in=permitted.order_by().values("pk"))
        if names := [str(obj) for obj in others]:
            messages.warning(
                request, f"Det här bestämmer någon annan om, och är inte med: {', '.join(names)}."
            )
        return super().response_action(request, permitted)

    # --- A translator's form ----------------------------------------------------------------------------

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        if only_translates(request, obj):
            return for_translator(form, request)
        if obj and obj.pk:
            keep_stored(request, form.base_fields, obj)
        return form

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict:
        return {} if only_translates(request, obj) else super().get_prepopulated_fields(request, obj)


class PermittedInline(admin.options.InlineModelAdmin):
    """Rows beneath another: whoever may write that one may write these, and a translator their texts."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return Rights.of(request.user).is_any  # the page itself is guarded

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._writes(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._writes(request, obj) or only_translates(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._writes(request, obj)

    def _writes(self, request: HttpRequest, parent: Model | None) -> bool:
        if parent is not None and parent.pk:
            return may_write(request, parent)
        return Rights.of(request.user).may_write(self.parent_model)

    def get_field_queryset(self, db: str | None, db_field: Field, request: HttpRequest) -> QuerySet | None:
        rows = choosable(request, self.model, db_field)
        return super().get_field_queryset(db, db_field, request) if rows is None else rows

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> type:
        formset = super().get_formset(request, obj, **kwargs)
        if only_translates(request, obj):
            formset.form = for_translator(formset.form, request)
        return formset


def only_translates(request: HttpRequest, obj: Model | None) -> bool:
    return (
        obj is not None and obj.pk is not None and not may_write(request, obj) and may_translate(request, obj)
    )


def for_translator(form: type[forms.ModelForm], request: HttpRequest) -> type[forms.ModelForm]:
    """The same form, in which Django disregards what is sent for all but the texts of the translator's languages."""
    languages = Rights.of(request.user).translates_to

    class TranslatorsForm(form):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            columns = {field.name: field for field in self._meta.model._meta.get_fields()}
            for name, field in self.fields.items():
                field.disabled = getattr(columns.get(name), "language", SOURCE) not in languages

    return TranslatorsForm
