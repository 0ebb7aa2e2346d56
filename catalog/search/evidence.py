"""Where the words of one question stand, and what that is worth for each offering."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.facets import Members
from catalog.models import Posting
from catalog.search import weights
from catalog.search.index import whole
from catalog.search.lexicon import Lexicon
from catalog.search.phrases import Phrase
from catalog.search.question import OWN, Alternative, Concept, Part, Question

Points = dict[int, int]  # offering id → points
Belonging = tuple[str, str]  # a parameter of the list and its value: what offerings belong to

ROWS_AT_A_TIME = 5_000


@dataclass
class Weighed:
    """A word of the question, what it found, and what it is worth."""

    concept: Concept
    points: Points
    rarity: int
    is_place: bool = False  # it names a part of the city


class Evidence:
    """Asks the database once for the words of a question, and once more for those that found nothing."""

    def __init__(self, question: Question, known: Lexicon, members: Members) -> None:
        self.question = question
        self.known = known
        self.members = members
        self.postings: dict[int, Points] = {}  # term id → offering id → weight

    # --- What is read -------------------------------------------------------------------------------

    def read(self, concepts: list[Concept]) -> None:
        pairs = (
            pair for one in concepts for other in one.alternatives for part in other.parts for pair in part
        )
        wanted = {term for term in map(self.term, pairs) if term}.union(self._names()) - self.postings.keys()
        if not wanted:
            return
        self.postings.update({term: {} for term in wanted})
        everyone = self.members.everyone
        rows = Posting.objects.filter(term__in=sorted(wanted))
        columns = rows.values_list("term_id", "offering_id", "weight")
        for term, offering, weight in columns.iterator(ROWS_AT_A_TIME):
            if offering in everyone:
                self.postings[term][offering] = weight

    def term(self, pair: tuple[str, str]) -> int | None:
        language, form = pair
        return self.known.terms[language].get(form)

    def _names(self) -> Iterator[int]:
        """Terms that are the whole question, in any language."""
        name = whole(self.question.text)
        return (terms[name] for terms in self.known.terms.values() if name in terms)

    def named(self) -> Points:
        """The offerings whose name is the whole question."""
        return {pk: weight for term in self._names() for pk, weight in self.postings.get(term, {}).items()}

    # --- What words find ----------------------------------------------------------------------------

    def weigh(self, concepts: list[Concept]) -> list[Weighed]:
        """A word that most offerings have only ranks what the rarer words of the question have found."""
        self.read(concepts)
        rarities = {id(concept): self.rarity(self.having(concept)) for concept in concepts}
        rare = [concept for concept in concepts if rarities[id(concept)] > weights.ONLY_RANKS]
        found: set[int] = set().union(*map(self.having, rare))
        return [
            Weighed(
                concept,
                self.points(concept, None if concept in rare or not found else found),
                rarities[id(concept)],
                self.is_place(concept),
            )
            for concept in concepts
        ]

    def having(self, concept: Concept) -> set[int]:
        """The offerings that say it in any way."""
        return set().union(*map(self._having, concept.alternatives))

    def _having(self, one: Alternative) -> set[int]:
        if one.entries:
            return set().union(*(self.belonging_to(phrase.kind, phrase.code) for phrase in one.entries))
        said = self.said_with(one)
        parts = [
            set().union(
                *(self.postings.get(self.term(pair) or 0, {}) for pair in part),
                *(self.belonging_to(*entry) for entry in self.entries_of(part, said)),
            )
            for part in one.parts
        ]
        return parts[0].intersection(*parts[1:])

    def rarity(self, having: set[int]) -> int:
        """How much it says that an offering has the word: more, the fewer have it."""
        number = len(having)
        rarity = weights.COMMON
        while number and number * 2 <= len(self.members.everyone) and rarity < weights.RAREST:
            number *= 2
            rarity += weights.HALVING
        return rarity

    def points(self, concept: Concept, only: set[int] | None) -> Points:
        """The best way to say it, and a share of every other. `only`: the offerings that matter."""
        best: Points = {}
        total: Points = defaultdict(int)
        for one in concept.alternatives:
            for offering, worth in self.alternative(one, only).items():
                total[offering] += worth
                if worth > best.get(offering, 0):
                    best[offering] = worth
        return {pk: worth + (total[pk] - worth) // weights.OTHERWISE for pk, worth in best.items()}

    def alternative(self, one: Alternative, only: set[int] | None = None) -> Points:
        if one.entries:
            entries = {(phrase.kind, phrase.code): weights.ENTRIES[phrase.kind] for phrase in one.entries}
            first = self._sum({}, entries, only)
        else:
            said = self.said_with(one)
            first, *rest = (self._part(part, said, only) for part in one.parts)
            if rest:
                everywhere = set(first).intersection(*rest)
                count = len(one.parts)
                first = {pk: sum(part[pk] for part in (first, *rest)) // count for pk in everywhere}
        return {offering: points * one.quality // 100 for offering, points in first.items()}

    def _part(self, part: Part, said: frozenset[str], only: set[int] | None) -> Points:
        own: Points = {}
        for pair in part:
            postings = self.postings.get(self.term(pair) or 0, {})
            for offering in postings if only is None else postings.keys() & only:
                weight = postings[offering]
                if weight > own.get(offering, 0):
                    own[offering] = weight
        entries = {entry: worth for entry, (worth, _) in self.entries_of(part, said).items()}
        return self._sum(own, entries, only)

    def _sum(self, own: Points, entries: dict[Belonging, int], only: set[int] | None) -> Points:
        """What says most about a word, and a share of everything else that says it too."""
        best, total = dict(own), dict(own)
        for entry, worth in entries.items():
            offerings = self.belonging_to(*entry)
            for offering in offerings if only is None else offerings & only:
                total[offering] = total.get(offering, 0) + worth
                if worth > best.get(offering, 0):
                    best[offering] = worth
        return {pk: points + (total[pk] - points) // weights.ELSEWHERE for pk, points in best.items()}

    # --- What offerings belong to -------------------------------------------------------------------

    def said_with(self, one: Alternative) -> frozenset[str]:
        """All that is said when a word means this."""
        return self.question.forms | {form for part in one.parts for _, form in part}

    def belonging_to(self, kind: str, code: str) -> set[int]:
        """Whoever names a part of the city wants what is there, before what is everywhere."""
        offerings = self.members.having[kind].get(code, set())
        return offerings - self.members.city_wide if kind == "area" else offerings

    def entries_of(self, part: Part, said: frozenset[str]) -> dict[Belonging, tuple[int, Phrase]]:
        """Belonging → what it is worth that its words are said, half of them a quarter; and which words."""
        found: dict[Belonging, tuple[int, Phrase]] = {}
        for language, form in sorted(part):
            # Another language's own entries are found by `Alternative.entries`.
            if language not in self.question.languages:
                continue
            for phrase in self.known.of(language).entries.with_form(form):
                share = phrase.share_in(said)
                worth = weights.ENTRIES[phrase.kind] * share * share // 10_000
                key = (phrase.kind, phrase.code)
                if key not in found or worth > found[key][0]:
                    found[key] = (worth, phrase)
        return found

    def named_entries(self) -> list[Belonging]:
        """What the question names in full."""
        named: dict[Belonging, None] = {}
        for concept in self.question.concepts:
            for one in concept.alternatives:
                said = self.said_with(one)
                for part in one.parts if one.how in {*OWN, "joined"} else ():
                    found = self.entries_of(part, said).items()
                    named |= dict.fromkeys(entry for entry, (_, phrase) in found if phrase.is_in(said))
        return list(named)

    def naming(self, concept: Concept) -> set[Belonging]:
        """What this word names in full, alone or with others, or by a single word that editors put for it."""
        found = {(phrase.kind, phrase.code) for one in concept.alternatives for phrase in one.entries}
        terms = {
            phrase.code
            for code in self.question.languages
            for form in concept.own_forms
            for phrase in self.known.of(code).synonyms.with_form(form)
            if len(phrase.words) == 1
        }
        for one in concept.alternatives:
            if one.how in {*OWN, "joined"} or (one.how == "synonym" and one.text in terms):
                said = self.said_with(one)
                entries = (entry for part in one.parts for entry in self.entries_of(part, said).items())
                found.update(entry for entry, (_, phrase) in entries if phrase.is_in(said))
        return found

    def is_place(self, concept: Concept) -> bool:
        return any(
            kind == "area" and phrase.is_in(self.said_with(one))
            for one in concept.alternatives
            if one.how in OWN
            for part in one.parts
            for (kind, _), (_, phrase) in self.entries_of(part, self.said_with(one)).items()
        )

    def topics(self) -> list[str]:
        """Codes of the topics that it touches, likeliest first."""
        worth: dict[str, int] = defaultdict(int)
        for concept in self.question.concepts:
            for one in concept.alternatives:
                for part in one.parts:
                    for (kind, code), (points, _) in self.entries_of(part, self.said_with(one)).items():
                        if kind == "topic":
                            worth[code] += points * one.quality
        return sorted(worth, key=lambda code: (-worth[code], code))
