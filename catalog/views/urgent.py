from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.emergency import MORE_CONTACTS


@require_safe
def urgent(request: HttpRequest) -> HttpResponse:
    """Needs no database. Not `no-store`: a browser may keep it for when there is no line."""
    return render(request, "catalog/urgent.html", {"more_contacts": MORE_CONTACTS, "is_sensitive": True})
