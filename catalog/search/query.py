"""What a reader's words find. Any word counts; what says most of the question comes first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from catalog.facets import Members
from catalog.search import lexicon, weights
from catalog.search.evidence import Belonging, Evidence, Points, Weighed
from catalog.search.phrases import Phrase
from catalog.search.protection import dangers_in, protected_from
from catalog.search.question import OWN, Concept, Question, Reader

MARKED = {*OWN, "joined", "compound", "beginning", "synonym"}
AGES_OF_CHILDHOOD = 18
FEWEST_AGES = 2  # narrower than two years says no more


@dataclass
class Found:
    """What a question found, and how it was understood."""

    question: Question
    evidence: Evidence
    concepts: list[Weighed]
    scores: Points  # of the hits
    pinned: list[int] = field(default_factory=list)  # ids of what helps someone in danger, in order
    protected: int | None = None  # id of what helps in just this danger
    danger: list[Phrase] = field(default_factory=list)  # the phrases of danger that are said

    def in_order(self) -> list[int]:
        """Ids of the hits, best first; of equals what somebody has confirmed."""
        confirmed = self.evidence.members.confirmed
        return sorted(self.scores, key=lambda pk: (-self.scores[pk], pk not in confirmed, pk))

    @cached_property
    def entries(self) -> list[Belonging]:
        """What offerings belong to and the question names in full."""
        return self.evidence.named_entries()

    @cached_property
    def topics(self) -> list[str]:
        """Codes of the topics that it touches, likeliest first."""
        return self.evidence.topics()

    @property
    def marks(self) -> frozenset[str]:
        """The forms to mark in a text."""
        return frozenset(
            form
            for weighed in self.concepts
            for one in weighed.concept.alternatives
            if one.how in MARKED
            for part in one.parts
            for _, form in part
        )


def search(
    text: str, language: str, members: Members, *, as_typed: bool = False, revision: int | None = None
) -> Found:
    """Among the published offerings. `as_typed`: nothing is corrected. `revision`: of the catalogue, where it is known."""
    known = lexicon.current(revision)
    reader = Reader(text, language, known)
    question = reader.question
    evidence = Evidence(question, known, members)
    evidence.read(question.concepts)
    lost = [concept for concept in question.concepts if not evidence.having(concept)]
    if lost:
        reader.mend(lost, as_typed=as_typed)
    concepts = evidence.weigh(question.concepts)

    def is_unknown(concept: Concept) -> bool:
        if evidence.having(concept) or reader.is_small(concept.word):
            return False
        concept.used = ""  # it was no help to read it as something else
        return concept in question.concepts and concept.word.folded not in question.ages.stages

    question.unknown = [concept.word.written for concept in lost if is_unknown(concept)]
    scores = _by_age(_add_up(concepts, question), question, members)
    if question.asks_only_near:
        scores = dict.fromkeys(members.everyone, weights.COMMON)
    if concepts:
        scores = _cut_off(scores)
    for offering, points in evidence.named().items():
        scores[offering] = scores.get(offering, 0) + points * weights.RAREST
    found = Found(question, evidence, concepts, scores)
    _put_protection_first(found)
    return found


def _add_up(concepts: list[Weighed], question: Question) -> Points:
    scores: Points = {}
    elsewhere: set[int] = set()  # found by more than where it is
    for concept in concepts:
        for offering, points in concept.points.items():
            scores[offering] = scores.get(offering, 0) + points * concept.rarity
        if not concept.is_place:
            elsewhere.update(concept.points)
    if elsewhere:
        for offering in scores.keys() - elsewhere:
            scores[offering] = scores[offering] * weights.ONLY_PLACE // 100
    unknown = set(question.unknown)
    whole_question = sum(
        weights.UNKNOWN if one.concept.word.written in unknown else one.rarity for one in concepts
    )
    is_understood = max(scores.values(), default=0) >= whole_question * weights.UNDERSTOOD
    return scores if is_understood else {}


def _by_age(scores: Points, question: Question, members: Members) -> Points:
    """An age in the question lifts what is for it; alone, it is the whole question."""
    codes = question.ages.codes
    if not codes:
        return scores
    fitting = {pk for code in codes for pk in members.having["age"].get(code, ())}
    if not question.concepts:
        scores = dict.fromkeys(fitting, weights.COMMON)
    return {
        offering: points + _lift(members.years.get(offering, AGES_OF_CHILDHOOD))
        if offering in fitting
        else points * weights.WRONG_AGE // 100
        for offering, points in scores.items()
    }


def _lift(ages: int) -> int:
    """More, the fewer ages an offering is for."""
    return weights.AGE * weights.COMMON * FEWEST_AGES // max(ages, FEWEST_AGES)


def _cut_off(scores: Points) -> Points:
    least = max(scores.values(), default=0) * weights.CUT_OFF // 100
    return {offering: points for offering, points in scores.items() if points and points >= least}


def _put_protection_first(found: Found) -> None:
    found.danger = dangers_in(found.question, found.evidence.known)
    if not found.danger:
        return
    help_first = protected_from(found.danger)
    everyone = found.evidence.members.everyone
    then = _in_order(help_first.then, found.scores)
    order = dict.fromkeys([*help_first.for_everyone, *help_first.first, *then])
    found.pinned = [pk for pk in order if pk in everyone]
    found.protected = next((pk for pk in [*help_first.first, *found.pinned] if pk in everyone), None)
    top = max(found.scores.values(), default=0)
    for number, offering in enumerate(reversed(found.pinned), start=1):
        found.scores[offering] = top + number


def _in_order(offerings: Iterable[int], scores: Points) -> list[int]:
    return sorted(offerings, key=lambda pk: (-scores.get(pk, 0), pk))
