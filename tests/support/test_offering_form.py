"""An offering's form: little to fill in, ages in years, and only what the one who looks can use."""

import re

import pytest
from django import forms
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support.admin.age_input import Oldest, Youngest
from support.models import Closure, Offering
from support.models.offering import OLDEST_MONTHS
from support.working_version import make_working_version
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor, new_row, story_time

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


def test_a_form_with_faults_unfolds_only_what_something_was_typed_in(db):
    editor = editor_of("eva", "editor", "alfa")
    like = factories.offering("kafe", administration="alfa", topics=["lek"])

    html = editor.send(
        ADD, **{**story_time(like), "title_sv": "", "who_you_meet_sv": "Kim.", "code": ""}
    ).content.decode()

    assert not is_folded(html, "Vem man träffar")
    assert is_folded(html, "Uppföljning")


def test_a_form_with_faults_lists_them_first_with_their_fields(db):
    editor = editor_of("eva", "editor", "alfa")
    like = factories.offering("kafe", administration="alfa", topics=["lek"])

    html = editor.send(ADD, **{**story_time(like), "title_sv": "", **new_row(opens_at="25")}).content.decode()

    faults = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', html.partition('class="faults"')[2])[:2]
    assert [field for field, _ in faults] == ["id_title_sv", "id_schedules-0-opens_at"]
    assert faults[0][1] == "Namn: skriv något här"
    assert all(f'id="{field}"' in html for field, _ in faults)


# --- Its address --------------------------------------------------------------------------------------


def test_the_address_of_a_new_offering_is_made_of_its_name_also_where_another_has_the_same(db):
    editor = editor_of("eva", "editor", "alfa")
    like = factories.offering("sagostund", administration="alfa", topics=["lek"])

    editor.save(ADD, **{**story_time(like), "slug": ""})

    assert Offering.objects.exclude(pk=like.pk).get().slug == "sagostund-2"


def test_until_it_is_published_the_address_follows_the_name_unless_it_was_chosen(db):
    editor = editor_of("eva", "editor", "alfa")
    fields = {"administration": "alfa", "topics": ["lek"], "places": ["huset"]}
    made = factories.offering("babykafe", title_sv="Babykafé", status="draft", **fields)
    chosen = factories.offering("vart-eget", title_sv="Babykafé", status="draft", **fields)
    public = factories.offering("babykafe-2", title_sv="Babykafé", **fields)

    for offering in (made, chosen, public):
        editor.save(change(offering), title_sv="Pappakafé", _save="")

    found = Offering.objects.filter(draft_of=None).order_by("pk").values_list("slug", flat=True)
    assert list(found) == ["pappakafe", "vart-eget", "babykafe-2"]
    assert public.draft.slug == "babykafe-2"


# --- What comes along unseen ----------------------------------------------------------------------------


def test_what_cannot_be_seen_is_not_kept_but_arabic_keeps_its_marks_of_direction(db):
    editor = editor_of("eva", "editor", "alfa")
    draft = factories.offering("kafe", administration="alfa", status="draft", topics=["lek"])

    editor.save(
        change(draft), summary_sv="Kom\u202e och\x07 lek\u200e.\nHär.", title_ar="\u202bمقهى\u200f (Café)"
    )

    draft.refresh_from_db()
    assert draft.summary_sv == "Kom och lek.\nHär."
    assert draft.title_ar == "مقهى\u200f (Café)"


# --- How much a form may hold -----------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["1000000", "9" * 400, "151"])
def test_a_form_with_more_rows_than_anybody_has_is_refused_before_anything_is_locked(db, number):
    editor = editor_of("eva", "editor", "alfa")
    draft = factories.offering("kafe", administration="alfa", status="draft", topics=["lek"])

    with CaptureQueriesContext(connection) as queries:
        answer = editor.client.post(change(draft), {"schedules-TOTAL_FORMS": number})

    assert answer.status_code == 400
    assert "Inget är sparat." in answer.content.decode()
    assert not any("revision" in query["sql"] for query in queries)


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


# --- Links to what she may not see -------------------------------------------------------------------


def test_a_link_to_what_she_may_not_see_stays_and_is_not_named(db):
    secret = factories.offering("hemligt", status="draft", administration="kultur", title="Hemligt")
    mine = factories.offering("sagostund", status="draft", topics=["lek"], replaced_by=secret)
    eva = editor_of("eva", "editor", factories.FORSKOLEFORVALTNINGEN)

    page = eva.open(change(mine))
    eva.save(change(mine), title_sv="Lässtund")

    mine.refresh_from_db()
    assert (mine.title_sv, mine.replaced_by) == ("Lässtund", secret)
    assert "Hemligt" not in page and "något du inte får se" in page
    eva.save(change(mine), replaced_by="")
    mine.refresh_from_db()
    assert mine.replaced_by is None
    history = eva.open(f"/redaktion/support/offering/{mine.pk}/history/")
    assert "Hemligt" not in history and "något du inte får se" in history


def test_days_are_closed_for_an_offering_and_never_beside_its_working_version(editor, cafe):
    draft = make_working_version(cafe)[cafe]
    add = "/redaktion/support/closure/add/"
    days = {"starts_on": "2026-12-24", "ends_on": "2026-12-26"}

    editor.send(add, offering=draft.pk, **days)
    assert not Closure.objects.exists()
    editor.save(add, offering=cafe.pk, **days)
    assert Closure.objects.get().offering == cafe
