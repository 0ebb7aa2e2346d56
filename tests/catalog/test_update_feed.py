"""News for feed readers, in each language."""

import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from boras_guide.languages import LANGUAGES
from boras_guide.middleware import PUBLIC_CACHE
from support.models import TranslationState, Update
from tests.catalog.reading import read_xml
from tests.factories import administration, update

pytestmark = pytest.mark.django_db

HOME = "https://guide.example"
DAY = datetime.timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.PUBLIC_URL = HOME


def feed(client, language: str = "sv") -> ElementTree.Element:
    return read_xml(client.get(f"/{language}/nytt/atom.xml"))


def entries(client, language: str = "sv") -> list[ElementTree.Element]:
    return feed(client, language).findall(f"{ATOM}entry")


def text(element: ElementTree.Element, *path: str) -> str:
    return element.findtext("/".join(f"{ATOM}{tag}" for tag in path))


def link(element: ElementTree.Element, rel: str) -> str:
    [found] = [each.get("href") for each in element.findall(f"{ATOM}link") if each.get("rel") == rel]
    return found


class Paragraphs(HTMLParser):
    """The (text, attributes) of each paragraph of a summary, and the attributes of the element around them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.around: dict = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        if tag == "div":
            self.around = dict(attrs)
        elif tag == "p":
            self.found.append(("", dict(attrs)))
        else:
            raise AssertionError(f"<{tag}> in a summary")

    def handle_data(self, data) -> None:
        if self.found:
            said, attrs = self.found[-1]
            self.found[-1] = (said + data.rstrip("\n "), attrs)


def paragraphs(entry: ElementTree.Element) -> list[str]:
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    return [said for said, _ in Paragraphs(text(entry, "summary")).found]


# --- What stands in it -------------------------------------------------------------------------------


def test_the_latest_news_comes_first_and_only_what_is_public(client):
    today = timezone.localdate()
    update("old", published_on=today - 3 * DAY)
    update("new", published_on=today)
    update("secret", is_published=False)
    update("later", published_on=today + DAY)
    update("over", publish_until=timezone.now() - DAY)

    assert [link(entry, "alternate") for entry in entries(client)] == [
        f"{HOME}/sv/nytt/new/",
        f"{HOME}/sv/nytt/old/",
    ]


def test_news_says_what_is_new_and_who_says_it(client):
    body = administration("fritid", name_sv="Fritidsförvaltningen")
    update("news", title="Ny lekpark", summary="På Norrby.", administration=body)

    [entry] = entries(client)

    assert text(entry, "title") == "Ny lekpark"
    assert paragraphs(entry) == ["På Norrby."]
    assert text(entry, "author", "name") == "Fritidsförvaltningen"
    assert text(entry, "author", "uri") == f"{HOME}/sv/aktor/fritid/"


def test_at_most_fifty_are_listed(client):
    today = timezone.localdate()
    for number in range(52):
        update(f"news-{number}", published_on=today - number * DAY)

    found = entries(client)

    assert len(found) == 50
    assert link(found[-1], "alternate").endswith("/news-49/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_says_which_language_it_is_in_and_where_it_stands(client, language):
    update("news")

    root = feed(client, language)

    assert root.tag == f"{ATOM}feed"
    assert root.get(XML_LANG) == LANGUAGES[language].html_lang
    assert link(root, "self") == f"{HOME}/{language}/nytt/atom.xml"
    assert link(root, "alternate") == f"{HOME}/{language}/nytt/"
    assert text(root, "title") and text(root, "subtitle")
    assert link(root.find(f"{ATOM}entry"), "alternate") == f"{HOME}/{language}/nytt/news/"


def test_news_is_in_the_readers_language(client):
    update("news", title="Ny lekpark", title_ar="ملعب جديد", summary="På Norrby.", summary_ar="في نوربي.")

    [entry] = entries(client, "ar")

    assert text(entry, "title") == "ملعب جديد"
    assert entry.get(XML_LANG) == "ar"
    summary = Paragraphs(text(entry, "summary"))
    assert summary.around == {"lang": "ar", "dir": "rtl"}
    assert [said for said, _ in summary.found] == ["في نوربي."]


def test_what_is_missing_falls_back_text_by_text_and_says_so(client):
    update("news", title="Ny lekpark", title_en="New playground", summary="På Norrby.")

    [entry] = entries(client, "ar")

    assert text(entry, "title") == "New playground"
    assert entry.get(XML_LANG) == "en"
    [(said, attrs)] = Paragraphs(text(entry, "summary")).found
    assert said == "På Norrby."
    assert (attrs["lang"], attrs["dir"]) == ("sv", "ltr")


def test_news_that_may_be_out_of_date_says_so(client):
    newer = update("newer")
    news = update("news", published_on=timezone.localdate() - DAY)
    fresh = paragraphs(entries(client)[1])

    Update.objects.filter(pk=news.pk).update(replaced_by=newer)
    replaced = paragraphs(entries(client)[1])
    Update.objects.filter(pk=news.pk).update(replaced_by=None, published_on=timezone.localdate() - 400 * DAY)
    old = paragraphs(entries(client)[1])

    assert [len(said) for said in (fresh, replaced, old)] == [1, 2, 2]


def test_machine_made_news_says_so_until_a_person_has_read_it(client):
    news = update("news", title_ar="جديد", summary_ar="خبر")
    TranslationState.objects.create(
        content=news, field="summary", language="ar", origin="machine", source_hash="x"
    )
    unread = paragraphs(entries(client, "ar")[0])

    TranslationState.objects.update(reviewed_on=timezone.localdate())

    assert len(unread) == 2
    assert len(paragraphs(entries(client, "ar")[0])) == 1


# --- What a feed reader relies on --------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_has_what_the_standard_demands(client, language):
    update("news")
    update("older", published_on=timezone.localdate() - DAY)

    root = feed(client, language)

    for element in (root, *root.findall(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{tag}")) == 1
            assert text(element, tag)
        moment = datetime.datetime.fromisoformat(text(element, "updated"))
        assert moment.tzinfo is not None
    for entry in root.findall(f"{ATOM}entry"):
        assert text(entry, "author", "name")


def test_every_entry_in_every_language_is_known_by_a_name_of_its_own(client):
    update("news")
    update("older")

    names = [text(entry, "id") for code in LANGUAGES for entry in entries(client, code)]
    names += [text(feed(client, code), "id") for code in LANGUAGES]

    assert len(set(names)) == 3 * len(LANGUAGES)


def test_news_keeps_its_name_when_its_words_its_address_or_ours_change(client, settings):
    news = update("news")
    [before] = entries(client)

    news.slug, news.title_sv = "renamed", "Nytt namn"
    news.save()
    settings.PUBLIC_URL = "https://moved.example"
    [after] = entries(client)

    assert link(after, "alternate") == "https://moved.example/sv/nytt/renamed/"
    assert text(after, "id") == text(before, "id")


def test_the_feed_is_as_new_as_its_last_change(client):
    update("news", published_on=timezone.localdate() - 30 * DAY)
    older = update("older", published_on=timezone.localdate() - 60 * DAY)
    changed = timezone.now().replace(microsecond=0) + datetime.timedelta(hours=1)
    Update.objects.filter(pk=older.pk).update(changed_at=changed, changed_by=older.administration)

    root = feed(client)

    assert datetime.datetime.fromisoformat(text(root, "updated")) == changed
    assert datetime.datetime.fromisoformat(text(root.findall(f"{ATOM}entry")[1], "updated")) == changed


def test_news_written_ahead_of_its_day_is_new_on_that_day(client):
    today = timezone.localdate()
    news = update("news", published_on=today)
    Update.objects.filter(pk=news.pk).update(changed_at=timezone.now() - 10 * DAY)

    [entry] = entries(client)

    moment = timezone.localtime(datetime.datetime.fromisoformat(text(entry, "updated")))
    assert (moment.date(), moment.hour) == (today, 0)
    assert text(entry, "published") == text(entry, "updated")


def test_a_guide_without_news_has_an_empty_feed_that_does_not_change(client):
    first, again = client.get("/so/nytt/atom.xml"), client.get("/so/nytt/atom.xml")

    assert entries(client, "so") == []
    assert first["ETag"] == again["ETag"]


# --- Hostile words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "<b>Fet</b> & <script>alert(1)</script>",
        "]]> &amp; <![CDATA[",
        '"><p onclick="x">',
        "عنوان <b> & “x”",
        "Fika 😀 \u200fx",
    ],
)
def test_hostile_words_stay_words(client, words):
    body = administration("hostile", name_sv=words)
    update("news", title=words, summary=words, administration=body)

    [entry] = entries(client)

    assert text(entry, "title") == text(entry, "author", "name") == words
    assert paragraphs(entry) == [words]


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff"])
def test_signs_that_xml_does_not_know_are_left_out(client, sign):
    words = f"Ny{sign} lekpark"
    update("news", title=words, summary=words, administration=administration("body", name_sv=words))

    [entry] = entries(client)

    assert text(entry, "title") == text(entry, "author", "name") == "Ny lekpark"
    assert paragraphs(entry) == ["Ny lekpark"]


# --- How it is answered ------------------------------------------------------------------------------


def test_it_may_be_kept_and_is_not_sent_again_unchanged(client):
    update("news")
    first = client.get("/ar/nytt/atom.xml")

    by_tag = client.get("/ar/nytt/atom.xml", headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert first["Content-Language"] == "ar"
    assert by_tag.status_code == 304
    assert first["Cache-Control"] == by_tag["Cache-Control"] == PUBLIC_CACHE
    assert not first.cookies


def test_news_that_comes_and_goes_is_told_at_once_also_to_those_who_have_been_here(client):
    older, now = update("older"), http_date(timezone.now().timestamp())
    first = client.get("/sv/nytt/atom.xml")
    headers = {"if-none-match": first["ETag"], "if-modified-since": now}
    Update.objects.filter(pk=older.pk).update(is_published=False)

    again = client.get("/sv/nytt/atom.xml", headers=headers)
    by_time = client.get("/sv/nytt/atom.xml", headers={"if-modified-since": now})

    assert again.status_code == by_time.status_code == 200
    assert b"/nytt/older/" not in again.content


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(client, method):
    assert getattr(client, method)("/sv/nytt/atom.xml").status_code == 405


def test_a_language_that_does_not_exist_has_no_feed(client):
    assert client.get("/de/nytt/atom.xml").status_code == 404


def test_without_a_database_it_asks_to_come_back(client, database_down):
    with database_down():
        assert client.get("/sv/nytt/atom.xml").status_code == 503


def test_it_asks_the_database_as_much_for_fifty_news_as_for_one_and_for_its_own_languages_alone(client):
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            Client().get("/ar/nytt/atom.xml")
        return [query["sql"] for query in queries]

    update("news")
    asked()  # what a process learns once, it knows
    few = asked()
    for number in range(50):
        update(f"news-{number}", administration=f"body-{number}")
    many = asked()

    assert len(few) == len(many) <= 3
    assert not [sql for sql in many if "title_fi" in sql or "body" in sql or "name_fi" in sql]
