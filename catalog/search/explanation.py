"""Why an offering is a hit: for editors who wonder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.models import Posting
from catalog.search import weights
from catalog.search.index import whole
from catalog.search.query import Found
from catalog.search.question import Alternative

HOW = {
    "same": "samma ord",
    "stem": "böjning",
    "kindred": "böjning",
    "compound": "sammansatt ord",
    "joined": "sammansatt ord",
    "head": "slutet av ett längre ord",
    "modifier": "början av ett längre ord",
    "beginning": "början av ett ord",
    "synonym": "synonym",
    "language": "ord på ett annat språk",
}
WHERE = {
    "type": "slag av stöd",
    "topic": "ämne",
    "area": "område",
    "administration": "ansvarig",
    "audience": "målgrupp",
}


@dataclass(frozen=True)
class Source:
    """Where a word of the guide stands."""

    where: str
    text: str
    points: int


@dataclass(frozen=True)
class Reason:
    """What one word of the question gave: `points` × `rarity` are added to the hit's."""

    word: str
    used: str  # what it was read as, where it was misspelt
    how: str
    quality: int  # per cent
    means: str  # the word of the guide, where it is another
    points: int
    rarity: int
    sources: list[Source]

    @property
    def total(self) -> int:
        return self.points * self.rarity


Standing = dict[int, dict[int, Posting]]  # offering id → term id → where it stands


def reasons(found: Found, offerings: Iterable[int]) -> dict[int, list[Reason]]:
    """Offering id → what each word of the question gave it, the most telling first. One question for all."""
    offerings = list(offerings)
    standing: Standing = {pk: {} for pk in offerings}
    rows = Posting.objects.filter(offering__in=offerings, term__in=found.evidence.postings)
    for row in rows:
        standing[row.offering_id][row.term_id] = row
    named = found.evidence.named()
    return {
        pk: sorted(
            [*_by_name(found, named.get(pk, 0)), *_by_words(found, pk, standing[pk])],
            key=lambda reason: -reason.total,
        )
        for pk in offerings
    }


def _by_name(found: Found, points: int) -> Iterator[Reason]:
    if points:
        text = found.question.text
        source = Source(Posting.Field.NAME.label, whole(text).strip(), points)
        yield Reason(text, "", HOW["same"], 100, "", points, weights.RAREST, [source])


def _by_words(found: Found, offering: int, standing: dict[int, Posting]) -> Iterator[Reason]:
    evidence = found.evidence
    for weighed in found.concepts:
        if not weighed.points.get(offering):
            continue
        concept = weighed.concept
        worth = {
            id(one): evidence.alternative(one, {offering}).get(offering, 0) for one in concept.alternatives
        }
        best = max(concept.alternatives, key=lambda one: worth[id(one)])
        yield Reason(
            concept.word.written,
            concept.used,
            HOW[best.how],
            best.quality,
            best.text,
            weighed.points[offering],
            weighed.rarity,
            sorted(_sources(found, best, offering, standing), key=lambda source: -source.points),
        )


def _sources(found: Found, one: Alternative, offering: int, standing: dict[int, Posting]) -> Iterator[Source]:
    evidence = found.evidence
    for phrase in one.entries:
        if offering in evidence.belonging_to(phrase.kind, phrase.code):
            yield Source(WHERE[phrase.kind], phrase.text, weights.ENTRIES[phrase.kind])
    said = evidence.said_with(one)
    for part in one.parts:
        for pair in part:
            row = standing.get(evidence.term(pair) or 0)
            if row:
                yield Source(row.get_field_display(), pair[1], row.weight)
        for (kind, code), (points, phrase) in evidence.entries_of(part, said).items():
            if offering in evidence.belonging_to(kind, code):
                yield Source(WHERE[kind], phrase.text, points)
