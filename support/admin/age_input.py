"""A child's age as people say it: in years, and in months too where these matter. Stored in months."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from support.ages import MONTHS, AgeSpan

MOST_YEARS = 25
LARGEST = 26 * MONTHS  # for whoever thinks in months; the model says how old anybody gets


class AgeInput(forms.MultiWidget):
    use_fieldset = False  # both boxes are told what help there is

    def __init__(self, decompress: Callable[[int | None], list[int | None]]) -> None:
        number = {"class": "age__number", "inputmode": "numeric", "min": 0}
        self.decompress = decompress
        super().__init__(
            {
                "years": forms.NumberInput({**number, "max": MOST_YEARS}),
                "months": forms.NumberInput({**number, "max": LARGEST}),
            }
        )

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        parts = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        boxes = [self._render(part["template_name"], {"widget": part}, renderer) for part in parts]
        return format_html('<span class="age">{} <span>år</span> {} <span>månader</span></span>', *boxes)


class AgeField(forms.MultiValueField):
    """Nothing in the months: the whole of that year."""

    def __init__(self, *, min_value: int | None = None, max_value: int | None = None, **kwargs: Any) -> None:
        kwargs.pop("widget", None)
        super().__init__(
            (
                forms.IntegerField(min_value=0, max_value=MOST_YEARS, required=False),
                forms.IntegerField(min_value=0, max_value=LARGEST, required=False),
            ),
            require_all_fields=False,
            widget=AgeInput(self.in_parts),
            **kwargs,
        )
        for widget, unit in zip(self.widget.widgets, ("år", "månader"), strict=True):
            widget.attrs["aria-label"] = f"{self.label}, {unit}"

    def compress(self, parts: list[int | None]) -> int | None:
        years, months = parts or (None, None)
        if years is None and months is None:
            return None
        return self.of_year(years) if months is None else (years or 0) * MONTHS + months

    def in_parts(self, age: int | None) -> list[int | None]:
        if age is None:
            return [None, None]
        years, months = divmod(age, MONTHS)
        return [years, None if age == self.of_year(years) else months]

    def of_year(self, years: int) -> int:
        raise NotImplementedError


class Youngest(AgeField):
    def of_year(self, years: int) -> int:
        return AgeSpan.of_year(years).minimum


class Oldest(AgeField):
    """To and with: the last month before the next birthday."""

    def of_year(self, years: int) -> int:
        return AgeSpan.of_year(years).maximum
