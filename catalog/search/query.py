"""What a reader's words find. Every word must occur, in the page's language or in Swedish."""

from django.db.models import Q

from boras_guide.languages import SOURCE
from catalog.models import Posting
from catalog.search.analysis import words

MOST_WORDS = 12  # work is bounded; nobody types more
SHORTEST_PART = 3  # letters: shorter words must stand alone, or "ab" would be in every other word

Field = Posting.Field
# What a word is worth where it stands: a name says most, a long text least.
WEIGHTS: dict[int, int] = {
    Field.TITLE: 24,
    Field.TOPIC: 8,
    Field.PLACE: 8,
    Field.SUMMARY: 6,
    Field.ADMINISTRATION: 4,
    Field.DESCRIPTION: 2,
}
# How well a typed word fits the word in the text.
WHOLE, BEGINNING, INSIDE = 4, 2, 1


def search(text: str, language: str) -> dict[int, int]:
    """Offering id → score, for the offerings in which every word of `text` occurs."""
    wanted = list(dict.fromkeys(words(text)))[:MOST_WORDS]
    if not wanted:
        return {}
    any_word = Q(pk__in=[])
    for word in wanted:
        any_word |= Q(term__text__contains=word) if len(word) >= SHORTEST_PART else Q(term__text=word)
    rows = Posting.objects.filter(any_word, term__language__in={language, SOURCE}).values_list(
        "offering_id", "field", "term__text"
    )
    best: dict[int, dict[str, int]] = {}  # offering → word → its best score there
    for offering, field, term in rows:
        scores = best.setdefault(offering, {})
        for word in wanted:
            score = WEIGHTS[field] * _fit(word, term)
            if score > scores.get(word, 0):
                scores[word] = score
    return {offering: sum(scores.values()) for offering, scores in best.items() if len(scores) == len(wanted)}


def _fit(word: str, term: str) -> int:
    if word == term:
        return WHOLE
    if len(word) < SHORTEST_PART or word not in term:
        return 0
    return BEGINNING if term.startswith(word) else INSIDE
