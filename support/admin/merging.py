"""Two people have changed the same: what stood there, what is stored now, and what was typed, brought together.

What the editor had not touched takes what is stored. What both have changed keeps what was typed, and can be
exchanged for what is stored by a choice above the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.text import capfirst

from support.admin.inputs import is_id
from support.admin.typed import Sent, in_words, label_of, put, sent, touched, typed
from support.worddiff import Piece, folded, word_difference

CHOOSE = "_choose"  # of each choice that is asked for
TAKE = "_take-"  # before the name of a field or row: "stored", or else what was typed stays

FormClass = Callable[..., forms.ModelForm]


@dataclass(frozen=True)
class Difference:
    label: str
    began: str | None  # where history knows
    stored: str
    typed: str = ""
    choice: str = ""  # the name of the choice, where both have changed it
    chosen: str = ""  # "mine" or "stored", where it is made already
    lang: str = "sv"
    dir: str = "ltr"
    mine: str = "Behåll min"
    theirs: str = "Ta den sparade"

    @property
    def pieces(self) -> list[Piece]:
        """From what is stored to what was typed, or from what stood there to what is stored."""
        pair = (self.stored, self.typed) if self.choice else (self.began or "", self.stored)
        return folded(word_difference(*pair))


@dataclass
class Merged:
    """What the form is to hold, and what there is to say about it."""

    data: QueryDict
    contested: list[Difference] = field(default_factory=list)  # both have changed it
    taken: list[Difference] = field(default_factory=list)  # only somebody else has
    mine: list[str] = field(default_factory=list)  # only the editor has
    asked: list[str] = field(default_factory=list)  # what is asked once more, where nothing else is

    def contest(self, difference: Difference) -> None:
        self.contested.append(replace(difference, chosen=self.data.get(difference.choice, "")))


@dataclass(frozen=True)
class ThreeWays:
    """One form's row in its three versions."""

    form: FormClass
    prefix: str
    stored: Model
    base: Model | None  # as it was when the editor began
    named: str = ""  # which row it is, where there are several

    def _showing(self, row: Model, data: QueryDict | None = None) -> forms.ModelForm:
        return self.form(data, prefix=self.prefix or None, instance=copy(row))

    def merge(self, merged: Merged) -> None:
        """Into `merged.data`, which holds what was typed."""
        against_stored = self._showing(self.stored, merged.data)
        now, mine = self._showing(self.stored), set(touched(against_stored))
        then = None
        if self.base is not None:
            then = self._showing(self.base)
            mine = set(touched(self._showing(self.base, merged.data)))
        differing = touched(against_stored)
        for name in now.fields:
            if now.fields[name].disabled:
                continue
            stored, wrote = sent(now[name]), typed(against_stored[name])
            began = sent(then[name]) if then else None
            if name not in mine:
                put(merged.data, stored)
                if began is not None and lines(began) != lines(stored):
                    merged.taken.append(self._difference(now[name], began, stored))
            elif name in differing and self._is_contested(now[name], began, stored, merged):
                merged.contest(self._difference(now[name], began, stored, wrote))
            elif name in differing:
                merged.mine.append(self._label(now[name]))

    def _is_contested(self, box: forms.BoundField, began: Sent | None, stored: Sent, merged: Merged) -> bool:
        if began is None:
            return not merged.asked or TAKE + box.html_name in merged.asked
        return lines(began) != lines(stored)

    def take_chosen(self, data: QueryDict) -> None:
        """Where the editor has chosen what is stored."""
        now = self._showing(self.stored)
        for name in now.fields:
            if data.get(TAKE + now[name].html_name) == "stored":
                put(data, sent(now[name]))

    def as_sent(self) -> Sent:
        now = self._showing(self.stored)
        return {key: values for name in now.fields for key, values in sent(now[name]).items()}

    def is_touched(self, data: QueryDict) -> bool:
        return bool(touched(self._showing(self.base or self.stored, data)))

    def _label(self, box: forms.BoundField) -> str:
        return f"{self.named}: {label_of(box)}" if self.named else label_of(box)

    def _difference(
        self, box: forms.BoundField, began: Sent | None, stored: Sent, wrote: Sent | None = None
    ) -> Difference:
        then = None if began is None else in_words(box, began)
        choice = TAKE + box.html_name if wrote is not None else ""
        wrote_words = in_words(box, wrote) if wrote is not None else ""
        attrs = box.field.widget.attrs
        marks = {"lang": attrs.get("lang", "sv"), "dir": attrs.get("dir", "ltr")}
        return Difference(self._label(box), then, in_words(box, stored), wrote_words, choice, **marks)


def lines(values: Sent) -> list[list[str]]:
    """To compare: the order of choices, and how lines end, makes no difference."""
    return [sorted(one.strip().splitlines() for one in several) for several in values.values()]


# --- Rows beneath ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class RowsBeneath:
    """The rows of one formset, as they are stored now and as they were."""

    form: FormClass
    prefix: str
    key: str  # to the row above
    above: Model
    stored: list[Model]
    bases: dict[int, Model]  # by id, of the rows that were there when the editor began

    def merge(self, merged: Merged) -> None:
        """What is stored comes first, with what was typed in it; then what is gone or new, and was typed."""
        known, new = self._taken_out(merged.data)
        number = 0
        for row in self.stored:
            wrote = known.pop(row.pk, None) or known.pop(getattr(row, "copy_of_id", None), None)
            self._place(merged.data, number, wrote or {}, row)
            if wrote is None:
                self._add(merged, number, row, new)
            else:
                self._merge_row(merged, number, row)
            number += 1
        merged.data[f"{self.prefix}-INITIAL_FORMS"] = str(number)
        for pk, wrote in known.items():
            number += self._keep_what_is_gone(merged, number, pk, wrote)
        for sent_as, wrote in new.items():
            self._place(merged.data, number, wrote)
            if f"{TAKE}{self.prefix}-{sent_as}" in merged.asked:
                merged.contest(self._put_back(number, None))
            else:
                merged.mine.append(f"{capfirst(self._name)}: ny rad")
            number += 1
        merged.data[f"{self.prefix}-TOTAL_FORMS"] = str(number)

    def take_chosen(self, data: QueryDict) -> None:
        stored = {str(row.pk): row for row in self.stored}
        for number in self._numbers(data):
            prefix = f"{self.prefix}-{number}"
            row = stored.get(data.get(f"{prefix}-id", ""))
            if row:
                self._ways(row, number).take_chosen(data)
            if data.get(TAKE + prefix) == "stored":
                put(data, {f"{prefix}-DELETE": [] if row else ["on"]})

    def is_touched(self, data: QueryDict) -> bool:
        stored = {str(row.pk): row for row in self.stored}
        return any(
            f"{self.prefix}-{number}-DELETE" in data
            or (row := stored.get(data.get(f"{self.prefix}-{number}-id", ""))) is None
            or self._ways(row, number).is_touched(data)
            for number in self._numbers(data)
        )

    # --- A row in the form ------------------------------------------------------------------------

    def _numbers(self, data: QueryDict) -> list[int]:
        sent_number = re.compile(rf"{re.escape(self.prefix)}-(\d{{1,4}})-")
        return sorted({int(found[1]) for name in data if (found := sent_number.match(name))})

    def _taken_out(self, data: QueryDict) -> tuple[dict[int, Sent], dict[int, Sent]]:
        """What was typed: in rows that were stored, by their id, and in new ones, by their number."""
        known: dict[int, Sent] = {}
        new: dict[int, Sent] = {}
        for number in self._numbers(data):
            start = f"{self.prefix}-{number}-"
            names = [name for name in data if name.startswith(start)]
            row = {name.removeprefix(start): data.pop(name) for name in names}
            pk = "".join(row.pop("id", []))
            if is_id(pk):
                known[int(pk)] = row
            elif touched(self._bound(row, self._model())):
                new[number] = row
        return known, new

    def _place(self, data: QueryDict, number: int, row: Sent, stored: Model | None = None) -> None:
        start = f"{self.prefix}-{number}-"
        ids = {"id": [str(stored.pk) if stored else ""], self.key: [str(self.above.pk)]}
        put(data, {start + name: values for name, values in {**row, **ids}.items()})

    def _bound(self, row: Sent, instance: Model) -> forms.ModelForm:
        data = QueryDict(mutable=True)
        self._place(data, 0, row)
        return self.form(data, prefix=f"{self.prefix}-0", instance=copy(instance))

    def _ways(self, stored: Model, number: int, base: Model | None = None) -> ThreeWays:
        return ThreeWays(self.form, f"{self.prefix}-{number}", stored, base, self._named(stored))

    @property
    def _model(self) -> type[Model]:
        return self.form._meta.model

    @property
    def _name(self) -> str:
        return self._model._meta.verbose_name

    def _named(self, row: Model) -> str:
        return f"{capfirst(self._name)} {row}"

    # --- What happened to it meanwhile --------------------------------------------------------------

    def _base(self, row: Model) -> Model | None:
        return self.bases.get(row.pk) or self.bases.get(getattr(row, "copy_of_id", None))

    def _merge_row(self, merged: Merged, number: int, row: Model) -> None:
        sent_as, base = f"{self.prefix}-{number}", self._base(row)
        ways = self._ways(row, number, base)
        if f"{sent_as}-DELETE" not in merged.data:
            ways.merge(merged)
            return
        put(merged.data, ways.as_sent())
        choice = f"{TAKE}{sent_as}"
        is_contested = ways.is_touched(merged.data) if base else not merged.asked or choice in merged.asked
        if not is_contested:
            merged.mine.append(f"{self._named(row)}: ta bort")
            return
        merged.contest(
            Difference(
                self._named(row),
                base and str(base),
                f"{row} (ändrad)",
                "ska tas bort",
                choice,
                mine="Ta bort den ändå",
                theirs="Låt den stå kvar",
            )
        )

    def _add(self, merged: Merged, number: int, row: Model, new: dict[int, Sent]) -> None:
        """Added by somebody else, unless it is what was typed as well."""
        put(merged.data, self._ways(row, number).as_sent())
        same = next((key for key, wrote in new.items() if not touched(self._bound(wrote, row))), None)
        if same is not None:
            del new[same]
        else:
            merged.taken.append(Difference(capfirst(self._name), "", str(row)))

    def _keep_what_is_gone(self, merged: Merged, number: int, pk: int, wrote: Sent) -> bool:
        """Whether it stays in the form, as a new row: what was typed in it is not lost."""
        base = self.bases.get(pk)
        if "DELETE" in wrote:
            return False
        if base and not touched(self._bound(wrote, base)):
            merged.taken.append(Difference(capfirst(self._name), str(base), ""))
            return False
        self._place(merged.data, number, wrote)
        merged.contest(self._put_back(number, base))
        return True

    def _put_back(self, number: int, base: Model | None) -> Difference:
        return Difference(
            self._named(base) if base else capfirst(self._name),
            base and str(base),
            "borttagen",
            "ändrad",
            f"{TAKE}{self.prefix}-{number}",
            mine="Lägg tillbaka min",
            theirs="Låt den vara borttagen",
        )
