"""What an editor writes by hand: dates and times as people write them, and where a fault is shown."""

import datetime
import re

import pytest

from support.models import Offering, Schedule
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe() -> Offering:
    return factories.offering("babycafe")


def page_of(obj) -> str:
    return f"/redaktion/support/{obj._meta.model_name}/{obj.pk}/change/"


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("9.30", 9, 30),
        ("09:30", 9, 30),
        ("0930", 9, 30),
        ("930", 9, 30),
        ("9", 9, 0),
        ("12", 12, 0),
        ("kl. 9", 9, 0),
        ("Klockan 9.30 ", 9, 30),
        ("00.00", 0, 0),
    ],
)
def test_a_time_is_written_as_people_write_it(editor, cafe, written, hour, minute):
    time = factories.schedule(cafe, 2, "08:00", "16:00")

    editor.save(page_of(time), opens_at=written)

    time.refresh_from_db()
    assert time.opens_at == datetime.time(hour, minute)


@pytest.mark.parametrize("written", ["24", "24:00", "24.00", "2400", "kl 24", "0"])
def test_the_end_of_a_day_has_two_names(editor, cafe, written):
    time = factories.schedule(cafe, 2, "08:00", "16:00")

    editor.save(page_of(time), closes_at=written)

    time.refresh_from_db()
    assert time.closes_at == datetime.time(0)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("25", "Det klockslaget finns inte. Skriv från 00:00 till 24:00, till exempel 9.30."),
        ("9:75", "Det klockslaget finns inte."),
        ("9-12", "Skriv ett klockslag i varje ruta: 9 i den första och 12 i den andra."),
        ("9.30 – 12", "Skriv ett klockslag i varje ruta: 9.30 i den första och 12 i den andra."),
        ("halv nio", "Skriv klockslaget med siffror, till exempel 9.30."),
    ],
)
def test_what_is_no_time_says_what_to_write_instead(editor, cafe, written, told):
    time = factories.schedule(cafe, 2, "08:00", "16:00")

    html = editor.send(page_of(time), opens_at=written).content.decode()

    assert told in html and f'value="{written}"' in html


def test_a_date_is_never_read_as_american(editor, cafe):
    html = editor.send(page_of(cafe), assured_on="3/4/2026").content.decode()

    assert "Skriv datumet med år, månad och dag" in html
    assert 'value="3/4/2026"' in html


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_mistyped_year_is_a_fault_of_the_form(editor, cafe, day):
    html = editor.send(page_of(cafe), publish_from_0=day, publish_from_1="00:00").content.decode()

    assert "Kontrollera året" in html


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"slug": "annat"}, "slug"), ({"minimum_age_months_months": 310}, "maximum_age_months")],
)
def test_what_a_constraint_says_stands_at_its_field(editor, cafe, changes, field):
    factories.offering("annat")

    html = editor.send(page_of(cafe), **changes).content.decode()

    assert "nonfield" not in html
    assert re.search(rf'<ul class="errorlist"[^>]* id="id_{field}_error"', html)


def test_confirming_a_time_that_has_ended_says_so(editor, cafe):
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    Schedule.objects.filter(pk=time.pk).update(valid_until=datetime.date(2020, 5, 31))

    html = editor.save(page_of(cafe), **{"schedules-0-is_right_today": "on"})
    assert "tiden gällde till och med 2020-05-31" in html
    assert "Ändra ”gäller till och med” och bekräfta den igen." in html


def test_an_earlier_version_that_is_no_number_is_not_found(admin_client, cafe):
    assert admin_client.get(f"/redaktion/support/offering/{cafe.pk}/history/x/").status_code == 404
