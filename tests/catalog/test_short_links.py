"""The short links on paper."""

import pytest

from boras_guide.languages import LANGUAGES
from tests.factories import offering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def babycafe():
    return offering("babycafe", code="k7m2p")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_on_a_leaflet_leads_to_the_leaflets_language(client, language):
    response = client.get(f"/o/k7m2p/{language}/", headers={"accept-language": "fi"})

    assert response.status_code in (301, 302)
    assert response["Location"] == f"/{language}/stod/babycafe/"


@pytest.mark.parametrize(
    ("asks_for", "language"), [("ar", "ar"), ("prs, en", "fa"), ("zh", "sv"), ("", "sv")]
)
def test_a_link_without_a_language_leads_to_the_browsers(client, asks_for, language):
    response = client.get("/o/k7m2p/", headers={"accept-language": asks_for})

    assert response.status_code == 302
    assert response["Location"] == f"/{language}/stod/babycafe/"
    assert "Accept-Language" in response["Vary"]


def test_a_code_may_be_typed_in_capitals(client):
    assert client.get("/o/K7M2P/")["Location"] == "/sv/stod/babycafe/"


@pytest.mark.parametrize("path", ["/o/xxxxx/", "/o/k7m2p/de/", "/o/xxxxx/sv/", "/o/k7m2p/sv/extra/"])
def test_a_code_or_language_that_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_leaflet_about_withdrawn_support_still_leads_somewhere(client):
    offering("old", code="aaaaa", status="withdrawn")

    assert client.get("/o/aaaaa/sv/", follow=True).status_code == 410


def test_the_code_of_what_is_not_public_yet_tells_nothing(client):
    offering("secret-plan", code="bbbbb", status="draft")

    response = client.get("/o/bbbbb/sv/")

    assert response.status_code == 404


def test_a_working_copy_has_no_link_of_its_own(client, babycafe):
    copy = offering("babycafe-new", draft_of=babycafe, code="ccccc")

    assert client.get(f"/o/{copy.code}/").status_code == 404


def test_a_short_link_leaves_no_cookie(client):
    client.get("/o/k7m2p/")

    assert not client.cookies
