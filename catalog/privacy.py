"""Help that leaves no trace, and a position that is asked for only where it is of use."""

from django.http import HttpResponse

from boras_guide.middleware import PERMISSIONS_POLICY


def leave_no_trace(response: HttpResponse) -> HttpResponse:
    """Not in the browser's store, not in the next site's logs."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def may_ask_for_position(response: HttpResponse) -> HttpResponse:
    """The browser may ask the reader, who may refuse; on other pages it may not even ask."""
    policy = PERMISSIONS_POLICY.replace("geolocation=()", "geolocation=(self)")
    response.headers["Permissions-Policy"] = policy
    return response
