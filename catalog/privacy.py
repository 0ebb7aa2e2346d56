"""Help that leaves no trace."""

from django.http import HttpResponse


def leave_no_trace(response: HttpResponse) -> HttpResponse:
    """Not in the browser's store, not in the next site's logs."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
