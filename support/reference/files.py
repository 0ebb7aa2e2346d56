"""Reads a directory of content files into typed entries, and names everything that does not fit.

Reading goes on after a fault, with a harmless value in its place, so that all faults are told at once.
"""

import datetime
import json
import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any
from unicodedata import category

from boras_guide.languages import LANGUAGES, SOURCE
from support.reference.entries import (
    AdministrationEntry,
    AreaEntry,
    Content,
    OfferingEntry,
    PlaceEntry,
    Plan,
    ProtectionEntry,
    SynonymEntry,
    TermEntry,
    Translations,
    UpdateEntry,
    Vocabulary,
)
from support.reference.faults import Faults, Where

DIRECTORY = Path(__file__).parent
TRANSLATIONS = "translations"

# Format, what it is called in a message, and what stands in where it cannot be read.
DAY, MIDNIGHT = datetime.date(2000, 1, 1), datetime.time(0)
MOMENTS: dict[type, tuple[str, str, Any]] = {
    datetime.date: ("%Y-%m-%d", "a date, YYYY-MM-DD", DAY),
    datetime.time: ("%H:%M", "a time of day, HH:MM", MIDNIGHT),
    datetime.datetime: (
        "%Y-%m-%dT%H:%M",
        "a local date and time, YYYY-MM-DDTHH:MM",
        datetime.datetime.combine(DAY, MIDNIGHT),
    ),
}
SCALARS: dict[type, tuple[tuple[type, ...], str, Any]] = {
    str: ((str,), "a text", ""),
    bool: ((bool,), "true or false", False),
    int: ((int,), "a whole number", 0),
    float: ((int, float), "a number", 0.0),
}


class _Object(dict):
    """A JSON object that remembers which of its keys came twice; plain JSON keeps the last in silence."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _value in pairs]
        self.repeated = sorted({key for key in keys if keys.count(key) > 1})


def read(directory: Path, faults: Faults) -> Content:
    """Every file of the directory. What could not be read is in `faults`."""

    def file(name: str, kind: Any) -> Any:
        return _read_file(directory, name, kind, faults)

    return Content(
        administrations=file("administrations.json", tuple[AdministrationEntry, ...]),
        areas=file("areas.json", tuple[AreaEntry, ...]),
        places=file("places.json", tuple[PlaceEntry, ...]),
        vocabulary=file("vocabulary.json", Vocabulary),
        synonyms=file("synonyms.json", tuple[SynonymEntry, ...]),
        protections=file("protections.json", tuple[ProtectionEntry, ...]),
        plan=file("plan.json", Plan),
        offerings=file("offerings.json", tuple[OfferingEntry, ...]),
        terms=file("terms.json", tuple[TermEntry, ...]),
        updates=file("updates.json", tuple[UpdateEntry, ...]),
        translations={
            code: file(translation_file(code), Translations)
            for code in _translated_languages(directory, faults)
        },
    )


def translation_file(code: str) -> str:
    return f"{TRANSLATIONS}/{code}.json"


def _translated_languages(directory: Path, faults: Faults) -> list[str]:
    expected = [code for code in LANGUAGES if code != SOURCE]
    for file in sorted((directory / TRANSLATIONS).glob("*")):
        if file.suffix != ".json" or file.stem not in expected:
            faults.add(Where(f"{TRANSLATIONS}/{file.name}"), file.stem, "is not a language of the guide")
    return expected


def _read_file(directory: Path, name: str, kind: Any, faults: Faults) -> Any:
    try:
        text = (directory / name).read_text(encoding="utf-8")
        raw = json.loads(text, object_pairs_hook=_Object, parse_constant=_refuse)
    except FileNotFoundError:
        faults.add(Where(name), name, "the file is missing")
    except ValueError as error:
        faults.add(Where(name), name, f"cannot be read as JSON: {error}")
    else:
        return _read_value(kind, raw, Where(name), faults)
    return _stand_in(kind, Where(name))


def _refuse(constant: str) -> None:
    """NaN and Infinity, which Python reads but JSON has not."""
    raise ValueError(f"{constant} is not a value")


def _stand_in(kind: Any, where: Where) -> Any:
    """A harmless value for what cannot be read; its faults are told already."""
    return _read_value(kind, None, where, Faults())


# --- One value, by its annotation ------------------------------------------------------------------


def _read_value(kind: Any, raw: Any, where: Where, faults: Faults) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType:
        return None if raw is None else _read_value(arguments[0], raw, where, faults)
    if origin is tuple:
        return _read_list(arguments[0], raw, where, faults)
    if origin is dict:
        return _read_mapping(arguments[1], raw, where, faults)
    if is_dataclass(kind):
        return _read_object(typing.cast(type, kind), raw, where, faults)
    if kind in MOMENTS:
        return _read_moment(kind, raw, where, faults)
    accepted, name, stand_in = SCALARS[kind]
    # In Python, true is a number.
    if not isinstance(raw, accepted) or (kind is not bool and isinstance(raw, bool)):
        faults.add(where, raw, f"must be {name}")
        return stand_in
    if kind is str and any(letter != "\n" and category(letter) in ("Cc", "Cs") for letter in str(raw)):
        faults.add(where, raw, "has a control character")  # PostgreSQL refuses some of them
        return stand_in
    return raw


def _read_moment(kind: type, raw: Any, where: Where, faults: Faults) -> Any:
    pattern, name, stand_in = MOMENTS[kind]
    try:
        moment = datetime.datetime.strptime(raw, pattern)  # noqa: DTZ007  local; made aware when it is stored
        if moment.strftime(pattern) != raw:
            raise ValueError(raw)
    except (TypeError, ValueError):
        faults.add(where, raw, f"must be {name}")
        return stand_in
    if kind is datetime.time:
        return moment.time()
    return moment.date() if kind is datetime.date else moment


def _read_list(kind: Any, raw: Any, where: Where, faults: Faults) -> tuple:
    if not isinstance(raw, list):
        faults.add(where, raw, "must be a list")
        return ()
    if is_dataclass(kind) and not where.entry:
        places = [Where(where.file, _name_of(item, index), where.field) for index, item in enumerate(raw)]
    else:
        places = [where.at(f"[{index}]") for index in range(len(raw))]
    if not is_dataclass(kind) and len(set(map(str, raw))) < len(raw):
        faults.add(where, raw, "names the same thing twice")
    return tuple(_read_value(kind, item, place, faults) for item, place in zip(raw, places, strict=True))


def _name_of(item: Any, index: int) -> str:
    """What an entry is called in messages: its slug, term, code or name, or where it stands."""
    names = map(item.get, ("slug", "term", "code", "name_sv")) if isinstance(item, dict) else ()
    name = next(filter(None, names), None)
    return name if isinstance(name, str) and name else f"entry {index + 1}"


def _read_mapping(kind: Any, raw: Any, where: Where, faults: Faults) -> dict[str, Any]:
    if not isinstance(raw, dict):
        faults.add(where, raw, "must be an object")
        return {}
    _name_repeated(raw, where, faults)
    values = {}
    for key, value in raw.items():
        # Outermost, the key is the slug of an entry.
        place = where.at(f"[{key}]") if where.entry else Where(where.file, key, where.field)
        values[key] = _read_value(kind, value, place, faults)
    return values


def _read_object(kind: type, raw: Any, where: Where, faults: Faults) -> Any:
    if not isinstance(raw, dict):
        faults.add(where, raw, "must be an object")
        raw, faults = {}, Faults()
    _name_repeated(raw, where, faults)
    known = {field.name: field for field in fields(kind)}
    for key in sorted(raw.keys() - known.keys()):
        faults.add(where.at(key), raw[key], "is not a key that is known here")
    hints = typing.get_type_hints(kind)
    values = {}
    for name, field in known.items():
        if name in raw:
            values[name] = _read_value(hints[name], raw[name], where.at(name), faults)
        elif field.default is not MISSING:
            values[name] = field.default
        else:
            faults.add(where.at(name), None, "is missing")
            values[name] = _stand_in(hints[name], where.at(name))
    return kind(**values)


def _name_repeated(raw: dict, where: Where, faults: Faults) -> None:
    for key in getattr(raw, "repeated", ()):
        faults.add(where.at(key), raw[key], "stands here twice")
