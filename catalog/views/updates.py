import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.result_page import clamped
from catalog.update_page import is_machine_made, readable, update_page
from catalog.views import errors
from catalog.views.moved import moved
from support.models import Update

UPDATES_PER_PAGE = 20


@require_safe
def update_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = clamped(Paginator(Update.objects.published(now), UPDATES_PER_PAGE), request.GET.get("page", ""))
    updates = readable(page.object_list, now)
    request.page_number = page.number
    context = {
        "page": page,
        "previous_url": f"?page={page.number - 1}" if page.has_previous() else "",
        "next_url": f"?page={page.number + 1}" if page.has_next() else "",
        "updates": updates,
        "has_machine_text": is_machine_made(updates),
    }
    return render(request, "catalog/update_list.html", context)


@require_safe
def update_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    published = Update.objects.published(now).select_related("administration", "changed_by")
    update = published.filter(slug=slug).first()
    if update is None:
        return no_update(request, slug, now)
    return render(request, "catalog/update_detail.html", update_page(update, now))


def no_update(request: HttpRequest, slug: str, at: datetime.datetime) -> HttpResponse:
    """Gone, moved, or never there."""
    update = Update.objects.withdrawn(at).filter(slug=slug).first()
    if update is None:
        return moved(Update.objects.public_once(at), slug)
    return errors.gone(request, Update.objects.published(at).filter(pk=update.replaced_by_id).first())
