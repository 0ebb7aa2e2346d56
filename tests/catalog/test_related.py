"""What else may fit, and what comes next, on an offering's own page."""

import datetime

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from tests.catalog.reading import Element, read
from tests.factories import offering, topic

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def sections(client, path: str = "/sv/stod/own/") -> dict[str, Element]:
    """ "next" and "similar", where they stand on the page."""
    found = read(client.get(path)).all("section", data_suggestions=True)
    return {"next" if "related--next" in one["class"] else "similar": one for one in found}


def related(client, slug: str = "own") -> dict[str, list[str]]:
    """The offerings in each, in order."""
    return {
        kind: [one["data-offering"] for one in outer.all("article", data_offering=True)]
        for kind, outer in sections(client, f"/sv/stod/{slug}/").items()
    }


def in_months(slug: str, youngest: int, oldest: int, **fields):
    return offering(
        slug, **{"topics": ["sleep"], **fields}, minimum_age_months=youngest, maximum_age_months=oldest
    )


# --- Similar ---------------------------------------------------------------------------------------


def test_similar_support_shares_a_topic_and_an_age(client):
    offering("own", ages=(3, 5), topics=["sleep", "food"])
    offering("shares-both", ages=(0, 3), topics=["food"])
    offering("another-topic", ages=(3, 5), topics=["school"])
    offering("another-age", ages=(0, 2), topics=["sleep"])
    offering("nothing-shared", ages=(9, 9))

    assert related(client) == {"similar": ["shares-both"]}


def test_ages_are_compared_by_the_month(client):
    in_months("own", 24, 35)
    in_months("touches", 0, 24)
    in_months("misses", 0, 23)

    assert related(client) == {"similar": ["touches"]}


def test_what_has_most_in_common_comes_first_however_lately_it_came(client):
    offering("own", ages=(3, 5), topics=["sleep", "food", "play"], type="course")
    offering("one-topic", ages=(3, 5), topics=["sleep"], type="course")
    offering("two-topics", ages=(3, 5), topics=["sleep", "food"], type="group")
    offering("three-topics", ages=(3, 5), topics=["sleep", "food", "play"], type="group")

    assert related(client)["similar"] == ["three-topics", "two-topics", "one-topic"]


def test_the_same_kind_comes_before_another_and_the_narrowest_ages_before_the_widest(client):
    offering("own", ages=(3, 5), topics=["sleep"], type="course")
    offering("another-kind", ages=(3, 3), topics=["sleep"], type="group")
    offering("wide", ages=(0, 5), topics=["sleep"], type="course")
    offering("narrow", ages=(3, 4), topics=["sleep"], type="course")

    assert related(client)["similar"] == ["narrow", "wide", "another-kind"]


def test_what_is_alike_in_all_stands_in_the_order_it_was_made(client):
    offering("own", ages=(3, 5), topics=["sleep"])
    for slug in ("c", "a", "b", "d"):
        offering(slug, ages=(3, 5), topics=["sleep"])

    assert related(client)["similar"] == ["c", "a", "b"]


# --- What comes next -------------------------------------------------------------------------------


def test_what_comes_next_begins_later_and_goes_on_longer(client):
    offering("own", ages=(3, 5), topics=["sleep"], type="course")
    offering("takes-over", ages=(4, 8), topics=["sleep"], type="group")
    offering("same-kind", ages=(6, 9), topics=["school"], type="course")
    offering("ends-together", ages=(4, 5), topics=["sleep"], type="group")
    offering("begins-together", ages=(3, 9), topics=["sleep"], type="group")
    offering("neither", ages=(6, 9), topics=["school"], type="group")

    found = related(client)

    assert set(found["next"]) == {"takes-over", "same-kind"}
    assert set(found["similar"]) == {"ends-together", "begins-together"}


@pytest.mark.parametrize(("begins", "comes"), [(71, True), (72, True), (83, True), (84, False), (120, False)])
def test_a_year_without_support_is_no_chain(client, begins, comes):
    in_months("own", 36, 71)
    in_months("later", begins, 200)

    assert ("next" in related(client)) is comes


def test_after_pregnancy_comes_what_begins_at_birth(client):
    offering("own", ages=(None, 0), topics=["sleep"])
    offering("baby", ages=(0, 2), topics=["sleep"])
    offering("pregnancy-too", ages=(None, 2), topics=["sleep"])

    assert related(client) == {"next": ["baby"], "similar": ["pregnancy-too"]}


def test_what_begins_nearest_to_the_end_comes_first(client):
    in_months("own", 36, 71)
    in_months("later", 80, 215)
    in_months("overlaps", 40, 215)
    in_months("at-once", 72, 215)

    assert related(client)["next"] == ["at-once", "later", "overlaps"]


def test_what_is_for_a_whole_childhood_does_not_come_after_anything(client):
    offering("own", ages=(None, 0), topics=["sleep"])
    offering("childhood", ages=(0, 17), topics=["sleep"])

    assert related(client) == {}


def test_nothing_is_both_next_and_similar(client):
    offering("own", ages=(3, 5), topics=["sleep"])
    for number in range(4):
        offering(f"next-{number}", ages=(4, 9), topics=["sleep"])
        offering(f"similar-{number}", ages=(2, 4), topics=["sleep"])

    found = related(client)

    assert {kind: {slug.split("-")[0] for slug in slugs} for kind, slugs in found.items()} == {
        "next": {"next"},
        "similar": {"similar"},
    }
    assert [len(slugs) for slugs in found.values()] == [3, 3]


# --- Never -----------------------------------------------------------------------------------------


def test_nothing_leads_to_itself_or_to_what_is_not_public(client):
    now = timezone.now()
    own = offering("own", ages=(3, 5), topics=["sleep"])
    hidden = {"topics": ["sleep"], "ages": (3, 9)}
    for status in ("draft", "review", "withdrawn"):
        offering(status, status=status, **hidden)
    offering("later", publish_from=now + DAY, **hidden)
    offering("over", publish_until=now - DAY, **hidden)
    offering("own", draft_of=own, **hidden)
    offering("copy", draft_of=offering("far", ages=(17, 17)), **hidden)

    assert related(client) == {}


def test_an_offering_without_topics_is_similar_to_nothing(client):
    offering("own", ages=(3, 5))
    offering("other", ages=(3, 5))
    offering("next", ages=(5, 9))

    assert related(client) == {"next": ["next"]}  # the same kind of support


def test_a_working_version_at_the_same_address_changes_nothing(client):
    """It has other ages, another type and other topics, which nobody may see yet."""
    own = offering("own", ages=(3, 5), topics=["sleep"])
    offering("own", ages=(10, 12), topics=["school"], type="group", draft_of=own)
    offering("similar", ages=(3, 5), topics=["sleep"])
    offering("teenage", ages=(10, 12), topics=["school"], type="group")

    assert related(client) == {"similar": ["similar"]}


# --- On the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_why_something_is_related(client, language):
    offering("own", ages=(3, 5), topics=["sleep"])
    offering("similar", ages=(3, 5), topics=["sleep"])
    offering("next", ages=(4, 9), topics=["sleep"])

    found = sections(client, f"/{language}/stod/own/")

    assert set(found) == {"next", "similar"}
    why = [outer.one("p", class_="block__why").text for outer in found.values()]
    assert len(set(why)) == 2 and all(why)
    for outer in found.values():
        assert outer.one("h2").text


def test_a_calm_page_suggests_nothing_sensitive(client):
    """Whoever reads about playgroups must not meet a crisis line."""
    topic("violence", is_sensitive=True)
    offering("own", ages=(3, 5), topics=["play"])
    offering("crisis", ages=(3, 5), topics=["play", "violence"])
    offering("crisis-next", ages=(4, 9), topics=["play", "violence"])
    offering("calm", ages=(3, 5), topics=["play"])

    assert related(client) == {"similar": ["calm"]}
    assert set(related(client, "crisis")["similar"]) == {"own", "calm"}


def test_a_sensitive_page_has_its_related_support_too(client):
    topic("violence", is_sensitive=True)
    offering("own", topics=["violence"])
    offering("other", topics=["violence"])

    assert related(client) == {"similar": ["other"]}
