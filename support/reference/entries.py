"""What the files hold, word for word: one class a kind of entry, one attribute a key.

The annotations are the format: `files.py` reads by them and names whatever does not fit.
"""

import datetime
from dataclasses import dataclass

Date = datetime.date
Time = datetime.time
Moment = datetime.datetime  # local time, "2026-09-01T17:30"


@dataclass(frozen=True)
class AdministrationEntry:
    slug: str
    name_sv: str
    kind: str
    note: str
    phone: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True)
class AreaEntry:
    slug: str
    name: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class PlaceEntry:
    slug: str
    name: str
    address: str | None
    postal_code: str | None
    city: str
    area: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class TopicEntry:
    slug: str
    name_sv: str
    description_sv: str
    search_terms_sv: tuple[str, ...]
    address: str
    is_sensitive: bool


@dataclass(frozen=True)
class TypeEntry:
    slug: str
    name_sv: str
    description_sv: str
    address: str


@dataclass(frozen=True)
class AudienceEntry:
    slug: str
    name_sv: str
    heading_sv: str
    description_sv: str  # Markdown
    address: str


@dataclass(frozen=True)
class LifeStageEntry:
    slug: str
    name_sv: str
    minimum_age_months: int | None
    maximum_age_months: int | None


@dataclass(frozen=True)
class Vocabulary:
    topics: tuple[TopicEntry, ...]
    types: tuple[TypeEntry, ...]
    audiences: tuple[AudienceEntry, ...]
    life_stages: tuple[LifeStageEntry, ...]


Words = dict[str, tuple[str, ...]]  # by language; none is a translation of another


@dataclass(frozen=True)
class SynonymEntry:
    term: str
    is_two_way: bool
    words: Words


@dataclass(frozen=True)
class ProtectionEntry:
    """In the order of the file, should a question be about several."""

    code: str
    name: str
    first: str  # slug of an offering, like those that come then
    then: tuple[str, ...]
    words: Words


@dataclass(frozen=True)
class GoalEntry:
    slug: str
    name: str
    source: str


@dataclass(frozen=True)
class Plan:
    strategies: tuple[GoalEntry, ...]
    directions: tuple[GoalEntry, ...]


@dataclass(frozen=True)
class SessionEntry:
    weekday: int  # 1 is Monday
    start: Time
    end: Time
    label: str
    age_note: str
    valid_from: Date | None
    valid_to: Date | None
    place: str | None = None  # where it is elsewhere than the offering itself


@dataclass(frozen=True)
class OfferingEntry:
    code: str
    slug: str
    title_sv: str
    summary_sv: str
    description_sv: str
    type: str
    topics: tuple[str, ...]
    age_min: int | None  # completed years; none: from pregnancy
    age_max: int
    expecting: bool
    for_whom: tuple[str, ...]
    administration: str
    partners: tuple[str, ...]
    places: tuple[str, ...]
    areas: tuple[str, ...]
    area_wide: bool
    online: bool
    languages_spoken: tuple[str, ...]
    interpreter_available: bool | None
    cost: str
    cost_text: str
    booking: str
    booking_text: str
    sessions: tuple[SessionEntry, ...]
    closed_dates: tuple[Date, ...]
    start_dates: tuple[Moment, ...]
    phone: str | None
    email: str | None
    website: str | None
    source_url: str | None
    source_seen_year: int | None
    confidence: str
    age_max_months: int | None = None  # wins over age_max


@dataclass(frozen=True)
class TermEntry:
    """A school term, or a break in one, as the city's own page gives it; never a guess."""

    name_sv: str
    kind: str
    starts_on: Date
    ends_on: Date
    source_url: str


@dataclass(frozen=True)
class UpdateEntry:
    slug: str
    title_sv: str
    summary_sv: str
    body_sv: str
    administration: str
    published_on: Date
    source_url: str | None


@dataclass(frozen=True)
class TopicTexts:
    name: str
    description: str
    search_terms: tuple[str, ...]


@dataclass(frozen=True)
class TypeTexts:
    name: str
    description: str


@dataclass(frozen=True)
class AudienceTexts:
    name: str
    heading: str
    description: str


@dataclass(frozen=True)
class OfferingTexts:
    title: str
    summary: str
    description: str
    cost_text: str
    booking_text: str
    session_labels: dict[str, str]  # Swedish label or age note → translation


@dataclass(frozen=True)
class UpdateTexts:
    title: str
    summary: str
    body: str


@dataclass(frozen=True)
class Translations:
    """One language; each section by the slug of what it translates, terms by their Swedish name."""

    language: str
    status: str  # how they came to be: a TranslationState.Origin
    administrations: dict[str, str]
    topics: dict[str, TopicTexts]
    types: dict[str, TypeTexts]
    audiences: dict[str, AudienceTexts]
    life_stages: dict[str, str]
    offerings: dict[str, OfferingTexts]
    terms: dict[str, str]
    updates: dict[str, UpdateTexts]


@dataclass(frozen=True)
class Content:
    """Everything in the directory."""

    administrations: tuple[AdministrationEntry, ...]
    areas: tuple[AreaEntry, ...]
    places: tuple[PlaceEntry, ...]
    vocabulary: Vocabulary
    synonyms: tuple[SynonymEntry, ...]
    protections: tuple[ProtectionEntry, ...]
    plan: Plan
    offerings: tuple[OfferingEntry, ...]
    terms: tuple[TermEntry, ...]
    updates: tuple[UpdateEntry, ...]
    translations: dict[str, Translations]
