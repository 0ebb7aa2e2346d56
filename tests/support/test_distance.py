"""How far it is: held against distances that others have measured, and against another formula."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from support.distance import EARTH_RADIUS_KM, Position

BORAS, GOTHENBURG = Position(57.7210, 12.9401), Position(57.7089, 11.9746)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
positions = st.builds(Position, latitudes, longitudes)


def by_vectors(one: Position, other: Position) -> float:
    """The angle between the two as seen from the middle of the earth: no sine is halved or squared."""
    a, b = in_space(one), in_space(other)
    across = math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    along = sum(x * y for x, y in zip(a, b, strict=True))
    return EARTH_RADIUS_KM * math.atan2(across, along)


def in_space(position: Position) -> tuple[float, float, float]:
    north, east = math.radians(position.latitude), math.radians(position.longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def reached(start: Position, km: float, bearing: float) -> Position:
    """Where one gets by going straight on (the direct problem on a sphere)."""
    angle, north = km / EARTH_RADIUS_KM, math.radians(start.latitude)
    there = math.asin(
        max(
            -1,
            min(1, math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(bearing)),
        )
    )
    east = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(north),
        math.cos(angle) - math.sin(north) * math.sin(there),
    )
    longitude = (start.longitude + math.degrees(east) + 540) % 360 - 180
    return Position(math.degrees(there), longitude)


# --- How far ---------------------------------------------------------------------------------------

# On the ellipsoid, where a sphere of mean radius is wrong by at most 0.6 %.
MEASURED = {
    # Geoscience Australia, GDA technical manual, Vincenty's formulae: 54,972.271 m.
    "Flinders Peak to Buninyon": (
        Position(-37.951033417, 144.424867889),
        Position(-37.652821139, 143.926495528),
        54.972,
    ),
    # WGS 84: the quarter of a meridian is 10,001.966 km, the equator 40,075.017 km.
    "equator to pole": (Position(0, 12.94), Position(90, 12.94), 10_001.966),
    "half the equator": (Position(0, -90), Position(0, 90), 20_037.508),
}


@pytest.mark.parametrize(("one", "other", "km"), MEASURED.values(), ids=MEASURED.keys())
def test_it_is_as_far_as_surveyors_say_within_what_a_sphere_can_tell(one, other, km):
    assert one.km_to(other) == pytest.approx(km, rel=0.006)


def test_from_borås_to_gothenburg_it_is_about_57_kilometres():
    """A degree of latitude is 111.2 km, one of longitude there 59.4: 1.3 km south and 57.4 km west."""
    assert BORAS.km_to(GOTHENBURG) == pytest.approx(math.hypot(0.0121 * 111.2, 0.9655 * 59.4), rel=0.002)


@given(one=positions, other=positions)
@example(one=Position(57.72, 12.94), other=Position(57.72, 12.94))
@example(one=Position(57.72, 12.94), other=Position(-57.72, -167.06))  # the other side of the earth
@example(one=Position(90, 0), other=Position(90, 120))
def test_another_formula_gives_the_same(one, other):
    assert one.km_to(other) == pytest.approx(by_vectors(one, other), rel=1e-7, abs=1e-3)


@given(one=positions, other=positions)
def test_it_is_as_far_there_as_back_and_never_more_than_half_around_the_earth(one, other):
    assert one.km_to(other) == pytest.approx(other.km_to(one))
    assert 0 <= one.km_to(other) <= math.pi * EARTH_RADIUS_KM + 1e-9


def test_across_the_date_line_it_is_near():
    assert Position(0, 179.99).km_to(Position(0, -179.99)) == pytest.approx(2.224, rel=0.001)


# --- A box that holds it all -----------------------------------------------------------------------

kilometres = st.floats(0.1, 500)
bearings = st.floats(0, 2 * math.pi)


@given(start=positions, km=kilometres, share=st.floats(0, 1), bearing=bearings)
@example(start=Position(89.99, 0), km=1, share=1, bearing=math.pi / 2)
@example(start=Position(-89.9, 0), km=0.5, share=1, bearing=1.5)
@example(start=Position(90, 0), km=50, share=1, bearing=3)
@example(start=Position(57.72, 12.94), km=50, share=1, bearing=math.pi / 2)
@example(start=Position(84, 12.94), km=50, share=1, bearing=1.45)
def test_a_box_around_a_place_holds_everything_within_that_distance(start, km, share, bearing):
    there = reached(start, km * share, bearing)

    (south, north), (west, east) = start.box(km)

    assert south - 1e-9 <= there.latitude <= north + 1e-9
    aside = abs((there.longitude - start.longitude + 180) % 360 - 180)
    assert aside <= (east - west) / 2 + 1e-9


@given(
    reader=positions,
    place=st.builds(Position, st.floats(55, 70), st.floats(10, 25)),
    km=kilometres,
)
@example(reader=Position(57.72, 13.78), place=Position(57.72, 12.95), km=50)
def test_no_place_in_sweden_within_reach_is_left_out_wherever_the_reader_is(reader, place, km):
    (south, north), (west, east) = reader.box(km)

    if reader.km_to(place) <= km:
        assert south <= place.latitude <= north and west <= place.longitude <= east


def test_a_box_is_no_larger_than_it_need_be():
    """In Borås fifty kilometres are 0.45° to the north and 0.84° to the east."""
    (south, north), (west, east) = Position(57.72, 12.94).box(50)

    assert (north - south) / 2 == pytest.approx(0.4497, abs=0.001)
    assert 0.842 < (east - west) / 2 < 0.86


# --- A position in an address ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("57.7210,12.9401", "57.72,12.94"),
        ("57.72,12.94", "57.72,12.94"),
        (" 57.72 , 12.94 ", "57.72,12.94"),
        ("57,12", "57.00,12.00"),
        ("57.999,12.999", "58.00,13.00"),
        ("-33.868,-151.2093", "-33.87,-151.21"),
        ("٥٧.٧٢,١٢.٩٤", "57.72,12.94"),
        ("90,180", "90.00,180.00"),
        ("0,0", "0.00,0.00"),
    ],
)
def test_a_position_is_kept_to_about_a_kilometre(text, kept):
    assert str(Position.parse(text)) == kept


@given(latitude=latitudes, longitude=longitudes)
def test_whatever_is_written_two_decimals_are_kept_and_kept_the_same(latitude, longitude):
    kept = Position.parse(f"{latitude!r},{longitude!r}")

    assert all(len(number.partition(".")[2]) == 2 for number in str(kept).split(","))
    assert Position.parse(str(kept)) == kept
    assert kept.km_to(Position(latitude, longitude)) < 0.8


NO_POSITIONS = [
    "", ",", "57.72", "57.72,", ",12.94", "57.72,12.94,1", "57,72,12,94", "57.72;12.94", "57.72 12.94",
    "norrby", "lat,lon", "nan,nan", "NaN,12", "57,nan", "inf,12", "57,-inf", "1e999,12", "91,12", "-90.01,12",
    "57,181", "57,-180.5", "0x39,12", "57°43′,12°56′", "57.7.2,12", "--57,12", "None,None", "1" * 5000 + ",12",
    "57.72,12.94" * 500, "٩١,١٢",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_POSITIONS, ids=lambda text: text[:20] or "nothing")
def test_what_is_no_position_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 (whatever its words: the page has its own)
        Position.parse(text)


@given(text=st.text(max_size=40) | st.from_regex(r"[-+0-9eE.,_ naif]{0,20}", fullmatch=True))
def test_any_text_is_a_position_on_the_earth_or_is_refused(text):
    try:
        position = Position.parse(text)
    except ValueError:
        return
    assert abs(position.latitude) <= 90 and abs(position.longitude) <= 180
