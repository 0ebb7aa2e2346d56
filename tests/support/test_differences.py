"""What differs between two versions, as an editor reads it."""

import datetime
from typing import Any

import pytest

from support.admin.content_differences import ContentDifferences, content_differences, nothing_yet
from support.admin.to_check import reachable, to_check
from support.models import Offering
from support.rights import Rights
from support.versions import content
from support.working_version import make_working_version
from tests import factories
from tests.support.reviewing import stored

pytestmark = pytest.mark.django_db
EVERYTHING = Rights(is_coordinator=True)


def changed(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@pytest.fixture
def draft(cafe) -> Offering:
    factories.schedule(cafe, 2, "09:00", "12:00", label_sv="Babyöppet")
    return make_working_version(stored(cafe))[cafe]


def found(draft: Offering) -> ContentDifferences:
    draft = stored(draft)
    return content_differences(draft.draft_base, content(draft), EVERYTHING)


def test_nothing_differs_in_a_copy(draft):
    assert not found(draft)


def test_a_text_is_told_word_by_word_in_its_language(draft):
    changed(draft, summary_sv="Stöd för dig som är mamma.", summary_ar="دعم")
    swedish, arabic = found(draft).said
    assert swedish.pieces == [
        ("same", "Stöd för dig som är "),
        ("removed", "förälder"),
        ("added", "mamma"),
        ("same", "."),
    ]
    assert (swedish.label, arabic.label) == ("Sammanfattning", "Sammanfattning på arabiska")
    assert (arabic.language.direction, arabic.before, arabic.after) == ("rtl", "", "دعم")


@pytest.mark.parametrize(
    ("values", "label", "before", "after"),
    [
        ({"cost": "free"}, "Kostnad", "Fråga vad det kostar", "Gratis"),
        ({"is_voluntary": False}, "Frivilligt", "", "nej"),
        ({"minimum_age_months": 12}, "Barnets ålder", "0–17 år", "1–17 år"),
        ({"expecting": True}, "Barnets ålder", "0–17 år", "från graviditeten till 17 år"),
        ({"sensitivity": "yes"}, "Känsligt", "som ämnena säger", "ja, känsligt"),
        ({"review_by": datetime.date(2027, 8, 1)}, "Ses över senast", "", "1 augusti 2027"),
        (
            {"publish_until": datetime.datetime(2027, 8, 1, 10, tzinfo=datetime.UTC)},
            "Visas till",
            "",
            "1 augusti 2027 12:00",
        ),
    ],
)
def test_values_are_in_swedish_words(draft, values, label, before, after):
    changed(draft, **values)
    (one,) = found(draft).said
    assert (one.label, one.before, one.after) == (label, before, after)


def test_relations_are_told_by_name_also_of_words_no_longer_in_use(draft):
    draft.topics.set([factories.topic("somn", is_retired=True)])
    changed(draft, administration=factories.administration("kultur"))
    differs = found(draft)
    (topics,) = differs.linked
    assert (topics.label, topics.added, topics.removed) == ("Ämnen", ["Somn"], ["Lek"])
    assert (differs.said[0].before, differs.said[0].after) == ("Forskoleforvaltningen", "Kultur")


def test_a_place_that_is_gone_is_still_named(cafe, draft):
    gone = factories.place("torget")
    draft.places.add(gone)
    said = content(stored(draft))
    gone.delete()
    (places,) = content_differences(stored(draft).draft_base, said, EVERYTHING).linked
    assert "Torget" in places.added[0]


def test_times_are_named_by_the_day_and_told_by_what_changed(draft):
    time = draft.schedules.get()
    changed(time, closes_at=datetime.time(13), label_ar="مقهى", place=factories.place("torget"))
    factories.schedule(draft, 4, "10:00", "11:00")
    closure = factories.closure(draft, datetime.date(2026, 12, 24), reason_sv="Julafton")
    new, other, closed = sorted(found(draft).rows, key=lambda row: (row.kind, row.name))
    assert (closed.kind, closed.name) == ("changed", "tisdag 09:00–13:00 · Babyöppet · Torget")
    assert [(one.label, one.before, one.after) for one in closed.said] == [
        ("Till", "12:00", "13:00"),
        ("Rubrik på arabiska", "", "مقهى"),
        ("Plats, om en annan", "", "Torget"),
    ]
    assert {new.name, other.name} == {"torsdag 10:00–11:00", "torsdag 2026-12-24 · Julafton"}
    assert {new.kind, other.kind} == {"added"}
    closure.delete()
    time.delete()
    assert [(row.kind, row.name) for row in found(draft).rows] == [
        ("removed", "tisdag 09:00–12:00 · Babyöppet"),
        ("added", "torsdag 10:00–11:00"),
    ]


def test_another_picture_is_shown_before_and_after(cafe):
    factories.image(cafe, alt_sv="Före.")
    draft = make_working_version(stored(cafe))[cafe]
    picture = draft.image
    other = factories.image(factories.offering("sagostund"), size=(800, 600))
    changed(picture, file=other.file.name, alt_sv="Efter.")
    (row,) = found(draft).rows
    assert row.kind == "changed"
    assert row.pictures[0] != row.pictures[1] and all(row.pictures)
    assert [(one.before, one.after) for one in row.said] == [("Före.", "Efter.")]


def test_of_what_is_new_all_is_told_but_no_empty_box(cafe):
    differs = content_differences(nothing_yet(), content(cafe), EVERYTHING)
    labels = [one.label for one in differs.said]
    assert {"Namn", "Sammanfattning", "Barnets ålder", "Ansvarig", "Telefon"} <= set(labels)
    assert not {"På nätet", "För hela kommunen", "Frivilligt", "Beskrivning"} & set(labels)


def test_what_differs_is_named_by_the_same_number_of_questions(draft, django_assert_num_queries):
    changed(draft, title_sv="Nytt namn")
    draft.topics.add(factories.topic("somn"))
    factories.schedule(draft, 1, "09:00", "12:00", place=factories.place("torget"))
    few = content(stored(draft))
    for number in range(1, 6):
        draft.topics.add(factories.topic(f"amne-{number}"))
        factories.schedule(draft, number, "13:00", "15:00", place=factories.place(f"hus-{number}"))
    many = content(stored(draft))
    for said in (few, many):
        with django_assert_num_queries(2):  # topics and places
            assert content_differences(draft.draft_base, said, EVERYTHING)


# --- To try before it is approved ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"phone": "033-35 00 00"}, "Telefonnumret är ändrat. Ring och kontrollera."),
        ({"phone": ""}, "Telefonnumret är borttaget."),
        ({"email": "a@boras.se"}, "E-postadressen är ny. Kontrollera att den stämmer."),
        ({"website": "https://boras.se"}, "Webbplatsen är ny. Öppna länken och kontrollera."),
        (
            {"summary_sv": "Ring 033-12 34 56.", "summary_so": "Wac 033-12 34 56."},
            "033-12 34 56 är nytt i ”Sammanfattning”, ”Sammanfattning på somaliska”. Ring och kontrollera.",
        ),
        (
            {"description_sv": "Boka på [sidan](https://boras.se/boka)."},
            "https://boras.se/boka är nytt i ”Beskrivning”. Öppna och kontrollera.",
        ),
        (
            {"cost_text_sv": "Skriv till oss@boras.se."},
            "oss@boras.se är nytt i ”Om kostnaden”. Kontrollera att den stämmer.",
        ),
    ],
)
def test_a_new_number_or_address_is_to_be_tried(draft, values, said):
    changed(draft, **values)
    assert to_check(found(draft)) == [said]


def test_a_number_in_a_time_is_to_be_tried_too(draft):
    changed(draft.schedules.get(), label_sv="Anmälan 033-12 34 56")
    assert to_check(found(draft)) == ["033-12 34 56 är nytt i ”Rubrik”. Ring och kontrollera."]


def test_what_only_moves_or_is_no_number_to_dial_is_not(cafe):
    changed(cafe, description_sv="Ring 033-12 34 56 eller se www.boras.se.")
    draft = make_working_version(stored(cafe))[cafe]
    changed(
        draft, description_sv="Vi öppnar 2026-11-23 kl. 9.30, 50 kr. Se www.boras.se. Ring +46 33 12 34 56!"
    )
    assert to_check(found(draft)) == []


def test_numbers_are_known_in_any_digits():
    assert reachable("اتصل ٠٣٣-١٢ ٣٤ ٥٦").keys() == reachable("Ring 033-12 34 56").keys()
