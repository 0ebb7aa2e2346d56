"""Searching the desk's lists and suggestions, as people type in a hurry."""

import re

from django.contrib import admin
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.db.models.lookups import Contains, Exact, StartsWith
from django.http import HttpRequest

from support.folding import Folded, fold

MOST_WORDS = 8  # what follows adds nothing but work
_WORD = re.compile(r"[^\s\x00,;\"”’]+")


def search_words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)[:MOST_WORDS]]


class FoldedSearch(admin.ModelAdmin):
    """Every word must occur, each in any of `search_fields`; å is a, Ö is o. Always one query."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        fields = self.get_search_fields(request)
        for word in search_words(search_term) if fields else ():
            queryset = queryset.filter(self._with_word(fields, word))
        if request.path.endswith("/autocomplete/") and fields and "__" not in fields[0]:
            queryset = queryset.order_by(self._nearest(fields[0], search_term), *self.get_ordering(request))
        return queryset, False  # subqueries, not joins: no row comes twice

    def _nearest(self, field: str, search_term: str) -> Case:
        """Whoever types a whole name and presses Enter means that name, not one that contains it."""
        name, typed = Folded(F(field)), fold(search_term.replace("\0", "").strip())
        return Case(When(Exact(name, typed), then=0), When(StartsWith(name, typed), then=1), default=2)

    def _with_word(self, fields: list[str], word: str) -> Q:
        relations = [field for field in fields if "__" in field]
        own = [F(field) for field in fields if "__" not in field]
        parts = (part for field in own for part in (field, Value(" ")))
        text = Concat(*parts, Value(""), output_field=TextField())  # which makes nothing of NULL
        found = Q(Contains(Folded(text), word)) if own else Q(pk__in=[])
        for field in relations:
            name, _, column = field.partition("__")
            relation = self.opts.get_field(name)
            rows = relation.related_model._base_manager.filter(Contains(Folded(F(column)), word)).values("pk")
            if relation.many_to_many:
                links = relation.remote_field.through._base_manager
                linked = links.filter(**{f"{relation.m2m_reverse_field_name()}__in": rows})
                name, rows = "pk", linked.values(relation.m2m_field_name())
            found |= Q(**{f"{name}__in": rows})
        return found
