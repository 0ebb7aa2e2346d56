"""Words that find nothing are counted, and nobody can read what one person has written."""

import datetime
import logging
from urllib.parse import quote

import pytest
import time_machine
from django.core.management import call_command
from django.core.signals import request_finished
from django.db import OperationalError, close_old_connections, connection
from django.http import HttpResponse
from django.test import override_settings

from catalog.models import SearchMiss
from catalog.search import misses
from catalog.search.misses import note, note_after, worth_noting

pytestmark = pytest.mark.django_db
MAY = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
JUNE = datetime.datetime(2026, 6, 4, 12, tzinfo=datetime.UTC)


def note_times(number: int, word: str, language: str = "sv", at: datetime.datetime = MAY) -> None:
    for _ in range(number):
        note([word], language, at)


def test_nine_times_is_a_number_and_a_digest():
    note_times(9, "napprem")

    miss = SearchMiss.objects.get()
    assert (miss.count, miss.word, miss.month) == (9, "", datetime.date(2026, 5, 1))
    assert "napprem" not in str(vars(miss))


def test_the_tenth_time_the_word_can_be_read():
    note_times(10, "Napprem")

    miss = SearchMiss.objects.get()
    assert (miss.count, miss.word) == (10, "napprem")


def test_a_month_cannot_be_told_from_the_next():
    note_times(9, "napprem")
    note_times(9, "napprem", at=JUNE)

    may, june = SearchMiss.objects.order_by("month")
    assert may.digest != june.digest
    assert not SearchMiss.objects.readable().exists()


def test_the_month_is_that_of_boras():
    note(["napprem"], "sv", datetime.datetime(2026, 4, 30, 22, 30, tzinfo=datetime.UTC))

    assert SearchMiss.objects.get().month == datetime.date(2026, 5, 1)


def test_a_digest_cannot_be_made_without_the_secret():
    note(["napprem"], "sv", MAY)
    with override_settings(SECRET_KEY="another" * 10):
        note(["napprem"], "sv", MAY)

    assert SearchMiss.objects.count() == 2


def test_languages_are_counted_apart():
    note(["salaam"], "so", MAY)
    note(["salaam"], "ar", MAY)

    assert set(SearchMiss.objects.values_list("language", "count")) == {("so", 1), ("ar", 1)}


@pytest.mark.parametrize("word", ["850101-1234", "033357000", "ab", "x" * 41, "--", ""])
def test_what_is_no_word_is_not_counted(word):
    note([word], "sv", MAY)

    assert not SearchMiss.objects.exists()


def test_digits_are_taken_away():
    note_times(10, "napprem2021")

    assert SearchMiss.objects.get().word == "napprem"


def test_one_question_counts_at_most_three_words_each_once():
    note(["ett", "tva", "ETT", "tre", "fyra"], "sv", MAY)

    assert list(SearchMiss.objects.values_list("count", flat=True)) == [1, 1, 1]


def test_a_full_month_counts_only_what_it_has(monkeypatch):
    monkeypatch.setattr(misses, "MOST_ROWS", 2)
    note(["ett", "tva", "tre"], "sv", MAY)

    note(["ett", "fyra"], "sv", MAY)
    note(["fyra"], "sv", JUNE)

    assert sorted(SearchMiss.objects.values_list("month__month", "count")) == [(5, 1), (5, 2), (6, 1)]


@pytest.mark.parametrize(
    ("question", "unknown", "noted"),
    [
        ("var finns napprem", {"napprem"}, ["napprem"]),
        ("Napprem", {"napprem"}, ["napprem"]),
        ("Hej! Napprem och kuddrum?", {"hej", "napprem", "kuddrum"}, ["hej", "napprem", "kuddrum"]),
        ("träffa Svensson på bvc", {"svensson"}, []),
        ("Kim Svensson", {"kim", "svensson"}, []),
        ("jag söker ”Svensson”", {"svensson"}, []),
        ("kim.svensson@example.org napprem", {"kim", "svensson", "example", "org", "napprem"}, ["napprem"]),
        ("https://example.org/kim?", {"https", "example", "org", "kim"}, []),
        ("kuddrum napprem kuddrum fidget pulka", {"kuddrum", "napprem", "fidget", "pulka"},
         ["kuddrum", "napprem", "fidget"]),
        ("حضانة الغد", {"حضانه"}, ["حضانه"]),
        ("", set(), []),
    ],
)  # fmt: skip
def test_names_and_addresses_are_not_noted(question, unknown, noted):
    assert worth_noting(question, unknown) == noted


# --- Never in anyone's way -------------------------------------------------------------------------


def test_it_is_written_when_the_answer_has_left():
    response = HttpResponse("svar")
    note_after(response, ["napprem"], "sv", MAY)
    assert not SearchMiss.objects.exists()

    request_finished.disconnect(close_old_connections)  # as Django's own test client does
    response.close()
    request_finished.connect(close_old_connections)

    assert SearchMiss.objects.get().count == 1


def test_a_fault_of_the_database_is_nobodys_and_is_logged_without_the_word(monkeypatch, caplog):
    def breaks(*args):
        raise OperationalError("database is locked: napprem")

    monkeypatch.setattr(misses, "_count", breaks)
    with caplog.at_level(logging.WARNING):
        note(["napprem"], "sv", MAY)

    assert "OperationalError" in caplog.text
    assert "napprem" not in caplog.text


def test_however_many_words_the_questions_to_the_database_are_few(django_assert_max_num_queries):
    note_times(9, "napprem")

    with django_assert_max_num_queries(10):  # four are the savepoint's and the patience
        note(["napprem", "kuddrum", "fidget"], "sv", MAY)


def test_it_does_not_wait_for_others_but_the_next_who_writes_does(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the database")
    usual, counting = patience(), []
    monkeypatch.setattr(misses, "_count", lambda *args: counting.append(patience()))

    note(["napprem"], "sv", MAY)

    assert counting == [misses.PATIENCE]
    assert patience() == usual > misses.PATIENCE


def patience() -> int:
    """Milliseconds."""
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


# --- Kept for a year and a month --------------------------------------------------------------------


def test_old_months_are_forgotten(capsys):
    for year, month in ((2025, 3), (2025, 4), (2026, 5)):
        SearchMiss.objects.create(month=datetime.date(year, month, 1), language="sv", digest="a" * 64)

    with time_machine.travel(datetime.datetime(2026, 5, 31, 12, tzinfo=datetime.UTC), tick=False):
        call_command("forget_search_misses")

    months = SearchMiss.objects.order_by("month").values_list("month", flat=True)
    assert list(months) == [datetime.date(2025, 4, 1), datetime.date(2026, 5, 1)]
    assert "Deleted 1 words" in capsys.readouterr().out


def test_the_first_word_of_a_new_month_takes_the_old_ones_away():
    SearchMiss.objects.create(month=datetime.date(2025, 3, 1), language="sv", digest="a" * 64)

    note(["napprem"], "sv", datetime.datetime(2026, 5, 15, tzinfo=datetime.UTC))

    assert [miss.month for miss in SearchMiss.objects.all()] == [datetime.date(2026, 5, 1)]


# --- The desk ---------------------------------------------------------------------------------------


def test_editors_read_what_many_have_written_and_only_the_number_of_the_rest(admin_client):
    note_times(12, "حضانة", "ar")
    note_times(3, "kuddrum")

    page = admin_client.get("/redaktion/catalog/searchmiss/").content.decode()

    assert "1 ord som har sökts färre än tio gånger" in page
    assert "1 ord utan träff" in page
    assert '<td class="field-count">12</td>' in page
    assert "2026-05" in page
    assert f"/redaktion/support/synonym/add/?words_ar={quote('حضانه')}" in page


def test_nobody_changes_them(admin_client):
    note_times(10, "napprem")
    miss = SearchMiss.objects.get()

    assert admin_client.get("/redaktion/catalog/searchmiss/add/").status_code == 403
    admin_client.post(f"/redaktion/catalog/searchmiss/{miss.pk}/change/", {"count": 1})
    miss.refresh_from_db()
    assert miss.count == 10


def test_a_word_that_turns_out_to_be_a_name_can_be_deleted(admin_client):
    note_times(10, "napprem")
    miss = SearchMiss.objects.get()

    admin_client.post(f"/redaktion/catalog/searchmiss/{miss.pk}/delete/", {"post": "yes"})

    assert not SearchMiss.objects.exists()
