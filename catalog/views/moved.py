"""An address that was changed leads to where its page stands now: links and papers live longer than names."""

from django.db import models
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect

from catalog.privacy import leave_no_trace
from support.addresses import moved_from


def moved(rows: models.QuerySet, slug: str) -> HttpResponse:
    """In the page's own language. Raise Http404 when none of these rows ever had the address."""
    row = moved_from(rows, slug)
    if row is None:
        raise Http404
    # Where it leads may be sensitive, and nobody needs to keep a redirect.
    return leave_no_trace(HttpResponsePermanentRedirect(row.get_absolute_url()))
