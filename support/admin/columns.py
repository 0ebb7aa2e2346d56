"""Columns that more than one list has."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Func, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from support.folding import Alphabetical
from support.models import Offering
from support.rights import Rights


def in_order(column: str, description: str) -> Callable[[Model], str]:
    """The row's own name, which the heading puts in Swedish order."""

    @admin.display(description=description, ordering=Alphabetical(column))
    def name(obj: Model) -> str:
        return str(obj)

    name.__name__ = column  # a list's markup names its columns
    return name


def yes(field: str, description: str) -> Callable[[Model], str | None]:
    """Only what is so: a red cross on every other row would look like a fault."""

    @admin.display(description=description, ordering=field)
    def column(obj: Model) -> str | None:
        return "ja" if getattr(obj, field) else None

    column.__name__ = field
    return column


RETIRED = yes("is_retired", "används inte längre")


class CountsOfferings(admin.ModelAdmin):
    """Put "number_of_offerings" in `list_display`: how many there are, and the way to their list."""

    offerings_by: tuple[str, ...]  # the ways from an offering to the row
    offerings_filter: tuple[str, str]  # what the list of offerings is asked by, and the row's value of it

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        mine = Q(*((way, OuterRef("pk")) for way in self.offerings_by), _connector=Q.OR)
        # Counted apart: a join would group by every column of every language. Nor with `Count`, which
        # groups by the offering itself.
        distinct = Func("pk", template="COUNT(DISTINCT %(expressions)s)", output_field=IntegerField())
        seen = Rights.of(request.user).seen(Offering.objects.filter(draft_of=None), timezone.now())
        number = seen.filter(mine).order_by().annotate(number=distinct).values("number")
        return super().get_queryset(request).annotate(offering_count=Subquery(number))

    @admin.display(description="erbjudanden", ordering="offering_count")
    def number_of_offerings(self, obj: Model) -> SafeString:
        parameter, attribute = self.offerings_filter
        query = urlencode({parameter: getattr(obj, attribute)})
        address = f"{reverse('admin:support_offering_changelist')}?{query}"
        label = f"{obj.offering_count} erbjudanden: {obj}"
        return format_html('<a href="{}" aria-label="{}">{}</a>', address, label, obj.offering_count)
