"""From what the files say to what shall stand in the database: the mapping, and nothing else."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from boras_guide.languages import LANGUAGES, SOURCE, column
from support.ages import AgeSpan
from support.models import (
    Administration,
    Area,
    Audience,
    Closure,
    Direction,
    Occasion,
    Offering,
    OfferingType,
    Place,
    Protection,
    Schedule,
    SpokenLanguage,
    Strategy,
    Synonym,
    Term,
    Topic,
    TranslationState,
    Update,
)
from support.reference.entries import Content, OfferingEntry, ProtectionEntry, SynonymEntry
from support.reference.faults import Where
from support.reference.files import translation_file

# What an entry is known by, for ever: editors may change everything else.
KEYS: dict[type[models.Model], str] = {
    Administration: "slug",
    Area: "slug",
    Place: "slug",
    OfferingType: "code",
    Topic: "code",
    Audience: "code",
    SpokenLanguage: "code",
    Synonym: "term",
    Strategy: "slug",
    Direction: "slug",
    Offering: "code",
    Protection: "code",
    Term: "name_sv",
    Update: "slug",
}
# What has no name of its own and belongs to an offering.
TIMES: tuple[type[models.Model], ...] = (Schedule, Closure, Occasion)

WORD = {"slug": "code", "address": "slug", "name_sv": "name_sv", "description_sv": "description_sv"}
OFFERING = {
    "code": "code",
    "slug": "slug",
    "title_sv": "title_sv",
    "summary_sv": "summary_sv",
    "description_sv": "description_sv",
    "area_wide": "is_area_wide",
    "online": "is_online",
    "interpreter_available": "interpreter_on_request",
    "cost": "cost",
    "cost_text": "cost_text_sv",
    "booking": "start",
    "booking_text": "start_text_sv",
    "phone": "phone",
    "email": "email",
    "website": "website",
    "source_url": "source_url",
    "source_seen_year": "source_seen_year",
    "confidence": "source_confidence",
}
OFFERING_RELATIONS = {
    "topics": "topics",
    "for_whom": "audiences",
    "partners": "cooperating",
    "places": "places",
    "areas": "areas",
    "languages_spoken": "spoken_languages",
}
OFFERING_TEXTS = {
    "title": "title",
    "summary": "summary",
    "description": "description",
    "cost_text": "cost_text",
    "booking_text": "start_text",
}
SESSION = {
    "weekday": "weekday",
    "start": "opens_at",
    "end": "closes_at",
    "label": "label_sv",
    "age_note": "age_note_sv",
    "valid_from": "valid_from",
    "valid_to": "valid_until",
}


@dataclass(frozen=True)
class Text:
    """One text in one language, as a file gives it."""

    value: str
    where: Where
    origin: str


@dataclass
class Wanted:
    """One object as the files want it. References are keys of other objects."""

    model: type[models.Model]
    key: str
    where: Where
    columns: dict[str, Any]
    said: dict[str, tuple[str, Any]]  # column → key and value in the file, for messages
    links: dict[str, str | None] = field(default_factory=dict)
    relations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    translated: tuple[str, ...] = ()  # the fields whose translations the files hold
    texts: dict[tuple[str, str], Text] = field(default_factory=dict)  # by field and language
    offering: str = ""  # the code of the offering that a time belongs to

    def source_text(self, name: str) -> str:
        return self.columns.get(column(name, SOURCE), "")


def wanted_objects(content: Content, demo_day: datetime.date | None = None) -> list[Wanted]:
    """In the order in which they can be written. With a demo day, every time counts as assured then."""
    return [
        *_administrations(content),
        *_areas_and_places(content),
        *_vocabulary(content),
        *_synonyms(content),
        *_goals(content),
        *_spoken_languages(content),
        *(_offering(content, entry) for entry in content.offerings),
        *(time for entry in content.offerings for time in _times(content, entry, demo_day)),
        *_protections(content),
        *_terms(content),
        *_updates(content),
    ]


def _administrations(content: Content) -> Iterator[Wanted]:
    same = ("slug", "name_sv", "kind", "note", "phone", "email", "website")
    for entry in content.administrations:
        wanted = _made(Administration, entry, Where("administrations.json", entry.slug), _same(*same))
        yield _translated(wanted, content, "administrations", entry.slug, {"": "name"})


def _areas_and_places(content: Content) -> Iterator[Wanted]:
    coordinates = {"lat": "latitude", "lon": "longitude"}
    for area in content.areas:
        yield _made(Area, area, Where("areas.json", area.slug), _same("slug", "name") | coordinates)
    columns = _same("slug", "name", "postal_code", "city") | {"address": "street_address"} | coordinates
    for place in content.places:
        wanted = _made(Place, place, Where("places.json", place.slug), columns)
        wanted.links = {"area": place.area}
        yield wanted


def _vocabulary(content: Content) -> Iterator[Wanted]:
    words = content.vocabulary
    for section, model, entries, more, more_texts in (
        ("types", OfferingType, words.types, (), ()),
        ("audiences", Audience, words.audiences, ("heading_sv",), ("heading",)),
        ("topics", Topic, words.topics, ("search_terms_sv", "is_sensitive"), ("search_terms",)),
    ):
        columns = WORD | _same(*more)
        texts = _same("name", "description", *more_texts)
        for entry in entries:
            wanted = _made(model, entry, Where("vocabulary.json", entry.slug, section), columns)
            yield _translated(wanted, content, section, entry.slug, texts)


def _synonyms(content: Content) -> Iterator[Wanted]:
    for entry in content.synonyms:
        wanted = _made(Synonym, entry, Where("synonyms.json", entry.term), _same("term", "is_two_way"))
        yield _with_words(wanted, entry)


def _goals(content: Content) -> Iterator[Wanted]:
    for section, model, entries in (
        ("strategies", Strategy, content.plan.strategies),
        ("directions", Direction, content.plan.directions),
    ):
        for entry in entries:
            yield _made(
                model, entry, Where("plan.json", entry.slug, section), _same("slug", "name", "source")
            )


def _spoken_languages(content: Content) -> Iterator[Wanted]:
    """Not listed in any file: those that some offering names."""
    first_said: dict[str, Where] = {}
    for entry in content.offerings:
        for code in entry.languages_spoken:
            first_said.setdefault(code, Where("offerings.json", entry.slug, "languages_spoken"))
    for code, where in sorted(first_said.items()):
        yield Wanted(SpokenLanguage, code, where, {"code": code}, {"code": ("", code)})


def _offering(content: Content, entry: OfferingEntry) -> Wanted:
    ages = AgeSpan.from_years(entry.age_min, entry.age_max, expecting=entry.expecting)
    by_months = entry.age_max_months is not None
    wanted = _made(Offering, entry, Where("offerings.json", entry.slug), OFFERING)
    wanted.columns |= {
        "minimum_age_months": ages.minimum,
        "maximum_age_months": entry.age_max_months if by_months else ages.maximum,
        "expecting": ages.expecting,
        "status": Offering.Status.PUBLISHED,
    }
    wanted.said |= {
        "minimum_age_months": ("age_min", entry.age_min),
        "maximum_age_months": (
            ("age_max_months", entry.age_max_months) if by_months else ("age_max", entry.age_max)
        ),
    }
    wanted.links = {"type": entry.type, "administration": entry.administration}
    wanted.relations = {name: getattr(entry, key) for key, name in OFFERING_RELATIONS.items()}
    return _translated(wanted, content, "offerings", entry.slug, OFFERING_TEXTS)


def _times(content: Content, entry: OfferingEntry, demo_day: datetime.date | None) -> Iterator[Wanted]:
    offering = Where("offerings.json", entry.slug)
    for index, session in enumerate(entry.sessions):
        where = offering.at(f"sessions[{index}]")
        wanted = _made(Schedule, session, where, SESSION)
        wanted.columns |= {"is_demo": demo_day is not None, "assured_on": demo_day}
        wanted.links = {"place": session.place}
        wanted.translated = ("label", "age_note")
        for code, translations in content.translations.items():
            texts = translations.offerings.get(entry.slug)
            for name in wanted.translated:
                source = getattr(session, name)
                text = texts.session_labels.get(source) if texts else None
                if text:
                    place = Where(translation_file(code), entry.slug).at(
                        f"offerings.session_labels[{source}]"
                    )
                    wanted.texts[name, code] = Text(text, place, translations.status)
        yield _of_offering(wanted, entry)
    for index, date in enumerate(entry.closed_dates):
        where = offering.at(f"closed_dates[{index}]")
        columns: dict[str, Any] = {"starts_on": date, "ends_on": date}
        said = dict.fromkeys(columns, ("", date))
        yield _of_offering(Wanted(Closure, "", where, columns, said), entry)
    for index, moment in enumerate(entry.start_dates):
        where = offering.at(f"start_dates[{index}]")
        columns = {"starts_at": timezone.make_aware(moment), "assured_on": demo_day}
        yield _of_offering(Wanted(Occasion, "", where, columns, {"starts_at": ("", moment)}), entry)


def _of_offering(wanted: Wanted, entry: OfferingEntry) -> Wanted:
    wanted.offering = entry.code
    wanted.key = f"{entry.code} {wanted.where.field}"
    return wanted


def _protections(content: Content) -> Iterator[Wanted]:
    codes = {offering.slug: offering.code for offering in content.offerings}
    for position, entry in enumerate(content.protections, 1):
        wanted = _made(Protection, entry, Where("protections.json", entry.code), _same("code", "name"))
        wanted.columns["position"] = position * 10  # room for an editor's own in between
        wanted.links = {"first": codes.get(entry.first)}
        wanted.relations = {"then": tuple(codes[slug] for slug in entry.then if slug in codes)}
        yield _with_words(wanted, entry)


def _terms(content: Content) -> Iterator[Wanted]:
    columns = _same("name_sv", "kind", "starts_on", "ends_on", "source_url")
    for entry in content.terms:
        wanted = _made(Term, entry, Where("terms.json", entry.name_sv), columns)
        yield _translated(wanted, content, "terms", entry.name_sv, {"": "name"})


def _updates(content: Content) -> Iterator[Wanted]:
    columns = _same("slug", "title_sv", "summary_sv", "body_sv", "published_on", "source_url")
    for entry in content.updates:
        wanted = _made(Update, entry, Where("updates.json", entry.slug), columns)
        wanted.columns["is_published"] = True
        wanted.links = {"administration": entry.administration}
        yield _translated(wanted, content, "updates", entry.slug, _same("title", "summary", "body"))


# ---------------------------------------------------------------------------------------------------


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _made(model: type[models.Model], entry: Any, where: Where, columns: Mapping[str, str]) -> Wanted:
    values = {name: _stored(model, name, getattr(entry, key)) for key, name in columns.items()}
    said = {name: (key, getattr(entry, key)) for key, name in columns.items()}
    key = values[KEYS[model]] if model in KEYS else ""
    return Wanted(model, key, where, values, said)


def _stored(model: type[models.Model], name: str, value: Any) -> Any:
    """One item a line; and an unknown text is an empty one."""
    if isinstance(value, tuple):
        return "\n".join(value)
    if value is None and isinstance(model._meta.get_field(name), models.CharField | models.TextField):
        return ""
    return value


def _with_words(wanted: Wanted, entry: SynonymEntry | ProtectionEntry) -> Wanted:
    """What people write in each language, as far as a machine knows."""
    wanted.translated = ("words",)
    wanted.columns["words_sv"] = "\n".join(entry.words.get(SOURCE, ()))
    wanted.said["words_sv"] = (f"words[{SOURCE}]", entry.words.get(SOURCE, ()))
    for code, words in entry.words.items():
        if words and code in LANGUAGES and code != SOURCE:
            where = wanted.where.at(f"words[{code}]")
            wanted.texts["words", code] = Text("\n".join(words), where, TranslationState.Origin.MACHINE)
    return wanted


def _translated(
    wanted: Wanted, content: Content, section: str, slug: str, names: Mapping[str, str]
) -> Wanted:
    """With its texts from every translation file; `names` from key to field, "" where a text stands alone."""
    wanted.translated = tuple(names.values())
    for code, translations in content.translations.items():
        entry = getattr(translations, section).get(slug)
        if entry is None:
            continue
        where = Where(translation_file(code), slug, section)
        for key, name in names.items():
            value = getattr(entry, key) if key else entry
            text = "\n".join(value) if isinstance(value, tuple) else value
            if text:
                wanted.texts[name, code] = Text(text, where.at(key) if key else where, translations.status)
    return wanted
