"""Ages in a question: "3 åring", "18 månader", "6-9 år", "tonåring"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.search.age_words import MONTHS, STAGES, YEARS
from catalog.search.analysis import Word
from support.ages import EXPECTING, YEARS_OF_CHILDHOOD

# Stage → the values of the filter by age that it means; as in the reference content's life stages.
AGES = {
    "expecting": (EXPECTING,),
    "baby": ("0",),
    "toddler": ("1", "2"),
    "preschooler": ("3", "4", "5"),
    "pupil": tuple(str(age) for age in range(6, 13)),
    "teenager": tuple(str(age) for age in range(13, 18)),
}
CLASSES = {"arskurs", "class", "grade", "klass", "klassen", "luokka"}  # "klass 9" is no age
_SPAN = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,2})")  # "6-9 år"
_NUMBER = re.compile(r"(\d{1,2})(\D*)$")


@dataclass(frozen=True)
class Ages:
    """`codes`: values of the filter by age. `consumed`: which words are ages and nothing else."""

    codes: frozenset[str] = frozenset()
    consumed: frozenset[int] = frozenset()
    stages: frozenset[str] = frozenset()  # words such as "tonåring"

    def __bool__(self) -> bool:
        return bool(self.codes)


def ages_in(text: str, words: list[Word], languages: Iterable[str]) -> Ages:
    languages = list(languages)
    years = frozenset().union(*(YEARS[language] for language in languages))
    months = frozenset().union(*(MONTHS[language] for language in languages))
    folded = [word.folded for word in words]
    codes: set[str] = set()
    consumed: set[int] = set()
    stages: set[str] = set()
    spans = {(match[1], match[2]) for match in _SPAN.finditer(text)}
    for number, word in enumerate(folded):
        match = _NUMBER.match(word)
        if match:
            unit, used = _unit(folded, number, match[2], years | months)
            is_last = number == len(folded) - 1 and _is_bare_age(match, folded[number - 1 : number])
            age = int(match[1]) // 12 if unit in months - years else int(match[1])
            if (unit or is_last) and age in YEARS_OF_CHILDHOOD:
                first = folded[number - 1] if number else ""
                youngest = int(first) if (first, match[1]) in spans and int(first) < age else age
                codes.update(str(one) for one in range(youngest, age + 1))
                consumed |= used
                if max(used) + 1 < len(folded) and folded[max(used) + 1] in years:
                    consumed.add(max(used) + 1)  # "2 years old"
        named = {
            code
            for language in languages
            for stage, names in STAGES[language].items()
            if word in names
            for code in AGES[stage]
        }
        if named:
            codes |= named
            stages.add(word)
    return Ages(frozenset(codes), frozenset(consumed), frozenset(stages))


def _is_bare_age(match: re.Match[str], before: list[str]) -> bool:
    """ "tjej 15", but neither "kl 3" nor the end of a telephone number."""
    is_after_word = bool(before) and before[0].isalpha() and len(before[0]) > 2
    return not match[2] and match[1][0] != "0" and is_after_word and before[0] not in CLASSES


def _unit(folded: list[str], number: int, rest: str, units: frozenset[str]) -> tuple[str, set[int]]:
    """The unit of a number, and which words it takes: "3aring", "3 ar", "6-9 ar", "alder 3"."""
    if rest:
        return (rest, {number}) if rest in units else ("", {number})
    for there in (number + 1, number + 2, number - 1):
        if 0 <= there < len(folded) and folded[there] in units:
            between = folded[number + 1 : there]
            if all(_NUMBER.match(word) for word in between):
                return folded[there], {number, there}
    return "", {number}
