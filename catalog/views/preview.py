"""What an editor has saved, as its readers will see it; in the desk, for those who may read it there."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from boras_guide.languages import LANGUAGES
from catalog import markdown as markdown_text
from catalog.context import LanguageLink
from catalog.offering_page import offering_page
from catalog.related import with_related
from catalog.update_page import update_page
from support.models import Offering, Update

LONGEST_TEXT = 50_000  # signs; the longest page there is has a tenth of that


@require_safe
def page(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    if kind not in PAGES or language not in LANGUAGES:
        raise Http404
    if not admin.site.has_permission(request):
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    model, template, context_of = PAGES[kind]
    desk = admin.site.get_model_admin(model)
    now = timezone.now()
    request.language = LANGUAGES[language]
    with translation.override(language):
        obj = get_object_or_404(model, pk=pk)
        if not desk.has_view_permission(request, obj):
            raise PermissionDenied
        context = {
            **context_of(obj, language),
            "public_template": template,
            "edit_url": reverse(f"admin:support_{kind}_change", args=[pk]),
            "public_url": desk.view_on_site(obj),
            "state": desk.state(obj, now),
            "language_links": [
                LanguageLink(each, address, each.code == language)
                for each, address in desk.pages_in_languages(obj)
            ],
            "alternates": [],
        }
        response = render(request, "admin/preview.html", context)
    response.headers["Content-Language"] = LANGUAGES[language].html_lang
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def offering_as_read(offering: Model, language: str) -> dict[str, Any]:
    now = timezone.now()
    # Among what is public as if it were published: it may have another row's address.
    others = Offering.objects.published(now).exclude(slug=offering.slug).exclude(pk=offering.draft_of_id)
    readable = Offering.objects.readable_in(language).filter(
        Q(pk=offering.pk) | Q(pk__in=others.values("pk"))
    )
    found = list(with_related(readable, offering.slug))
    own = next(one for one in found if one.pk == offering.pk)
    related = [one for one in found if one is not own]
    return offering_page(own, related, language, at=now)


def update_as_read(update: Model, language: str) -> dict[str, Any]:
    return update_page(update, at=timezone.now())


PAGES = {
    "offering": (Offering, "catalog/offering_detail.html", offering_as_read),
    "update": (Update, "catalog/update_detail.html", update_as_read),
}


@require_POST
def markdown(request: HttpRequest) -> HttpResponse:
    """A text that nobody has saved yet, as safe HTML."""
    if not admin.site.has_permission(request):
        raise PermissionDenied
    text = request.POST.get("text", "")
    if len(text) > LONGEST_TEXT:
        return HttpResponse(status=413)
    return HttpResponse(markdown_text.render(text))
