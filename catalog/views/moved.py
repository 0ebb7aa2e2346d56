"""An address that was changed leads to where its page stands now: links and papers live longer than names."""

from django.db import models
from django.http import Http404, HttpResponsePermanentRedirect

from support.addresses import moved_from


def moved(rows: models.QuerySet, slug: str) -> HttpResponsePermanentRedirect:
    """In the page's own language. Raise Http404 when none of these rows ever had the address."""
    row = moved_from(rows, slug)
    if row is None:
        raise Http404
    return HttpResponsePermanentRedirect(row.get_absolute_url())
