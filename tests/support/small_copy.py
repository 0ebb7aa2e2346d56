"""A few entries of the reference content in a directory of their own, which a test can change."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from boras_guide.languages import LANGUAGES
from support.models import (
    Offering,
)
from support.reference.files import DIRECTORY
from support.reference.loading import Report, load

BODA = "oppna-forskolan-boda"  # weekly times and closed days
BABIES = "babyoppet-boda"  # 0–12 months
MIDWIFE = "barnmorskemottagning"  # from pregnancy
VIOLENCE = "kvinnofridslinjen"  # sensitive
FEW = {BODA, BABIES, MIDWIFE, VIOLENCE}
TRANSLATED = ("ar", "en", "fi")  # the other languages' files are there, and almost empty
PROTECTION = {
    "code": "partner_violence",
    "name": "Våld i en nära relation",
    "first": VIOLENCE,
    "then": [MIDWIFE],
    "words": {"sv": ["man slår", "misshand*"], "en": ["husband hits"]},
}


class SmallCopy:
    """A few of the entries in a directory of their own, which a test can change."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        (directory / "translations").mkdir()
        for name in ("updates.json", "plan.json", "terms.json"):
            shutil.copy(DIRECTORY / name, directory / name)
        offerings = [entry for entry in self._real("offerings.json") if entry["slug"] in FEW]
        self.write("offerings.json", offerings)
        self.write("synonyms.json", self._real("synonyms.json")[:3])
        self.write("protections.json", [PROTECTION])
        used = {"fritids-och-folkhalsoforvaltningen"}
        for entry in offerings:
            used |= {entry["administration"], entry["type"]}
            for key in ("partners", "topics", "for_whom", "places", "areas"):
                used |= set(entry[key])
        for name in ("administrations.json", "areas.json", "places.json"):
            self.write(name, [entry for entry in self._real(name) if entry["slug"] in used])
        words = self._real("vocabulary.json")
        for section in ("topics", "types", "audiences"):
            words[section] = [entry for entry in words[section] if entry["slug"] in used]
        self.write("vocabulary.json", words)
        for code in sorted(set(LANGUAGES) - {"sv"}):
            texts = self._real(f"translations/{code}.json")
            for section in ("administrations", "topics", "types", "audiences", "offerings"):
                kept = FEW if section == "offerings" else used
                if code not in TRANSLATED:
                    kept = set()
                texts[section] = {slug: text for slug, text in texts[section].items() if slug in kept}
            self.write(f"translations/{code}.json", texts)

    def _real(self, name: str) -> Any:
        return json.loads((DIRECTORY / name).read_text())

    def read(self, name: str) -> Any:
        return json.loads((self.directory / name).read_text())

    def write(self, name: str, content: Any) -> None:
        (self.directory / name).write_text(json.dumps(content, ensure_ascii=False))

    def change(self, name: str, change: Callable[[Any], Any]) -> None:
        content = self.read(name)
        change(content)
        self.write(name, content)

    def change_offering(self, of: str, /, **values: Any) -> None:
        self.change("offerings.json", lambda entries: entry(entries, of).update(values))

    def keep_sessions(self, of: str, number: int) -> None:
        """Only the first, with the translations of their labels."""
        sessions = entry(self.read("offerings.json"), of)["sessions"][:number]
        self.change_offering(of, sessions=sessions)
        used = {session[key] for session in sessions for key in ("label", "age_note")}

        def drop_unused(texts):
            labels = texts["offerings"][of]["session_labels"]
            texts["offerings"][of]["session_labels"] = {k: labels[k] for k in labels if k in used}

        for code in TRANSLATED:
            self.change(f"translations/{code}.json", drop_unused)

    def load(self, **options: Any) -> Report:
        return load(self.directory, **options)


def entry(entries: list[dict], slug: str) -> dict:
    return next(one for one in entries if one["slug"] == slug)


def boda() -> Offering:
    return Offering.objects.get(slug=BODA)
