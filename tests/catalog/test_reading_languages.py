"""Every page in ten languages, honest about what is in another one or made by a machine."""

import datetime

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from support.models import TranslationState
from tests.catalog.reading import hits, notices, read
from tests.factories import offering, schedule, topic, update

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FIELDS = ("title", "summary", "description", "start_text", "cost_text", "who_you_meet")


def machine_made(content, *fields: str, language: str = "ar") -> None:
    for field in fields:
        TranslationState.objects.create(
            content=content, field=field, language=language, origin="machine", source_hash="x"
        )


# --- The page itself -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["", "stod/", "stod/babycafe/", "stod/nonsense/", "stod/?age=99", "nytt/", "akut/"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_which_language_it_is_in_and_which_way_it_runs(client, language, path):
    offering("babycafe")

    response = client.get(f"/{language}/{path}")
    html = read(response).one("html")

    expected = {"sv-simple": "sv"}.get(language, language)
    assert html["lang"] == response["Content-Language"] == expected
    assert html["dir"] == ("rtl" if language in ("ar", "fa") else "ltr")


def test_easy_swedish_is_linked_but_no_search_engine_is_told_it_is_a_language(client):
    page = read(client.get("/sv/"))

    assert page.all("a", href="/sv-simple/")
    told = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate", hreflang=True)}
    assert set(told) - {"x-default"} == set(LANGUAGES) - {"sv-simple"}
    for code in told.keys() - {"x-default"}:
        assert told[code].endswith(f"/{code}/")


@pytest.mark.parametrize("language", ["sv", "sv-simple", "ar"])
@pytest.mark.parametrize(
    "rest",
    [
        "",
        "stod/",
        "stod/?q=s%C3%B6mn&age=3&age=expecting&topic=sleep",
        "stod/babycafe/",
        "nytt/news/",
        "akut/",
        "stod/gone/",
    ],
)
def test_changing_language_keeps_the_page_and_its_filters(client, language, rest):
    offering("babycafe", topics=["sleep"])
    offering("gone", status="withdrawn")
    update("news")

    nav = read(client.get(f"/{language}/{rest}")).one("nav", class_="languages")

    links = {link["href"]: link for link in nav.all("a")}
    assert set(links) == {f"/{code}/{rest}" for code in LANGUAGES}
    for code, spoken in LANGUAGES.items():
        link = links[f"/{code}/{rest}"]
        assert (link["lang"], link["dir"], link.text) == (spoken.html_lang, spoken.direction, spoken.own_name)
    assert [link["href"] for link in nav.all("a", aria_current=True)] == [f"/{language}/{rest}"]


def test_the_links_between_languages_can_be_followed(client):
    offering("babycafe", topics=["sleep"])

    for link in (
        read(client.get("/sv/stod/?topic=sleep&age=3&q=babycafe")).one("nav", class_="languages").all("a")
    ):
        assert hits(client.get(link["href"])) == ["babycafe"]


def test_the_way_to_other_languages_carries_no_stray_parameter(client):
    page = client.get("/sv/stod/?age=3&utm_source=x&day=today&token=secret")

    assert b"secret" not in page.content
    assert b"utm_source" not in page.content


@pytest.mark.parametrize("path", ["/de/", "/SV/stod/", "/sv_simple/", "/sv-Simple/", "/zh/stod/", "/stod/"])
def test_a_language_that_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_page_without_its_last_slash_is_led_right(client):
    response = client.get("/ar/stod", {"age": "3"})

    assert response.status_code == 301
    assert response["Location"] == "/ar/stod/?age=3"


# --- Text in another language ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "own", "falls_back_to"),
    [
        ("sv-simple", {}, "sv"),
        ("fi", {"title_en": "English"}, "sv"),  # Finnish readers are shown Swedish first
        ("ar", {"title_en": "English"}, "en"),
        ("ar", {}, "sv"),
        ("so", {"title_en": "English"}, "en"),
        ("en", {"title_ar": "عربي"}, "sv"),
    ],
)
def test_text_that_is_missing_is_shown_in_another_language_and_says_so(client, language, own, falls_back_to):
    offering("babycafe", title="Svenska", **own)

    for path in (f"/{language}/stod/", f"/{language}/stod/babycafe/"):
        main = read(client.get(path)).one("main")
        heading = next(
            e for e in main.elements() if e.text in ("Svenska", "English") and e.get("data-fallback")
        )
        assert heading.text == {"sv": "Svenska", "en": "English"}[falls_back_to]
        assert heading["data-fallback"] == falls_back_to
        assert (heading["lang"], heading["dir"]) == (falls_back_to, "ltr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_in_the_pages_own_language_carries_no_mark(client, language):
    column = language.replace("-", "_")
    offering("babycafe", **{f"title_{column}": "Eget", f"summary_{column}": "Egen text"})

    for path in (f"/{language}/stod/", f"/{language}/stod/babycafe/"):
        marked = [e.text for e in read(client.get(path)).all(data_fallback=True)]
        assert "Eget" not in marked and "Egen text" not in marked


def test_each_text_falls_back_by_itself(client):
    offering("babycafe", title_ar="مقهى", summary="Svensk sammanfattning", description_sv="Svensk text")

    main = read(client.get("/ar/stod/babycafe/")).one("main")

    assert not main.one("h1").get("data-fallback")
    in_swedish = {element.text for element in main.all(data_fallback="sv")}
    assert {"Svensk sammanfattning", "Svensk text"} <= in_swedish


def test_every_mark_of_another_language_is_complete(client):
    offering("babycafe", topics=["sleep"], audiences=["father"], type="course", title_en="Baby café")

    for path in ("/ar/", "/ar/stod/", "/ar/stod/babycafe/"):
        marked = read(client.get(path)).all(data_fallback=True)
        assert marked
        for element in marked:
            assert element["dir"] == "ltr"
            assert element["lang"] == element["data-fallback"]


# --- Made by a machine -----------------------------------------------------------------------------


@pytest.fixture
def in_arabic():
    return offering(
        "babycafe",
        title_ar="مقهى",
        description_sv="Svensk text",
        start_text_sv="Ring först",
        cost_text_sv="20 kronor",
        who_you_meet_sv="En socionom",
        assured_on=timezone.localdate(),
        **{f"{field}_ar": f"{field} عربي" for field in FIELDS if field != "title"},
    )


@pytest.mark.parametrize("field", FIELDS)
def test_a_machine_made_text_is_labelled_until_a_person_has_read_it(client, in_arabic, field):
    machine_made(in_arabic, field)
    unread = notices(client.get("/ar/stod/babycafe/"))

    TranslationState.objects.update(reviewed_on=timezone.localdate())

    assert len(unread) == len(notices(client.get("/ar/stod/babycafe/"))) + 1


@pytest.mark.parametrize("field", ["title", "summary"])
def test_machine_made_texts_in_the_list_are_labelled(client, in_arabic, field):
    machine_made(in_arabic, field)
    unread = notices(client.get("/ar/stod/"))

    TranslationState.objects.update(reviewed_on=timezone.localdate())

    assert len(unread) == len(notices(client.get("/ar/stod/"))) + 1


def test_a_machine_made_text_in_another_language_is_no_matter_of_this_page(client, in_arabic):
    clean = notices(client.get("/ar/stod/babycafe/"))

    machine_made(in_arabic, *FIELDS, language="fa")

    assert notices(client.get("/ar/stod/babycafe/")) == clean


def test_english_that_a_machine_made_is_labelled_also_when_an_arabic_page_falls_back_to_it(client):
    babycafe = offering(
        "babycafe", title_en="Baby café", summary_en="Meet others", assured_on=timezone.localdate()
    )
    before = notices(client.get("/ar/stod/babycafe/")), notices(client.get("/ar/stod/"))

    machine_made(babycafe, "title", "summary", language="en")

    after = notices(client.get("/ar/stod/babycafe/")), notices(client.get("/ar/stod/"))
    assert [len(texts) for texts in after] == [len(texts) + 1 for texts in before]


def test_a_machine_made_note_on_a_time_is_labelled(client, in_arabic):
    time = schedule(
        in_arabic,
        2,
        "09:00",
        "12:00",
        label_ar="للرضع",
        label_sv="Babyöppet",
        assured_on=timezone.localdate(),
    )
    clean = notices(client.get("/ar/stod/babycafe/"))

    machine_made(time, "label")

    assert len(notices(client.get("/ar/stod/babycafe/"))) == len(clean) + 1


@pytest.mark.parametrize("field", FIELDS)
def test_on_a_sensitive_page_the_swedish_stands_beside_what_a_machine_made(client, in_arabic, field):
    in_arabic.topics.add(topic("violence", is_sensitive=True))
    in_arabic.sensitivity = "yes"
    in_arabic.is_sensitive = True
    in_arabic.save()
    source = getattr(in_arabic, f"{field}_sv")
    machine_made(in_arabic, field)

    beside = read(client.get("/ar/stod/babycafe/")).one("main").all(lang="sv")

    assert any(source in element.text for element in beside)


def test_on_a_sensitive_page_read_by_a_person_there_is_no_need_for_swedish(client, in_arabic):
    in_arabic.is_sensitive = True
    in_arabic.save()

    assert "Svensk text" not in read(client.get("/ar/stod/babycafe/")).text


def test_names_of_languages_are_in_the_readers_language(client):
    offering("babycafe", spoken=["so", "swl", "prs", "zzz"])

    text = read(client.get("/en/stod/babycafe/")).text

    assert "Somali" in text and "Swedish Sign Language" in text and "Dari" in text
    assert "somaliska" in read(client.get("/sv/stod/babycafe/")).text


def test_dates_are_in_the_readers_language(client):
    offering("babycafe", assured_on=datetime.date(2026, 5, 4))

    for language, month in (
        ("sv", "maj"),
        ("en", "May"),
        ("fi", "toukokuuta"),
        ("uk", "травня"),
        ("bs", "maj"),
        ("sq", "maj"),
    ):
        assert month in read(client.get(f"/{language}/stod/babycafe/")).text
