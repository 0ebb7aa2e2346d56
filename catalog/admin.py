"""What editors learn from readers: words that found nothing."""

from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from boras_guide.languages import column
from catalog.models import SearchMiss
from support.admin.lookups import NarrowedAsOffered
from support.admin.permitted import Permitted
from support.admin.search import FoldedSearch


@admin.register(SearchMiss)
class SearchMissAdmin(FoldedSearch, NarrowedAsOffered, Permitted):
    list_display = ["word", "count", "language", "in_month", "add_synonym"]
    list_display_links = None
    list_filter = ["language"]
    search_fields = ["word"]
    search_help_text = "Sök på ordet. Du kan skriva utan å, ä och ö."
    date_hierarchy = "month"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return SearchMiss.objects.readable()

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        others = SearchMiss.objects.filter(word="").count()
        said = f"Därtill {others} ord som har sökts färre än tio gånger på en månad. Dem kan ingen läsa."
        return super().changelist_view(request, {"subtitle": said, **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SearchMiss | None = None) -> bool:
        return False

    @admin.display(description="månad", ordering="month")
    def in_month(self, miss: SearchMiss) -> str:
        return f"{miss.month:%Y-%m}"

    @admin.display(description="synonym")
    def add_synonym(self, miss: SearchMiss) -> SafeString:
        query = urlencode({column("words", miss.language): miss.word})
        address = f"{reverse('admin:support_synonym_add')}?{query}"
        label = f"Lägg till synonym: {miss.word}"
        return format_html('<a href="{}" aria-label="{}">Lägg till synonym</a>', address, label)
