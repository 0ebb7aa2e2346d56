"""An offering's form: little to fill in, ages in years, and only what the one who looks can use."""

import re

import pytest
from django import forms
from django.test import Client

from support.admin.age_input import Oldest, Youngest
from support.models import Offering
from support.models.offering import OLDEST_MONTHS
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor, story_time

ADD = "/redaktion/support/offering/add/"


class Ages(forms.Form):
    youngest = Youngest(label="från")
    oldest = Oldest(label="till och med")


def change(offering: Offering) -> str:
    return f"/redaktion/support/offering/{offering.pk}/change/"


def editor_of(username: str, *assignment, **scope) -> Editor:
    return Editor(log_in(Client(), factories.assigned(username, *assignment, **scope)))


# --- Ages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "months", "from_", "to"),
    [("3", "", 36, 47), ("0", "", 0, 11), ("0", "6", 6, 6), ("1", "6", 18, 18), ("", "18", 18, 18)],
)
def test_an_age_is_written_in_years_and_in_months_where_these_matter(years, months, from_, to):
    typed = {
        f"{age}_{part}": text
        for age in ("youngest", "oldest")
        for part, text in {"years": years, "months": months}.items()
    }

    form = Ages(typed)

    assert form.is_valid()
    assert form.cleaned_data == {"youngest": from_, "oldest": to}


@pytest.mark.parametrize("field", [Youngest(), Oldest()])
def test_every_age_is_shown_as_what_would_be_written_for_it(field):
    for age in range(OLDEST_MONTHS + 1):
        assert field.compress(field.in_parts(age)) == age


def test_an_age_that_is_not_written_is_asked_for():
    form = Ages({"youngest_years": "0"})

    assert not form.is_valid()
    assert "oldest" in form.errors


# --- What is folded, and what is left out -------------------------------------------------------------


def is_folded(html: str, heading: str) -> bool:
    return bool(re.search(rf"<details><summary>\s*<h2[^>]*>{heading}</h2>", html))


def test_what_can_wait_is_folded_until_something_is_written_there(db):
    editor = editor_of("eva", "editor", "alfa")
    draft = factories.offering("kafe", administration="alfa", status="draft", spoken=["so"])

    new, stored = editor.open(ADD), editor.open(change(draft))

    assert is_folded(new, "Språk som talas")
    assert not is_folded(stored, "Språk som talas")
    assert is_folded(stored, "Uppföljning")
    assert not is_folded(new, "Det som behövs")


def test_nothing_is_folded_when_the_form_comes_back_with_faults(db):
    editor = editor_of("eva", "editor", "alfa")
    like = factories.offering("kafe", administration="alfa", topics=["lek"])

    html = editor.send(
        ADD, **{**story_time(like), "title_sv": "", "who_you_meet_sv": "Kim."}
    ).content.decode()

    assert "<details><summary>" not in html.partition('id="schedules-group"')[0]


def test_what_is_another_administrations_is_read_in_swedish_with_whom_to_ask(db):
    factories.administration("beta", phone="033-35 70 11")
    theirs = factories.offering("deras", administration="beta", ages=(0, 5), title_ar="اسم")

    html = editor_of("eva", "editor", "alfa").open(change(theirs))

    assert "Du kan läsa det här, men inte ändra." in html
    assert "033-35 70 11" in html
    assert "0–5 år" in html
    assert "اسم" not in html
    assert "Uppföljning" not in html


def test_a_translator_meets_two_languages_and_no_word_of_what_else_is_needed(db):
    published = factories.offering("kafe")

    html = editor_of("lo", "translator", language="ar").open(change(published))

    assert set(re.findall(r'name="title_(\w+)"', html)) == {"sv", "ar"}
    assert "Resten kan vänta" not in html
