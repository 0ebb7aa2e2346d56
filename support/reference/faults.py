"""What is wrong in the files, said so that whoever keeps them can mend it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Where:
    """A place in the files: "offerings.json, babyoppet-boda, sessions[0].start"."""

    file: str
    entry: str = ""
    field: str = ""

    def at(self, field: str) -> "Where":
        """Further in: a key, or an index in brackets."""
        joint = "" if not self.field or field.startswith("[") else "."
        return replace(self, field=f"{self.field}{joint}{field}")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.file, self.entry, self.field) if part)


@dataclass(frozen=True)
class Fault:
    where: Where
    value: object
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {in_json(self.value)}: {self.message}"


class Faults:
    """Collects every fault, the first of each field: what follows from it would only confuse."""

    def __init__(self) -> None:
        self._found: dict[Where, Fault] = {}

    def add(self, where: Where, value: object, message: str) -> None:
        self._found.setdefault(where, Fault(where, value, message))

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    def raise_if_any(self) -> None:
        if self:
            raise BrokenContent(list(self))


class BrokenContent(Exception):
    """The files cannot be loaded; nothing has been written."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def in_json(value: object) -> str:
    """A value as the files write it, short enough for one line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else f"{text[:117]}…"
