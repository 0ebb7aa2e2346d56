"""What must hold before anything is written: in the files, between them, and for the models."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modeltranslation.translator import NotRegistered, translator

from boras_guide.languages import LANGUAGES, SOURCE, column
from boras_guide.wording import language_name
from support.folding import fold
from support.models import Term, TranslationState
from support.models.offering import CODE_ALPHABET
from support.models.search_words import SearchWords, one_a_line
from support.numbers import unfounded_numbers
from support.reference.entries import Content, TermEntry, Translations
from support.reference.faults import Faults, Where
from support.reference.files import translation_file
from support.reference.wanted import Wanted

UNKNOWN = "is not known"


def check(content: Content, wanted: list[Wanted], faults: Faults) -> None:
    _check_names(content, faults)
    _check_references(content, faults)
    for translations in content.translations.items():
        _check_translations(content, *translations, faults)
    _check_life_stages(content, faults)
    _check_terms(content, faults)
    _check_words("synonyms.json", "term", content.synonyms, faults)
    _check_words("protections.json", "code", content.protections, faults)
    for one in wanted:
        _check_texts(one, faults)
        _check_model(one, faults)


def _check_names(content: Content, faults: Faults) -> None:
    """What identifies an entry, or stands in its address, is its own."""
    words = content.vocabulary
    listed: list[tuple[str, str, str, Iterable[Any]]] = [
        ("administrations.json", "", "slug", content.administrations),
        ("areas.json", "", "slug", content.areas),
        ("places.json", "", "slug", content.places),
        ("offerings.json", "", "slug", content.offerings),
        ("offerings.json", "", "code", content.offerings),
        ("updates.json", "", "slug", content.updates),
        ("terms.json", "", "name_sv", content.terms),
        ("synonyms.json", "", "term", content.synonyms),
        ("protections.json", "", "code", content.protections),
        ("plan.json", "strategies", "slug", content.plan.strategies),
        ("plan.json", "directions", "slug", content.plan.directions),
        ("vocabulary.json", "life_stages", "slug", words.life_stages),
        *(
            ("vocabulary.json", section, key, getattr(words, section))
            for section in ("topics", "types", "audiences")
            for key in ("slug", "address")
        ),
    ]
    for file, section, key, entries in listed:
        seen = set()
        for entry in entries:
            value = getattr(entry, key)
            if value in seen:
                name = getattr(entry, "slug", value)
                faults.add(Where(file, name, section).at(key), value, "is used by another entry too")
            seen.add(value)
    for offering in content.offerings:
        if not set(offering.code) <= set(CODE_ALPHABET):
            where = Where("offerings.json", offering.slug, "code")
            faults.add(where, offering.code, f"may only have these letters: {CODE_ALPHABET}")


def _check_references(content: Content, faults: Faults) -> None:
    words = content.vocabulary
    known = {
        "administration": {entry.slug for entry in content.administrations},
        "area": {entry.slug for entry in content.areas},
        "place": {entry.slug for entry in content.places},
        "type": {entry.slug for entry in words.types},
        "topic": {entry.slug for entry in words.topics},
        "audience": {entry.slug for entry in words.audiences},
    }
    one = {"type": "type", "administration": "administration", "area": "area"}
    many = {
        "topics": "topic",
        "for_whom": "audience",
        "partners": "administration",
        "places": "place",
        "areas": "area",
    }
    for file, entries in (
        ("offerings.json", content.offerings),
        ("places.json", content.places),
        ("updates.json", content.updates),
    ):
        for entry in entries:
            where = Where(file, entry.slug)
            for key, kind in one.items():
                value = getattr(entry, key, None)
                if value is not None and value not in known[kind]:
                    faults.add(where.at(key), value, UNKNOWN)
            for key, kind in many.items():
                for index, value in enumerate(getattr(entry, key, ())):
                    if value not in known[kind]:
                        faults.add(where.at(f"{key}[{index}]"), value, UNKNOWN)
    offerings = {entry.slug for entry in content.offerings}
    for protection in content.protections:
        where = Where("protections.json", protection.code)
        slugs = {f"then[{index}]": slug for index, slug in enumerate(protection.then)}
        for key, slug in {"first": protection.first, **slugs}.items():
            if slug not in offerings:
                faults.add(where.at(key), slug, UNKNOWN)
    for offering in content.offerings:
        for index, session in enumerate(offering.sessions):
            if session.place is not None and session.place not in known["place"]:
                where = Where("offerings.json", offering.slug, f"sessions[{index}].place")
                faults.add(where, session.place, UNKNOWN)
        for index, code in enumerate(offering.languages_spoken):
            if language_name(code, SOURCE) == code:
                where = Where("offerings.json", offering.slug, f"languages_spoken[{index}]")
                faults.add(where, code, "is not a language code")


def _check_translations(content: Content, code: str, texts: Translations, faults: Faults) -> None:
    """That the file is what its name says, and that every entry in it translates something."""
    file = translation_file(code)
    if texts.language != code:
        faults.add(Where(file, "", "language"), texts.language, f"must be {code}, as the file is called")
    if texts.status not in TranslationState.Origin:
        faults.add(Where(file, "", "status"), texts.status, UNKNOWN)
    sections: dict[str, Iterable[Any]] = {
        "administrations": content.administrations,
        "topics": content.vocabulary.topics,
        "types": content.vocabulary.types,
        "audiences": content.vocabulary.audiences,
        "life_stages": content.vocabulary.life_stages,
        "offerings": content.offerings,
        "terms": content.terms,
        "updates": content.updates,
    }
    for section, entries in sections.items():
        known = {getattr(entry, "slug", None) or entry.name_sv for entry in entries}
        for slug in getattr(texts, section):
            if slug not in known:
                faults.add(Where(file, slug, section), slug, "translates an entry that is not known")
    for offering in content.offerings:
        labels = {text for session in offering.sessions for text in (session.label, session.age_note)}
        translated = texts.offerings.get(offering.slug)
        for label in translated.session_labels if translated else ():
            if label not in labels:
                where = Where(file, offering.slug, f"offerings.session_labels[{label}]")
                faults.add(where, label, "translates a label that is not known")


def _check_life_stages(content: Content, faults: Faults) -> None:
    """They stay in the file, so no model checks them."""
    for stage in content.vocabulary.life_stages:
        where = Where("vocabulary.json", stage.slug, "life_stages")
        youngest, oldest = stage.minimum_age_months, stage.maximum_age_months
        if (youngest is None) != (oldest is None) or (youngest or 0) > (oldest or 0):
            faults.add(where.at("maximum_age_months"), oldest, f"does not go with the minimum, {youngest}")
        for code, texts in content.translations.items():
            text = texts.life_stages.get(stage.slug, "")
            _check_numbers(
                text, stage.name_sv, Where(translation_file(code), stage.slug, "life_stages"), faults
            )


def _check_terms(content: Content, faults: Faults) -> None:
    """No day is in two terms, nor in two breaks."""
    earlier: dict[str, TermEntry] = {}
    for entry in sorted(content.terms, key=lambda term: term.starts_on):
        before = earlier.get(entry.kind)
        if before and entry.starts_on <= before.ends_on:
            where = Where("terms.json", entry.name_sv, "starts_on")
            faults.add(where, entry.starts_on, f"begins before {before.name_sv} has ended")
        earlier[entry.kind] = entry


def _check_words(file: str, key: str, entries: Iterable[Any], faults: Faults) -> None:
    """What people write, as an editor's form would tidy it."""
    for entry in entries:
        where = Where(file, getattr(entry, key), "words")
        if not entry.words:
            faults.add(where, entry.words, "has no words in any language")
        for code, words in entry.words.items():
            if code not in LANGUAGES:
                faults.add(where.at(f"[{code}]"), code, "is not a language of the guide")
            elif not words:
                faults.add(where.at(f"[{code}]"), words, "is empty")
            seen: set[str] = set()
            for index, word in enumerate(words):
                tidy = one_a_line([word])
                if word != tidy or not tidy:
                    faults.add(where.at(f"[{code}][{index}]"), word, "is empty, or has space to spare")
                elif fold(word) in seen:
                    faults.add(where.at(f"[{code}][{index}]"), word, "says the same as another")
                seen.add(fold(word))


def _check_texts(wanted: Wanted, faults: Faults) -> None:
    if issubclass(wanted.model, SearchWords):
        return  # each language has words of its own: none translates another
    for (name, _code), text in wanted.texts.items():
        source = wanted.source_text(name)
        if not source:
            faults.add(text.where, text.value, "translates a text that is empty in Swedish")
        _check_numbers(text.value, source, text.where, faults)


def _check_numbers(text: str, source: str, where: Where, faults: Faults) -> None:
    numbers = unfounded_numbers(text, source)
    if numbers:
        faults.add(where, text, f"has a number that its Swedish source has not: {', '.join(numbers)}")


# --- The models' own rules -------------------------------------------------------------------------


def _check_model(wanted: Wanted, faults: Faults) -> None:
    """Field validators, choices, lengths and row constraints, as a form would ask for them."""
    texts = {column(*name): text for name, text in wanted.texts.items()}
    row = wanted.model(**wanted.columns, **{name: text.value for name, text in texts.items()})
    try:
        row.clean_fields(exclude=_not_said(wanted, texts))
        if not isinstance(row, Term):  # whose own rule asks the database, where this very term may stand
            row.clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            where, value = _said(wanted, texts, name)
            faults.add(where, value, " ".join(messages))
        return  # a constraint would only say the same again
    for constraint in wanted.model._meta.constraints:
        if not isinstance(constraint, models.CheckConstraint):
            continue
        concerned: set[str] = getattr(constraint.condition, "referenced_base_fields", set())
        about = [name for name in wanted.said if name in concerned]
        if not about:
            continue
        try:
            constraint.validate(wanted.model, row)
        except ValidationError as error:
            said = dict(wanted.said[name] for name in about)
            value = next(iter(said.values())) if len(said) == 1 else said
            faults.add(wanted.where.at(", ".join(said)), value, " ".join(error.messages))


def _not_said(wanted: Wanted, texts: dict[str, Any]) -> set[str]:
    """The fields about which the files say nothing, or which say the same as another."""
    fields = (
        {field.name for field in wanted.model._meta.concrete_fields} - wanted.columns.keys() - texts.keys()
    )
    try:
        return fields | set(translator.get_options_for_model(wanted.model).all_fields)
    except NotRegistered:
        return fields


def _said(wanted: Wanted, texts: dict[str, Any], name: str) -> tuple[Where, Any]:
    """Where a file gives a column its value, and the value as it stands there."""
    if name in texts:
        return texts[name].where, texts[name].value
    key, value = wanted.said.get(name, (name, wanted.columns.get(name)))
    return (wanted.where.at(key) if key else wanted.where), value
