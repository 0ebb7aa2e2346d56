"""Every way in leads to the same support. One test walks them all, on the real content and some hostile extras."""

import datetime
import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from support.ages import EXPECTING
from support.models import Administration, Area, Audience, Offering, OfferingType, Place, Topic, Update
from tests.catalog.reading import Element, hits, read, read_xml, total
from tests.catalog.searching import ask, best, everyone
from tests.factories import occasion, offering, update

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("reference_content")]

NOW = timezone.now()
DAY = datetime.timedelta(days=1)
SECRET = "Zzhemligt"  # stands in the name of whatever is not public
BODA = "oppna-forskolan-boda"
AGES = [EXPECTING, *map(str, range(18))]
EXTRAS = {
    "everywhere",
    "young-adults",
    "grown-up",
    "before-birth",
    "fourteen-months",
    "begun",
    "somewhere",
}  # made here, and public
FEED = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def public() -> set[str]:
    """Slugs of all that is public, counted by hand: what was loaded, and the extras that may be seen."""
    loaded = set(Offering.objects.values_list("slug", flat=True))
    boda = Offering.objects.get(slug=BODA)
    everywhere = {
        "ages": (None, 17),
        "type": boda.type,
        "topics": Topic.objects.all(),
        "audiences": Audience.objects.all(),
        "areas": Area.objects.all(),
        "places": Place.objects.all(),
        "administration": boda.administration,
        "cooperating": list(Administration.objects.exclude(pk=boda.administration_id)),
        "is_area_wide": True,
    }
    offering("everywhere", title="Överallt <b>&amp;", **everywhere)
    offering("young-adults", title="Uppföljning av unga", ages=(16, 20), is_area_wide=True)
    offering("grown-up", title="Vuxenstödet", ages=(18, 20))
    offering("before-birth", title="Magkursen", ages=(None, 0), maximum_age_months=0)
    offering("fourteen-months", title="Knatterytmik", maximum_age_months=14, minimum_age_months=13)
    offering("begun", title="Nyss börjat", publish_from=NOW - DAY, publish_until=NOW + DAY)
    somewhere = offering("somewhere", title="Då och då", areas=["boda"])
    occasion(somewhere, NOW + DAY, place=Place.objects.first())
    hidden = {
        "draft": {"status": "draft"},
        "review": {"status": "review"},
        "withdrawn": {"status": "withdrawn"},
        "later": {"publish_from": NOW + DAY},
        "over": {"publish_until": NOW - DAY},
        BODA: {"draft_of": boda},  # at the same address, as a working version is
    }
    for slug, fields in hidden.items():
        offering(slug, title=f"{SECRET} {slug}", summary=SECRET, **everywhere, **fields)
    return loaded | EXTRAS


@pytest.fixture
def public_news() -> set[str]:
    loaded = set(Update.objects.values_list("slug", flat=True))
    update("fresh", published_on=NOW.date() - DAY)
    update("ending", published_on=NOW.date() - 2 * DAY, publish_until=NOW + DAY)
    hidden = {
        "unpublished": {"is_published": False},
        "tomorrow": {"published_on": timezone.localdate() + 2 * DAY, "pinned_until": NOW.date() + 9 * DAY},
        "ended": {"publish_until": NOW - DAY, "pinned_until": timezone.localdate() + DAY},
    }
    for slug, fields in hidden.items():
        update(slug, title=f"{SECRET} {slug}", summary=SECRET, **fields)
    return loaded | {"fresh", "ending"}


class Reader:
    """Reads pages, and watches that none of them says what is not public."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.lists: dict[frozenset, set[str]] = {}  # nothing changes between two readings

    def page(self, path: str) -> Element:
        response = self.client.get(path)
        assert response.status_code == 200, path
        assert SECRET not in response.content.decode(), path
        return read(response)

    def list(self, **question: str) -> set[str]:
        """Slugs on every page of the list."""
        key = frozenset(question.items())
        if key not in self.lists:
            self.lists[key] = self._read_list(question)
        return self.lists[key]

    def _read_list(self, question: dict[str, str]) -> set[str]:
        """Cards are told by a pattern: there are many pages."""
        slugs: list[str] = []
        for number in range(1, 50):
            path = f"/sv/stod/?{urlencode({**question, 'page': number})}"
            text = self.client.get(path).content.decode()
            assert SECRET not in text, path
            (total,) = map(int, re.findall(r'data-total="(\d+)"', text))
            slugs += re.findall(r'<article class="hit" data-offering="([^"]+)"', text)
            if len(slugs) >= total:
                assert len(set(slugs)) == len(slugs) == total, path
                return set(slugs)
        raise AssertionError(f"{question} has no end")


def own(page: Element) -> set[str]:
    """What the page is about; what it suggests is another matter."""
    suggested = {id(one) for outer in page.all(data_suggestions=True) for one in outer.elements()}
    found = [
        one["data-offering"] for one in page.all("article", data_offering=True) if id(one) not in suggested
    ]
    assert len(set(found)) == len(found), "an offering stands twice"
    return set(found)


def agree(reader: Reader, path: str, expected: set[str]) -> None:
    """The page says how many there are, and shows them, or some of them and the way to the others."""
    page = reader.page(path)
    shown = own(page)
    assert int(page.one(data_total=True)["data-total"]) == len(expected), path
    assert shown <= expected, path
    if shown != expected:
        ways = [urlsplit(link["href"]).query for link in page.one("main").all("a") if "?" in link.get("href")]
        assert expected in [reader.list(**dict(parse_qsl(way))) for way in ways], path


def addresses(rows: Iterable, name: str) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield f"/sv/{name}/{row.slug}/", getattr(row, "code", row.slug)


def on_the_map(client: Client, kind: str) -> set[str]:
    found = [element.text for element in read_xml(client.get("/sitemap.xml")).iter(f"{MAP}loc")]
    paths = [address.split("/", 3)[3] for address in found]
    start = f"sv/{kind}/"
    return {path.removeprefix(start).strip("/") for path in paths if path.startswith(start)} - {""}


def test_every_way_in_leads_to_the_same_support(client, public):
    reader = Reader(client)

    assert reader.list() == public
    assert on_the_map(client, "stod") == public
    for age in AGES:
        agree(
            reader,
            f"/sv/alder/{age if age != EXPECTING else 'vantar-barn'}/",
            fitting := reader.list(age=age),
        )
        assert "grown-up" not in fitting
    for parameter, name, model in (
        ("topic", "amne", Topic),
        ("type", "typ", OfferingType),
        ("audience", "for", Audience),
        ("area", "omrade", Area),
        ("administration", "aktor", Administration),
    ):
        for path, code in addresses(model.objects.all(), name):
            agree(reader, path, reader.list(**{parameter: code}))
    for place in Place.objects.all():
        there = Offering.objects.published(NOW).at_place(place, timezone.localdate(NOW))
        agree(reader, place.get_absolute_url(), set(there.values_list("slug", flat=True)))
    by_title = {slug: Offering.objects.published(NOW).get(slug=slug).title_sv for slug in public}
    among = everyone()
    for slug, title in by_title.items():
        assert slug in best(ask(title, among=among)), title
    for slug, title in [*by_title.items()][::3] + [(slug, by_title[slug]) for slug in EXTRAS]:
        page = reader.page(f"/sv/stod/{slug}/")
        assert page.one("h1").text == title
        related = {one["data-offering"] for one in page.all("article", data_offering=True)}
        assert related <= public - {slug}
    for path in ("", "alder/", "omrade/", "plats/", "aktor/", "amne/", "typ/", "for/"):
        named = {one["data-offering"] for one in reader.page(f"/sv/{path}").all(data_offering=True)}
        assert named <= public
    for slug, status in {"draft": 404, "review": 404, "later": 404, "withdrawn": 410, "over": 410}.items():
        response = client.get(f"/sv/stod/{slug}/")
        assert response.status_code == status
        assert SECRET not in response.content.decode()
    assert hits(client.get("/sv/stod/", {"q": SECRET})) == []


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_way_in_leads_to_the_same_news(client, public_news, language):
    reader = Reader(client)
    start = f"/{language}/nytt/"

    listed = {
        link["href"].removeprefix(start).strip("/")
        for link in reader.page(start).one("main").all("a")
        if link.get("href").startswith(start) and not link["href"].endswith(".xml")
    } - {""}
    assert listed == public_news
    feed = client.get(f"{start}atom.xml")
    assert SECRET not in feed.content.decode()
    in_feed = {
        entry.find(f"{FEED}link").get("href").rsplit("/", 2)[1]
        for entry in read_xml(feed).iter(f"{FEED}entry")
    }
    assert in_feed == public_news
    assert on_the_map(client, "nytt") == public_news
    for slug in public_news:
        reader.page(f"{start}{slug}/")
    for path in ("", "aktor/forskoleforvaltningen/", "akut/"):
        reader.page(f"/{language}/{path}")
    for slug, status in {"unpublished": 404, "tomorrow": 404, "ended": 410}.items():
        response = client.get(f"{start}{slug}/")
        assert response.status_code == status
        assert SECRET not in response.content.decode()


# --- Real pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["gota", "kristineberg", "trandared"])
def test_an_area_that_has_nothing_today_says_so_and_shows_what_there_is_all_the_same(client, slug):
    response = client.get(f"/sv/omrade/{slug}/")
    main = read(response).one("main")

    assert main.all("p", class_="notice")
    assert total(response) == total(client.get(f"/sv/stod/?area={slug}")) > 50
    assert len([link for link in main.all("a") if link.get("href").startswith("/sv/omrade/")]) > 10


@pytest.mark.parametrize(
    "path",
    ["for/foraldrar-och-vardnadshavare/", "for/slaktingar/", "omrade/norrby/", "typ/grupp/", "alder/5/"],
)
def test_a_link_that_says_how_many_leads_to_as_many(client, path):
    response = client.get(f"/sv/{path}", follow=True)
    links = [link for link in read(response).one("main").all("a") if link["href"].startswith("/sv/stod/?")]

    said = {link["href"]: [int(number) for number in re.findall(r"\d+", link.text)] for link in links}
    there = {address: total(client.get(address)) for address in said}

    assert response.status_code == 200
    assert {
        address: (said[address], there[address])
        for address in said
        if said[address][:1] not in ([], [there[address]])
    } == {}
