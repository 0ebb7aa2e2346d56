"""What half-typed words may become: topics, kinds of support, areas and offerings whose names begin so."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse

from boras_guide.languages import LANGUAGES, SOURCE, column
from catalog.models import Posting
from catalog.search.analysis import words
from catalog.search.index import whole
from catalog.shown import ShownText, first_shown
from catalog.vocabulary import vocabulary
from support.models import Area, Offering, OfferingType, Topic

MOST = 8
SHORTEST, LONGEST = 2, 200  # letters typed
MOST_TITLES = 200  # read, of which the best are shown

# Kind → the name of its page's address, and its place among the others: what covers most comes first.
PAGES = {"topic": "topic", "type": "type", "area": "area", "offering": "offering_detail"}
ORDER = {"topic": 0, "type": 0, "area": 1, "offering": 2}


@dataclass(frozen=True)
class Suggestion:
    kind: str
    slug: str
    text: ShownText
    swedish: str  # its name there, where the one shown is not what was typed

    @property
    def url(self) -> str:
        return reverse(PAGES[self.kind], args=[self.slug])

    def rank(self, typed: list[str]) -> tuple | None:
        """Lower is better; None where no name begins as what was typed."""
        ranks = []
        for is_swedish, name in enumerate((self.text, self.swedish)):
            begins = first_fit(typed, words(name))
            if begins is not None:
                ranks.append((begins > 0, is_swedish, ORDER[self.kind], len(name), name, self.slug))
        return min(ranks, default=None)

    def as_fitted(self, typed: list[str]) -> "Suggestion":
        return self if first_fit(typed, words(self.text)) is None else replace(self, swedish="")


def suggestions(text: str, language: str, at: datetime.datetime) -> list[Suggestion]:
    """The best, best first. Three queries at most, whatever the number of offerings."""
    typed = words(text[:LONGEST])
    if sum(map(len, typed)) < SHORTEST:
        return []
    ranked = ((one.rank(typed), one) for one in (*_named(language), *_titled(typed, language, at)))
    fitting = sorted(((rank, one) for rank, one in ranked if rank is not None), key=lambda pair: pair[0])
    return [one.as_fitted(typed) for _rank, one in fitting[:MOST]]


def first_fit(typed: list[str], name: list[str]) -> int | None:
    """At which word of the name what was typed begins to stand there, its last word perhaps not finished.

    >>> first_fit(["oppna", "for"], ["den", "oppna", "forskolan"])
    1
    """
    *whole, last = typed
    for start in range(len(name) - len(whole)):
        end = start + len(whole)
        if name[start:end] == whole and name[end].startswith(last):
            return start
    return None


def _named(language: str) -> Iterator[Suggestion]:
    in_use = {
        "topic": Topic.objects.in_use(),
        "type": OfferingType.objects.in_use(),
        "area": Area.objects.in_use(),
    }
    named = vocabulary(language, only=in_use)
    in_swedish = named if language == SOURCE else vocabulary(SOURCE, only=in_use)
    for kind, entries in named.items():
        swedish = {entry.id: entry.name for entry in in_swedish[kind]}
        for entry in entries:
            yield Suggestion(kind, entry.slug, entry.name, swedish[entry.id])


def _titled(typed: list[str], language: str, at: datetime.datetime) -> Iterator[Suggestion]:
    """Offerings, none of them sensitive: the name of a refuge shall not come up by chance."""
    chain = LANGUAGES[language].chain
    begins_so = Posting.objects.filter(
        Q(field=Posting.Field.TITLE, term__text__startswith=max(typed, key=len))
        | Q(field=Posting.Field.NAME, term__text__startswith=whole(" ".join(typed))),
        term__language__in={*chain, SOURCE},
    )
    titled = (
        Offering.objects.rewrite(False)
        .published(at)
        .filter(is_sensitive=False, pk__in=begins_so.values("offering"))
        .order_by("pk")
        .values_list("slug", column("title", SOURCE), *(column("title", code) for code in chain))
    )
    for slug, swedish, *titles in titled[:MOST_TITLES]:
        yield Suggestion("offering", slug, first_shown(zip(chain, titles, strict=True), language), swedish)
