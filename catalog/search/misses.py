"""Counts words that find nothing, without keeping what one person has written.

Below ten times a month a word is only a digest, under a key that changes every month. The tenth time the
word itself is kept. It is best effort: bounded, after the answer has left, and no fault of it is anyone's.
"""

import datetime
import logging
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from catalog.models import SearchMiss
from catalog.search.analysis import fold, words

READABLE_FROM = 10  # times in a month
MOST_WORDS = 3  # of one question
MOST_ROWS = 5000  # in a month; further words are not counted
SHORTEST, LONGEST = 3, 40  # letters
PATIENCE = 100  # milliseconds to wait for whoever is writing

logger = logging.getLogger(__name__)

_QUOTES = "\"'”’»(["
_NO_LETTER = re.compile(r"[\W\d_]+")
_ADDRESS = re.compile(r"@|://|^www\.", re.IGNORECASE)  # e-mail and web


def worth_noting(question: str, unknown: Collection[str]) -> list[str]:
    """The unknown words (folded) of a question as it was typed, but those that look like a name or an address.

    >>> worth_noting("Hur når jag Kim Svensson om napprem? kim@example.org", {"kim", "svensson", "napprem"})
    ['napprem']
    """
    chunks = question.split()
    found = (
        word
        for chunk, is_name in zip(chunks, _look_like_names(chunks), strict=True)
        if not is_name and not _ADDRESS.search(chunk)
        for word in words(chunk)
        if word in unknown
    )
    return list(dict.fromkeys(found))[:MOST_WORDS]


def _look_like_names(chunks: list[str]) -> list[bool]:
    """A capital letter inside a sentence, and one that begins it when the next word has one too."""
    capital = [chunk.lstrip(_QUOTES)[:1].isupper() for chunk in chunks]
    begins = [True, *(chunk[-1] in ".?!:" for chunk in chunks)][: len(chunks)]
    inside = [has and not begin for has, begin in zip(capital, begins, strict=True)]
    followed = [*inside[1:], False][: len(chunks)]
    return [
        within or (has and follows) for has, within, follows in zip(capital, inside, followed, strict=True)
    ]


def note(unknown: Iterable[str], language: str, at: datetime.datetime) -> None:
    """Count these words once more. Never raises for the database's sake, and never waits for it."""
    month = timezone.localdate(at).replace(day=1)
    readable = filter(None, map(_letters, unknown))
    word_of = {_digest(word, language, month): word for word in dict.fromkeys(readable)}
    word_of = dict(list(word_of.items())[:MOST_WORDS])
    if not word_of:
        return
    try:
        with _impatient():
            _count(word_of, language, month)
    except DatabaseError as error:  # whose own message might hold the words
        logger.warning("Words without hits were not counted: %s", type(error).__name__)


def note_after(
    response: HttpResponseBase, unknown: Collection[str], language: str, at: datetime.datetime
) -> None:
    """`note`, when the answer has left: a server closes a response once it is sent."""
    if unknown:
        response._resource_closers.append(lambda: note(unknown, language, at))  # type: ignore[attr-defined]


def _letters(word: str) -> str:
    letters = _NO_LETTER.sub("", fold(word))
    return letters if SHORTEST <= len(letters) <= LONGEST else ""


def _digest(word: str, language: str, month: datetime.date) -> str:
    """Keyed by the guide's secret and the month, so that no month can be told from another."""
    key = f"{__name__} {month:%Y-%m}"
    return salted_hmac(key, f"{language} {word}", algorithm="sha256").hexdigest()


def _count(word_of: dict[str, str], language: str, month: datetime.date) -> None:
    this_month = SearchMiss.objects.filter(month=month)
    known = this_month.filter(language=language, digest__in=word_of)
    known.update(count=F("count") + 1)
    counted = {miss.digest: miss for miss in known}
    for digest, miss in counted.items():
        if miss.count >= READABLE_FROM and not miss.word:
            miss.word = word_of[digest]
            miss.save(update_fields=["word"])
    new = [digest for digest in word_of if digest not in counted]
    if new:
        rows = this_month.count()
        room = max(0, MOST_ROWS - rows)
        if not rows:  # a new month
            SearchMiss.objects.too_old(month).delete()
        SearchMiss.objects.bulk_create(
            (SearchMiss(month=month, language=language, digest=digest) for digest in new[:room]),
            ignore_conflicts=True,  # somebody else has just written the same
        )


@contextmanager
def _impatient() -> Iterator[None]:
    """A transaction that rather fails than waits for another."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
                yield
            return
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            with transaction.atomic():
                yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
