"""Closing many offerings or places for the same days, from their lists."""

import datetime
import re

import pytest
from django.test import Client

from support.models import CatalogueRevision, Closure, Offering, TranslationState
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor, PageForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
OFFERINGS, PLACES = "/redaktion/support/offering/", "/redaktion/support/place/"
CHRISTMAS = {"starts_on": "2026-12-24", "ends_on": "2026-12-27", "reason_sv": "Julledigt"}
DAYS = {"starts_on": datetime.date(2026, 12, 24), "ends_on": datetime.date(2026, 12, 27)}


@pytest.fixture
def several() -> list[Offering]:
    made = [factories.offering(slug, places=["huset"]) for slug in ("babycafe", "sagostund", "lekstund")]
    for offering in made:
        factories.schedule(offering, 2, "09:00", "12:00")
    return made


def close(editor: Editor, path: str, *rows, **values: str):
    """Choose rows in the list, and send the form that follows with these values."""
    form = PageForm(editor.act(path, "close", *rows)).values
    return editor.client.post(
        path, {**form, **{name: [value] for name, value in values.items()}}, follow=True
    )


def test_each_chosen_offering_gets_the_same_closed_days(editor, several):
    number = CatalogueRevision.objects.current().number

    answer = close(editor, OFFERINGS, *several[:2], **CHRISTMAS).content.decode()

    assert [closure.offering for closure in Closure.objects.order_by("offering")] == several[:2]
    for closure in Closure.objects.all():
        assert (closure.starts_on, closure.ends_on) == tuple(DAYS.values())
        assert closure.reason_sv == "Julledigt"
        assert closure.history.get().history_user.username == "admin"
    assert CatalogueRevision.objects.current().number == number + 1
    assert "Stängt 2026-12-24 – 2026-12-27, Julledigt." in answer
    for offering in several[:2]:
        assert f'{OFFERINGS}{offering.pk}/change/#closures-group">{offering}</a>' in answer
    assert f'{OFFERINGS}{several[2].pk}/change/#closures-group"' not in answer


def test_a_usual_reason_is_told_in_other_languages_as_well(editor, several):
    close(editor, OFFERINGS, *several[:2], **CHRISTMAS)

    for closure in Closure.objects.all():
        assert closure.reason_en == "Christmas break"
        assert TranslationState.objects.about(closure).get(language="en").origin == "machine"
    assert Closure.objects.count() == 2


def test_a_closed_place_is_one_closure_whatever_is_held_there(editor, several):
    place = several[0].places.get()

    close(editor, PLACES, place, **CHRISTMAS)

    assert Closure.objects.get().place == place


def test_all_that_was_closed_is_found_again_in_one_list(editor, several):
    factories.closure(several[2], **DAYS)

    answer = close(editor, OFFERINGS, *several[:2], **CHRISTMAS).content.decode()
    address = re.search(r'<a href="([^"]+)">Se eller ångra alla 2</a>', answer)[1]

    listed = editor.client.get(address).context["cl"].queryset
    assert {closure.offering for closure in listed} == set(several[:2])


def test_what_has_no_times_is_not_closed(editor, several):
    """A helpline said to be closed would be the worst of errors."""
    helpline = factories.offering("larm")
    course = factories.offering("kurs")
    factories.occasion(course, datetime.datetime(2026, 12, 1, 18, tzinfo=datetime.UTC))
    over = factories.offering("forelasning")
    factories.occasion(over, datetime.datetime(2026, 11, 1, 18, tzinfo=datetime.UTC))
    chosen = (several[0], helpline, course, over)

    page = editor.act(OFFERINGS, "close", *chosen)
    editor.client.post(OFFERINGS, PageForm(page).values | CHRISTMAS)

    told = page.split("Har inga tider och stängs inte: ")[1].split("</li>")[0]
    assert "Larm</a>" in told and "Forelasning</a>" in told and told.count("<a ") == 2
    assert set(Closure.objects.values_list("offering", flat=True)) == {several[0].pk, course.pk}
    assert "Det här stängs" not in editor.act(OFFERINGS, "close", helpline)


def test_the_page_says_what_will_be_closed_and_what_is_closed_already(editor, several):
    factories.closure(several[0], datetime.date(2026, 12, 1), reason_sv="Studiedag")
    factories.closure(several[1], datetime.date(2026, 10, 1), reason_sv="Sjukdom")

    page = editor.act(OFFERINGS, "close", *several[:2])

    assert "Babycafe</a>, har redan stängt 2026-12-01 (Studiedag)" in page
    assert "Sagostund</a>" in page
    assert "(Sjukdom)" not in page  # that is over
    assert "Lekstund" not in page
    for reason in ("Studiedag", "Sommaruppehåll", "Julledigt", "Sjukdom", "Renovering"):
        assert f'<option value="{reason}">' in page


def test_the_same_form_sent_twice_makes_no_doubles(editor, several):
    form = PageForm(editor.act(OFFERINGS, "close", several[0])).values | CHRISTMAS
    first = editor.client.post(OFFERINGS, form, follow=True).content.decode()
    number = CatalogueRevision.objects.current().number

    again = editor.client.post(OFFERINGS, form, follow=True).content.decode()

    assert Closure.objects.count() == 1
    assert "Stängt 2026" in first and "Stängt 2026" not in again
    assert "redan stängda alla de dagarna, så inget nytt lades till: <a" in again
    assert CatalogueRevision.objects.current().number == number


def test_those_not_closed_yet_are_closed_beside_those_that_are(editor, several):
    factories.closure(several[0], **DAYS)

    answer = close(editor, OFFERINGS, *several, **CHRISTMAS).content.decode()

    assert sorted(Closure.objects.values_list("offering", flat=True)) == [one.pk for one in several]
    assert "Julledigt. Ändra" in answer
    assert "redan stängda" in answer


def test_what_is_closed_the_whole_time_already_gets_nothing_more(editor, several):
    factories.closure(several[0], datetime.date(2026, 12, 21), datetime.date(2027, 1, 8))

    answer = close(editor, OFFERINGS, *several[:2], **CHRISTMAS).content.decode()

    assert [closure.offering for closure in Closure.objects.filter(**DAYS)] == [several[1]]
    assert "redan stängda alla de dagarna" in answer


def test_what_is_closed_some_of_the_days_already_is_asked_about_once(editor, several):
    factories.closure(several[0], datetime.date(2026, 12, 21), datetime.date(2026, 12, 24), reason_sv="Flytt")
    factories.closure(several[1], datetime.date(2026, 12, 28))

    asked = close(editor, OFFERINGS, *several[:2], **CHRISTMAS).content.decode()

    told = asked.split("redan stängda några av dagarna:")[1].split("</div>")[0]
    assert "Babycafe: 2026-12-21 – 2026-12-24 (Flytt)" in told and "Sagostund" not in told
    assert not Closure.objects.filter(**DAYS).exists()

    again = PageForm(asked).values
    later = editor.client.post(OFFERINGS, again | {"ends_on": ["2026-12-28"]}).content.decode()
    assert "Sagostund: 2026-12-28" in later  # other days are another question
    editor.client.post(OFFERINGS, again)
    assert Closure.objects.filter(**DAYS).count() == 2


def test_a_mistyped_year_is_asked_about_before_months_are_closed(editor, several):
    long = CHRISTMAS | {"starts_on": "2026-12-24", "ends_on": "2027-12-27"}

    asked = close(editor, OFFERINGS, several[0], **long).content.decode()

    assert "Det blir 369 dagar i rad. Stämmer året?" in asked
    assert not Closure.objects.exists()
    editor.client.post(OFFERINGS, PageForm(asked).values)
    assert Closure.objects.count() == 1


def test_who_takes_closures_away_sees_whose_they_are(editor, several):
    of_place = factories.closure(several[0].places.get(), **DAYS)
    made = [of_place, *(factories.closure(offering, **DAYS) for offering in several)]

    asked = editor.act("/redaktion/support/closure/", "delete_selected", *made)
    one = editor.open(f"/redaktion/support/closure/{of_place.pk}/delete/")

    for name in ("Huset", "Babycafe", "Sagostund", "Lekstund"):
        assert f"{name}</a>: 2026-12-24 – 2026-12-27" in asked
    assert "Huset</a>: 2026-12-24 – 2026-12-27" in one


def test_one_day_needs_only_its_first_date(editor, several):
    close(editor, OFFERINGS, several[0], starts_on="2026-12-24", ends_on="", reason_sv="")

    closure = Closure.objects.get()
    assert closure.starts_on == closure.ends_on == datetime.date(2026, 12, 24)


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"starts_on": ""}, "starts_on", "måste fyllas i"),
        ({"starts_on": "24/12"}, "starts_on", "Skriv datumet"),
        ({"starts_on": "0026-12-24", "ends_on": ""}, "starts_on", "Kontrollera året"),
        ({"ends_on": "2026-12-23"}, "ends_on", "före den första"),
        ({"starts_on": "2025-12-24", "ends_on": "2025-12-27"}, "ends_on", "redan varit"),
        ({"starts_on": "2025-12-24", "ends_on": ""}, "ends_on", "redan varit"),
        ({"reason_sv": "x" * 161}, "reason_sv", "160"),
    ],
)
def test_a_fault_stands_at_its_field_and_everything_is_kept(editor, several, values, field, told):
    response = close(editor, OFFERINGS, *several, **CHRISTMAS | values)
    page = response.content.decode()

    assert told in " ".join(response.context["form"].errors[field])
    assert not Closure.objects.exists()
    kept = PageForm(page).values
    assert {name: kept[name] for name in CHRISTMAS} == {
        name: [value] for name, value in (CHRISTMAS | values).items()
    }
    assert kept["_selected_action"] == [str(row.pk) for row, _address, _closed in response.context["rows"]]
    assert len(kept["_selected_action"]) == len(several)


def test_who_may_not_add_closed_days_is_not_offered_to(several):
    client = log_in(Client(), factories.assigned("oversattare", "translator", language="ar"))

    page = client.get(OFFERINGS).content.decode()
    close(Editor(client), OFFERINGS, several[0], **CHRISTMAS)

    assert several[0].title in page and 'value="close"' not in page
    assert not Closure.objects.exists()


def test_nothing_is_closed_when_something_fails(editor, several, monkeypatch):
    form = PageForm(editor.act(OFFERINGS, "close", *several)).values | CHRISTMAS

    def breaks(ids):
        raise RuntimeError("the index broke")

    monkeypatch.setattr("support.admin.closing.announce_change", breaks)
    with pytest.raises(RuntimeError):
        editor.client.post(OFFERINGS, form)

    assert not Closure.objects.exists()
    assert not Closure.history.exists()
