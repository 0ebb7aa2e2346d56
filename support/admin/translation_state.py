"""How each translated text came to be. Made when texts are saved, never by hand."""

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from modeltranslation.translator import translator

from support.admin.base import DeskAdmin
from support.models import Offering, TranslationState
from support.versions import ROWS


def of_working_versions() -> Q:
    """The same texts a second time."""
    drafts = Offering.objects.filter(draft_of__isnull=False).order_by()
    ids = {model: model._base_manager.filter(offering__in=drafts).values("pk") for model in ROWS}
    ids[Offering] = drafts.values("pk")
    kinds = ContentType.objects.get_for_models(*ids)
    found = Q(pk__in=[])
    for model, kind in kinds.items():
        found |= Q(content_type=kind, object_id__in=ids[model])
    return found


@admin.register(TranslationState)
class TranslationStateAdmin(DeskAdmin):
    list_display = ["text", "language", "origin", "reviewed_on", "is_up_to_date"]
    list_filter = [
        "language",
        "origin",
        ("reviewed_on", admin.EmptyFieldListFilter),
        ("content_type", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["field"]
    search_help_text = (
        "Sök på det som texten hör till, till exempel ett erbjudande. Du kan skriva utan å, ä och ö."
    )
    ordering = ["content_type", "object_id", "field", "language"]
    list_select_related = ["content_type"]
    fields = ["text", "language", "origin", "reviewed_on", "is_up_to_date", "content_link"]
    readonly_fields = ["text", "language", "is_up_to_date", "content_link"]
    actions = ["review"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).exclude(of_working_versions()).prefetch_related("content")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By what the text belongs to, each kind as its own list is searched."""
        if not search_term.strip():
            return queryset, False
        found = Q(pk__in=[])
        kinds = ContentType.objects.get_for_models(*translator.get_registered_models(abstract=False))
        for model, kind in kinds.items():
            desk = self.admin_site.get_model_admin(model)
            rows, _ = desk.get_search_results(request, model._base_manager.all(), search_term)
            found |= Q(content_type=kind, object_id__in=rows.values("pk"))
        return queryset.filter(found), False

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
