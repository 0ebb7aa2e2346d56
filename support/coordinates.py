"""Where something is on the map, as people write it: in a field, or in a file from a spreadsheet. No database."""

import csv
import io
import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from support.distance import BORAS, Position

LATITUDES, LONGITUDES = (55.0, 70.0), (10.0, 25.0)  # Sweden, in WGS 84 degrees
DECIMALS = 6  # a tenth of a metre; a spreadsheet may add some of its own
FAR_KM = 40  # outside the municipality

COLUMNS = ["slug", "name", "street_address", "city", "latitude", "longitude"]
REQUIRED = ["slug", "latitude", "longitude"]
LARGEST_FILE = 1_000_000  # bytes: thousands of places
# A spreadsheet counts what begins so as a formula.
FORMULA = re.compile(r"^\s*[=+\-@]")

_NUMBER = r"[+-]?\d{1,3}(?:[.,]\d+)?"
_ONE = re.compile(_NUMBER)
_PAIR = re.compile(rf"\(?\s*({_NUMBER})\s*°?\s*[Nn]?\s*[,;\s]\s*({_NUMBER})\s*°?\s*[EeÖö]?\s*\)?")
_DEGREES = r"(\d{1,3})\s*°\s*(\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”]|''))?"
_PAIR_OF_DEGREES = re.compile(rf"[Nn]?\s*{_DEGREES}\s*[Nn]?[\s,;]*[EeÖö]?\s*{_DEGREES}\s*[EeÖö]?")
# In the address of a map: where its pin is, rather than its middle.
_POINT = r"(-?\d{1,3}\.\d+)"
_PINS = [
    re.compile(rf"mlat={_POINT}&mlon={_POINT}"),
    re.compile(rf"!3d{_POINT}!4d{_POINT}"),
    re.compile(rf"(?<![\d.])(?={_POINT}[,/]\s*{_POINT})"),
]


def coordinate(text: str) -> float:
    """ "57,7210" or "57.7210". Raises ValueError for anything else."""
    text = text.strip()
    if not _ONE.fullmatch(text):
        raise ValueError(text)
    return round(float(text.replace(",", ".")), DECIMALS)


def pair(text: str) -> tuple[str, str] | None:
    """Both, as a map gives them to copy: "57.7210, 12.9401", in degrees and minutes, or its whole address."""
    text = text.strip()
    if _ONE.fullmatch(text):
        return None  # 57,721 is one number
    if found := _PAIR.fullmatch(text):
        return found[1], found[2]
    if found := _PAIR_OF_DEGREES.fullmatch(text):
        return _decimal(*found.groups()[:3]), _decimal(*found.groups()[3:])
    return _in_address(text) if is_address(text) else None


def is_address(text: str) -> bool:
    return "/" in text or text.strip().lower().startswith("geo:")


def _in_address(text: str) -> tuple[str, str] | None:
    """The first that may be in Sweden, or else the first: then it is told what is wrong with it."""
    found = [(match[1], match[2]) for pin in _PINS for match in pin.finditer(unquote(text))]
    in_sweden = (pair for pair in found if is_within(pair[0], LATITUDES) and is_within(pair[1], LONGITUDES))
    return next(in_sweden, found[0] if found else None)


def _decimal(degrees: str, minutes: str, seconds: str | None) -> str:
    sixtieths = (float((part or "0").replace(",", ".")) for part in (minutes, seconds))
    value = float(degrees) + sum(part / 60**power for power, part in enumerate(sixtieths, start=1))
    return str(round(value, DECIMALS))


def is_within(value: float | str | None, span: tuple[float, float]) -> bool:
    return value is not None and span[0] <= float(value) <= span[1]


def far_away(latitude: float, longitude: float) -> str:
    """What to ask whoever may have pasted another town; "" about a point near Borås."""
    km = BORAS.km_to(Position(latitude, longitude))
    return f"Punkten ligger {km:.0f} km från Borås. Stämmer det?" if km > FAR_KM else ""


# --- A file ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    number: int  # as the spreadsheet counts: the headings are row 1
    slug: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Fault:
    """What is wrong, where, in an editor's words."""

    message: str
    row: int | None = None
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        where = ", ".join(filter(None, [f"Rad {self.row}" if self.row else "", self.column]))
        value = f"”{self.value[:60]}”" if self.value else ""
        return ": ".join(filter(None, [where, value, self.message]))


class BrokenFile(Exception):
    """Nothing of it can be used; every fault is told."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def read(content: bytes, known: Container[str]) -> list[Row]:
    """The rows that say where one of the known slugs is. Raises BrokenFile unless all of them are in order."""
    header, table = _table(_text(content))
    faults: list[Fault] = []
    rows = []
    seen: dict[str, int] = {}
    for number, cells in table:
        if not any(map(str.strip, cells)):
            continue
        if len(cells) > len(header):
            message = "Raden har fler kolumner än rubrikraden. Är decimaltecknet detsamma som tecknet mellan kolumnerna?"
            faults.append(Fault(message, number, value=cells[-1]))
            continue
        # A spreadsheet leaves out empty cells at the end.
        named = dict(zip(header, map(str.strip, cells), strict=False))
        slug = named.get("slug", "").removeprefix("'")
        if not slug:
            faults.append(Fault("Är tom: skriv adressen (slug) på raden.", number, "slug"))
        elif slug in seen:
            faults.append(Fault(f"Står redan på rad {seen[slug]}.", number, "slug", slug))
        elif slug not in known:
            faults.append(Fault("Finns inte i guiden.", number, "slug", slug))
        seen.setdefault(slug, number)
        row = _row(number, slug, named, faults)
        if row:
            rows.append(row)
    if faults:
        raise BrokenFile(faults)
    return rows


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise BrokenFile([Fault(f"Filen är för stor: högst {LARGEST_FILE // 1_000_000} MB.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        message = "Filen är inte sparad som UTF-8. I Excel: Spara som, ”CSV UTF-8”."
        raise BrokenFile([Fault(message, row)]) from error
    if not text.strip():
        raise BrokenFile([Fault("Filen är tom.")])
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        message = "Filen har ett tecken som inte hör hemma i text. I Excel: Spara som, ”CSV UTF-8”."
        raise BrokenFile([Fault(message, row)])
    return text


def _table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The headings and the rows, with whichever sign stands between the columns."""
    first = text.lstrip().splitlines()[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    table = []
    try:
        for number, cells in enumerate(reader, start=1):
            table.append((number, cells))
    except csv.Error as error:
        message = "Raden går inte att läsa. Saknas ett citattecken?"
        raise BrokenFile([Fault(message, len(table) + 1)]) from error
    number, headings = next((row for row in table if any(row[1])), (1, []))
    header = [cell.strip().lower() for cell in headings]
    faults = [Fault("Kolumnen saknas.", number, name) for name in REQUIRED if name not in header]
    faults += [
        Fault("Rubriken står flera gånger.", number, name) for name in REQUIRED if Counter(header)[name] > 1
    ]
    if faults:
        raise BrokenFile(faults)
    return header, [row for row in table if row[0] > number]


def _row(number: int, slug: str, cells: dict[str, str], faults: list[Fault]) -> Row | None:
    """None where both are empty: what stands in the guide is left as it is."""
    values: dict[str, float] = {}
    texts = {name: cells.get(name, "") for name in ("latitude", "longitude")}
    if not any(texts.values()):
        return None
    before = len(faults)
    if both := pair(texts["latitude"]) or pair(texts["longitude"]):
        texts["latitude"], texts["longitude"] = both
    for name, (least, most) in (("latitude", LATITUDES), ("longitude", LONGITUDES)):
        text = texts[name]
        if not text:
            faults.append(Fault("Är tom: skriv båda, eller ingen av dem.", number, name))
            continue
        try:
            values[name] = coordinate(text)
        except ValueError:
            faults.append(Fault("Är inte ett tal. Skriv till exempel 57,7210.", number, name, text))
            continue
        if not least <= values[name] <= most:
            message = f"Ligger inte i Sverige ({least:g}–{most:g}). Har latitud och longitud bytt plats?"
            faults.append(Fault(message, number, name, text))
    return Row(number, slug, **values) if len(faults) == before else None


def write(rows: Iterable[list[str | float | None]]) -> bytes:
    """For a Swedish spreadsheet: semicolons, decimal commas, and no cell that it would run as a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _cell(value: str | float | None) -> str:
    if isinstance(value, float):
        return str(round(value, DECIMALS)).replace(".", ",")
    text = value or ""
    return f"'{text}" if FORMULA.match(text) else text
