"""The promise in one example, on the content that comes with the guide."""

import json
import re

import pytest

from boras_guide.languages import LANGUAGES
from support.reference.files import DIRECTORY

EACH = len(LANGUAGES) // 2

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("reference_content")]


def offered(client, language: str, query: str) -> set[str]:
    """Slugs on every page of a list."""
    slugs: set[str] = set()
    for page in range(1, 50):
        text = client.get(f"/{language}/stod/?{query}&page={page}").content.decode()
        slugs |= set(re.findall(r'<article class="hit" data-offering="([^"]+)"', text))
        if 'rel="next"' not in text:
            break
    assert f'data-total="{len(slugs)}"' in text
    return slugs


def in_the_files(**facts) -> set[str]:
    entries = json.loads((DIRECTORY / "offerings.json").read_text())
    return {entry["slug"] for entry in entries if all(entry[name] == value for name, value in facts.items())}


def test_a_two_year_old_gets_exactly_the_open_preschools_that_take_her(client):
    entries = json.loads((DIRECTORY / "offerings.json").read_text())
    expected = {
        entry["slug"]
        for entry in entries
        if entry["type"] == "open_preschool" and (entry["age_min"] or 0) <= 2 <= entry["age_max"]
    }

    assert offered(client, "sv", "age=2&type=open_preschool") == expected
    assert "babyoppet-boda" not in expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_filters_give_the_same_offerings_in_every_language(client, language):
    in_swedish = offered(client, "sv", "age=2&type=open_preschool")

    assert offered(client, language, "age=2&type=open_preschool") == in_swedish


def test_everything_is_listed_when_nothing_is_asked(client):
    assert offered(client, "ar", "") == in_the_files()


def test_what_is_free_is_what_the_files_call_free(client):
    assert offered(client, "so", "cost=free") == in_the_files(cost="free")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_real_content_answers(client, language):
    """Each offering in two languages, each language with a fifth of them; test_crawl reads all in two more."""
    number = list(LANGUAGES).index(language) % EACH
    for slug in sorted(in_the_files())[number::EACH]:
        response = client.get(f"/{language}/stod/{slug}/")
        assert response.status_code == 200, slug
