"""Text as people type it in a hurry, without case and marks, and in the order of the Swedish alphabet.

In the desk's lists, the database itself compares and sorts. SQLite knows neither ö nor Ö, and
PostgreSQL's own way to fold them is an extension we do without: both are taught the same here.
"""

import re
import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField

_MARKS = re.compile("[\u0300-\u036f]+")
# å, ä, ö are letters of their own, after z; these three signs are what follows z in ASCII.
_LAST_LETTERS = ("ÅÄÖåäö", "{|}{|}")


def fold(text: str) -> str:
    """Without case and marks.

    >>> fold("Öppna FÖRSKOLAN")
    'oppna forskolan'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()


def alphabetical(text: str) -> str:
    return fold(text.translate(str.maketrans(*_LAST_LETTERS)))


_ON_POSTGRESQL = "lower(regexp_replace(normalize({}, NFKD), '[\u0300-\u036f]+', '', 'g'))"


class Folded(Func):
    """`fold`, of a column."""

    function = "fold"
    arity = 1
    output_field = TextField()
    on_postgresql = _ON_POSTGRESQL.format("%(expressions)s")

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> tuple:
        return self.as_sql(compiler, connection, template=self.on_postgresql, **context)


class Alphabetical(Folded):
    """`alphabetical`, of a column: what to order Swedish names by."""

    function = "alphabetical"
    on_postgresql = (
        _ON_POSTGRESQL.format("translate(%(expressions)s, '{}', '{}')".format(*_LAST_LETTERS))
        + ' COLLATE "C"'
    )


def teach_sqlite(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """On each new connection."""
    if connection.vendor == "sqlite":
        for function in (fold, alphabetical):
            connection.connection.create_function(
                function.__name__,
                1,
                lambda text, function=function: None if text is None else function(text),
                deterministic=True,
            )
