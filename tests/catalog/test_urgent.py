"""Urgent help: always there, whatever else is broken."""

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError

from boras_guide.languages import LANGUAGES
from tests.catalog.reading import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_to_call_are_there_in_every_language(client, language):
    response = client.get(f"/{language}/akut/")
    links = [link["href"] for link in read(response).all("a") if link.get("href").startswith("tel:")]

    assert response.status_code == 200
    assert {"tel:112", "tel:1177", "tel:+4620505050", "tel:+46771505050", "tel:116111", "tel:90101"} <= set(
        links
    )


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, ProgrammingError])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_urgent_help_stands_without_a_database(client, database_down, language, error):
    with database_down(error):
        response = client.get(f"/{language}/akut/")

    assert response.status_code == 200
    assert read(response).all("a", href="tel:112")


def test_urgent_help_asks_the_database_nothing_but_what_the_frame_asks(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        client.get("/ar/akut/")


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_a_number_reads_from_left_to_right_on_a_page_that_does_not(client, language):
    page = read(client.get(f"/{language}/akut/"))

    for link in page.all("a"):
        if link.get("href").startswith("tel:"):
            assert link.one("bdi")["dir"] == "ltr"


def test_every_number_can_be_dialled_as_it_is_written(client):
    for link in read(client.get("/sv/akut/")).all("a"):
        if link.get("href").startswith("tel:"):
            written = "".join(sign for sign in link.text if sign.isdigit())
            assert link["href"] in (f"tel:{written}", f"tel:+46{written[1:]}")
