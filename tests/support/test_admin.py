"""The editors' desk: what an editor sees and can do."""

import datetime
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.staticfiles import finders
from django.db import models
from django.utils import timezone

from catalog.models import SearchMiss
from support.models import (
    Assignment,
    AuditEntry,
    CatalogueRevision,
    Direction,
    FormReceipt,
    Offering,
    Protection,
    Strategy,
    Submission,
    Synonym,
    TranslationState,
)
from support.models.translation_state import source_hash
from tests import factories
from tests.support.editor import story_time

pytestmark = pytest.mark.django_db
DESK = "/redaktion/"
OFFERINGS = f"{DESK}support/offering/"

# Made by the desk itself: nobody adds them by hand.
NOT_ADDED = {AuditEntry, CatalogueRevision, SearchMiss, TranslationState}


@pytest.fixture
def cafe() -> Offering:
    return factories.offering("babycafe", topics=["anknytning"], places=["familjehuset"], spoken=["so"])


@pytest.fixture
def everything(cafe) -> None:
    """One of each thing that the desk shows."""
    factories.schedule(cafe, 2, "09:00", "12:00")
    factories.occasion(cafe, datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC))
    factories.closure(cafe, datetime.date(2026, 12, 24))
    factories.term("Höstterminen", datetime.date(2026, 8, 19), datetime.date(2026, 12, 18))
    factories.area("boda")
    factories.audience("foralder")
    factories.update("nyhet")
    factories.image(cafe)
    for goal in (Strategy, Direction):
        goal.objects.create(slug="tidigt", name="Tidigt", source="Målbild")
    Synonym.objects.create(term="föräldrastöd")
    Protection.objects.create(code="danger", name="Fara", first=cafe)
    SearchMiss.objects.create(month=datetime.date(2026, 5, 1), language="sv", word="napprem", count=10)
    Group.objects.create(name="Redaktörer")
    machine_made(cafe, "title", "ar")


def machine_made(obj: models.Model, field: str, language: str) -> TranslationState:
    made_from = source_hash(getattr(obj, f"{field}_sv") or "")
    return TranslationState.objects.create(
        content=obj, field=field, language=language, origin="machine", source_hash=made_from
    )


def every_screen(model: type[models.Model]) -> list[str]:
    place = f"{DESK}{model._meta.app_label}/{model._meta.model_name}/"
    row = model._default_manager.first()
    screens = [place, f"{place}{row.pk}/change/", f"{place}{row.pk}/history/"]
    if model not in NOT_ADDED:
        screens.append(f"{place}add/")
    if hasattr(model, "history"):
        row.save()
        screens.append(f"{place}{row.pk}/history/{row.history.first().pk}/")
    return screens


def page_of(obj: models.Model) -> str:
    return f"{DESK}support/{obj._meta.model_name}/{obj.pk}/change/"


REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)


def test_everything_in_the_guide_can_be_reached():
    ours = {
        model for model in apps.get_app_config("support").get_models() if not hasattr(model, "instance_type")
    } - {Assignment, FormReceipt, Submission}  # on the pages of what they are about

    assert ours <= set(REGISTERED)


# --- Every screen ---------------------------------------------------------------------------------


class Markup(HTMLParser):
    """What a strict policy would refuse, and every address the page loads or sends to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "style" or (tag == "script" and not found.get("src")):
            self.refused.append(f"<{tag}>")
        self.refused += [name for name in found if name == "style" or name.startswith("on")]
        self.addresses += [found[name] or "" for name in ("src", "action", "srcset") if name in found]
        if tag == "link":
            self.addresses.append(found["href"] or "")


def assert_fits_the_policy(html: str) -> None:
    markup = Markup(html)
    assert not markup.refused
    assert not [address for address in markup.addresses if "//" in address]


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_every_screen_opens_and_holds_nothing_that_the_policy_refuses(editor, everything, model):
    for screen in every_screen(model):
        assert_fits_the_policy(editor.open(screen))


@pytest.mark.parametrize(
    "screen", ["", "password/change/", "support/", "support/offering/?q=bebis&status__exact=draft"]
)
def test_nor_does_any_other_screen(editor, cafe, screen):
    assert_fits_the_policy(editor.open(DESK + screen))


def test_nor_does_a_question_before_deleting(editor):
    draft = factories.offering("utkast", status="draft")

    assert_fits_the_policy(editor.open(f"{OFFERINGS}{draft.pk}/delete/"))


def test_the_question_before_deleting_names_what_editors_know(editor):
    draft = factories.offering("utkast", status="draft", topics=["lek"])
    factories.schedule(draft, 2, "09:00", "12:00")

    html = editor.open(f"{OFFERINGS}{draft.pk}/delete/")

    assert "tisdag 09:00–12:00" in html
    assert "sökord" not in html and "Offering" not in html.split("deleted-objects")[1]


def test_all_that_the_desk_loads_is_our_own(editor, cafe):
    scripts = [address for address in Markup(editor.open(page_of(cafe))).addresses if address.endswith(".js")]

    assert "/static/vendor/jquery-ui/jquery-ui.min.js" in scripts
    assert all(finders.find(address.removeprefix("/static/")) for address in scripts)


@pytest.mark.parametrize("screen", ["", "login/", "support/offering/", "jsi18n/"])
def test_the_desk_has_a_strict_policy_of_its_own(admin_client, client, screen):
    visitor = client if screen == "login/" else admin_client

    policy = visitor.get(DESK + screen).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "unsafe" not in policy and "data:" not in policy and "*" not in policy


# --- Who may come in ------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", ["", "support/offering/", "support/offering/add/"])
def test_a_stranger_is_asked_to_log_in(client, screen):
    response = client.get(DESK + screen)

    assert response.status_code == 302
    assert response["Location"].startswith("/redaktion/login/")


def test_no_screen_of_the_desk_is_kept_by_browsers(client, admin_client):
    assert "no-store" in client.get(f"{DESK}login/")["Cache-Control"]
    assert "no-store" in admin_client.get(OFFERINGS)["Cache-Control"]


def test_the_desk_speaks_swedish(client):
    html = client.get(f"{DESK}login/", headers={"accept-language": "en"}).content.decode()

    assert '<html lang="sv"' in html
    assert "Föräldraskapsguiden: redaktionen" in html and "Logga in" in html


# --- Languages ------------------------------------------------------------------------------------


def input_of(html: str, name: str) -> str:
    return html.split(f'name="{name}"')[1].split(">")[0]


def test_each_tab_has_the_name_of_its_language(editor, cafe):
    html = editor.open(page_of(cafe))

    for column, name in (
        ("sv", "svenska"),
        ("sv_simple", "lätt svenska"),
        ("ar", "arabiska"),
        ("so", "somaliska"),
    ):
        assert f'data-language="{name}"' in input_of(html, f"title_{column}")
        assert f"Namn [{name}]" in html


def test_inputs_say_which_language_they_are_written_in(editor, cafe):
    factories.schedule(cafe, 2, "09:00", "12:00")
    html = editor.open(page_of(cafe))

    for field in (
        "title",
        "summary",
        "schedules-0-label",
        "schedules-__prefix__-label",
        "closures-__prefix__-reason",
    ):
        for code in ("ar", "fa"):
            assert f'lang="{code}" dir="rtl"' in input_of(html, f"{field}_{code}")
        assert 'lang="sv" dir="ltr"' in input_of(html, f"{field}_sv_simple")


# --- Saving ---------------------------------------------------------------------------------------


def test_a_change_is_on_the_public_page_at_once(editor, client, cafe):
    assert "Babycafe" in client.get("/sv/stod/babycafe/").content.decode()

    editor.save(page_of(cafe), title_sv="Fikastund för bebisar")

    assert "Fikastund för bebisar" in client.get("/sv/stod/babycafe/").content.decode()


def test_a_published_offering_must_be_somewhere_and_have_a_contact(editor, cafe):
    response = editor.send(page_of(cafe), places=[], phone="")

    html = response.content.decode()
    assert '<a href="#id_places">Platser: Välj minst en plats eller ett område' in html
    assert '<a href="#id_phone">Telefon: Skriv minst ett sätt att få kontakt' in html
    assert cafe.places.exists()


def test_a_place_chosen_in_the_same_form_is_enough(editor):
    draft = factories.offering("utkast", status="draft", is_area_wide=False, phone="")

    editor.save(page_of(draft), _publish="", places=[factories.place("huset").pk])

    draft.refresh_from_db()
    assert draft.status == "published"


def test_a_draft_may_lack_what_is_needed_for_publishing(editor, cafe):
    editor.save(page_of(cafe), _save="", places=[], phone="")


def test_the_publish_action_says_what_is_missing(editor):
    unready = factories.offering("utan-plats", status="draft", is_area_wide=False)
    ready = factories.offering("fardig", status="draft")

    html = editor.act(OFFERINGS, "publish", unready, ready)

    assert "”Utan plats” går inte att publicera än. Välj minst en plats" in html
    assert "Publicerade nu: 1." in html
    assert set(Offering.objects.published(timezone.now())) == {ready}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "annat"}, "Ett annat erbjudande har redan den adressen."),
        ({"minimum_age_months_months": 90}, "Den lägsta åldern är högre än den högsta."),
        ({"phone": "ring oss"}, "Skriv numret med siffror"),
        ({"replaced_by": "itself"}, "Ett erbjudande kan inte ersätta sig själv."),
    ],
)
def test_impossible_facts_are_refused_in_plain_words(editor, changes, words):
    factories.offering("annat")
    cafe = factories.offering("babycafe", ages=(0, 5))
    changes = {name: cafe.pk if value == "itself" else value for name, value in changes.items()}

    assert words in editor.send(page_of(cafe), **changes).content.decode()


# --- Translations ---------------------------------------------------------------------------------


def states_of(obj: models.Model) -> dict[tuple[str, str], str]:
    return {(state.field, state.language): state.origin for state in TranslationState.objects.about(obj)}


def test_a_translation_that_a_person_changes_is_a_persons(editor, cafe):
    machine_made(cafe, "title", "ar")
    machine_made(cafe, "title", "en")

    editor.save(page_of(cafe), title_sv="Fikastund", title_ar="مقهى الأطفال", summary_fi="Tukea.")

    assert states_of(cafe) == {
        ("title", "ar"): "person",
        ("title", "en"): "machine",
        ("summary", "fi"): "person",
    }
    cafe.refresh_from_db()
    arabic, english = TranslationState.objects.about(cafe).filter(field="title").order_by("language")
    assert not arabic.is_outdated and english.is_outdated


def test_new_swedish_text_makes_translations_outdated_by_itself(editor, cafe):
    state = machine_made(cafe, "title", "en")

    editor.save(page_of(cafe), title_sv="Fikastund")

    state = TranslationState.objects.get(pk=state.pk)
    assert state.origin == "machine" and state.is_outdated


def test_a_translation_taken_away_has_no_state(editor, cafe):
    editor.save(page_of(cafe), title_en="Baby café")
    assert states_of(cafe)

    editor.save(page_of(cafe), title_en="")

    assert not states_of(cafe)


def test_translations_of_times_are_credited_too(editor, cafe):
    time = factories.schedule(cafe, 2, "09:00", "12:00", label_sv="Babyöppet")

    editor.save(page_of(cafe), **{"schedules-0-label_en": "Baby hour"})
    assert states_of(time) == {("label", "en"): "person"}

    editor.save(page_of(cafe), **{"schedules-0-DELETE": "on"})
    assert not TranslationState.objects.exists()


def test_a_number_that_the_swedish_lacks_is_pointed_out_but_saved(editor, cafe):
    html = editor.save(page_of(cafe), summary_sv="Kostar 50 kronor.", summary_en="Costs 60 kronor.")

    assert "Kontrollera 60 i sammanfattning på engelska" in html
    cafe.refresh_from_db()
    assert cafe.summary_en == "Costs 60 kronor."


# --- History --------------------------------------------------------------------------------------


def test_one_save_is_one_line_of_history_with_texts_and_relations(editor, cafe):
    before = cafe.history.count()

    editor.save(
        page_of(cafe), title_ar="مقهى", topics=[factories.topic("lek").pk], areas=[factories.area("boda").pk]
    )

    assert cafe.history.count() == before + 1
    record = cafe.history.first()
    assert record.title_ar == "مقهى"
    assert [row.topic.code for row in record.topics.all()] == ["lek"]
    assert [row.area.slug for row in record.areas.all()] == ["boda"]
    assert record.history_user.username == "admin"


def test_an_added_offering_is_one_line_of_history_that_says_added(editor, cafe):
    editor.save(f"{OFFERINGS}add/", **story_time(cafe))

    record = Offering.objects.get(slug="sagostund").history.get()
    assert record.history_type == "+" and record.topics.exists()


def test_history_tells_in_words_what_changed(editor, cafe):
    editor.save(
        page_of(cafe),
        title_ar="مقهى",
        cost="free",
        is_voluntary="true",
        topics=[factories.topic("lek").pk],
    )

    html = editor.open(f"{OFFERINGS}{cafe.pk}/history/")

    for words in (
        "Namn på arabiska",
        "Kostnad",
        "Frivilligt",
        "Ämnen",
        "Tillagda: <ins>Lek</ins>. Borttagna: <del>Anknytning</del>",
        "<del>tomt</del> → <ins>ja</ins>",
    ):
        assert words in html
    assert "Sammanfattning på" not in html and "None" not in html


def test_an_earlier_version_comes_back_with_its_relations(editor, cafe):
    editor.save(page_of(cafe), title_sv="Fikastund", topics=[], title_en="Coffee")
    first = cafe.history.filter(title_sv="Babycafe").first()

    editor.save(f"{OFFERINGS}{cafe.pk}/history/{first.pk}/")

    cafe.refresh_from_db()
    assert cafe.title_sv == "Babycafe" and not cafe.title_en
    assert [topic.code for topic in cafe.topics.all()] == ["anknytning"]


# --- What has been published stays ----------------------------------------------------------------


@pytest.mark.parametrize("later", ["published", "withdrawn", "draft"])
def test_what_has_been_published_is_never_deleted(editor, cafe, later):
    cafe.status = later
    cafe.save()

    response = editor.client.post(f"{OFFERINGS}{cafe.pk}/delete/", {"post": "yes"}, follow=True)

    assert "tas därför aldrig bort" in response.content.decode()
    assert 'class="deletelink"' not in editor.open(page_of(cafe))
    assert Offering.objects.filter(pk=cafe.pk).exists()


def test_offerings_are_not_deleted_in_bulk(editor):
    draft = factories.offering("utkast", status="draft")

    editor.act(OFFERINGS, "delete_selected", draft)

    assert Offering.objects.filter(pk=draft.pk).exists()


def test_words_that_stand_in_addresses_retire_instead(admin_client, cafe):
    for word in (cafe.topics.get(), cafe.type, cafe.administration):
        path = f"{DESK}support/{word._meta.model_name}/{word.pk}/delete/"
        assert admin_client.post(path, {"post": "yes"}).status_code == 403


def test_retired_words_are_not_suggested(admin_client, cafe):
    factories.topic("lek-gammal", is_retired=True)
    factories.topic("lek-ny")

    field = {"app_label": "support", "model_name": "offering", "field_name": "topics", "term": "lek"}
    suggested = admin_client.get(f"{DESK}autocomplete/", field).json()["results"]

    assert [topic["text"] for topic in suggested] == ["Lek ny"]
