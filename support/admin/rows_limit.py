"""How many rows a form may say that it has: each is checked while all others wait to save."""

import re

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

MOST_ROWS = (
    150  # of all times on a page, those stored as well; many more have no room in what Django takes in
)


def rows_said(request: HttpRequest) -> int:
    """What is no number is left to the form, which then has no rows at all."""
    sent = (request.POST[name].strip() for name in request.POST if name.endswith("-TOTAL_FORMS"))
    return sum(int(number[:9]) for number in sent if re.fullmatch(r"\+?\d+", number))


class FewRows:
    """Refused before anything is read or locked."""

    def add_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self._too_many(request) or super().add_view(request, *args, **kwargs)

    def change_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self._too_many(request) or super().change_view(request, *args, **kwargs)

    def _too_many(self, request: HttpRequest) -> HttpResponse | None:
        if request.method != "POST" or rows_said(request) <= MOST_ROWS:
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "För många rader",
            "opts": self.opts,
            "most": MOST_ROWS,
        }
        return TemplateResponse(request, "admin/support/too_many_rows.html", context, status=400)
