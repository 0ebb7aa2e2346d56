"""News in the desk: whose it is, how it is shown and taken away, and the line at the top of every page."""

import datetime

import pytest
from django.utils import timezone

from support.models import Assignment, Update
from support.moments import day
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor

pytestmark = pytest.mark.django_db
UPDATES = "/redaktion/support/update/"
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def page_of(update: Update) -> str:
    return f"{UPDATES}{update.pk}/change/"


# --- Whose it is -----------------------------------------------------------------------------------


def test_news_is_the_coordinators_where_nobody_says_otherwise(editor):
    coordinator = factories.administration("fritids-och-folkhalsoforvaltningen")
    factories.administration("kulturforvaltningen")

    editor.save(f"{UPDATES}add/", title_sv="Nytt", summary_sv="Något är nytt.", slug="nytt")

    update = Update.objects.get()
    assert update.administration == update.changed_by == coordinator


def test_without_a_coordinator_the_editor_chooses(editor):
    factories.administration("kulturforvaltningen")

    response = editor.send(f"{UPDATES}add/", title_sv="Nytt", summary_sv="Något är nytt.", slug="nytt")

    assert response.context["errors"] and not Update.objects.exists()


def test_news_that_is_shown_is_not_handed_over_in_the_name_of_others(client):
    publisher = factories.assigned("petra", "publisher", "kulturforvaltningen")
    skola = factories.administration("grundskoleforvaltningen")
    Assignment.objects.create(user=publisher, role="editor", administration=skola)
    news = factories.update("nyhet", administration="kulturforvaltningen")
    desk = Editor(log_in(client, publisher))

    page = desk.save(page_of(news), administration=skola.pk)

    news.refresh_from_db()
    assert (news.administration, news.is_published) == (skola, False)
    assert "en publicerare måste visa den" in page


# --- What has been read is withdrawn, never deleted -------------------------------------------------


@pytest.mark.parametrize(
    "read",
    [
        {"is_published": True},
        {"is_published": True, "published_on": TODAY - DAY, "publish_until": timezone.now() - DAY},
        {"is_published": False},  # since then
        {"is_published": True, "published_on": TODAY + 9 * DAY},  # moved since then
    ],
)
def test_news_that_has_been_read_is_never_deleted(editor, read):
    news = factories.update("nyhet")
    for name, value in read.items():
        setattr(news, name, value)
    news.save()

    response = editor.client.post(f"{UPDATES}{news.pk}/delete/", {"post": "yes"}, follow=True)

    html = response.content.decode()
    assert "tas därför aldrig bort" in html and "Kryssa ur ”publicerad”" in html
    assert 'class="deletelink"' not in html
    assert Update.objects.filter(pk=news.pk).exists()


@pytest.mark.parametrize(
    "unread", [{"is_published": False}, {"is_published": True, "published_on": TODAY + DAY}]
)
def test_a_draft_that_nobody_has_read_can_be_deleted(editor, unread):
    draft = factories.update("utkast", **unread)

    assert 'class="deletelink"' in editor.open(page_of(draft))
    editor.save(f"{UPDATES}{draft.pk}/delete/")

    assert not Update.objects.exists()


def test_news_is_not_deleted_in_bulk(editor):
    news = factories.update("nyhet")

    editor.act(UPDATES, "delete_selected", news)

    assert Update.objects.exists()


def test_a_choice_of_news_is_published_and_withdrawn(editor, client):
    news, draft = factories.update("nyhet"), factories.update("utkast", is_published=False)

    assert "Publicerade nu: 1." in editor.act(UPDATES, "publish", news, draft)
    assert client.get("/sv/nytt/utkast/").status_code == 200

    assert "Visas inte längre: 2." in editor.act(UPDATES, "withdraw", news, draft)
    assert client.get("/sv/nytt/utkast/").status_code in (404, 410)
    draft.refresh_from_db()
    assert draft.changed_by == draft.administration
    assert [record.history_change_reason for record in draft.history.all()][:2] == [
        "Slutade visas",
        "Publicerad",
    ]


def test_publishing_what_still_does_not_show_says_why(editor):
    over = factories.update("slut", is_published=False, publish_until=timezone.now() - DAY)
    later = factories.update("sedan", is_published=False, published_on=TODAY + DAY)

    html = editor.act(UPDATES, "publish", over, later)

    assert "”Slut” syns ändå inte nu: publicerad, slutade visas" in html
    assert f"”Sedan” syns ändå inte nu: publicerad, visas från {day(TODAY + DAY)}" in html


# --- The line at the top of every page -------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"is_published": False}, "nyheten är inte publicerad, så raden visas inte"),
        ({"published_on": TODAY + DAY}, f"nyheten visas från {TODAY + DAY}, och raden först då"),
        ({"publish_until": timezone.now() + DAY}, "och raden försvinner då"),
    ],
)
def test_a_line_that_shows_less_than_asked_for_is_pointed_out(editor, fields, words):
    news = factories.update("nyhet", **fields)

    html = editor.save(page_of(news), pinned_until=str(TODAY + 7 * DAY))

    assert f"”Nyhet” ska ligga överst till och med {TODAY + 7 * DAY}, men" in html and words in html
    news.refresh_from_db()
    assert news.pinned_until == TODAY + 7 * DAY


@pytest.mark.parametrize("ends", [None, timezone.now() + 30 * DAY])
def test_a_line_that_shows_as_asked_for_needs_no_words(editor, ends):
    news = factories.update("nyhet", publish_until=ends)

    assert "ska ligga överst" not in editor.save(page_of(news), pinned_until=str(TODAY + 7 * DAY))


def test_the_list_shows_what_lies_at_the_top_now(editor):
    factories.update("overst", pinned_until=TODAY)
    factories.update("forut", published_on=TODAY - 9 * DAY, pinned_until=TODAY - DAY)
    factories.update("dold", is_published=False, pinned_until=TODAY)

    html = editor.open(UPDATES)
    assert html.count('<td class="field-is_pinned">ja</td>') == 1
    html = editor.open(f"{UPDATES}?overst=nu")
    assert "Overst" in html and "Forut" not in html and "Dold" not in html
