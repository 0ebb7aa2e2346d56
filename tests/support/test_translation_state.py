"""How a translation came to be, and whether its source has moved on."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from support.models import TranslationState
from support.models.translation_state import source_hash
from tests.factories import offering, update

pytestmark = pytest.mark.django_db

MACHINE, PERSON = TranslationState.Origin.MACHINE, TranslationState.Origin.PERSON


def state(content, field: str = "title", language: str = "ar", **fields) -> TranslationState:
    source = getattr(content, f"{field}_sv")
    defaults = {"origin": MACHINE, "source_hash": source_hash(source)}
    return TranslationState.objects.create(
        content=content, field=field, language=language, **{**defaults, **fields}
    )


def test_a_translation_is_outdated_once_its_source_changes():
    babycafe = offering("babycafe", title="Babycafé")
    arabic = state(babycafe)
    assert not arabic.is_outdated

    babycafe.title_sv = "Babycafé på Norrby"
    babycafe.save()

    assert TranslationState.objects.get().is_outdated


def test_a_changed_summary_does_not_make_the_title_outdated():
    babycafe = offering("babycafe")
    title = state(babycafe)

    babycafe.summary_sv = "En annan sammanfattning."
    babycafe.save()

    title.refresh_from_db()
    assert not title.is_outdated


def test_outdated_looks_at_the_swedish_whatever_language_is_active():
    from django.utils import translation

    arabic = state(offering("babycafe", title="Babycafé", title_ar="مقهى الأطفال"))

    with translation.override("ar"):
        assert not arabic.is_outdated


@pytest.mark.parametrize(
    ("fields", "is_machine_made"),
    [
        ({"origin": MACHINE}, True),
        ({"origin": MACHINE, "reviewed_on": datetime.date(2026, 9, 1)}, False),
        ({"origin": PERSON}, False),
        ({"origin": MACHINE, "language": "fa"}, False),
    ],
)
def test_a_text_is_machine_made_until_a_person_has_read_it(fields, is_machine_made):
    state(offering("babycafe"), **fields)

    assert TranslationState.objects.machine_made(["ar"]).exists() is is_machine_made


def test_states_of_an_offering_are_not_mixed_up_with_those_of_an_update_with_the_same_id():
    babycafe, news = offering("babycafe"), update("news")
    news.pk, _ = babycafe.pk, news.delete()
    news.save()
    of_offering, of_update = state(babycafe), state(news)

    assert list(TranslationState.objects.about(babycafe)) == [of_offering]
    assert set(TranslationState.objects.about(babycafe, news)) == {of_offering, of_update}
    assert not TranslationState.objects.about().exists()


def test_a_text_has_one_state_in_each_language():
    babycafe = offering("babycafe")
    state(babycafe)
    state(babycafe, language="fa")

    with pytest.raises(IntegrityError), transaction.atomic():
        state(babycafe)
