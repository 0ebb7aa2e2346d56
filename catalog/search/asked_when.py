"""When a question asks, and what else it asks for.

A day narrows the list by itself only where it can mean nothing else: beside words that ask what is open, ages, kinds of
support and parts of the city. Beside any other word it may belong to the trouble: "kan inte sova på helgen".
"""

from dataclasses import dataclass

from catalog.search.analysis import Word, as_typed, forms, is_small
from catalog.search.day_words import Day, asks_when
from catalog.search.query import Found
from catalog.search.stop_words import NEGATIONS

MOST_AGES = 3  # a question with more is about a time of life: "tonåring" is five
HAVE_HOURS = {"type", "area"}  # a topic may be a trouble, and who names an offering wants it whenever it is


@dataclass(frozen=True)
class When:
    days: tuple[Day, ...]  # parameters of the list, and their values
    red_day: str  # its Swedish name: the calendar has it
    ages: tuple[str, ...]  # where it asks for nothing but them and the day
    words: str  # the others, as they were typed
    is_certain: bool


def when_asked(found: Found) -> When | None:
    """None where the question names no day."""
    question = found.question
    if not question.days:
        return None
    has_ages = len(question.ages.codes) <= MOST_AGES
    besides = _besides(found, has_ages=has_ages)
    ages = sorted(question.ages.codes) if has_ages and not besides else ()
    is_certain = not besides or _has_hours(found, besides)
    return When(question.days.asked, question.days.red_day, tuple(ages), _words(found, besides), is_certain)


def _besides(found: Found, *, has_ages: bool) -> set[Word]:
    """The words that ask for more than when, and how old."""
    question = found.question
    days = {question.said[number] for number in question.days.consumed}
    concepts = [one for one in question.concepts if one.word in question.telling and one.word not in days]
    asking = {
        one.word
        for one in concepts
        if asks_when(one.word, question.languages) and not found.evidence.naming(one)
    }
    # "Öppet för bebisar" is an age; "gravid i dag" is a topic.
    ages = question.ages.stages if asking and has_ages else frozenset()
    return {one.word for one in concepts if one.word not in asking and one.word.folded not in ages}


def _words(found: Found, besides: set[Word]) -> str:
    """Without the day, what asks for it, and the small words around."""
    question = found.question
    kept = {number for number, word in enumerate(question.said) if word in besides}
    kept |= question.near | (question.ages.consumed if kept else frozenset())
    typed, words = as_typed(question.text), []
    for number in range(min(kept, default=0), max(kept, default=-1) + 1):
        word = question.said[number]
        leads_to_day = number + 1 in question.days.consumed and _is_small(word, question.languages)
        asks = asks_when(word, question.languages) or leads_to_day
        if number not in question.days.consumed and (number in kept or not asks):
            words.append(typed[number])
    return " ".join(words)


def _is_small(word: Word, languages: set[str]) -> bool:
    return any(is_small(word, code) and word.folded not in NEGATIONS[code] for code in languages)


def _has_hours(found: Found, besides: set[Word]) -> bool:
    """That nothing but kinds of support and parts of the city are named, and somebody of that kind has said when."""
    evidence = found.evidence
    named = [
        {entry for entry in evidence.naming(one) if entry[0] in HAVE_HOURS}
        for one in found.question.concepts
        if one.word in besides
    ]
    if not all(named) or evidence.named() or _is_part_of_a_phrase(found):
        return False
    kinds = [code for entries in named for kind, code in entries if kind == "type"]
    having = evidence.members.having
    timed = set().union(*having["day"].values())
    return not kinds or any(timed & having["type"].get(code, set()) for code in kinds)


def _is_part_of_a_phrase(found: Found) -> bool:
    """That editors have put words for the search that hold the day, and all of them are said: "dagis helg"."""
    question = found.question
    return any(
        len(phrase.words) > 1 and phrase.is_in(question.forms)
        for word in (question.said[number] for number in question.days.consumed)
        for code in question.languages
        if not is_small(word, code)
        for phrases in (found.evidence.known.of(code).entries, found.evidence.known.of(code).synonyms)
        for form in forms(word, code)
        for phrase in phrases.with_form(form)
    )
