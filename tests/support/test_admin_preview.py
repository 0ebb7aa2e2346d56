"""What an editor has saved, seen as its readers will see it."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from support.models import Offering
from tests import factories
from tests.catalog.reading import read
from tests.login import log_in
from tests.support.editor import Editor

pytestmark = pytest.mark.django_db
HIDDEN = "Bara du som är inloggad ser det här."
SEEN = "Så här ser sidan ut för alla."


@pytest.fixture
def draft() -> Offering:
    return factories.offering(
        "utkast",
        title="Nya öppna förskolan",
        title_ar="الروضة المفتوحة الجديدة",
        description_sv="# Ta med\n\n- mellanmål",
        status="draft",
        topics=["lek"],
    )


def address(obj, language: str = "sv") -> str:
    return f"/redaktion/visa/{obj._meta.model_name}/{obj.pk}/{language}/"


def colleague(*assignment: str) -> Client:
    return log_in(Client(), factories.assigned("kollega", *assignment))


# --- What it shows ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_draft_is_shown_in_each_language_as_its_readers_will_see_it(admin_client, draft, language):
    response = admin_client.get(address(draft, language.code))

    page = read(response)
    assert response.status_code == 200
    assert response["Content-Language"] == language.html_lang
    assert page.one("html")["lang"] == language.html_lang
    assert page.one("html").get("dir") == language.direction
    expected = draft.title_ar if language.code == "ar" else draft.title_sv
    assert expected in page.one("h1").text


def test_it_is_the_public_page_with_what_is_saved(admin_client, client, draft):
    preview = admin_client.get(address(draft)).content.decode()
    Offering.objects.filter(pk=draft.pk).update(status="published")
    public = client.get("/sv/stod/utkast/").content.decode()

    def content(html: str) -> str:
        return html.split("<article")[1].split("</article>")[0]

    assert content(preview) == content(public)
    assert "<li>mellanmål</li>" in preview


def test_it_says_in_swedish_what_the_public_sees(admin_client, draft):
    html = admin_client.get(address(draft, "ar")).content.decode()
    bar = html.split('class="banner preview"')[1].split("</aside>")[0]
    assert 'lang="sv" dir="ltr"' in bar and HIDDEN in bar and "Läge: utkast." in bar
    assert f"/redaktion/support/offering/{draft.pk}/change/" in bar

    Offering.objects.filter(pk=draft.pk).update(status="published")
    html = admin_client.get(address(draft, "ar")).content.decode()
    assert SEEN in html and "Läge: publicerad." in html and HIDDEN not in html


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "withdrawn"},
        {"status": "review"},
        {"publish_until": timezone.now() - datetime.timedelta(days=1)},
        {"publish_from": timezone.now() + datetime.timedelta(days=1)},
    ],
)
def test_so_is_what_is_not_seen_any_more_or_not_yet(admin_client, fields):
    offering = factories.offering("kurs", **fields)

    assert HIDDEN in admin_client.get(address(offering)).content.decode()


@pytest.mark.parametrize("is_published", [True, False])
def test_news_is_shown_too(admin_client, is_published):
    news = factories.update("nyhet", is_published=is_published, body_sv="Mer om **det**.")

    html = admin_client.get(address(news, "so")).content.decode()

    assert "<strong>det</strong>" in html and '<html lang="so"' in html
    assert (SEEN if is_published else HIDDEN) in html


def test_its_languages_lead_to_its_other_previews(admin_client, draft):
    page = read(admin_client.get(address(draft, "fi")))

    links = {link["href"] for link in page.all("a") if link.get("hreflang")}
    assert address(draft, "ar") in links and address(draft, "en") in links


def test_nobody_keeps_it(admin_client, draft):
    response = admin_client.get(address(draft))

    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html and 'rel="canonical"' not in html
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy  # a public page's, not the desk's


# --- Who sees it -----------------------------------------------------------------------------------


def test_a_stranger_is_asked_to_log_in(client, draft):
    response = client.get(address(draft))

    assert response.status_code == 302
    assert response["Location"] == f"/redaktion/login/?next={address(draft)}"


def test_so_is_somebody_who_does_not_work_at_the_desk(draft):
    stranger = User.objects.create_user("obehorig")
    assert log_in(Client(), stranger).get(address(draft)).status_code == 302


def test_a_colleague_sees_what_she_may_read(draft):
    client = colleague("editor", "annan-forvaltning")
    published = factories.offering("babycafe")

    assert client.get(address(published)).status_code == 200
    assert client.get(address(draft)).status_code == 403


@pytest.mark.parametrize(
    "path", ["offering/99999/sv/", "offering/1/xx/", "topic/1/sv/", "user/1/sv/", "offering/1/constructor/"]
)
def test_what_there_is_not_is_not_found(admin_client, path):
    assert admin_client.get(f"/redaktion/visa/{path}").status_code == 404


def test_it_is_only_read(admin_client, draft):
    assert admin_client.post(address(draft)).status_code == 405


def test_more_topics_and_times_ask_the_database_no_more(admin_client, draft, django_assert_max_num_queries):
    for number in range(5):
        factories.offering(f"kurs-{number}", topics=["lek"])
        factories.schedule(draft, 1, f"0{number}:00", "12:00", place=factories.place(f"plats-{number}"))
    admin_client.get(address(draft))

    with django_assert_max_num_queries(20):
        admin_client.get(address(draft))


# --- The way there ---------------------------------------------------------------------------------


def languages_of(html: str) -> dict[str, str]:
    row = read(html).one("nav", class_="pages-in-languages")
    return {link.text: link["href"] for link in row.all("a")}


def test_a_form_leads_to_its_page_in_each_language(admin_client, draft):
    html = Editor(admin_client).open(f"/redaktion/support/offering/{draft.pk}/change/")

    found = languages_of(html)
    assert list(found) == [language.own_name for language in LANGUAGES.values()]
    assert found["العربية"] == address(draft, "ar") and found["Lätt svenska"] == address(draft, "sv-simple")
    assert "viewsitelink" not in html


def test_what_has_no_drafts_leads_to_the_public_page(admin_client):
    for obj, path in (
        (factories.topic("lek"), "amne"),
        (factories.offering_type("group"), "typ"),
        (factories.audience("foralder"), "for"),
        (factories.area("boda"), "omrade"),
        (factories.place_in_use("huset"), "plats"),
        (factories.administration("kultur"), "aktor"),
    ):
        html = Editor(admin_client).open(f"/redaktion/support/{obj._meta.model_name}/{obj.pk}/change/")
        assert languages_of(html)["Soomaali"] == f"/so/{path}/{obj.slug}/"
        assert f'href="/sv/{path}/{obj.slug}/" class="viewsitelink"' in html


def test_what_has_no_page_leads_nowhere(admin_client):
    language = factories.spoken_language("so")

    html = Editor(admin_client).open(f"/redaktion/support/spokenlanguage/{language.pk}/change/")

    assert "pages-in-languages" not in html and "viewsitelink" not in html


def test_nor_does_what_is_not_saved_yet(admin_client):
    assert "pages-in-languages" not in Editor(admin_client).open("/redaktion/support/offering/add/")


# --- A text that is being written -------------------------------------------------------------------


def shown(client: Client, text: str):
    return client.post("/redaktion/markdown/", {"text": text}, headers={"sec-fetch-mode": "cors"})


def test_a_text_is_shown_as_safe_html(admin_client):
    response = shown(admin_client, "Hej **du**\n\n- ett\n\n<script>alert(1)</script>")

    html = response.content.decode()
    assert "<strong>du</strong>" in html and "<li>ett</li>" in html and "<script" not in html
    assert "no-store" in response["Cache-Control"]


def test_only_the_desk_may_ask(client, draft):
    assert shown(client, "hej").status_code == 401
    assert shown(log_in(Client(), User.objects.create_user("obehorig")), "hej").status_code == 401


def test_only_from_a_page_of_its_own(draft):
    client = Client(enforce_csrf_checks=True)
    log_in(client, User.objects.create_superuser("chef"))

    assert shown(client, "hej").status_code == 403


def test_a_text_longer_than_any_page_is_refused(admin_client):
    assert shown(admin_client, "a" * 50_000).status_code == 200
    assert shown(admin_client, "a" * 50_001).status_code == 413
    assert admin_client.get("/redaktion/markdown/").status_code == 405


def test_each_such_text_has_a_hint_and_a_preview(admin_client, draft):
    news, topic = factories.update("nyhet"), draft.topics.get()

    for obj, field in ((draft, "description"), (news, "body"), (topic, "description")):
        html = Editor(admin_client).open(f"/redaktion/support/{obj._meta.model_name}/{obj.pk}/change/")
        for column in ("sv", "ar", "sv_simple"):
            attributes = html.split(f'name="{field}_{column}"')[1].split(">")[0]
            assert 'data-markdown-preview="/redaktion/markdown/"' in attributes
        assert html.count("Så skriver du.") == len(LANGUAGES)
        assert "data-markdown-preview" not in html.split('name="title_sv"')[-1].split(">")[0]
