"""The page of one offering: what it says, to whom it answers, and when it is gone."""

import datetime

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from support.catalogue import announce_change
from tests.catalog.reading import hits, notices, read
from tests.factories import administration, area, closure, occasion, offering, place, schedule, topic

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def page(client, slug: str = "babycafe", language: str = "sv"):
    response = client.get(f"/{language}/stod/{slug}/")
    assert response.status_code == 200
    return read(response)


# --- Whom it answers -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offering_has_a_page_in_every_language(client, language):
    offering("babycafe", title="Babycafé")

    assert page(client, language=language).one("main").one("h1").text == "Babycafé"


@pytest.mark.parametrize("status", ["draft", "review"])
def test_what_was_never_published_is_not_found(client, status):
    offering("secret", title="Hemligt", status=status)

    response = client.get("/sv/stod/secret/")

    assert response.status_code == 404
    assert "Hemligt" not in response.content.decode()


def test_what_comes_later_is_not_found_yet(client):
    offering("later", publish_from=timezone.now() + DAY)

    assert client.get("/sv/stod/later/").status_code == 404


@pytest.mark.parametrize("slug", ["nonsense", "a" * 300, "1"])
def test_an_unknown_address_is_not_found(client, slug):
    assert client.get(f"/sv/stod/{slug}/").status_code == 404


def test_a_working_copy_never_shows_in_place_of_what_is_published(client):
    published = offering("babycafe", title="Babycafé")
    offering("babycafe", title="Utkast till babycafé", draft_of=published)
    offering("only-a-copy", draft_of=offering("other"))

    assert page(client).one("h1").text == "Babycafé"
    assert client.get("/sv/stod/only-a-copy/").status_code == 404


@pytest.mark.parametrize("gone", [{"status": "withdrawn"}, {"publish_until": timezone.now() - DAY}])
def test_what_was_published_once_is_gone_and_leads_to_what_took_its_place(client, gone):
    offering("old", replaced_by=offering("new", title="Nya kursen"), **gone)

    response = client.get("/sv/stod/old/")

    assert response.status_code == 410
    assert read(response).one("a", href="/sv/stod/new/").text == "Nya kursen"


def test_what_is_gone_does_not_lead_to_what_is_not_public(client):
    offering("old", status="withdrawn", replaced_by=offering("new", status="draft"))

    response = client.get("/sv/stod/old/")

    assert response.status_code == 410
    assert b"/stod/new/" not in response.content


def test_gone_without_a_successor_is_a_whole_page(client):
    offering("old", status="withdrawn")

    assert read(client.get("/ar/stod/old/")).all("a", href="/ar/stod/")


def test_a_change_is_on_the_page_and_in_the_list_at_once(client):
    babycafe = offering("babycafe", title="Babycafé", title_ar="مقهى")
    for language in ("sv", "ar"):
        client.get(f"/{language}/stod/babycafe/")
        client.get(f"/{language}/stod/")

    babycafe.title_sv, babycafe.title_ar = "Nytt namn", "اسم جديد"
    babycafe.save()
    announce_change([babycafe.pk])

    for language, title in (("sv", "Nytt namn"), ("ar", "اسم جديد")):
        assert page(client, language=language).one("h1").text == title
        assert title in read(client.get(f"/{language}/stod/")).one("article").text


def test_what_is_withdrawn_leaves_the_list_at_once(client):
    babycafe = offering("babycafe")
    assert hits(client.get("/sv/stod/?q=babycafe")) == ["babycafe"]

    babycafe.status = "withdrawn"
    babycafe.save()
    announce_change([babycafe.pk])

    assert hits(client.get("/sv/stod/?q=babycafe")) == []
    assert client.get("/sv/stod/babycafe/").status_code == 410


# --- What it says ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_page_says_everything_a_parent_asks(client, language):
    offering(
        "babycafe",
        title="Babycafé",
        summary="Träffa andra.",
        description_sv="Vi **sjunger**.",
        audiences=["mormor"],
        places=[place("biblioteket", area="norrby", street_address="Stora gatan 1", postal_code="503 30")],
        administration=administration("fof", name_sv="Folkhälsoförvaltningen"),
        cooperating=[administration("kyrkan", name_sv="Svenska kyrkan")],
        spoken=["ar", "swl"],
        cost="fee",
        cost_text_sv="20 kronor",
        start="booking",
        start_text_sv="Ring först.",
        who_you_meet_sv="En förskollärare",
        phone="033-35 70 01",
        email="babycafe@boras.se",
        website="https://www.boras.se/babycafe",
        assured_on=datetime.date(2026, 5, 4),
    )

    main = page(client, language=language).one("main")
    text, links = main.text, {link.get("href") for link in main.all("a")}

    for fact in (
        "Träffa andra.",
        "sjunger",
        "Mormor",
        "Biblioteket",
        "Stora gatan 1",
        "Folkhälsoförvaltningen",
        "Svenska kyrkan",
        "20 kronor",
        "Ring först.",
        "En förskollärare",
        "2026" if language == "sv" else "",
    ):
        assert fact in text
    assert {"tel:+4633357001", "mailto:babycafe@boras.se", "https://www.boras.se/babycafe"} <= links


def test_what_we_do_not_know_is_not_guessed(client):
    text = page(client, offering("babycafe").slug).one("main").text

    for answer in ("None", "null", "unknown", "False", "True"):
        assert answer not in text


@pytest.mark.parametrize(
    "field", ["is_voluntary", "must_give_name", "is_confidential", "interpreter_on_request"]
)
def test_no_is_an_answer_and_not_the_same_as_unknown(client, field):
    pages = []
    for number, answer in enumerate((None, True, False)):
        offering(f"o{number}", title="Samma", code=f"aaaa{number}", **{field: answer})
        pages.append(page(client, f"o{number}").one("main").text)

    assert len(set(pages)) == 3


@pytest.mark.parametrize(
    ("fields", "year"),
    [({"assured_on": datetime.date(2026, 5, 4)}, "2026"), ({"source_seen_year": 2023}, "2023")],
)
def test_the_page_says_how_fresh_its_facts_are(client, fields, year):
    offering("babycafe", **fields)

    assert year in page(client).one("main").one("header").text


def test_a_source_from_a_year_is_not_a_confirmation(client):
    offering("sourced", source_seen_year=2026)
    offering("assured", assured_on=datetime.date(2026, 5, 4), source_seen_year=2026)

    assert notices(client.get("/sv/stod/sourced/"))
    assert not notices(client.get("/sv/stod/assured/"))


def test_support_without_a_telephone_of_its_own_leads_to_the_switchboard(client):
    offering("babycafe", phone="", email="a@boras.se")

    assert page(client).one("main").all("a", href="tel:+4633357000")


def test_a_hundred_areas_fit_on_the_page(client):
    offering("babycafe", areas=[area(f"area-{number}") for number in range(100)])

    assert "Area 99" in page(client).text


def test_the_short_link_on_the_page_is_in_the_readers_language(client):
    code = offering("babycafe").code

    assert f"/o/{code}/so/" in client.get("/so/stod/babycafe/").content.decode()


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "Mat & dryck", "{{ 7 }}"]
)
def test_a_title_is_text_and_never_markup(client, title):
    offering("babycafe", title=title, summary=title)

    assert page(client).one("h1").text == title
    assert read(client.get("/sv/stod/")).one("article").one("h3").text == title
    assert not page(client).all("script")


# --- When ------------------------------------------------------------------------------------------


def occurrences(client, language: str = "sv") -> list[str]:
    return [element.text for element in page(client, language=language).all(data_occurrence=True)]


def test_each_time_is_a_time_inside_its_hook(client):
    babycafe = offering("babycafe")
    schedule(babycafe, 2, "09:00", "12:00", label="Babyöppet")
    occasion(babycafe, timezone.now() + 30 * DAY)

    found = page(client).all(data_occurrence=True)

    assert len(found) == 2
    for element in found:
        assert all(time["datetime"] for time in element.all("time")) and element.all("time")


def test_times_stand_in_the_order_of_the_week(client):
    babycafe = offering("babycafe")
    schedule(babycafe, 5, "09:00", "12:00", label="Sist")
    schedule(babycafe, 1, "13:00", "15:00", label="Sedan")
    schedule(babycafe, 1, "09:00", "12:00", label="Först")

    assert [text.split()[-1] for text in occurrences(client)] == ["Först", "Sedan", "Sist"]


def test_a_clock_is_written_as_the_language_writes_it(client):
    schedule(offering("babycafe"), 2, "09:00", "12:30")

    assert "09.00" in occurrences(client)[0]
    assert "9.00" in occurrences(client, "fi")[0]
    assert "09:00" in occurrences(client, "en")[0]


def test_unconfirmed_times_say_so_and_from_which_year_they_are(client):
    schedule(offering("babycafe"), 2, "09:00", "12:00", valid_until=datetime.date(2023, 6, 1))

    for language in ("sv", "uk"):
        assert any("2023" in notice for notice in notices(client.get(f"/{language}/stod/babycafe/")))


def test_a_time_that_was_assured_long_ago_is_unconfirmed_and_says_when_it_was_known(client):
    schedule(offering("babycafe"), 2, "09:00", "12:00", assured_on=datetime.date(2023, 6, 1))

    assert any("2023" in notice for notice in notices(client.get("/sv/stod/babycafe/")))


def test_confirmed_times_need_no_warning(client):
    babycafe = offering("babycafe", assured_on=timezone.localdate())
    schedule(babycafe, 2, "09:00", "12:00", assured_on=timezone.localdate() - 30 * DAY)

    assert notices(client.get("/sv/stod/babycafe/")) == []


def test_one_unconfirmed_time_among_confirmed_ones_is_pointed_out(client):
    babycafe = offering("babycafe", assured_on=timezone.localdate())
    schedule(babycafe, 1, "09:00", "12:00", assured_on=timezone.localdate())
    schedule(babycafe, 2, "09:00", "12:00")

    response = client.get("/sv/stod/babycafe/")
    times = read(response).one("ul", class_="times").all(data_occurrence=True)
    sure, unsure = (element.text for element in times)

    assert notices(response) or len(unsure) > len(sure) + 10  # beside it, or above them all


def test_what_has_been_is_not_shown_and_what_is_today_is(client):
    babycafe = offering("babycafe")
    today = timezone.localtime().replace(hour=0, minute=5)
    for label, starts in (("Igår", today - DAY), ("Idag", today), ("Imorgon", today + DAY)):
        occasion(babycafe, starts, label=label)
    closure(babycafe, (today - 9 * DAY).date(), (today - 2 * DAY).date(), reason="Jullov")
    closure(babycafe, (today - 9 * DAY).date(), today.date(), reason="Studiedag")

    text = page(client).one("main").text

    assert "Igår" not in text and "Idag" in text and "Imorgon" in text
    assert "Jullov" not in text and "Studiedag" in text


def test_a_closed_place_closes_what_happens_there(client):
    library = place("library")
    offering("babycafe", places=[library])
    closure(library, timezone.localdate() + DAY, reason="Ombyggnad")

    assert "Ombyggnad" in page(client).text


def test_a_closed_place_closes_the_times_that_are_held_there(client):
    park = place("park")
    schedule(offering("babycafe"), 2, "09:00", "12:00", place=park)
    closure(park, timezone.localdate() + DAY, reason="Ombyggnad")

    assert "Ombyggnad" in page(client).text


def test_full_and_cancelled_are_said(client):
    babycafe = offering("babycafe")
    then = timezone.now() + 30 * DAY
    for fields in ({}, {"is_full": True}, {"is_cancelled": True}):
        occasion(babycafe, then, **fields)

    assert len(set(occurrences(client))) == 3


# --- Sensitive -------------------------------------------------------------------------------------


@pytest.fixture
def refuge():
    topic("violence", is_sensitive=True)
    return offering("refuge", title="Skyddat boende", topics=["violence"])


def test_a_sensitive_page_has_a_way_out_first_and_no_telling_title(client, refuge):
    whole = page(client, "refuge")

    assert "Skyddat" not in whole.one("title").text
    links = [link["href"] for link in whole.one("body").all("a")]
    out = next(link for link in links if link.startswith("https://"))
    assert links.index(out) <= 1  # only "skip to the content" may come before
    assert "boras" not in out


def test_a_sensitive_page_leaves_no_trace(client, refuge):
    response = client.get("/sv/stod/refuge/")

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response


def test_a_page_that_was_sensitive_leaves_no_trace_when_it_is_gone(client, refuge):
    refuge.status = "withdrawn"
    refuge.save()

    response = client.get("/sv/stod/refuge/")

    assert response.status_code == 410
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_an_ordinary_page_has_no_way_out_and_says_what_it_is(client):
    offering("babycafe", title="Babycafé")
    whole = page(client)

    assert "Babycafé" in whole.one("title").text
    assert not any(link["href"].startswith("https://www.google") for link in whole.all("a"))


def test_a_list_about_a_sensitive_topic_is_as_careful_as_its_pages(client, refuge):
    response = client.get("/sv/stod/?topic=violence")

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
