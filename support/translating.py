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

# Offering, field, language → the hash of the Swedish that the translation was made from.
MadeFrom = dict[tuple[int, str, str], str]


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
    """The outdated first: what is missing is read in another language, what is outdated is believed.

    Not what has been translated in a working version: that waits for a decision, not for a translator.
    """
    fields, languages = texts(), sorted(languages)
    made_from = _made_from(languages)
    columns = [column(name, code) for name in fields for code in (SOURCE, *languages)]
    drafts = Offering.objects.filter(draft_of__in=offerings.order_by().values("pk"))
    begun = {row["draft_of"]: row for row in drafts.values("pk", "draft_of", "draft_base", *columns)}
    found = []
    for row in offerings.values("pk", *columns):
        draft = begun.get(row["pk"])
        for code in languages:
            lacking = Lacking(row["pk"], row[column("title", SOURCE)], code)
            for name in fields:
                source = row[column(name, SOURCE)]
                if not source or _is_fresh(row, name, code, source, made_from):
                    continue
                if draft and _is_fresh(draft, name, code, _will_be(draft, row, name), made_from):
                    continue
                (lacking.outdated if row[column(name, code)] else lacking.missing).append(name)
            if lacking.outdated or lacking.missing:
                found.append(lacking)
    return sorted(found, key=lambda one: (-len(one.outdated), -len(one.missing), one.title))


def _is_fresh(row: dict, name: str, code: str, source: str, made_from: MadeFrom) -> bool:
    made = source_hash(source)
    return bool(row[column(name, code)]) and made_from.get((row["pk"], name, code), made) == made


def _will_be(draft: dict, published: dict, name: str) -> str:
    """The Swedish once the working version is published: the published one's where it has changed nothing."""
    swedish = column(name, SOURCE)
    before = draft["draft_base"]["values"].get(swedish) or ""
    is_untouched = (draft[swedish] or "").splitlines() == before.splitlines()
    return (published if is_untouched else draft)[swedish] or ""


def _made_from(languages: Iterable[str]) -> MadeFrom:
    kind = ContentType.objects.get_for_model(Offering)
    states = TranslationState.objects.filter(content_type=kind, language__in=list(languages))
    return {
        (offering, name, code): source
        for offering, name, code, source in states.values_list(
            "object_id", "field", "language", "source_hash"
        )
    }
