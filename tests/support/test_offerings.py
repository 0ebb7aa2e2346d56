"""What the public may see and when, what one can ask for, and what the database refuses."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boras_guide.languages import LANGUAGES
from support.catalogue import affected_offerings, announce_change
from support.models import CatalogueRevision, Offering, Place
from tests.factories import (
    administration,
    area,
    audience,
    closure,
    occasion,
    offering,
    offering_type,
    place,
    schedule,
    topic,
)

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 9, 16, 12, tzinfo=datetime.UTC)
A_SECOND = datetime.timedelta(seconds=1)


def slugs(queryset) -> list[str]:
    return sorted(queryset.values_list("slug", flat=True))


# --- Published, withdrawn --------------------------------------------------------------------------


@pytest.mark.parametrize("status", Offering.Status)
def test_only_published_support_is_public(status):
    offering("babycafe", status=status)

    assert Offering.objects.published(NOON).exists() is (status == "published")


@pytest.mark.parametrize(
    ("window", "is_public"),
    [
        ({"publish_from": NOON}, True),
        ({"publish_from": NOON + A_SECOND}, False),
        ({"publish_until": NOON}, False),
        ({"publish_until": NOON + A_SECOND}, True),
        ({"publish_from": NOON - A_SECOND, "publish_until": NOON + A_SECOND}, True),
    ],
)
def test_support_is_public_from_the_first_moment_of_its_window_until_the_last(window, is_public):
    offering("babycafe", **window)

    assert Offering.objects.published(NOON).exists() is is_public


def test_an_hour_later_is_a_matter_of_the_question_not_of_the_clock():
    offering("babycafe", publish_from=NOON)

    assert not Offering.objects.published(NOON - datetime.timedelta(hours=1)).exists()
    assert Offering.objects.published(NOON + datetime.timedelta(hours=1)).exists()


def test_a_working_copy_is_not_public_even_when_its_status_says_published():
    babycafe = offering("babycafe")
    offering("babycafe", title="Utkast", draft_of=babycafe)

    assert list(Offering.objects.published(NOON)) == [babycafe]


@pytest.mark.parametrize(
    ("fields", "is_withdrawn"),
    [
        ({"status": "withdrawn"}, True),
        ({"publish_until": NOON}, True),
        ({"publish_until": NOON + A_SECOND}, False),
        ({"publish_from": NOON + A_SECOND}, False),
        ({"status": "draft"}, False),
        ({"status": "draft", "publish_until": NOON}, False),  # was never public
        ({}, False),
    ],
)
def test_withdrawn_is_what_was_public_once(fields, is_withdrawn):
    offering("babycafe", **fields)

    assert Offering.objects.withdrawn(NOON).exists() is is_withdrawn


def test_no_support_is_both_public_and_withdrawn():
    for number, until in enumerate((None, NOON, NOON + A_SECOND)):
        for status in Offering.Status:
            offering(f"a{number}-{status}", status=status, publish_until=until)

    public, gone = Offering.objects.published(NOON), Offering.objects.withdrawn(NOON)

    assert not set(public) & set(gone)


def test_an_offering_has_one_working_copy_at_most():
    babycafe = offering("babycafe")
    offering("babycafe", draft_of=babycafe)

    with pytest.raises(IntegrityError), transaction.atomic():
        offering("babycafe", draft_of=babycafe)


# --- What the database refuses ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "taken"},
        {"code": "taken"},
        {"minimum_age_months": 24, "maximum_age_months": 23},
        {"maximum_age_months": 312},
        {"swedish_needed": 4},
        {"publish_from": NOON, "publish_until": NOON},
        {"source_seen_year": 25},
    ],
)
def test_the_database_refuses_an_offering_that_cannot_be(wrong):
    offering("taken", code="taken")

    with pytest.raises(IntegrityError), transaction.atomic():
        offering("babycafe", **wrong) if "slug" not in wrong else offering(**wrong)


def test_an_offering_cannot_replace_itself():
    babycafe = offering("babycafe")

    with pytest.raises(IntegrityError), transaction.atomic():
        Offering.objects.filter(pk=babycafe.pk).update(replaced_by=babycafe)


@pytest.mark.parametrize(
    "coordinates",
    [
        {"latitude": 57.7},
        {"longitude": 12.9},
        {"latitude": 12.9, "longitude": 57.7},  # the wrong way round
        {"latitude": 0, "longitude": 0},
    ],
)
def test_the_database_refuses_half_a_position_or_one_outside_sweden(coordinates):
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(slug="somewhere", name="Någonstans", **coordinates)


# --- What stands in the way of publishing ----------------------------------------------------------


def test_support_that_is_nowhere_cannot_be_published():
    babycafe = offering("babycafe", is_area_wide=False)

    assert "plats" in babycafe.publishing_faults()["places"]


@pytest.mark.parametrize(
    "where",
    [{"is_area_wide": True}, {"is_online": True}, {"areas": ["norrby"]}, {"places": ["hassleholmen"]}],
)
def test_support_that_is_somewhere_and_can_be_reached_can_be_published(where):
    assert offering("babycafe", **{"is_area_wide": False, **where}).publishing_faults() == {}


def test_support_that_nobody_can_reach_cannot_be_published():
    faults = offering("helpline", phone="").publishing_faults()

    assert faults.keys() == {"phone"}
    assert "kontakt" in faults["phone"]


@pytest.mark.parametrize("way", [{"email": "a@boras.se"}, {"website": "https://boras.se"}])
def test_one_way_of_contact_is_enough(way):
    assert offering("helpline", phone="", **way).publishing_faults() == {}


# --- Sensitive -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sensitivity", "topics", "is_sensitive"),
    [
        ("by_topic", ["violence"], True),
        ("by_topic", ["violence", "sleep"], True),
        ("by_topic", ["sleep"], False),
        ("by_topic", [], False),
        ("no", ["violence"], False),
        ("yes", ["sleep"], True),
    ],
)
def test_support_is_sensitive_as_an_editor_says_or_else_as_its_topics_are(sensitivity, topics, is_sensitive):
    topic("violence", is_sensitive=True)

    assert offering("support", sensitivity=sensitivity, topics=topics).is_sensitive is is_sensitive


def test_a_topic_that_becomes_sensitive_makes_its_support_sensitive():
    support = offering("support", topics=["honour"])

    announce_change(affected_offerings(topic("honour", is_sensitive=True)))

    support.refresh_from_db()
    assert support.is_sensitive


# --- What a change touches -------------------------------------------------------------------------


@pytest.fixture
def babycafe():
    offering("other", type="talk", administration="region", areas=["boda"])
    norrby = area("norrby")
    return offering(
        "babycafe",
        type="open",
        topics=["sleep", "food"],
        audiences=["father"],
        places=[place("hassleholmen", area=norrby)],
        areas=[norrby],
        cooperating=["church"],
    )


@pytest.mark.parametrize(
    "changed",
    [
        lambda: offering_type("open"),
        lambda: topic("sleep"),
        lambda: audience("father"),
        lambda: area("norrby"),
        lambda: place("hassleholmen"),
        lambda: administration(),
        lambda: administration("church"),
        lambda: closure(place("hassleholmen"), NOON.date()),
        lambda: closure(Offering.objects.get(slug="babycafe"), NOON.date()),
        lambda: schedule(Offering.objects.get(slug="babycafe"), 1, "09:00", "10:00"),
        lambda: occasion(Offering.objects.get(slug="babycafe"), NOON),
        lambda: Offering.objects.get(slug="babycafe"),
    ],
)
def test_a_changed_word_place_or_time_touches_the_support_it_stands_on_and_nothing_else(babycafe, changed):
    assert affected_offerings(changed()) == {babycafe.pk}


def test_a_changed_place_touches_support_that_only_meets_there_sometimes(babycafe):
    park = place("park")
    schedule(babycafe, 1, "09:00", "10:00", place=park)

    assert affected_offerings(park) == {babycafe.pk}
    assert affected_offerings(closure(park, NOON.date())) == {babycafe.pk}


def test_every_announced_change_raises_the_revision_by_one():
    before = CatalogueRevision.objects.current().number

    announce_change([])
    announce_change([])

    assert CatalogueRevision.objects.current().number == before + 2


def test_a_change_that_fails_raises_nothing(monkeypatch):
    from support.signals import catalogue_changed

    def fail(sender, **kwargs):
        raise RuntimeError

    before = CatalogueRevision.objects.current().number
    catalogue_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            announce_change([])
    finally:
        catalogue_changed.disconnect(fail)

    assert CatalogueRevision.objects.current().number == before


# --- Reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_reads_only_the_columns_of_its_language_and_of_those_it_falls_back_to(language):
    offering("babycafe")

    deferred = Offering.objects.readable_in(language).get().get_deferred_fields()

    for code in LANGUAGES:
        name = f"title_{code.replace('-', '_')}"
        assert (name not in deferred) is (code in LANGUAGES[language].chain), name


def test_codes_on_paper_cannot_be_misread():
    codes = "".join(offering(f"support-{number}").code for number in range(20))

    assert not set(codes) & set("0Oo1Il")
    assert len(codes) == 20 * 5


def test_history_remembers_topics_and_translations_but_not_what_is_computed():
    babycafe = offering("babycafe", title_ar="مقهى", topics=["sleep"])

    past = babycafe.history.first()

    assert past.title_ar == "مقهى"
    assert [row.topic.code for row in past.topics.all()] == ["sleep"]
    assert not hasattr(past, "sort_key_ar")


def test_offerings_cannot_replace_each_other_in_a_circle():
    first = offering("first")
    second = offering("second", replaced_by=first)
    first.replaced_by = second

    with pytest.raises(ValidationError, match="ring"):
        first.clean()
