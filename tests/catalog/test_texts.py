"""Pages whose text is the guide's own: about it, accessibility, privacy, open data, national minorities."""

import datetime
import re
from dataclasses import replace

import pytest
from django.utils import timezone, translation

from boras_guide.languages import LANGUAGES
from catalog import accessibility
from tests.catalog.reading import Element, hits, read
from tests.factories import offering, topic, update

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TEXTS = ["om", "tillganglighet", "integritet", "oppna-data", "minoritetssprak"]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def inside(client, path: str) -> Element:
    """What stands in the page itself, without its head and foot."""
    return read(client.get(path)).one("main")


# --- All of them -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_answers_in_every_language(client, language, text):
    response = client.get(f"/{language}/{text}/")
    page = read(response)

    assert response.status_code == 200
    assert page.one("html")["lang"] == LANGUAGES[language].html_lang
    assert page.one("h1").text
    assert len(page.one("main").all("p")) >= 3


def test_no_two_texts_share_a_title_or_a_description(client):
    pages = [read(client.get(f"/sv/{text}/")) for text in TEXTS]

    assert len({page.one("title").text for page in pages}) == len(TEXTS)
    assert len({page.one("meta", name="description")["content"] for page in pages}) == len(TEXTS)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_says_when_it_was_changed_and_whom_to_ask(client, text, settings):
    record = inside(client, f"/ar/{text}/").one("div", class_="record")
    [changed] = record.all("time")

    assert DAY.fullmatch(changed["datetime"])
    assert datetime.date.fromisoformat(changed["datetime"]) <= timezone.localdate()
    assert record.all("a", href="tel:+4633357000")
    assert record.all("a", href=f"mailto:{settings.GUIDE_EMAIL}")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_asks_the_database_next_to_nothing(client, django_assert_max_num_queries, text):
    with django_assert_max_num_queries(1):
        client.get(f"/ar/{text}/")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_not_written_to(client, text):
    assert client.post(f"/sv/{text}/").status_code == 405


@pytest.mark.parametrize("language", ["sv", "fi", "ar"])
@pytest.mark.parametrize("text", TEXTS)
def test_every_link_of_a_text_leads_somewhere(client, text, language):
    offering("anhorigstod", spoken=["fi"])
    update("news")

    for link in read(client.get(f"/{language}/{text}/")).one("main").all("a"):
        if link["href"].startswith("/"):
            assert client.get(link["href"]).status_code == 200, link["href"]
        else:
            assert link["href"].startswith(("https://", "tel:", "mailto:", "#"))


@pytest.mark.parametrize("text", ["om", "tillganglighet", "integritet", "oppna-data"])
def test_a_machine_made_translation_says_so_and_leads_to_the_swedish(client, text):
    assert inside(client, f"/so/{text}/").all("a", href=f"/sv/{text}/")
    assert not inside(client, f"/sv/{text}/").all("div", class_="notice")


# --- The foot of every page ------------------------------------------------------------------------


FOOT = ["om", "omrade", "aktor", "tillganglighet", "integritet", "oppna-data", "minoritetssprak"]


def in_the_foot(response) -> set[str]:
    return {link["href"] for link in read(response).one("footer").all("a")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "stod/", "stod/refuge/", "nytt/", "akut/", "om/", "finns-inte/"])
def test_every_page_leads_to_the_texts_areas_and_those_who_take_part(client, language, path):
    offering("refuge", topics=[topic("violence", is_sensitive=True)])

    foot = in_the_foot(client.get(f"/{language}/{path}"))

    assert {f"/{language}/{name}/" for name in FOOT} <= foot


def test_the_foot_stands_when_the_database_is_gone(client, database_down):
    with database_down():
        response = client.get("/ar/finns-inte/")

    assert response.status_code == 404
    assert "/ar/tillganglighet/" in in_the_foot(response)


def test_a_swedish_page_names_the_accessibility_statement_with_the_word_of_the_law(client):
    [link] = read(client.get("/sv/")).one("footer").all("a", href="/sv/tillganglighet/")

    assert link.text == "Tillgänglighetsredogörelse"


# --- Accessibility statement (lagen 2018:1937) -----------------------------------------------------


# What the supervisor looks for; the law gives the words.
WORDS_OF_THE_LAW = {
    "how far it complies": r"\bdelvis förenlig",
    "the law": r"2018:1937.*digital offentlig service|digital offentlig service.*2018:1937",
    "what is not accessible": r"inte (är )?tillgänglig",
    "how it was assessed": r"självskattning",
    "how to report": r"meddela|rapportera|påtala",
    "disproportionate burden": r"oskäligt betungande",
    "what the law does not cover": r"omfattas|undanta",
    "whose it is": r"borås stad",
    "what it is about": r"föräldraskapsguiden",
}


@pytest.mark.parametrize("duty", WORDS_OF_THE_LAW)
def test_the_statement_says_what_the_law_asks_in_the_words_of_the_law(client, duty):
    assert re.search(WORDS_OF_THE_LAW[duty], inside(client, "/sv/tillganglighet/").text.lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_lists_every_known_fault_with_its_reason(client, language):
    [listed] = inside(client, f"/{language}/tillganglighet/").all("ul", class_="faults")
    items = listed.all("li")

    assert len(items) == len(accessibility.FAULTS)
    with translation.override(language):
        for fault, item in zip(accessibility.FAULTS, items, strict=True):
            assert str(fault.text) in item.text
            assert str(fault.reason) in item.text
            assert tuple(bdi.text for bdi in item.all("bdi")) == fault.criteria
            assert item.one("time")["datetime"] == fault.since.isoformat()


def test_a_fault_that_is_found_is_in_the_statement_at_once(client, monkeypatch):
    found = replace(accessibility.FAULTS[0], text="Kartan går inte att använda med tangentbord.")
    monkeypatch.setattr(accessibility, "FAULTS", (found,))

    [listed] = inside(client, "/sv/tillganglighet/").all("ul", class_="faults")

    assert [found.text in item.text for item in listed.all("li")] == [True]


def test_the_statement_says_when_it_was_made_and_brought_up_to_date(client):
    days = inside(client, "/ar/tillganglighet/").one("dl", class_="dates").all("time")

    assert [day["datetime"] for day in days] == [
        accessibility.ASSESSED_ON.isoformat(),
        accessibility.UPDATED_ON.isoformat(),
    ]


def test_the_days_of_the_statement_follow_upon_each_other():
    assert accessibility.ASSESSED_ON <= accessibility.UPDATED_ON <= timezone.localdate()
    for fault in accessibility.FAULTS:
        assert fault.since <= accessibility.UPDATED_ON


def test_a_fault_names_criteria_as_the_guidelines_number_them():
    for fault in accessibility.FAULTS:
        assert all(re.fullmatch(r"[1-4]\.\d\.\d{1,2}", criterion) for criterion in fault.criteria)


def test_the_supervisor_can_be_another_authority_tomorrow(client, settings):
    settings.SUPERVISOR_NAME = "Post- och telestyrelsen"
    settings.SUPERVISOR_COMPLAINT_URL = "https://www.pts.se/anmalan"

    [link] = inside(client, "/fi/tillganglighet/").all("a", href="https://www.pts.se/anmalan")

    assert link.text == "Post- och telestyrelsen"
    assert link["lang"] == "sv"


def test_a_complaint_goes_to_the_authority_that_supervises_today(client):
    assert inside(client, "/sv/tillganglighet/").all("a", href="https://www.digg.se/tdosanmalan")


# --- National minorities (lagen 2009:724) ----------------------------------------------------------


def in_two_languages(client, language: str) -> list[Element]:
    return inside(client, f"/{language}/minoritetssprak/").all("section", lang=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rights_of_minorities_stand_in_swedish_and_finnish_the_readers_own_first(client, language):
    order = ["fi", "sv"] if language == "fi" else ["sv", "fi"]

    assert [section["lang"] for section in in_two_languages(client, language)] == order


def test_the_two_texts_say_the_same(client):
    swedish, finnish = in_two_languages(client, "sv")

    def shape(section: Element) -> list[str]:
        return [part.tag for part in section.elements() if part.get("class") != "untranslated"]

    assert shape(swedish) == shape(finnish)
    for section in (swedish, finnish):
        assert "2009:724" in section.text


def test_the_finnish_text_leads_to_the_finnish_guide_and_to_support_given_in_finnish(client):
    offering("anhorigstod", spoken=["fi", "sv"])
    offering("babycafe")
    finnish = next(section for section in in_two_languages(client, "fi") if section["lang"] == "fi")

    home, support = (link["href"] for link in finnish.all("a"))

    assert home == "/fi/"
    assert hits(client.get(support)) == ["anhorigstod"]


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_search_engines_are_told_of_the_two_languages_that_it_is_written_in(client, language):
    alternates = read(client.get(f"/{language}/minoritetssprak/")).all("link", rel="alternate", hreflang=True)

    assert {link["hreflang"] for link in alternates} == {"sv", "fi"}
