"""What the database makes of å, ä and ö: the same as Python does, whichever database it is."""

import pytest
from django.db.models import F
from django.db.models.lookups import Exact
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from support.folding import Alphabetical, Folded, alphabetical, fold
from support.models import Place
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = [
    "Zoo",
    "Ängen",
    "Andra",
    "Årby",
    "Örby",
    "Öbo",
    "Äng",
    "ålgården",
    "Élan",
    "Elan b",
    "Sim 2",
    "Sim 10",
]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Öppna FÖRSKOLAN", "oppna forskolan"),
        ("Familjens hus, Ängsgatan 3", "familjens hus, angsgatan 3"),
        ("o\u0308ppna", "oppna"),  # as some keyboards write it: an o, then its dots
        ("Élan naïve Šćepan ü", "elan naive scepan u"),
        ("Родина, بيت", "родина, بيت"),
        ("", ""),
    ],
)
def test_case_and_marks_do_not_matter(written, folded):
    place = factories.place("huset", name=written)

    assert fold(written) == folded
    assert Place.objects.values_list(Folded("name")).get(pk=place.pk) == (folded,)


def test_the_database_sorts_as_swedes_do():
    for number, name in enumerate(NAMES):
        factories.place(f"plats-{number}", name=name)

    in_order = list(Place.objects.order_by(Alphabetical("name")).values_list("name", flat=True))

    assert in_order == sorted(NAMES, key=alphabetical)
    assert in_order[-6:] == ["ålgården", "Årby", "Äng", "Ängen", "Öbo", "Örby"]


class TestEveryText(TestCase):
    # What people in Borås write with. PostgreSQL cannot hold a null sign at all.
    @settings(max_examples=60)
    @given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x6FF), max_size=40))
    def test_is_folded_alike_by_python_and_the_database(self, text):
        place = Place.objects.create(slug="huset", name=text[:120])

        assert Place.objects.filter(Exact(Folded(F("name")), fold(text)), pk=place.pk).exists()
        assert Place.objects.filter(Exact(Alphabetical(F("name")), alphabetical(text)), pk=place.pk).exists()
