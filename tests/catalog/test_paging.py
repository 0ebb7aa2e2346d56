"""A long list, page by page."""

import pytest

from tests.catalog.reading import hits, read, total
from tests.factories import offering

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def forty_five_courses_and_a_talk(for_the_module):
    with for_the_module():
        for number in range(45):
            offering(f"o{number:02}", title=f"Kurs {number:02}", type="course")
        offering("talk", title="Samtal", type="talk")
        yield


PAGES = [
    ("1", 1),
    ("3", 3),
    ("4", 3),
    ("0", 1),
    ("-1", 1),
    ("9999", 3),
    (str(10**22), 3),
    ("abc", 1),
    ("1.5", 1),
    ("\x00", 1),
    ("", 1),
]


@pytest.mark.parametrize(("asked", "shown"), PAGES)
def test_a_page_number_outside_the_list_is_the_nearest_page(client, asked, shown):
    response = client.get("/sv/stod/", {"type": "course", "page": asked})

    assert response.status_code == 200
    assert hits(response)[0] == f"o{(shown - 1) * 20:02}"
    assert total(response) == 45


def test_paging_forward_shows_every_hit_once_and_keeps_the_filters(client):
    address, seen = "/sv/stod/?type=course&utm_source=x", []
    while address:
        page = client.get(address)
        seen += hits(page)
        forward = read(page).all("a", rel="next")
        address = f"/sv/stod/{forward[0]['href']}" if forward else ""

    assert seen == [f"o{number:02}" for number in range(45)]


def test_paging_back_leads_to_the_first_page(client):
    back = read(client.get("/sv/stod/?page=2")).one("a", rel="prev")

    assert hits(client.get(f"/sv/stod/{back['href']}"))[0] == "o00"


def test_a_page_too_far_keeps_its_way_back(client):
    back = read(client.get("/sv/stod/?type=course&page=99")).one("a", rel="prev")

    assert back["href"] == "?type=course&page=2"
