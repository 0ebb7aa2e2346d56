"""From a row to its page, in each language."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from boras_guide.languages import LANGUAGES, Language

Page = tuple[Language, str]  # and its address


class ShownOnSite(admin.ModelAdmin):
    def view_on_site(self, obj: Model) -> str | None:
        """Where the public reads it, if it does."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def pages_in_languages(self, obj: Model) -> list[Page]:
        if self.view_on_site(obj) is None:
            return []
        pages = []
        for language in LANGUAGES.values():
            with translation.override(language.code):
                pages.append((language, obj.get_absolute_url()))
        return pages

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Model | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        context["pages_in_languages"] = self.pages_in_languages(obj) if obj else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
