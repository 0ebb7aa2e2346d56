"""What a parent can ask for in the address of the list, and what she gets."""

import datetime

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from boras_guide.languages import LANGUAGES
from support.models import Offering
from tests.catalog.reading import counts, hits, read, total
from tests.factories import administration, area, audience, offering, offering_type, topic

pytestmark = pytest.mark.django_db


# --- The child's age -------------------------------------------------------------------------------


def test_a_parent_of_a_toddler_does_not_see_teenage_support(listed):
    offering("open-preschool", ages=(0, 6))
    offering("teen-talk", ages=(13, 17))

    assert listed("age=2") == ["open-preschool"]
    assert listed("age=13") == ["teen-talk"]


def test_support_for_babies_up_to_twelve_months_is_also_for_the_one_year_old_in_her_first_month(listed):
    offering("babycafe", maximum_age_months=12)
    offering("babyswim", maximum_age_months=11)

    assert listed("age=0") == ["babycafe", "babyswim"]
    assert listed("age=1") == ["babycafe"]


def test_support_from_eighteen_months_is_for_the_one_year_old(listed):
    offering("toddlers", minimum_age_months=18, maximum_age_months=40)

    assert listed("age=1") == listed("age=3") == ["toddlers"]
    assert listed("age=0") == listed("age=4") == []


def test_expecting_is_a_question_of_its_own(listed):
    offering("birth-class", ages=(None, 0))
    offering("babycafe", ages=(0, 1))

    assert listed("age=expecting") == ["birth-class"]
    assert listed("age=0") == ["babycafe", "birth-class"]


def test_a_newborn_is_not_helped_by_what_is_for_pregnancy_only_in_name(listed):
    offering("teen-parents", ages=(13, 17), expecting=True)

    assert listed("age=0") == []
    assert listed("age=expecting") == ["teen-parents"]


def test_support_beyond_childhood_is_found_by_its_youngest_years(listed):
    offering("kaa", ages=(16, 20))

    assert listed("age=17") == ["kaa"]
    assert listed("age=15") == []


def test_two_ages_are_alternatives(listed):
    offering("babies", ages=(0, 1))
    offering("school", ages=(6, 12))
    offering("teens", ages=(13, 17))

    assert listed("age=1&age=14") == ["babies", "teens"]
    assert listed("age=expecting&age=7") == ["school"]


# --- Alternatives inside a parameter, narrowing between them ---------------------------------------


@pytest.fixture
def some_support():
    offering(
        "arabic-group",
        type="group",
        topics=["parenting", "new_in_sweden"],
        areas=["norrby"],
        audiences=["mother", "father"],
        spoken=["ar", "sv"],
        cost="free",
        start="drop_in",
    )
    offering(
        "paid-course",
        type="course",
        topics=["parenting"],
        areas=["boda"],
        audiences=["father"],
        spoken=["sv"],
        cost="fee",
        start="booking",
        administration="abf",
    )
    offering("helpline", type="talk", topics=["sleep"], start="phone", administration="region")


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("type=group", ["arabic-group"]),
        ("type=group&type=course", ["arabic-group", "paid-course"]),
        ("topic=parenting", ["arabic-group", "paid-course"]),
        ("topic=parenting&topic=new_in_sweden", ["arabic-group", "paid-course"]),
        ("topic=parenting&type=course", ["paid-course"]),
        ("topic=sleep&type=course", []),
        ("spoken=ar", ["arabic-group"]),
        ("spoken=ar&spoken=sv", ["arabic-group", "paid-course"]),
        ("audience=mother", ["arabic-group"]),
        ("audience=father&topic=new_in_sweden", ["arabic-group"]),
        ("cost=free", ["arabic-group"]),
        ("cost=fee&cost=free", ["arabic-group", "paid-course"]),
        ("start=phone", ["helpline"]),
        ("start=phone&start=booking", ["helpline", "paid-course"]),
        ("administration=abf", ["paid-course"]),
        ("administration=abf&administration=region&type=talk", ["helpline"]),
        ("area=norrby", ["arabic-group", "helpline"]),
        ("area=norrby&area=boda&type=group&type=course&spoken=ar", ["arabic-group"]),
    ],
)
def test_values_of_one_filter_are_alternatives_and_filters_narrow_each_other(
    listed, some_support, query, slugs
):
    assert listed(query) == slugs


def test_support_for_the_whole_city_is_in_every_area_after_what_is_local(listed):
    offering("city-wide")
    offering("local", areas=["norrby"])
    area("boda")

    assert listed("area=boda") == ["city-wide"]
    assert listed("area=norrby") == ["local", "city-wide"]


def test_support_that_is_only_online_is_in_no_area(listed):
    offering("chat", is_area_wide=False, is_online=True)
    area("boda")

    assert listed("area=boda") == []


def test_the_filter_on_administrations_means_the_responsible_one(listed):
    offering("led-by-church", administration="church")
    offering("church-helps", administration="city", cooperating=["church"])

    assert listed("administration=church") == ["led-by-church"]


def test_an_offering_with_many_matching_topics_is_one_hit(listed):
    offering("broad", topics=["a", "b", "c"], audiences=["x", "y"], spoken=["sv", "ar", "so"])

    assert listed("topic=a&topic=b&topic=c&audience=x&audience=y&spoken=sv&spoken=ar&spoken=so") == ["broad"]


def test_an_invisible_sign_pasted_with_a_code_changes_nothing(listed, some_support):
    assert listed("type=%E2%80%AEgroup%E2%80%8B") == ["arabic-group"]


def test_the_same_value_twice_is_the_same_as_once(client):
    offering("course", type="course")

    response = client.get("/sv/stod/?type=course&type=course&q=course&q=course")

    assert hits(response) == ["course"]
    assert b"type=course&amp;type=course" not in response.content


# --- What makes no sense ---------------------------------------------------------------------------


@pytest.mark.parametrize("parameter", ["cost", "start"])
def test_unknown_is_never_a_value_to_choose(client, parameter):
    offering("a", cost="unknown", start="unknown")

    response = client.get("/sv/stod/")

    assert (parameter, "unknown") not in counts(response)
    assert client.get(f"/sv/stod/?{parameter}=unknown").status_code == 400


def test_what_is_unknown_is_still_found_by_everything_else(listed):
    offering("a", cost="unknown", start="unknown", type="course")

    assert listed("type=course") == ["a"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "age=",
        "type=&topic=",
        "type=&type=",
        "q=%20%20",
        "q=%E2%80%8B",  # invisible
        "q=%E2%80%AE",  # turns the direction of what follows
        "sort=",
        "page=",
        "cost=%00",
        "age=%20",
    ],
)
def test_an_empty_parameter_is_no_question(listed, query):
    offering("a")

    assert listed(query) == ["a"]


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=x",
        "Age=3",
        "age[]=3",
        "=",
        "&&&",
    ],
)
def test_an_unknown_parameter_is_ignored(listed, query):
    offering("a")

    assert listed(query) == ["a"]


BAD = [
    ("age", "18"),
    ("age", "-1"),
    ("age", "1.5"),
    ("age", "01"),
    ("age", "abc"),
    ("age", "Expecting"),
    ("type", "nonsense"),
    ("topic", "nonsense"),
    ("area", "nonsense"),
    ("administration", "nonsense"),
    ("spoken", "klingon"),
    ("audience", "nonsense"),
    ("cost", "cheap"),
    ("start", "nonsense"),
    ("sort", "nonsense"),
    ("type", "<script>alert(1)</script>"),
    ("topic", "' OR 1=1 --"),
]


@pytest.mark.parametrize(("parameter", "value"), BAD)
def test_a_value_that_makes_no_sense_is_said_at_its_field_and_finds_nothing(client, parameter, value):
    offering("a", type="course")

    response = client.get("/sv/stod/", {parameter: value})
    page = read(response)

    assert response.status_code == 400
    assert hits(response) == []
    assert total(response) == 0
    where = "sort-error-1" if parameter == "sort" else f"facet-{parameter}-error-1"
    assert value in page.one(id=where).text
    assert any(where in element.get("aria-describedby").split() for element in page.elements())
    # It is the whole page: one can put it right where one stands.
    assert page.one("input", name="q")
    assert counts(response)["type", "course"] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_value_is_said_in_the_readers_language(client, language):
    with translation.override(language):
        message = gettext("“%(value)s” is not one of the choices. Choose from the list.") % {"value": "99"}

    page = read(client.get(f"/{language}/stod/?age=99"))

    assert message in page.one(id="facet-age-error-1").text


def test_a_bad_value_beside_a_good_one_still_finds_nothing_and_keeps_the_good_choice(client):
    offering("a", type="course", ages=(3, 5))

    response = client.get("/sv/stod/?type=course&age=99&q=a")

    assert response.status_code == 400
    assert total(response) == 0
    assert "checked" in read(response).one("input", value="course").attrs
    assert read(response).one("input", name="q")["value"] == "a"


def test_a_field_named_in_the_message_can_be_reached_from_it(client):
    page = read(client.get("/sv/stod/?age=99&sort=nonsense"))

    targets = [link["href"][1:] for link in page.one(role="alert").all("a")]

    assert len(targets) == 2
    for target in targets:
        assert page.one(id=target)


# --- Words that are not used any more --------------------------------------------------------------

RETIRED = [
    ("type", offering_type),
    ("topic", topic),
    ("audience", audience),
    ("area", area),
    ("administration", administration),
]


@pytest.mark.parametrize(("parameter", "make"), RETIRED)
def test_an_old_link_with_a_retired_word_still_leads_somewhere_and_says_so(client, parameter, make):
    word = make("old-word", is_retired=True)
    offering("a")

    response = client.get(f"/sv/stod/?{parameter}=old-word")

    assert response.status_code == 200
    assert hits(response) == ["a"]
    assert str(word) in read(response).one(class_="notices").text
    assert (parameter, "old-word") not in counts(response)


def test_a_retired_word_does_not_widen_what_is_narrowed_by_a_word_in_use(listed):
    topic("old", is_retired=True)
    offering("sleepless", topics=["sleep"])
    offering("hungry", topics=["food", "old"])

    assert listed("topic=sleep&topic=old") == ["sleepless"]


def test_without_a_retired_word_there_is_no_notice(client):
    offering("a", topics=["sleep"])

    assert not read(client.get("/sv/stod/?topic=sleep")).all(class_="notices")


# --- Order -----------------------------------------------------------------------------------------


def test_the_list_is_alphabetical_in_swedish_with_å_ä_ö_last(listed):
    for title in ("Öppen förskola", "Älskade barn", "Zumba", "Åka pulka", "alla", "Bebis"):
        offering(f"o{ord(title[0])}", title=title)

    assert listed() == [f"o{ord(letter)}" for letter in "aBZÅÄÖ"]


def test_the_list_is_alphabetical_in_the_language_of_the_page(client):
    offering("first-in-swedish", title="Alla", title_ar="يوم", title_uk="Яблуко")
    offering("last-in-swedish", title="Öppet", title_ar="أطفال", title_uk="Ґанок")

    assert hits(client.get("/sv/stod/")) == ["first-in-swedish", "last-in-swedish"]
    assert hits(client.get("/ar/stod/")) == ["last-in-swedish", "first-in-swedish"]
    assert hits(client.get("/uk/stod/")) == ["last-in-swedish", "first-in-swedish"]


def test_what_is_not_translated_stands_where_the_text_that_is_shown_belongs(client):
    offering("untranslated", title="Öppen förskola", title_en="Baby group")
    offering("translated", title="Babycafé", title_so="Carruur")

    assert hits(client.get("/so/stod/")) == ["untranslated", "translated"]


def test_alike_names_stand_in_the_order_they_were_made(listed):
    for slug in ("b", "a", "c"):
        offering(slug, title="Kurs")

    assert listed() == ["b", "a", "c"]


def test_last_changed_comes_first_when_one_asks_for_that(client, listed):
    for slug in ("a", "b", "c"):
        offering(slug)
    then = timezone.now() - datetime.timedelta(days=3)
    Offering.objects.filter(slug="c").update(changed_at=then)
    Offering.objects.filter(slug="a").update(changed_at=then + datetime.timedelta(days=1))

    assert listed("sort=changed") == ["b", "a", "c"]
    assert listed("sort=title") == ["a", "b", "c"]


def test_what_is_searched_for_can_be_sorted_by_name(listed):
    offering("z-title", title="Zebror och sömn")
    offering("a-summary", title="Andra", summary="Om sömn.")

    assert listed("q=sömn") == listed("q=sömn&sort=relevance") == ["z-title", "a-summary"]
    assert listed("q=sömn&sort=title") == ["a-summary", "z-title"]


def test_best_match_without_words_is_alphabetical(client, listed):
    offering("b")
    offering("a")

    assert listed("sort=relevance") == ["a", "b"]


# --- Chosen filters --------------------------------------------------------------------------------


def test_each_chosen_filter_can_be_taken_away_and_the_others_stay(client):
    offering("a", type="course", topics=["sleep"], ages=(3, 5))

    page = read(client.get("/sv/stod/?q=a&type=course&age=3&age=4"))
    addresses = {link["href"] for link in page.one(class_="chips").all("a")}

    assert addresses == {
        "?age=3&age=4&type=course",
        "?q=a&age=4&type=course",
        "?q=a&age=3&type=course",
        "?q=a&age=3&age=4",
        "/sv/stod/",
    }


def test_what_is_chosen_is_ticked(client):
    offering("a", type="course", areas=["norrby"])

    page = read(client.get("/sv/stod/?type=course&age=3"))

    ticked = [box["value"] for box in page.all("input", type="checkbox") if "checked" in box.attrs]
    assert ticked == ["3", "course"]


def test_a_search_without_hits_offers_a_person_to_talk_to(client):
    page = read(client.get("/sv/stod/?q=qqqq"))

    assert page.all("a", href="tel:+4633357000")
    assert page.all("a", href="/sv/akut/")


def test_an_empty_guide_is_a_whole_page(client):
    response = client.get("/sv/stod/")

    assert response.status_code == 200
    assert total(response) == 0
