"""Choosing a place in many rows at once."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect

from support.models import Place


class KnownPlace(AutocompleteSelect):
    """Django asks the database for the chosen place of every row; each row knows its own."""

    place: Place | None = None

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[tuple]:
        if self.place is None or value != [str(self.place.pk)]:
            return super().optgroups(name, value, attrs)
        nothing = self.create_option(name, "", "", False, 0)
        chosen = self.create_option(name, self.place.pk, str(self.place), True, 1)
        return [(None, [nothing, chosen], 0)]
