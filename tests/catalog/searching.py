"""Asks the search itself, without a page; and teaches it words, as the desk does."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from catalog.facets import Members, members
from catalog.search.query import Found, search
from catalog.vocabulary import vocabulary
from support.catalogue import announce_change
from support.models import Offering, Protection, Synonym


def everyone() -> Members:
    """All that is public now."""
    return members(Offering.objects.published(timezone.now()), vocabulary("sv"))


def ask(text: str, language: str = "sv", *, among: Members | None = None, **how: Any) -> Found:
    return search(text, language, among or everyone(), **how)


def best(found: Found) -> list[str]:
    """Slugs of what was found, best first."""
    slugs = Offering.objects.in_bulk(found.scores)
    return [slugs[pk].slug for pk in found.in_order()]


def synonym(term: str, *, is_two_way: bool = False, **words: str) -> Synonym:
    """`synonym("öppen förskola", sv="öppis", ar="روضة")`; several words stand on lines of their own."""
    made = Synonym.objects.create(term=term, is_two_way=is_two_way, **_by_column(words))
    announce_change([])
    return made


def protection(
    code: str,
    *,
    first: Offering | None = None,
    then: Iterable[Offering] = (),
    position: int = 100,
    **words: str,
) -> Protection:
    """`protection("danger", first=helpline, sv="man slår")`"""
    made = Protection.objects.create(
        code=code, name=code, first=first, position=position, **_by_column(words)
    )
    made.then.set(then)
    announce_change([])
    return made


def _by_column(words: dict[str, str]) -> dict[str, str]:
    return {f"words_{language}": text for language, text in words.items()}
