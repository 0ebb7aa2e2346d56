"""Pictures as readers meet them."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from support.models import Image
from tests.catalog.reading import read
from tests.factories import image, offering, update

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def media(settings, tmp_path):
    """Pictures on a real disk."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def cafe():
    return offering("babycafe", description_sv="Vi sjunger och fikar.")


def pictures(client, path: str) -> list:
    return read(client.get(path)).one("main").all("img")


# --- The file -------------------------------------------------------------------------------------


def test_every_size_of_a_picture_is_served_and_kept_for_a_day(client, media, cafe):
    addresses = image(cafe).addresses

    assert list(addresses) == [400, 800, 1200]
    for address in addresses.values():
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Type"] == "image/webp"
        assert response["Cache-Control"] == "public, max-age=86400"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response
        assert response.content == (media / address.rpartition("/")[2]).read_bytes()


def test_a_picture_that_a_browser_has_is_not_sent_again(client, media, cafe):
    address = image(cafe).src
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304 and not again.content
    assert again["Cache-Control"] == first["Cache-Control"]


def test_one_may_ask_about_a_picture_without_fetching_it(client, media, cafe):
    address = image(cafe).src

    head = client.head(address)

    assert head.status_code == 200 and not head.content
    assert head["Content-Type"] == "image/webp"
    assert head["Content-Length"] == client.get(address)["Content-Length"]


def test_nothing_is_sent_to_a_picture(client, media, cafe):
    assert client.post(image(cafe).src).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "secret.txt",
        "secret.webp",
        "../secret_key",
        "..%2fsecret_key",
        "%2e%2e%2fsecret_key",
        "..%5csecret_key",
        "%2fetc%2fpasswd",
        f"{'a' * 32}-800.webp",
        f"{'a' * 32}-800.webp%00",
        f"{'a' * 32}-800.webp%0a",
        f"{'A' * 32}-800.webp",
        f"{'a' * 32}-8000000.webp",
        f"{'a' * 32}-٨٠٠.webp",
        f"{'a' * 32}-800.html",
        "a" * 3000,
    ],
)
def test_nothing_but_our_own_pictures_is_served(client, media, name):
    media.mkdir()
    for other in ("secret.txt", "secret.webp", "../secret_key"):
        (media / other).write_text("hemligt")

    response = client.get(f"/bild/{name}")

    assert response.status_code == 404
    assert "hemligt" not in response.content.decode()
    assert read(response).one("h1")  # the guide's own page
    assert response["Cache-Control"] == "no-store"


def test_what_lies_beside_the_pictures_under_a_name_like_theirs_is_not_served(client, media):
    name = default_storage.save(f"{'a' * 32}-400.webp", ContentFile(b"<script>alert(1)</script>"))

    assert client.get(f"/bild/{name}").status_code == 404


@pytest.mark.parametrize(("days", "is_served"), [(-1, False), (0, True)])
def test_a_picture_is_served_as_long_as_those_in_it_consent(client, media, cafe, days, is_served):
    made = image(cafe, shown_until=timezone.localdate() + days * DAY)

    assert (client.get(made.src).status_code == 200) is is_served


def test_a_picture_that_was_taken_away_is_not_served(client, media, cafe):
    made = image(cafe)
    address = made.src
    made.delete()

    assert client.get(address).status_code == 404


# --- On an offering's page ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "alt", "lang", "fallback"),
    [
        ("sv", "Barn bygger.", "", ""),
        ("sv-simple", "Barn bygger.", "sv", "sv"),
        ("en", "Children are building.", "", ""),
        ("fi", "Barn bygger.", "sv", "sv"),
        ("ar", "Children are building.", "en", "en"),
        ("fa", "کودکان می‌سازند.", "", ""),
    ],
)
def test_a_picture_is_described_in_the_readers_language_or_openly_in_another(
    client, cafe, language, alt, lang, fallback
):
    image(cafe, alt_sv="Barn bygger.", alt_en="Children are building.", alt_fa="کودکان می‌سازند.")

    [shown] = pictures(client, f"/{language}/stod/babycafe/")

    assert shown["alt"] == alt
    assert (shown.get("lang"), shown.get("data-fallback")) == (lang, fallback)


def test_a_picture_comes_in_a_size_that_fits_and_nothing_moves_when_it_does(client, cafe):
    made = image(cafe, size=(2000, 1000))

    [shown] = pictures(client, "/sv/stod/babycafe/")

    assert shown["srcset"].split(", ") == [f"{made.addresses[width]} {width}w" for width in (400, 800, 1600)]
    assert shown["src"] == made.addresses[800]
    assert (shown["width"], shown["height"]) == ("1600", "800")
    assert shown["loading"] == "lazy" and shown["decoding"] == "async" and shown["sizes"]
    for address in made.addresses.values():
        assert client.get(address).status_code == 200


def test_a_small_picture_has_one_size(client, cafe):
    made = image(cafe, size=(200, 300))

    [shown] = pictures(client, "/sv/stod/babycafe/")

    assert shown["src"] == made.addresses[200]
    assert shown["srcset"] == f"{made.addresses[200]} 200w"


def test_decoration_is_silent(client, cafe):
    image(cafe, is_decorative=True)

    [shown] = pictures(client, "/ar/stod/babycafe/")

    assert shown.attrs["alt"] == ""
    assert "lang" not in shown.attrs


def test_the_photographer_stands_beside_the_picture(client, cafe):
    image(cafe, credit="Kim Svensson")

    [shown] = pictures(client, "/sv/stod/babycafe/")

    assert "Kim Svensson" in shown.parent.one("figcaption").text


def test_without_a_photographer_nothing_is_said_of_one(client, cafe):
    image(cafe)

    [shown] = pictures(client, "/sv/stod/babycafe/")

    assert not shown.parent.all("figcaption")


def test_a_picture_without_a_description_of_the_offering_is_shown_too(client):
    image(offering("sagostund"))

    assert len(pictures(client, "/sv/stod/sagostund/")) == 1


def test_a_sensitive_page_shows_no_picture_at_all(client, cafe):
    image(cafe)
    cafe.sensitivity = "yes"
    cafe.is_sensitive = True
    cafe.save()

    assert not pictures(client, "/sv/stod/babycafe/")
    assert not Image.objects.shown(timezone.localdate()).exists()


@pytest.mark.parametrize(("days", "is_shown"), [(-1, False), (0, True), (1, True)])
def test_a_picture_is_shown_while_those_in_it_consent(client, cafe, days, is_shown):
    today = timezone.localdate()
    made = image(cafe, shown_until=today + days * DAY)
    image(update("nyhet"), shown_until=today + days * DAY)

    assert bool(pictures(client, "/sv/stod/babycafe/")) is is_shown
    assert bool(pictures(client, "/sv/nytt/nyhet/")) is is_shown
    assert made.is_shown_on(today) is Image.objects.shown(today).filter(pk=made.pk).exists() is is_shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_costs_an_offerings_page_no_question(client, cafe, language):
    path = f"/{language}/stod/babycafe/"
    client.get(path)
    with CaptureQueriesContext(connection) as without:
        client.get(path)
    image(cafe)

    with CaptureQueriesContext(connection) as with_picture:
        assert pictures(client, path)

    assert len(with_picture) == len(without)
    assert not [query for query in without if 'FROM "support_image"' in query["sql"]]


def test_pictures_of_offerings_are_not_in_the_way_of_lists(client, cafe):
    image(cafe)

    response = client.get("/sv/stod/")

    assert read(response).one("article", data_offering="babycafe")


# --- On news --------------------------------------------------------------------------------------


def test_news_shows_its_pictures_in_order(client):
    news = update("nyhet")
    image(news, alt_sv="Den första.")
    image(news, alt_sv="Den andra.", size=(600, 400))

    shown = pictures(client, "/ar/nytt/nyhet/")

    assert [picture["alt"] for picture in shown] == ["Den första.", "Den andra."]
    assert {picture["lang"] for picture in shown} == {"sv"}


def test_many_pictures_cost_a_piece_of_news_no_more_than_one(client):
    news = update("nyhet")
    image(news)
    client.get("/ar/nytt/nyhet/")
    with CaptureQueriesContext(connection) as one:
        client.get("/ar/nytt/nyhet/")
    for _ in range(3):
        image(news)

    with CaptureQueriesContext(connection) as four:
        client.get("/ar/nytt/nyhet/")

    assert len(four) == len(one)
