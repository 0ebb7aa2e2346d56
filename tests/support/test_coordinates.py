"""A file of coordinates: what it may look like, and what is told when it is not in order."""

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from support.coordinates import LARGEST_FILE, BrokenFile, Row, coordinate, pair, read, write
from support.models import Area, CatalogueRevision, Place
from support.positions import as_file
from tests import factories

KNOWN = {"boda", "huset", "parken"}
HEADINGS = "slug;name;street_address;city;latitude;longitude"
AT_HUSET = Row(2, "huset", 57.721, 12.9401)


def faults(content: bytes | str) -> list[str]:
    with pytest.raises(BrokenFile) as broken:
        read(content.encode() if isinstance(content, str) else content, KNOWN)
    return [str(fault) for fault in broken.value.faults]


def row(text: str) -> str:
    return f"{HEADINGS}\n{text}\n"


# --- A number, or two ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["57,721", "57.721", " 57.7210 ", "57,721000"])
def test_a_coordinate_has_a_comma_or_a_point(text):
    assert coordinate(text) == 57.721


@pytest.mark.parametrize("text", ["", "norr", "57.72.10", "5e1", "nan", "inf", "1234", "57,7210 N", "5_7"])
def test_what_is_no_coordinate_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  it says no more than the text itself
        coordinate(text)


@pytest.mark.parametrize(
    "text",
    [
        "57.721, 12.94",
        "57.721,12.94",
        "57,721 12,94",
        "57,721, 12,94",
        "57,721; 12,94",
        "(57.721, 12.94)",
        "57.721° N, 12.94° E",
    ],
)
def test_a_pair_is_read_as_maps_write_it(text):
    latitude, longitude = pair(text)
    assert (coordinate(latitude), coordinate(longitude)) == (57.721, 12.94)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.google.com/maps/@57.7210,12.9400,17z",
        "https://www.google.com/maps/place/Huset/@57.70,12.90,17z/data=!3m1!4b1!8m2!3d57.7210!4d12.9400",
        "https://maps.google.com/?q=57.7210%2C12.9400",
        "https://www.openstreetmap.org/#map=17.5/57.7210/12.9400",
        "https://www.openstreetmap.org/?mlat=57.7210&mlon=12.9400#map=15/57.70/12.90",
        "geo:57.721,12.94",
        "57°43'15.6\"N 12°56'24\"E",
        "57° 43′ 15,6″ N, 12° 56′ 24″ Ö",
        "57°43.26' N 12°56.4' E",
    ],
)
def test_a_pair_is_found_in_what_maps_give_to_copy(text):
    latitude, longitude = pair(text)
    assert (coordinate(latitude), coordinate(longitude)) == (57.721, 12.94)


def test_a_point_in_another_country_is_read_for_what_it_is():
    assert pair("https://www.google.com/maps/@48.85,2.35,17z") == ("48.85", "2.35")


@pytest.mark.parametrize("text", ["57,721", "57.721", "57", "", "57.721, norr", "57.721, 12.94, 3", "a/b"])
def test_one_number_is_no_pair(text):
    assert pair(text) is None


# --- A file in order -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        row("huset;Huset;Nygatan 1;Borås;57,7210;12,9401"),
        row("huset;Huset;Nygatan 1;Borås;57.7210;12.9401").replace(";", "\t"),
        row("huset;Huset;Nygatan 1;Borås;57.7210;12.9401").replace(";", ","),
        row('huset,"Huset, Norrby",Nygatan 1,Borås,"57,7210","12,9401"').replace(
            HEADINGS, HEADINGS.replace(";", ",")
        ),
        row("huset;Huset;Nygatan 1;Borås;57,7210;12,9401").replace("\n", "\r\n"),
        "Slug ; LATITUDE;longitude\nhuset; 57,7210 ;12,9401",
        "latitude;longitude;slug\n57,7210;12,9401;'huset",
        row("huset;Huset;Nygatan 1;Borås;57,72100000001;12,94009999999"),
        row("huset;Huset;Nygatan 1;Borås;57.7210, 12.9401;"),
        row("huset;Huset;Nygatan 1;Borås;;https://www.google.com/maps/@57.7210,12.9401,17z"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_may_be_written_in_many_ways(content, mark):
    assert read(f"{mark}{content}".encode(), KNOWN) == [AT_HUSET]


def test_what_is_empty_is_left_as_it_is():
    content = row("huset;Huset;;Borås;;\n;;;;;\n\nparken\nboda;Boda;;;57,7;12,9")

    assert read(content.encode(), KNOWN) == [Row(6, "boda", 57.7, 12.9)]


# --- A file that is not ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "Filen är tom."),
        ("\ufeff\n ", "Filen är tom."),
        (row("huset;Huset;;Borås;57,7;12,9").encode("cp1252"), "Rad 2: Filen är inte sparad som UTF-8"),
        (row("huset;;;;57,7;12,9").encode("utf-16"), "Rad 1: Filen är inte sparad som UTF-8"),
        (row("huset;;;;57,7\0;12,9"), "Rad 2: Filen har ett tecken som inte hör hemma"),
        (b"x" * (LARGEST_FILE + 1), "Filen är för stor"),
        ("slug;latitude\nhuset;57,7", "Rad 1, longitude: Kolumnen saknas."),
        ("slug;latitude;longitude;latitude\n", "Rad 1, latitude: Rubriken står flera gånger."),
        (row("okand;;;;57,7;12,9"), "Rad 2, slug: ”okand”: Finns inte i guiden."),
        (row(";Huset;;;57,7;12,9"), "Rad 2, slug: Är tom"),
        (
            row("huset;;;;57,7;12,9\nboda;;;;;\nhuset;;;;57,8;12,9"),
            "Rad 4, slug: ”huset”: Står redan på rad 2.",
        ),
        (row("huset;;;;norr;12,9"), "Rad 2, latitude: ”norr”: Är inte ett tal."),
        (row("huset;;;;12,9;57,7"), "Rad 2, latitude: ”12,9”: Ligger inte i Sverige (55–70)."),
        (row("huset;;;;57,7;2,35"), "Rad 2, longitude: ”2,35”: Ligger inte i Sverige (10–25)."),
        (row("huset;;;;57,7;"), "Rad 2, longitude: Är tom: skriv båda, eller ingen av dem."),
        (row('boda;;;;57,7;12,9\nhuset;"Huset;;;57,7;12,9'), "Rad 3: Raden går inte att läsa."),
        ("slug,latitude,longitude\nhuset,57,7210,12,9401", "Rad 2: ”9401”: Raden har fler kolumner"),
    ],
)
def test_a_fault_is_told_with_row_column_and_value(content, told):
    assert faults(content)[0].startswith(told)


def test_every_fault_is_told_at_once():
    content = row("okand;;;;1;2\nhuset;;;;norr;\nboda;;;;12,9;57,7")

    assert [fault.split(":")[0] for fault in faults(content)] == [
        "Rad 2, slug",
        "Rad 2, latitude",
        "Rad 2, longitude",
        "Rad 3, latitude",
        "Rad 3, longitude",
        "Rad 4, latitude",
        "Rad 4, longitude",
    ]


@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: f"{HEADINGS}\n{text}".encode()))
)
def test_any_file_is_read_or_refused_in_words(content):
    rows, told = [], ["nothing"]
    try:
        rows = read(content, KNOWN)
    except BrokenFile as broken:
        told = [str(fault) for fault in broken.faults]
    assert told and all(told)
    assert {row.slug for row in rows} <= KNOWN


# --- To a spreadsheet and back ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["=1+1", "+46 33", "-5 grader", "@hem", "\t=1", " =HYPERLINK(1)"])
def test_no_cell_is_a_formula(name):
    line = write([["huset", name, None, "Borås", 57.721, 12.9401]]).decode("utf-8-sig").splitlines()[1]

    assert line.split(";")[1].strip('"').startswith("'")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_whatever_a_place_is_called_its_row_is_read_back(name):
    content = write([["huset", name, name, name, 57.721, 12.9401]])

    assert content.startswith(b"\xef\xbb\xbfslug;name;")
    assert read(content, KNOWN) == [AT_HUSET]


# --- The command -----------------------------------------------------------------------------------


@pytest.fixture
def huset(db) -> Place:
    place = factories.place("huset")
    factories.offering("babycafe", places=[place])
    return place


@pytest.fixture
def file(tmp_path):
    return tmp_path / "koordinater.csv"


def test_the_command_moves_places_once(huset, file, capsys):
    file.write_text(row("huset;;;;57,7210;12,9401"))
    number = CatalogueRevision.objects.current().number

    call_command("import_coordinates", file)
    assert "huset: 57.721, 12.9401\nChanged: 1." in capsys.readouterr().out
    call_command("import_coordinates", file)

    assert "Changed: 0." in capsys.readouterr().out
    huset.refresh_from_db()
    assert (huset.latitude, huset.longitude) == (57.721, 12.9401)
    assert huset.history.first().history_change_reason == "Koordinater från en fil"
    assert huset.history.count() == 2
    assert CatalogueRevision.objects.current().number == number + 1


def test_a_dry_run_only_tells(huset, file, capsys):
    file.write_text(row("huset;;;;57,7210;12,9401"))
    number = CatalogueRevision.objects.current().number

    call_command("import_coordinates", file, dry_run=True)

    assert "Would change: 1." in capsys.readouterr().out
    huset.refresh_from_db()
    assert huset.latitude is None
    assert CatalogueRevision.objects.current().number == number


def test_areas_are_moved_when_asked_for(huset, file):
    factories.area("norrby")
    file.write_text("slug;latitude;longitude\nnorrby;57,71;12,92")

    with pytest.raises(CommandError, match="norrby”: Finns inte"):
        call_command("import_coordinates", file)
    call_command("import_coordinates", file, areas=True)

    assert Area.objects.get(slug="norrby").latitude == 57.71


def test_one_fault_and_nothing_is_written(huset, file):
    factories.place("parken")
    file.write_text(row("huset;;;;57,7210;12,9401\nparken;;;;57,7210;"))

    with pytest.raises(CommandError, match=r"Rad 3, longitude(.|\n)*1 fault\(s\). Nothing has been written"):
        call_command("import_coordinates", file)

    assert not Place.objects.exclude(latitude=None).exists()


def test_a_file_that_is_not_there_is_said_to_be_missing(file):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_coordinates", file)


def test_what_the_guide_writes_changes_nothing_when_read_again(huset, file, capsys):
    factories.place("parken", latitude=57.72101234567, longitude=12.94)
    file.write_bytes(as_file(Place.objects.all()))

    call_command("import_coordinates", file)

    assert "Changed: 0." in capsys.readouterr().out
