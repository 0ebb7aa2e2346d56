"""Whoever writes that she is in danger meets help first, and leaves no trace."""

import datetime

import pytest

from support.models import Protection
from tests.catalog.reading import counts, hits, read, total
from tests.catalog.searching import ask, protection
from tests.factories import offering, topic
from tests.support.editor import Editor

pytestmark = pytest.mark.django_db

DANGER = "min man slår mig"
LONG = (  # and what matters comes last
    "hej jag har ett barn som är två år och vi bor på en gata i stan där det är kallt nu så jag undrar vem "
    "man kan ringa om min man slår mig"
)
PHRASES = "man slår\nmisshand*\nvåld\nrädd för honom"


@pytest.fixture
def line():
    return offering("line", title="Linjen", phone="020-50 50 50", is_online=True, is_area_wide=False)


@pytest.fixture
def shelter():
    return offering("shelter", title="Kvinnohuset", type="talk", areas=["norrby"])


@pytest.fixture
def danger(line, shelter) -> Protection:
    """With somebody whose name has all the words, and somebody whose text has them."""
    offering("record", title="Min man slår mig och alla rekord", type="course", areas=["norrby"])
    offering("mentions", title="Våld", summary="Om våld, misshandel och att vara rädd för honom.")
    return protection("danger", first=line, then=[shelter], sv=PHRASES, en="hits me", ar="يضربني")


# --- What counts as danger -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("min man slår mig", "sv"),
        ("MIN MAN SLAR MIG!!!", "sv"),
        ("slår min man mig igen vad gör jag", "sv"),  # in any order, among anything
        ("mannen slog mig", "sv"),  # inflected
        ("misshandlas", "sv"),  # begins so
        ("blir misshandlad hemma", "sv"),
        ("våldet", "sv"),
        ("valld", "sv"),  # misspelt
        ("jag är rädd för honom", "sv"),  # small words belong to it
        ("min man slår mig", "sv-simple"),
        ("my husband hits me", "en"),
        ("زوجي يضربني", "ar"),
        ("min man slår mig", "ar"),  # Swedish, on any page
        ("hits me", "sv"),  # and any language on a Swedish one
        ("يضربني", "so"),
        ("hjälp jag vet inte vad jag ska göra för min man slår mig och barnen varje dag", "sv"),
        (LONG, "sv"),
    ],
)
def test_help_stands_first_when_the_words_speak_of_danger(found, danger, text, language):
    assert found(text, language)[:2] == ["line", "shelter"]


@pytest.mark.parametrize(
    "text",
    [
        "min man",
        "slår",
        "rädd",
        "rädd för spöken",
        "slår rekord",
        "miss",
        "handla",
        "missförstånd",
        "kvinna slår",
        "hits",
    ],
)
def test_half_of_a_phrase_is_no_danger(danger, text):
    assert ask(text).protected is None


def test_help_stands_first_also_before_what_is_called_exactly_that(found, danger):
    assert found("min man slår mig och alla rekord")[:3] == ["line", "shelter", "record"]
    assert found("våld")[:3] == ["line", "shelter", "mentions"]


def test_help_stands_first_whatever_more_is_asked(found, danger):
    offering("boda", title="Familjecentralen Boda", areas=["boda"])

    assert found(f"familjecentralen boda 3 år {DANGER}")[:2] == ["line", "shelter"]


def test_help_stands_first_also_when_nothing_else_is_found(found, line):
    protection("danger", first=line, sv="qxzqxz vbnvbn")

    assert found("vbnvbn qxzqxz") == ["line"]


def test_help_comes_also_to_whoever_wants_no_corrections(client, danger):
    assert hits(client.get("/sv/stod/", {"q": DANGER, "as_typed": "1"}))[0] == "line"


def test_of_two_dangers_the_most_urgent_decides_and_the_others_help_comes_next(found, line, shelter):
    protection("later", first=shelter, position=2, sv="våld")
    protection("urgent", first=line, position=1, sv="vill dö")

    assert found("vill dö av allt våld")[:2] == ["line", "shelter"]


def test_what_comes_next_stands_before_all_other_hits_and_each_stands_once(found, line, shelter):
    for number in range(3):
        offering(f"other-{number}", title="Våld")
    protection("danger", first=line, then=[shelter, line], sv="våld")

    slugs = found("våld")

    assert slugs[:2] == ["line", "shelter"]
    assert len(slugs) == len(set(slugs)) == 5


# --- Only what is public, and only what was asked --------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"publish_until": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
        {"publish_from": datetime.datetime(2120, 1, 1, tzinfo=datetime.UTC)},
    ],
)
def test_help_that_is_not_public_is_not_shown_and_the_next_takes_its_place(client, shelter, hidden):
    secret = offering("secret", title="Zzhemligt", **hidden)
    protection("danger", first=secret, then=[shelter], sv=PHRASES)

    response = client.get("/sv/stod/", {"q": DANGER})

    assert hits(response)[0] == "shelter"
    assert "secret" not in hits(response)
    assert b"Zzhemligt" not in response.content


def test_a_danger_for_which_there_is_no_help_is_a_question_like_any_other(client):
    offering("a", title="Sömn")
    protection("danger", sv=PHRASES)

    response = client.get("/sv/stod/?q=våld i sömn")

    assert response.status_code == 200
    assert hits(response) == ["a"]


def test_filters_still_apply(client, danger):
    response = client.get("/sv/stod/", {"q": DANGER, "area": "norrby", "type": "talk"})

    assert hits(response) == ["shelter"]
    assert total(response) == 1


def test_help_is_counted_like_any_hit(client, danger):
    response = client.get("/sv/stod/", {"q": DANGER})

    assert total(response) == len(hits(response))
    assert counts(response)["type", "talk"] == 1


def test_another_order_is_kept_but_the_help_is_still_shown_at_the_top(client, danger):
    response = client.get("/sv/stod/", {"q": DANGER, "sort": "title"})

    assert hits(response) == sorted(hits(response), key=["shelter", "line", "record", "mentions"].index)
    assert read(response).one(data_protection=True)["data-protection"] == "line"


# --- No trace --------------------------------------------------------------------------------------


@pytest.fixture
def answer(client, danger):
    return client.get("/sv/stod/", {"q": f"{DANGER} qxzqxz"})


def test_the_answer_is_kept_nowhere_and_tells_nobody(answer):
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_the_title_of_the_page_is_neutral(client, answer):
    title = read(answer).one("title").text

    topic("violence", is_sensitive=True)
    assert title == read(client.get("/sv/stod/?topic=violence")).one("title").text
    assert not {"slår", "man", "qxzqxz"} & set(title.lower().split())


def test_there_is_a_way_out_and_a_number_to_call(answer):
    page = read(answer)

    assert page.all("aside", class_="exit-bar")
    assert page.one(data_protection="line").all("a", href="tel:+4620505050")


@pytest.mark.parametrize("language", ["ar", "en", "uk"])
def test_on_a_page_in_another_language_it_is_the_same(client, danger, language):
    response = client.get(f"/{language}/stod/", {"q": DANGER})
    page = read(response)

    assert response["Cache-Control"] == "no-store"
    assert "slår" not in page.one("title").text
    assert page.one(data_protection=True)


# --- Editors ---------------------------------------------------------------------------------------


def test_an_editor_sees_the_effect_of_a_phrase_at_once(admin_client, found, danger):
    page, editor = f"/redaktion/support/protection/{danger.pk}", Editor(admin_client)
    assert "line" not in found("qxzqxz vbnvbn")

    editor.save(f"{page}/change/", words_sv="qxzqxz vbnvbn")

    assert found("vbnvbn qxzqxz")[:2] == ["line", "shelter"]
    assert found(DANGER)[0] != "line"

    editor.save(f"{page}/delete/")

    assert found("vbnvbn qxzqxz") == []
