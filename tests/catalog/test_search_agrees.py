"""The same questions give the same lists, in the same order, with the same points, on every database.

What differs between databases is the order of rows that nobody has ordered, and how they number and sort. So here the
rows come in another order each time, and the index is written in another. On PostgreSQL the lists are also compared
with those of an SQLite beside it.
"""

import json
import random
import subprocess
import sys

import pytest
from django.db import connection
from django.db.models.query import (
    BaseIterable,
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
)

from catalog.models import Posting, Term
from catalog.search import lexicon
from support.models import CatalogueRevision
from tests.catalog.search_lists import lists, questions
from tests.processes import ROOT, environment, manage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_content")]


@pytest.fixture(scope="module")
def usual(reference_content, django_db_blocker) -> dict[str, list]:
    lexicon.forget()
    with django_db_blocker.unblock():
        return lists()


def test_the_questions_are_many_and_most_of_them_find_something(usual):
    assert len(usual) == len(questions()) > 150
    assert sum(bool(hits) for hits, *_ in usual.values()) > 120


def test_asking_again_gives_the_same(usual):
    assert lists() == usual


@pytest.fixture(params=[1, 2])
def rows_as_they_come(request, monkeypatch) -> None:
    """Whatever nobody has ordered comes in an order of its own each time."""
    chance = random.Random(request.param)

    def shuffled(iterable: type[BaseIterable]) -> None:
        as_given = iterable.__iter__

        def rows(self):
            found = list(as_given(self))
            if not self.queryset.ordered:
                chance.shuffle(found)
            return iter(found)

        monkeypatch.setattr(iterable, "__iter__", rows)

    for iterable in (FlatValuesListIterable, ModelIterable, ValuesListIterable):
        shuffled(iterable)


def hits_of(answers: dict[str, list]) -> dict[str, list]:
    return {question: hits for question, (hits, *_) in answers.items()}


def test_the_order_in_which_a_database_gives_its_rows_changes_no_list(usual, rows_as_they_come):
    """Nor how a question is understood."""
    now = lists()

    assert hits_of(now) == hits_of(usual)
    assert now == usual


def test_the_order_in_which_the_index_was_written_changes_nothing(usual):
    chance = random.Random(3)
    terms, postings = list(Term.objects.all()), list(Posting.objects.select_related("term"))
    Term.objects.all().delete()
    chance.shuffle(terms)
    chance.shuffle(postings)

    anew = {
        (term.language, term.text): Term.objects.create(language=term.language, text=term.text)
        for term in terms
    }
    for posting in postings:
        posting.pk, posting.term = None, anew[posting.term.language, posting.term.text]
    Posting.objects.bulk_create(postings)
    CatalogueRevision.objects.advance()

    assert lists() == usual


@pytest.mark.skipif(connection.vendor == "sqlite", reason="compares another database with SQLite")
def test_sqlite_gives_the_same(usual, tmp_path):
    for command in ("migrate", "load_reference_content"):
        done = manage(command, var=tmp_path)
        assert done.returncode == 0, done.stderr
    there = subprocess.run(
        [sys.executable, "-m", "tests.catalog.search_lists"],
        cwd=ROOT,
        env=environment(tmp_path, DJANGO_SETTINGS_MODULE="boras_guide.settings"),
        capture_output=True,
        check=True,
    )

    assert json.loads(there.stdout) == usual
