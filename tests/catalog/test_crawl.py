"""A reader who only follows links reaches every page there is, and never a dead end.

The whole site is thousands of pages, so there is a bound. In Swedish every link is followed, but of a
list with filters no more than two pages, and of the calendar each week, the days of a week before and after
today, and with a filter the week one comes to. In Arabic every link is followed but those with filters or to other days. In the other languages,
whose addresses are the same, every list and the first few pages of each other kind are read; what they link
to must have been linked in Swedish.
"""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from tests.catalog.reading import read_xml

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("reference_content")]

OTHERS = [code for code in LANGUAGES if code not in ("sv", "ar")]
MOST = 1_500  # pages in one language; links that make ever new addresses have no end
FEW = 3  # of each kind of page below a list
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# A pattern, not a parser, for there are many pages; test_page_structure reads one of each kind with care.
LINK = re.compile(r'<a [^>]*?href="([^"]*)"')
ID = re.compile(r'<[a-z][^>]* id="([^"]*)"')
TITLE = re.compile(r"<title>([^<]*)</title>")
SENSITIVE = 'name="referrer" content="no-referrer"'


@dataclass
class Crawl:
    """What was found on the way from the start page of one language."""

    language: str
    status: dict[str, int] = field(default_factory=dict)  # of the pages that were read
    linked: dict[str, str] = field(default_factory=dict)  # address → a page that links to it
    fragments: set[tuple[str, str]] = field(default_factory=set)  # (address, id)
    ids: dict[str, set[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)  # of the pages that may say what they are about
    translations: dict[str, set[str]] = field(default_factory=dict)  # page → itself in other languages
    elsewhere: set[str] = field(default_factory=set)  # what stands in no language

    def run(self, client: Client, wants: Callable[[str], bool]) -> "Crawl":
        start = f"/{self.language}/"
        self.linked[start] = ""
        waiting = [start]
        while waiting:
            assert len(self.status) < MOST, f"a maze of links, at {waiting[-1]}"
            address = waiting.pop()
            for found in self.read(client, address):
                if found not in self.linked:
                    self.linked[found] = address
                    if wants(found):
                        waiting.append(found)
        return self

    def read(self, client: Client, address: str) -> Iterator[str]:
        response = client.get(address, follow=True)
        self.status[address] = response.status_code
        text = response.content.decode()
        self.ids[address] = set(ID.findall(text))
        if SENSITIVE not in text:
            self.titles[address] = TITLE.search(text)[1]
        self.translations[address] = set()
        for href in LINK.findall(text):
            link = urlsplit(urljoin(address, unescape(href)))
            if link.scheme or link.netloc:
                continue
            found = link._replace(fragment="").geturl()
            if link.fragment:
                self.fragments.add((found, link.fragment))
            if found.startswith(f"/{self.language}/"):
                yield found
            elif found.split("/")[1] in LANGUAGES:
                self.translations[address].add(found)
            else:
                self.elsewhere.add(found)

    @property
    def dead(self) -> dict[str, str]:
        return {address: self.linked[address] for address, status in self.status.items() if status != 200}


def is_page(address: str) -> bool:
    return not address.partition("?")[0].endswith((".xml", ".ics"))


def is_among_few(address: str) -> bool:
    """Not one of the many that differ from those by their number or their days alone."""
    query = parse_qs(urlsplit(address).query)
    if len(query) > 1 and int(query.get("page", "1")[0]) > 2:
        return False
    if "date" in query:
        day = datetime.date.fromisoformat(query["date"][0])
        return len(query) == 1 and abs(day - timezone.localdate()) < datetime.timedelta(days=7)
    return "week" not in query or len(query) == 1


def is_to_be_read(address: str) -> bool:
    return is_page(address) and is_among_few(address)


def is_no_filter(address: str) -> bool:
    query = address.partition("?")[2]
    return is_page(address) and (not query or query.startswith("page="))


def few_of_each_kind() -> Callable[[str], bool]:
    """The lists, and `FEW` of what stands below each."""
    taken: Counter[str] = Counter()

    def wants(address: str) -> bool:
        kind, _, below = inside(address).partition("?")[0].strip("/").partition("/")
        taken[kind] += bool(below)
        return is_no_filter(address) and (not below or taken[kind] <= FEW)

    return wants


def inside(address: str) -> str:
    """What follows the language."""
    return address.split("/", 2)[2]


def same(address: str) -> tuple[str, frozenset]:
    """The question in any order. The pages of a list begin anew: another language has another order."""
    path, _, query = address.partition("?")
    return path, frozenset(part for part in query.split("&") if part and not part.startswith("page="))


@pytest.fixture(scope="module")
def on_the_map(reference_content, django_db_blocker) -> set[str]:
    with django_db_blocker.unblock():
        locations = [element.text for element in read_xml(Client().get("/sitemap.xml")).iter(MAP)]
    return {urlsplit(address).path for address in locations}


@pytest.fixture(scope="module")
def in_swedish(reference_content, django_db_blocker) -> Crawl:
    with django_db_blocker.unblock():
        return Crawl("sv").run(Client(), is_to_be_read)


@pytest.fixture(scope="module", params=["sv", pytest.param("ar", marks=pytest.mark.once)])
def whole(request, in_swedish, django_db_blocker) -> Crawl:
    if request.param == "sv":
        return in_swedish
    with django_db_blocker.unblock():
        return Crawl(request.param).run(Client(), is_no_filter)


@pytest.fixture(scope="module", params=OTHERS)
def glance(request, reference_content, django_db_blocker) -> Crawl:
    with django_db_blocker.unblock():
        return Crawl(request.param).run(Client(), few_of_each_kind())


def of(crawl: Crawl, on_the_map: set[str]) -> set[str]:
    return {address for address in on_the_map if address.startswith(f"/{crawl.language}/")}


def test_no_link_is_dead(whole):
    assert len(whole.status) > 250
    assert whole.dead == {}


def test_every_page_on_the_map_is_reached_by_links(whole, on_the_map):
    assert of(whole, on_the_map) - whole.status.keys() == set()


def test_a_link_into_a_page_finds_its_place_there(whole):
    start = f"/{whole.language}/"
    assert (start, "main") in whole.fragments
    assert {(page, id_) for page, id_ in whole.fragments if id_ not in whole.ids.get(page, ())} == set()


def test_every_page_leads_to_itself_in_the_nine_other_languages(whole, on_the_map):
    others = [code for code in LANGUAGES if code != whole.language]
    for address, found in whole.translations.items():
        if inside(address) == "minoritetssprak/":
            continue  # its two texts lead to Swedish and Finnish pages besides
        assert set(map(same, found)) == {same(f"/{code}/{inside(address)}") for code in others}, address
        if address in on_the_map:
            assert found <= on_the_map, address


def test_no_two_pages_have_the_same_title(whole, on_the_map):
    titles = {address: title for address, title in whole.titles.items() if address in on_the_map}
    number = Counter(titles.values())

    assert {address: title for address, title in titles.items() if number[title] > 1} == {}


@pytest.mark.once
def test_in_the_other_languages_too_every_page_is_linked_and_no_link_is_dead(glance, in_swedish, on_the_map):
    assert len(glance.status) > 30
    assert glance.dead == {}
    assert of(glance, on_the_map) - glance.linked.keys() == set()
    known = {inside(address) for address in in_swedish.linked}
    assert {address for address in glance.linked if inside(address) not in known} == set()
    read = {(page, id_) for page, id_ in glance.fragments if page in glance.ids}
    assert {(page, id_) for page, id_ in read if id_ not in glance.ids[page]} == set()


def test_what_is_no_page_can_be_read_too(client, in_swedish):
    others = {address for address in in_swedish.linked if not is_page(address)} | in_swedish.elsewhere

    assert "/sv/nytt/atom.xml" in others
    assert {address for address in others if client.get(address).status_code != 200} == set()
