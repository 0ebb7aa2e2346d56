"""Finding a row in the desk, as people type in a hurry."""

import datetime
import re
import time

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.admin.search import MOST_WORDS, FoldedSearch
from support.models import Offering, Place, Synonym, Topic, TranslationState
from tests import factories
from tests.support.editor import Editor

pytestmark = pytest.mark.django_db
DESK = "/redaktion/"

SEARCHED = [desk for desk in admin.site._registry.values() if desk.search_fields]


@pytest.fixture
def boda() -> Offering:
    return factories.offering(
        "oppna-forskolan-boda",
        title="Öppna förskolan Boda",
        topics=[factories.topic("somn", name_sv="Sömn"), factories.topic("atande", name_sv="Mat och ätande")],
        places=[factories.place("hassleholmen", name="Hässleholmens folkets hus")],
        administration=factories.administration("forskola", name_sv="Förskoleförvaltningen"),
    )


def found(editor: Editor, words: str, name: str = "offering") -> list[str]:
    html = editor.client.get(f"{DESK}support/{name}/", {"q": words}).content.decode()
    rows = html.split('id="result_list"')[-1] if 'id="result_list"' in html else ""
    return re.findall(r'<th class="field-\w+[^"]*"><a [^>]*>([^<]+)</a>', rows)


def suggested(editor: Editor, term: str, field: str = "places", model: str = "offering") -> list[str]:
    asked = {"app_label": "support", "model_name": model, "field_name": field, "term": term}
    response = editor.client.get(f"{DESK}autocomplete/", asked)
    return [row["text"] for row in response.json()["results"]]


@pytest.mark.parametrize(
    "words",
    [
        "öppna förskolan",
        "oppna forskolan",
        "OPPNA",
        "ÖPPNA FÖRSKOLAN",
        "forskolan oppna",
        "o\u0308ppna",
        "sömn",
        "somn atande",  # two topics
        "hassleholmen förskolan",  # the place and the name
        "forskoleforvaltningen boda somn",
        "boda, somn",
        "oppna-forskolan-boda",
    ],
)
def test_words_are_found_without_their_dots_in_any_field(editor, boda, words):
    factories.offering("kurs")

    assert found(editor, words) == ["Öppna förskolan Boda"]


@pytest.mark.parametrize("words", ["boda kurs", "oppna xyz", "%", "_", "\\", "'; --"])
def test_every_word_must_occur_and_no_sign_means_anything_else(editor, boda, words):
    assert found(editor, words) == []


def test_a_null_sign_is_no_fault_of_the_guide(editor, boda):
    assert suggested(editor, "bo\x00da") == []
    assert editor.client.get(f"{DESK}support/offering/", {"q": "bo\x00da"}).status_code == 200


def test_a_row_is_listed_once_however_many_of_its_topics_match(editor):
    factories.offering("kurs", topics=["lek-ett", "lek-tva", "lek-tre"])

    assert found(editor, "lek") == ["Kurs"]


def test_the_short_code_on_a_leaflet_finds_its_offering(editor, boda):
    factories.offering("kurs")

    assert found(editor, boda.code) == ["Öppna förskolan Boda"]


@pytest.mark.parametrize(
    ("field", "model", "term", "name"),
    [
        ("places", "offering", "hassle", "Hässleholmens folkets hus"),
        ("topics", "offering", "ATANDE", "Mat och ätande"),
        ("administration", "offering", "forskole", "Förskoleförvaltningen"),
        ("replaced_by", "offering", "oppna boda", "Öppna förskolan Boda"),
        ("offering", "schedule", "oppna", "Öppna förskolan Boda"),
    ],
)
def test_so_are_suggestions(editor, boda, field, model, term, name):
    assert suggested(editor, term, field, model) == [name]


def test_retired_words_are_not_suggested(editor):
    factories.topic("lek-gammal", is_retired=True)
    factories.topic("lek-ny")

    assert suggested(editor, "lek", "topics") == ["Lek ny"]


def test_other_lists_are_searched_alike(editor, boda):
    Synonym.objects.create(term="Föräldraskapsstöd", words_ar="مساعدة")
    factories.update("nyhet", title="Ny mötesplats på Norrby")
    factories.closure(boda.places.get(), datetime.date(2026, 12, 24), reason_sv="Lov för alla")
    factories.schedule(boda, 1, "09:00", "12:00", label_sv="Babyöppet")
    factories.spoken_language("so")
    factories.spoken_language("fa")

    assert found(editor, "foraldraskap مساعدة", "synonym") == ["Föräldraskapsstöd"]
    assert found(editor, "motesplats", "update") == ["Ny mötesplats på Norrby"]
    assert found(editor, "hassleholm lov", "closure") == ["2026-12-24"]
    assert found(editor, "babyoppet boda", "schedule") == ["måndag 09:00–12:00"]
    assert found(editor, "somaliska", "spokenlanguage") == ["somaliska (so)"]
    assert found(editor, "hassleholmen", "place") == ["Hässleholmens folkets hus"]


def test_translations_are_found_by_what_they_belong_to(editor, boda):
    for obj, field in (
        (boda, "summary"),
        (boda.topics.first(), "name"),
        (factories.offering("kurs"), "title"),
    ):
        TranslationState.objects.create(
            content=obj, field=field, language="en", origin="machine", source_hash="x"
        )

    assert found(editor, "oppna boda", "translationstate") == ["Öppna förskolan Boda: sammanfattning"]
    # By its topic, and the topic itself.
    names = {"Öppna förskolan Boda: sammanfattning", "Sömn: namn"}
    assert set(found(editor, "somn", "translationstate")) == names


def test_so_are_colleagues(editor):
    User.objects.create_user("asa", first_name="Åsa", last_name="Öberg")

    assert "Öberg" in editor.open(f"{DESK}auth/user/?q=asa+oberg")
    assert "Öberg" not in editor.open(f"{DESK}auth/user/?q=asa+berglund")


@pytest.mark.parametrize("desk", SEARCHED, ids=lambda desk: desk.opts.model_name)
def test_every_searched_list_is_searched_in_this_way(editor, desk):
    assert isinstance(desk, FoldedSearch)
    path = f"{DESK}{desk.opts.app_label}/{desk.opts.model_name}/"
    assert editor.client.get(path, {"q": "å b"}).status_code == 200


def test_more_words_and_more_rows_ask_the_database_no_more(editor, boda):
    def queries(words: str) -> int:
        found(editor, words)
        with CaptureQueriesContext(connection) as asked:
            found(editor, words)
        return len(asked)

    few = queries("boda")
    for number in range(9):
        factories.offering(f"boda-{number}", topics=["lek"], places=[f"plats-{number}"])

    assert queries("boda " * 50) == few


def test_words_beyond_the_first_few_are_not_asked_for(editor, boda):
    assert found(editor, "boda " * MOST_WORDS + "xyz") == ["Öppna förskolan Boda"]


def test_ten_thousand_offerings_are_searched_in_a_moment(boda, rf, admin_user):
    topics = [factories.topic(f"amne-{number}") for number in range(20)]
    made = Offering.objects.bulk_create(
        Offering(
            slug=f"erbjudande-{number}",
            code=f"kod{number}",
            title_sv=f"Öppna förskolan nummer {number}",
            summary_sv="En mötesplats för föräldrar och barn, där man kan leka, sjunga och fika. " * 3,
            type_id=boda.type_id,
            administration_id=boda.administration_id,
            maximum_age_months=71,
        )
        for number in range(10_000)
    )
    links = Offering.topics.through
    links.objects.bulk_create(
        links(offering_id=offering.pk, topic_id=topics[(number + step) % 20].pk)
        for number, offering in enumerate(made)
        for step in range(3)
    )
    desk, request = admin.site.get_model_admin(Offering), rf.get("/")
    request.user = admin_user

    start = time.perf_counter()
    hits, _ = desk.get_search_results(request, desk.get_queryset(request), "forskolan motesplats 9999")
    titles = [offering.title_sv for offering in hits]
    took = time.perf_counter() - start

    assert titles == ["Öppna förskolan nummer 9999"]
    assert took < 5  # seconds; a fraction of one on an ordinary machine
    assert Topic.objects.count() == 22 and Place.objects.count() == 1
