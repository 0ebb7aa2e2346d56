"""How each translated text came to be. Made when texts are saved, never by hand."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from support.admin.base import DeskAdmin
from support.models import TranslationState


@admin.register(TranslationState)
class TranslationStateAdmin(DeskAdmin):
    list_display = ["text", "language", "origin", "reviewed_on", "is_up_to_date"]
    list_filter = [
        "language",
        "origin",
        ("reviewed_on", admin.EmptyFieldListFilter),
        ("content_type", admin.RelatedOnlyFieldListFilter),
    ]
    ordering = ["content_type", "object_id", "field", "language"]
    list_select_related = ["content_type"]
    fields = ["text", "language", "origin", "reviewed_on", "is_up_to_date", "content_link"]
    readonly_fields = ["text", "language", "is_up_to_date", "content_link"]
    actions = ["review"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("content")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: TranslationState | None = None) -> bool:
        return False

    @admin.display(description="text", ordering="field")
    def text(self, state: TranslationState) -> str:
        name = state.content_type.model_class()._meta.get_field(state.field).verbose_name
        return f"{state.content}: {name}"

    @admin.display(description="som svenskan är nu", boolean=True)
    def is_up_to_date(self, state: TranslationState) -> bool:
        return not state.is_outdated

    @admin.display(description="hör till")
    def content_link(self, state: TranslationState) -> str:
        options = state.content._meta
        address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[state.object_id])
        return format_html('<a href="{}">{}</a>', address, state.content)

    @admin.action(description="Granskade av en person i dag", permissions=["change"])
    def review(self, request: HttpRequest, states: QuerySet) -> None:
        self.save_each(request, states, "Granskad", reviewed_on=timezone.localdate())
        messages.success(request, "De valda översättningarna är granskade i dag.")
