"""News from the coordinator."""

import datetime

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from support.models import TranslationState, Update
from tests.catalog.reading import notices, read
from tests.factories import update

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 9, 16, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def listed(client, language: str = "sv") -> list[str]:
    start = f"/{language}/nytt/"
    titles = read(client.get(start)).one("main").all("h2")
    return [heading.one("a")["href"].removeprefix(start).strip("/") for heading in titles]


@pytest.mark.parametrize(
    ("fields", "is_public"),
    [
        ({"published_on": NOON.date()}, True),
        ({"published_on": NOON.date() + DAY}, False),
        ({"published_on": NOON.date(), "is_published": False}, False),
        ({"published_on": NOON.date(), "publish_until": NOON}, False),
        ({"published_on": NOON.date(), "publish_until": NOON + DAY}, True),
    ],
)
def test_news_is_public_from_its_day_until_its_end(fields, is_public):
    update("news", **fields)

    assert Update.objects.published(NOON).exists() is is_public


def test_news_of_tomorrow_is_public_at_midnight_in_borås_not_in_greenwich():
    update("news", published_on=datetime.date(2026, 9, 17))

    assert Update.objects.published(datetime.datetime(2026, 9, 16, 22, 30, tzinfo=datetime.UTC)).exists()
    assert not Update.objects.published(datetime.datetime(2026, 9, 16, 21, 30, tzinfo=datetime.UTC)).exists()


def test_the_latest_news_comes_first(client):
    today = timezone.localdate()
    update("old", published_on=today - 3 * DAY)
    update("new", published_on=today)
    update("secret", is_published=False)

    assert listed(client) == ["new", "old"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_news_can_be_read_in_every_language_and_says_when_it_is_in_another(client, language):
    update("news", title="Nytt familjecentrum", body_sv="På Norrby.")

    response = client.get(f"/{language}/nytt/news/")
    heading = read(response).one("h1")

    assert response.status_code == 200
    assert heading.text == "Nytt familjecentrum"
    assert heading.get("data-fallback") == ("" if language == "sv" else "sv")


@pytest.mark.parametrize(
    "fields",
    [
        {"is_published": False},
        {"published_on": datetime.date(2999, 1, 1)},
        {"published_on": datetime.date(2999, 1, 1), "pinned_until": datetime.date(2999, 2, 1)},
    ],
)
def test_news_that_is_not_public_is_not_found(client, fields):
    update("news", **fields)

    assert client.get("/sv/nytt/news/").status_code == 404


def test_news_that_was_public_and_is_over_is_gone(client):
    update("news", published_on=NOON.date() - 500 * DAY, publish_until=NOON - 400 * DAY)

    assert client.get("/sv/nytt/news/").status_code == 410


def test_news_that_is_gone_says_nothing_of_what_stood_there_but_where_to_go(client):
    newer = update("newer", title="Nya tider")
    update(
        "news",
        title="Gammalt",
        publish_until=NOON - 400 * DAY,
        published_on=NOON.date() - 500 * DAY,
        replaced_by=newer,
    )

    response = client.get("/ar/nytt/news/")

    assert "Gammalt" not in response.content.decode()
    assert read(response).one("main").all("a", href="/ar/nytt/newer/")


def test_news_that_does_not_exist_is_not_found(client):
    assert client.get("/sv/nytt/nonsense/").status_code == 404


@pytest.mark.parametrize(("age", "reason"), [(0, ""), (365, ""), (366, "old"), (4000, "old")])
def test_news_older_than_a_year_may_be_out_of_date(age, reason):
    news = update("news", published_on=NOON.date())

    assert news.why_outdated(NOON.date() + age * DAY) == reason


def test_replaced_news_leads_to_what_replaced_it(client):
    newer = update("newer", title="Nya tider")
    update("older", replaced_by=newer)

    assert read(client.get("/sv/nytt/older/")).all("a", href="/sv/nytt/newer/")


def test_replaced_news_does_not_lead_to_what_is_not_public(client):
    update("older", replaced_by=update("newer", title="Hemligt", is_published=False))

    response = client.get("/sv/nytt/older/")

    assert response.status_code == 200
    assert b"/nytt/newer/" not in response.content
    assert "Hemligt" not in response.content.decode()


def test_old_news_is_no_news_on_the_start_page(client):
    news = update("news")
    assert "/sv/nytt/news/" in client.get("/sv/").content.decode()

    news.published_on -= 400 * DAY
    news.save()

    assert "/sv/nytt/news/" not in client.get("/sv/").content.decode()


@pytest.mark.parametrize("path", ["/sv/nytt/news/", "/sv/nytt/"])
def test_old_news_says_so_on_its_page_and_in_every_list(client, path):
    news = update("news")
    fresh = notices(client.get(path))

    news.published_on -= 400 * DAY
    news.save()

    assert len(notices(client.get(path))) == len(fresh) + 1


@pytest.mark.parametrize("path", ["/ar/nytt/news/", "/ar/nytt/", "/ar/"])
def test_machine_made_news_says_so_until_a_person_has_read_it(client, path):
    news = update("news", title_ar="جديد", summary_ar="خبر", body_ar="نص")
    for field in ("title", "summary", "body"):
        TranslationState.objects.create(
            content=news, field=field, language="ar", origin="machine", source_hash="x"
        )
    unread = notices(client.get(path))

    TranslationState.objects.update(reviewed_on=timezone.localdate())

    assert len(unread) == len(notices(client.get(path))) + 1


def test_a_guide_without_news_says_so(client):
    assert client.get("/so/nytt/").status_code == 200
    assert listed(client, "so") == []
