"""The number at each value of each filter is the number of hits it gives, other filters kept."""

import random

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.days import DAYS
from catalog.filters import OfferingFilter
from catalog.result_page import FACETS, WITH, facets
from tests.catalog.reading import counts, total
from tests.factories import area, confirmed_schedule, offering, topic

pytestmark = pytest.mark.django_db

VALUES = {
    "age": ["expecting", *map(str, range(18))],
    "type": ["course", "group", "talk"],
    "topic": ["sleep", "food", "violence", "school", "sorrow"],
    "area": ["norrby", "boda", "hulta", "sandared"],
    "administration": ["city", "region", "church"],
    "spoken": ["sv", "ar", "so", "swl"],
    "audience": ["mother", "father", "grandparent"],
    "cost": ["free", "fee"],
    "start": ["drop_in", "booking", "phone", "referral"],
    "day": [*DAYS],
    "open": ["now"],
}
WORDS = ["sömn", "mat", "vald", "kurs", "norrby", "familj"]


@pytest.fixture(scope="module", autouse=True)
def forty_offerings(for_the_module):
    """Alike in every run, and as uneven as a real city."""
    chance = random.Random(17)

    def some(kind: str, most: int) -> list[str]:
        return chance.sample(VALUES[kind], chance.randint(0, most))

    with for_the_module():
        topic("nobody-has-this")
        area("nobody-is-here")
        for number in range(40):
            youngest = chance.choice([None, 0, 0, 1, 3, 6, 13, 16])
            oldest = chance.randint(youngest or 0, 20)
            made = offering(
                f"o{number}",
                title=" ".join(chance.sample(WORDS, 2)),
                summary=" ".join(chance.sample(WORDS, 1)),
                ages=(youngest, oldest),
                type=chance.choice(VALUES["type"]),
                topics=some("topic", 3),
                areas=some("area", 2),
                administration=chance.choice(VALUES["administration"]),
                cooperating=some("administration", 1),
                spoken=some("spoken", 3),
                audiences=some("audience", 2),
                cost=chance.choice([*VALUES["cost"], "unknown"]),
                start=chance.choice([*VALUES["start"], "unknown"]),
                status=chance.choice(["published"] * 5 + ["draft", "withdrawn"]),
                is_online=chance.random() < 0.2,
            )
            for day in chance.sample(range(1, 8), chance.randint(0, 3)):
                confirmed_schedule(made, day, chance.choice(["00:00", "09:00"]), "23:59")
            if number % 7 == 0:  # a working copy counts for nothing
                offering(made.slug, draft_of=made, topics=VALUES["topic"], spoken=VALUES["spoken"])
        yield


@pytest.fixture
def asked(forty_offerings):
    """`asked({"age": ["3"]}).ids()`: what the list's own filters find. What they ask about is read once."""
    known = OfferingFilter.asked(QueryDict(), "sv", timezone.now())

    def ask(query: dict[str, list[str]]) -> OfferingFilter:
        data = QueryDict(mutable=True)
        for name, values in query.items():
            data.setlist(name, values)
        return OfferingFilter(
            data,
            known.queryset,
            vocabulary=known.vocabulary,
            members=known.members,
            language="sv",
            timetable=known.timetable,
        )

    return ask


queries = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.lists(st.sampled_from(values), max_size=3) for name, values in VALUES.items()},
        "q": st.sampled_from(WORDS).map(lambda word: [word]),
    },
)


@settings(max_examples=10)
@given(query=queries)
@example(query={})
@example(query={"topic": ["violence"], "area": ["norrby", "boda"]})
@example(query={"topic": ["nobody-has-this"]})
@example(query={"area": ["nobody-is-here"], "age": ["expecting", "0"]})
@example(query={"q": ["qqqqq"], "type": ["course"]})
def test_a_count_is_the_number_of_hits_when_its_value_is_chosen_and_the_other_filters_are_kept(asked, query):
    filterset = asked(query)
    filterset.ids()
    shown = {(value.facet, value.code): value.count for facet in facets(filterset) for value in facet.values}

    really = {key: len(asked({**query, key[0]: [key[1]]}).ids()) for key in shown}

    assert shown == really


@pytest.mark.parametrize(
    "query", ["", "topic=sleep&topic=food&cost=free", "q=norrby", "q=kurs&spoken=ar&age=3"]
)
def test_the_count_that_a_parent_sees_is_the_number_of_hits_she_gets(client, query):
    shown = counts(client.get(f"/ar/stod/?{query}"))
    kept = dict(QueryDict(query).lists())

    for (name, value), number in list(shown.items())[::3]:
        if name not in ("age", "area", "spoken"):
            assert total(client.get("/ar/stod/", {**kept, name: value})) == number, (name, value)


def test_every_filter_shows_every_value_also_those_that_give_nothing(client):
    shown = counts(client.get("/sv/stod/?q=qqqqq"))

    assert {name for name, _ in shown} == set(VALUES) == {*FACETS, *WITH.values()}
    for name, values in VALUES.items():
        assert {value for facet, value in shown if facet == name} >= set(values)
    assert set(shown.values()) == {0}


def test_values_nobody_has_stay_in_the_list_with_none(client):
    assert counts(client.get("/sv/stod/"))["topic", "nobody-has-this"] == 0


def test_counts_are_alike_in_every_language(client):
    query = "?topic=sleep&age=3&age=expecting"

    assert counts(client.get(f"/so/stod/{query}")) == counts(client.get(f"/sv/stod/{query}"))
