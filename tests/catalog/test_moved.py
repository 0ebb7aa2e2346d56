"""Addresses that were changed: links and papers live longer than names."""

import datetime

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from support.models import Offering
from tests.catalog.reading import read
from tests.factories import (
    administration,
    area,
    audience,
    offering,
    offering_type,
    place_in_use,
    topic,
    update,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = datetime.timedelta(days=1)
MAKE = {
    "stod": offering,
    "nytt": update,
    "amne": topic,
    "typ": offering_type,
    "for": audience,
    "omrade": area,
    "plats": place_in_use,
    "aktor": administration,
}
KINDS = pytest.mark.parametrize(("kind", "make"), MAKE.items())


@pytest.fixture(autouse=True)
def with_history(settings) -> None:
    """It is in the history that former addresses stand."""
    settings.SIMPLE_HISTORY_ENABLED = True


def another(make, slug: str):
    """A row of its own at that address. Words are found by their code, which never changes."""
    return make("another", slug=slug) if make in (topic, offering_type, audience) else make(slug)


def move(row, slug: str):
    row.slug = slug
    row.save()
    return row


@KINDS
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_former_address_leads_to_the_present_one_in_the_same_language(client, kind, make, language):
    move(make("old"), "new")

    response = client.get(f"/{language}/{kind}/old/")

    assert response.status_code == 301
    assert response["Location"] == f"/{language}/{kind}/new/"
    assert client.get(response["Location"]).status_code == 200


@KINDS
def test_every_former_address_leads_there_in_one_step(client, kind, make):
    move(move(move(make("first"), "second"), "third"), "last")

    for slug in ("first", "second", "third"):
        assert client.get(f"/sv/{kind}/{slug}/")["Location"] == f"/sv/{kind}/last/"


@KINDS
def test_an_address_that_was_changed_back_leads_in_no_circle(client, kind, make):
    move(move(make("old"), "new"), "old")

    assert client.get(f"/sv/{kind}/old/").status_code == 200
    assert client.get(f"/sv/{kind}/new/")["Location"] == f"/sv/{kind}/old/"


@KINDS
def test_whoever_takes_over_a_former_address_has_it(client, kind, make):
    move(make("old"), "new")
    another(make, "old")

    assert client.get(f"/sv/{kind}/old/").status_code == 200


@KINDS
def test_two_that_changed_places_lead_in_no_circle(client, kind, make):
    one, other = make("one"), make("other")
    move(one, "between")
    move(other, "one")
    move(one, "other")

    assert client.get(f"/sv/{kind}/one/").status_code == client.get(f"/sv/{kind}/other/").status_code == 200
    assert client.get(f"/sv/{kind}/between/")["Location"] == f"/sv/{kind}/other/"


@KINDS
def test_the_last_that_had_an_address_is_where_it_leads(client, kind, make):
    move(make("old"), "first")
    move(another(make, "old"), "second")

    assert client.get(f"/sv/{kind}/old/")["Location"] == f"/sv/{kind}/second/"


@KINDS
@pytest.mark.parametrize("slug", ["olD", "ol", "oldd", "old-", "%", "_ld", "x" * 2_000, "0"])
def test_only_the_very_address_leads_anywhere(client, kind, make, slug):
    move(make("old"), "new")

    assert client.get(f"/sv/{kind}/{slug}/").status_code == 404


@KINDS
def test_the_address_of_one_kind_of_page_leads_nowhere_among_another(client, kind, make):
    move(make("old"), "new")

    for other in MAKE.keys() - {kind}:
        assert client.get(f"/sv/{other}/old/").status_code == 404


def test_a_change_that_left_the_address_alone_leaves_nothing_behind(client):
    babycafe = offering("babycafe")
    babycafe.title_sv = "Nytt namn"
    babycafe.save()

    assert client.get("/sv/stod/babycafe/").status_code == 200


# --- What is not public ----------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{"status": "withdrawn"}, {"publish_until": NOW - DAY}])
def test_the_former_address_of_what_is_gone_leads_to_the_page_that_says_so(client, fields):
    gone = move(offering("old"), "new")
    Offering.objects.filter(pk=gone.pk).update(**fields)

    response = client.get("/sv/stod/old/")

    assert (response.status_code, response["Location"]) == (301, "/sv/stod/new/")
    assert client.get("/sv/stod/new/").status_code == 410


def test_the_former_address_of_news_that_is_over_leads_to_the_page_that_says_so(client):
    news = move(update("old"), "new")
    news.publish_until = NOW - DAY
    news.save()

    assert client.get("/sv/nytt/old/")["Location"] == "/sv/nytt/new/"
    assert client.get("/sv/nytt/new/").status_code == 410


@pytest.mark.parametrize(
    "fields",
    [{"status": "draft"}, {"status": "review"}, {"publish_from": NOW + DAY}],
    ids=["a draft", "in review", "to be published"],
)
def test_the_former_address_of_what_was_never_public_gives_nothing_away(client, fields):
    move(offering("old", **fields), "new")

    assert client.get("/sv/stod/old/").status_code == 404


def test_the_address_of_a_working_version_gives_nothing_away(client):
    move(offering("copy", draft_of=offering("public")), "renamed-copy")

    assert client.get("/sv/stod/copy/").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"is_published": False}, {"published_on": timezone.localdate() + 2 * DAY}],
    ids=["off", "later"],
)
def test_the_former_address_of_news_that_was_never_public_gives_nothing_away(client, fields):
    move(update("old", **fields), "new")

    assert client.get("/sv/nytt/old/").status_code == 404


# --- News that is over -----------------------------------------------------------------------------


def test_news_that_was_public_and_was_taken_away_is_gone_and_leads_to_what_replaced_it(client):
    news = update("news")
    newer = update("newer", title="Nyare nyhet")
    news.is_published, news.replaced_by = False, newer
    news.save()

    response = client.get("/sv/nytt/news/")

    assert response.status_code == 410
    assert read(response).one("main").all("a", href="/sv/nytt/newer/")


def test_news_planned_for_a_day_and_called_off_before_it_was_never_there(client, time_machine):
    news = update("planned", published_on=timezone.localdate() + DAY)
    news.is_published = False
    news.save()
    time_machine.move_to(NOW + 5 * DAY)

    assert client.get("/sv/nytt/planned/").status_code == 404


def test_news_that_was_over_before_its_day_was_never_there(client):
    update("never", published_on=timezone.localdate() + 5 * DAY, publish_until=NOW - DAY)

    assert client.get("/sv/nytt/never/").status_code == 404


# --- Help that leaves no trace ---------------------------------------------------------------------


@pytest.mark.parametrize("path", ["stod/old/", "amne/old-topic/"])
def test_the_way_to_a_sensitive_page_is_kept_nowhere_either(client, path):
    violence = topic("old-topic", is_sensitive=True)
    move(offering("old", topics=[violence]), "new")
    move(violence, "new-topic")

    response = client.get(f"/sv/{path}")

    assert response.status_code == 301
    assert response["Cache-Control"] == "no-store"


def test_a_short_link_goes_straight_to_the_present_address(client):
    babycafe = move(offering("old", code="abcde"), "new")

    assert client.get("/o/abcde/ar/")["Location"] == f"/ar/stod/{babycafe.slug}/"


def test_without_any_history_nothing_moves_and_nothing_breaks(client, settings):
    settings.SIMPLE_HISTORY_ENABLED = False
    move(offering("old"), "new")

    assert client.get("/sv/stod/old/").status_code == 404
