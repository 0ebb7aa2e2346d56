"""What every answer promises the reader's browser."""

import gzip

import pytest

from support.catalogue import announce_change
from tests.catalog.reading import read
from tests.factories import offering, topic, update

pytestmark = pytest.mark.django_db

PUBLIC_CACHE = "public, max-age=0, stale-if-error=86400"
PAGES = [
    "/sv/",
    "/ar/stod/",
    "/sv/stod/?topic=sleep",
    "/fa/stod/babycafe/",
    "/so/nytt/",
    "/sv/nytt/news/",
    "/uk/akut/",
    "/sv/alder/",
    "/ar/alder/3/",
    "/sv/amne/sleep/",
    "/fi/omrade/",
    "/sv/aktor/forskoleforvaltningen/",
]
ELSEWHERE = ["/", "/o/abcde/", "/sv/nonsense/", "/robots.txt", "/healthz", "/redaktion/login/"]


@pytest.fixture(autouse=True)
def content():
    topic("violence", is_sensitive=True)
    offering("babycafe", topics=["sleep"], code="abcde")
    offering("refuge", topics=["violence"])
    update("news")


# --- Safe to be read -------------------------------------------------------------------------------


def policy(response) -> dict[str, str]:
    directives = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, _, sources in directives if name}


@pytest.mark.parametrize("path", PAGES + ELSEWHERE[:-1])
def test_a_public_page_may_run_nothing_and_load_only_our_own(client, path):
    rules = policy(client.get(path))

    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["style-src"] == rules["img-src"] == rules["form-action"] == "'self'"
    assert set(rules.get("script-src", "'none'").split()) <= {"'none'", "'self'"}
    assert "unsafe" not in str(rules)


def test_the_desk_may_run_only_our_own_scripts(client):
    rules = policy(client.get("/redaktion/login/"))

    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("path", PAGES + ELSEWHERE)
def test_every_answer_keeps_other_sites_out(client, path):
    response = client.get(path)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response["Referrer-Policy"] in ("same-origin", "no-referrer")
    for power in ("camera", "microphone", "payment", "usb"):
        assert f"{power}=()" in response["Permissions-Policy"]
    # Only a list orders by distance, and then our own page asks, nobody else's.
    mine = "(self)" if path.partition("?")[0].endswith("/stod/") else "()"
    assert f"geolocation={mine}" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", [*PAGES, "/sv/stod/refuge/", "/sv/amne/violence/"])
def test_a_page_loads_nothing_from_anywhere_else_and_keeps_to_its_own_policy(client, path):
    page = read(client.get(path))

    for element in page.elements():
        assert "style" not in element.attrs and element.tag != "style", element
        assert not any(name.startswith("on") for name in element.attrs), element
        if element.tag == "script":
            assert element.get("src").startswith("/static/")
        loaded = element.get("src") or (
            element.get("href") if element.tag in ("link", "use", "image") else ""
        )
        is_named_only = element.get("rel") in ("canonical", "alternate")
        if loaded and not is_named_only:
            assert loaded.startswith(("/", "#")) and not loaded.startswith("//"), element


def test_a_link_to_another_site_takes_no_trace_of_this_page_along(client, settings):
    offering("linked", sensitivity="yes", website="https://www.boras.se/x", source_url="https://www.1177.se/")

    links = [
        link for link in read(client.get("/sv/stod/linked/")).all("a") if link.get("href").startswith("http")
    ]
    elsewhere = [link for link in links if not link["href"].startswith(settings.PUBLIC_URL)]

    assert len(elsewhere) >= 3  # theirs, the source, and the way out
    for link in elsewhere:
        assert "noreferrer" in link.get("rel").split()


def test_secure_visits_are_kept_secure_for_two_years(client):
    header = client.get("/sv/", headers={"x-forwarded-proto": "https"})["Strict-Transport-Security"]

    assert "max-age=63072000" in header
    assert "includeSubDomains" in header and "preload" in header


def test_plain_http_on_ones_own_machine_is_not_told_to_be_secure(client):
    assert "Strict-Transport-Security" not in client.get("/sv/")


def test_in_production_plain_http_is_led_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get("/sv/stod/?age=3")

    assert response.status_code == 301
    assert response["Location"] == "https://testserver/sv/stod/?age=3"


# --- Kept, but never stale -------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_may_be_kept_for_when_we_are_down(client, path):
    response = client.get(path)

    assert response["Cache-Control"] == PUBLIC_CACHE
    assert response["ETag"]
    assert "Set-Cookie" not in response
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_has_not_changed_is_not_sent_again(client, path):
    first = client.get(path, headers={"accept-encoding": "gzip"})

    again = client.get(path, headers={"if-none-match": first["ETag"], "accept-encoding": "gzip"})

    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"].removeprefix("W/") == first["ETag"].removeprefix("W/")


def test_not_changed_says_the_same_about_keeping_as_the_page_does(client):
    first = client.get("/sv/")

    again = client.get("/sv/", headers={"if-none-match": first["ETag"]})

    assert again["Cache-Control"] == PUBLIC_CACHE


def test_a_page_that_has_changed_is_sent_again(client):
    babycafe = offering("changing")
    first = client.get("/sv/stod/changing/")
    babycafe.title_sv = "Nytt namn"
    babycafe.save()
    announce_change([babycafe.pk])

    again = client.get("/sv/stod/changing/", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 200
    assert "Nytt namn" in again.content.decode()


def test_each_language_has_a_page_of_its_own_to_keep(client):
    assert len({client.get(f"/{code}/akut/")["ETag"] for code in ("sv", "ar", "fa")}) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/sv/stod/?q=v%C3%A5ld",
        "/ar/stod/?age=3&q=x",
        "/sv/stod/?q=a&age=99",
        "/sv/stod/refuge/",
        "/ar/stod/refuge/",
        "/ar/amne/violence/",
    ],
)
def test_what_one_searched_for_and_what_is_sensitive_is_kept_nowhere(client, path):
    response = client.get(path)

    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_an_empty_search_is_an_ordinary_page(client):
    assert client.get("/sv/stod/?q=")["Cache-Control"] == PUBLIC_CACHE


def test_where_a_sensitive_page_was_read_is_told_to_nobody(client):
    response = client.get("/sv/stod/refuge/")

    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/redaktion/login/", "/redaktion/"])
def test_the_desk_is_kept_nowhere(client, path):
    assert "no-store" in client.get(path)["Cache-Control"]


def test_the_first_visit_is_kept_by_language(client):
    vary = client.get("/")["Vary"]

    assert "Accept-Language" in vary


# --- Small -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_travel_compressed(client, path):
    plain, packed = client.get(path), client.get(path, headers={"accept-encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in packed["Vary"] and "Accept-Encoding" in plain["Vary"]


def test_the_desk_holds_secrets_and_travels_uncompressed(client):
    response = client.get("/redaktion/login/", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in response


# --- A guide that is not ready yet -----------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_until_the_facts_are_checked_search_engines_are_kept_away(client, settings, path):
    settings.PREVIEW = True
    assert "noindex" in client.get(path)["X-Robots-Tag"]

    settings.PREVIEW = False
    assert "X-Robots-Tag" not in client.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_the_banner_goes_when_the_coordinator_says_so(client, settings, path):
    settings.PREVIEW = True
    assert read(client.get(path)).all(class_="banner")

    settings.PREVIEW = False
    assert not read(client.get(path)).all(class_="banner")
