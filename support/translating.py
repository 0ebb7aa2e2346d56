"""Which texts of offerings lack a translation, or have one made from a Swedish that has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.text import get_text_list
from modeltranslation.translator import translator

from boras_guide.languages import LANGUAGES, SOURCE, column
from support.models import Offering, TranslationState
from support.models.translation_state import source_hash


@dataclass
class Lacking:
    """Of one offering in one language. Names of fields."""

    offering: int
    title: str
    language: str
    outdated: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = [LANGUAGES[self.language].swedish_name.capitalize() + "."]
        if self.outdated:
            said.append(f"Ändrat på svenska: {in_words(self.outdated)}.")
        if self.missing:
            said.append(f"Saknas: {in_words(self.missing)}.")
        return " ".join(said)


def texts() -> list[str]:
    """The fields of an offering that are translated by somebody."""
    return [name for name in translator.get_options_for_model(Offering).all_fields if name != "sort_key"]


def in_words(fields: Iterable[str]) -> str:
    names = [str(Offering._meta.get_field(name).verbose_name).rstrip("?") for name in fields]
    return get_text_list(names, "och")


def lacking_texts(offerings: QuerySet[Offering], languages: Iterable[str]) -> list[Lacking]:
    """The outdated first: what is missing is read in another language, what is outdated is believed."""
    fields, languages = texts(), sorted(languages)
    made_from = _made_from(languages)
    columns = [column(name, code) for name in fields for code in (SOURCE, *languages)]
    found = []
    for row in offerings.values("pk", *columns):
        hashes = {name: source_hash(row[column(name, SOURCE)] or "") for name in fields}
        for code in languages:
            lacking = Lacking(row["pk"], row[column("title", SOURCE)], code)
            for name in fields:
                if not row[column(name, SOURCE)]:
                    continue
                if not row[column(name, code)]:
                    lacking.missing.append(name)
                elif made_from.get((row["pk"], name, code), hashes[name]) != hashes[name]:
                    lacking.outdated.append(name)
            if lacking.outdated or lacking.missing:
                found.append(lacking)
    return sorted(found, key=lambda one: (-len(one.outdated), -len(one.missing), one.title))


def _made_from(languages: Iterable[str]) -> dict[tuple[int, str, str], str]:
    """Offering, field, language → the hash of the Swedish that the translation was made from."""
    kind = ContentType.objects.get_for_model(Offering)
    states = TranslationState.objects.filter(content_type=kind, language__in=list(languages))
    return {
        (offering, name, code): source
        for offering, name, code, source in states.values_list(
            "object_id", "field", "language", "source_hash"
        )
    }
