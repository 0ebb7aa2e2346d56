"""Places and areas in the desk: where they are on the map, and whether the times there are right."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from support.models import Area, CatalogueRevision, Place
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor, PageForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
PLACES, AREAS = "/redaktion/support/place/", "/redaktion/support/area/"
TODAY, LAST_YEAR = datetime.date(2026, 11, 22), datetime.date(2025, 11, 1)
HEADINGS = "slug;name;street_address;city;latitude;longitude"


@pytest.fixture
def huset() -> Place:
    return factories.place("huset", street_address="Nygatan 1")


def page_of(place: Place | Area) -> str:
    return f"/redaktion/support/{place._meta.model_name}/{place.pk}/change/"


def position(place: Place | Area) -> tuple[float | None, float | None]:
    place.refresh_from_db()
    return place.latitude, place.longitude


# --- One place on the map --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("57,7210", "12,9401"),
        ("57.7210", "12.9401"),
        ("57.7210, 12.9401", ""),
        ("57.7210, 12.9401", "13,5"),  # what is pasted is meant
        ("57,7210 12,9401", ""),
        ("", "57.7210, 12.9401"),
        ("https://www.google.com/maps/@57.7210,12.9401,17z", ""),
        ("https://www.openstreetmap.org/#map=17/57.7210/12.9401", ""),
    ],
)
def test_coordinates_are_written_with_comma_or_point_or_pasted_as_a_pair(editor, huset, latitude, longitude):
    norrby = factories.area("norrby")
    for row in (huset, norrby):
        editor.save(page_of(row), latitude=latitude, longitude=longitude)

        assert position(row) == (57.721, 12.9401)


@pytest.mark.parametrize(
    ("latitude", "longitude", "field", "told"),
    [
        ("norr", "12,9", "latitude", "Skriv ett tal, till exempel 57,7210."),
        ("https://maps.app.goo.gl/Ab3", "", "latitude", "Adressen säger inte var det är."),
        ("57,7", "", "longitude", "både latitud"),
        ("12,9", "57,7", "latitude", "Har latitud och longitud bytt plats?"),
        ("57,7", "2,9", "longitude", "både latitud"),
    ],
)
def test_a_wrong_coordinate_is_said_at_its_field_and_kept(editor, huset, latitude, longitude, field, told):
    response = editor.send(page_of(huset), latitude=latitude, longitude=longitude)

    assert told in " ".join(response.context["adminform"].form.errors[field])
    assert PageForm(response.content.decode()).values["latitude"] == [latitude]
    assert position(huset) == (None, None)


def test_a_point_far_from_the_city_is_saved_and_asked_about(editor, huset):
    in_malmo = editor.save(page_of(huset), latitude="55,6050", longitude="13,0038")

    assert position(huset) == (55.605, 13.0038)
    assert "Punkten ligger 235 km från Borås. Stämmer det?" in in_malmo
    assert "km från Borås" not in editor.save(page_of(huset), name="Huset i Malmö")
    assert "km från Borås" not in editor.save(page_of(huset), latitude="57,5788", longitude="12,8512")


def test_saving_a_place_unchanged_keeps_its_coordinates_as_they_are(editor):
    place = factories.place("parken", latitude=57.721, longitude=12.9401)

    editor.save(page_of(place))

    assert position(place) == (57.721, 12.9401)


def test_the_point_can_be_looked_at(editor, huset):
    norrby = factories.area("norrby", latitude=57.71, longitude=12.92)

    link = "https://www.openstreetmap.org/?mlat=57.71&amp;mlon=12.92#map=17/57.71/12.92"
    assert link in editor.open(page_of(norrby))
    assert "www.openstreetmap.org" not in editor.open(page_of(huset))


# --- All of them on the map ------------------------------------------------------------------------


def upload(editor: Editor, content: str | bytes, path: str = PLACES):
    data = content.encode() if isinstance(content, str) else content
    return editor.client.post(f"{path}koordinater/", {"file": SimpleUploadedFile("koordinater.csv", data)})


def save(editor: Editor, preview, path: str = PLACES) -> str:
    form = PageForm(preview.content.decode()).values
    return editor.client.post(f"{path}koordinater/", form, follow=True).content.decode()


def test_the_page_tells_what_nobody_finds_on_a_map(editor, huset):
    factories.place("parken", latitude=57.7, longitude=12.9)
    factories.area("norrby")

    page = editor.open(f"{PLACES}koordinater/")

    assert "Platser som saknar koordinater: 1 av 2" in page
    assert f'<a href="{page_of(huset)}">Huset</a>, Nygatan 1, Borås' in page
    assert "Parken" not in page
    assert "Områden som saknar koordinater: 1 av 1" in page
    assert f'href="{PLACES}koordinater/"' in editor.open(PLACES)
    assert f'href="{AREAS}koordinater/"' in editor.open(AREAS)


def test_the_file_has_every_place_for_a_swedish_spreadsheet(editor, huset):
    factories.place("parken", name="=1+1", latitude=57.7, longitude=12.9)

    response = editor.client.get(f"{PLACES}koordinater.csv")

    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''koordinater-platser.csv"
    assert response.content.decode() == (
        f"\ufeff{HEADINGS}\r\nhuset;Huset;Nygatan 1;Borås;;\r\nparken;'=1+1;;Borås;57,7;12,9\r\n"
    )


def test_a_file_is_looked_at_before_it_is_saved(editor, huset):
    parken = factories.place("parken", latitude=57.7, longitude=12.9)
    content = f"{HEADINGS}\nhuset;;;;57,7210;12,9401\nparken;;;;57,8;12,9\n"
    number = CatalogueRevision.objects.current().number

    preview = upload(editor, content)
    page = " ".join(re.sub("<[^>]+>", " ", preview.content.decode()).split())

    assert "Det här ändras (2)" in page
    assert "Huset inget 57,721 12,9401" in page
    assert "Parken 57,7 12,9 57,8 12,9" in page
    assert position(huset) == (None, None)

    assert "2 rader är ändrade." in save(editor, preview)
    assert (position(huset), position(parken)) == ((57.721, 12.9401), (57.8, 12.9))
    record = huset.history.first()
    assert (record.history_user.username, record.history_change_reason) == (
        "admin",
        "Koordinater från en fil",
    )
    assert CatalogueRevision.objects.current().number == number + 1


def test_a_point_far_from_the_city_is_asked_about_before_a_file_is_saved(editor, huset):
    factories.place("parken")
    content = f"{HEADINGS}\nhuset;;;;55,6050;13,0038\nparken;;;;57,7;12,9\n"

    page = upload(editor, content).content.decode()

    assert page.count("km från Borås. Stämmer det?") == 1


def test_what_is_saved_is_what_was_looked_at_or_nothing(editor, huset):
    parken = factories.place("parken", latitude=57.7, longitude=12.9)
    preview = upload(editor, f"{HEADINGS}\nhuset;;;;57,7210;12,9401\nparken;;;;57,8;12,9\n")
    Place.objects.filter(pk=parken.pk).update(latitude=57.75)  # by a colleague, meanwhile

    form = PageForm(preview.content.decode()).values
    again = editor.client.post(f"{PLACES}koordinater/", form)
    page = " ".join(re.sub("<[^>]+>", " ", again.content.decode()).split())

    assert "Något har ändrats i guiden sedan du tittade. Inget är sparat." in page
    assert "Parken 57,75 12,9 57,8 12,9" in page
    assert (position(huset), position(parken)) == ((None, None), (57.75, 12.9))

    assert "2 rader är ändrade." in save(editor, again)
    assert (position(huset), position(parken)) == ((57.721, 12.9401), (57.8, 12.9))


def test_the_same_file_again_changes_nothing(editor, huset):
    preview = upload(editor, f"{HEADINGS}\nhuset;;;;57,7210;12,9401")
    save(editor, preview)
    number, records = CatalogueRevision.objects.current().number, huset.history.count()

    assert (
        "Filen ändrar ingenting" in upload(editor, f"{HEADINGS}\nhuset;;;;57,7210;12,9401").content.decode()
    )
    assert "inget är ändrat" in save(editor, preview)  # the button pressed twice
    downloaded = editor.client.get(f"{PLACES}koordinater.csv").content
    assert "Filen ändrar ingenting" in upload(editor, downloaded).content.decode()
    assert (CatalogueRevision.objects.current().number, huset.history.count()) == (number, records)


def test_one_fault_in_the_file_and_nothing_is_saved(editor, huset):
    page = upload(editor, f"{HEADINGS}\nhuset;;;;57,7210;12,9401\nokand;;;;norr;\n").content.decode()

    assert "Rad 3, slug: ”okand”: Finns inte i guiden." in page
    assert 'name="content"' not in page
    assert position(huset) == (None, None)


def test_what_comes_back_from_the_preview_is_checked_again(editor, huset):
    preview = upload(editor, f"{HEADINGS}\nhuset;;;;57,7210;12,9401")
    form = PageForm(preview.content.decode()).values
    form["content"] = [form["content"][0].replace("12,9401", "2,35")]

    page = editor.client.post(f"{PLACES}koordinater/", form).content.decode()

    assert "Rad 2, longitude: ”2,35”: Ligger inte i Sverige" in page
    assert position(huset) == (None, None)


def test_a_file_with_many_faults_tells_the_first_and_how_many_more(editor, huset):
    page = upload(
        editor, HEADINGS + "".join(f"\nokand-{number};;;;;" for number in range(70))
    ).content.decode()

    assert page.count("Finns inte i guiden.") == 50
    assert "Och 20 fel till." in page


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"x" * 1_000_001, "Filen är för stor"), (b"", "är tom"), (b"\xff\xfes\0l\0", "inte sparad som UTF-8")],
)
def test_what_is_no_such_file_is_said_to_be_none(editor, huset, content, told):
    assert told in upload(editor, content).content.decode()


def test_a_form_without_a_file_asks_for_one(editor):
    page = editor.client.post(f"{PLACES}koordinater/", {}).content.decode()

    assert "Detta fält måste fyllas i." in page


def test_areas_have_a_file_of_their_own(editor, huset):
    norrby = factories.area("norrby")

    save(editor, upload(editor, "slug;latitude;longitude\nnorrby;57,71;12,92", AREAS), AREAS)

    assert position(norrby) == (57.71, 12.92)
    assert "norrby;Norrby;;;57,71;12,92" in editor.client.get(f"{AREAS}koordinater.csv").content.decode()


def test_who_may_only_look_can_download_but_not_upload(client, huset):
    log_in(client, factories.assigned("redaktor", "editor", "annan-forvaltning"))

    assert 'type="file"' not in Editor(client).open(f"{PLACES}koordinater/")
    assert client.get(f"{PLACES}koordinater.csv").status_code == 200
    assert upload(Editor(client), f"{HEADINGS}\nhuset;;;;57,7;12,9").status_code == 403
    assert client.post(f"{PLACES}{huset.pk}/tiderna/").status_code == 403
