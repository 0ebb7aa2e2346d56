"""The index is derived: at any time it is what the offerings say."""

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Posting, Term
from catalog.search import index
from support.catalogue import affected_offerings, announce_change
from support.models import CatalogueRevision, Offering
from tests.catalog.searching import synonym
from tests.factories import area, offering, place, topic

pytestmark = pytest.mark.django_db


def postings() -> set[tuple]:
    return set(Posting.objects.values_list("term__language", "term__text", "offering_id", "field", "weight"))


@pytest.fixture
def rich() -> Offering:
    return offering(
        "rich",
        title="Babycafé (Lilla caféet)",
        title_ar="مقهى الأطفال",
        summary="Träffa andra föräldrar.",
        description_sv="Vi **sjunger** tillsammans.",
        topics=["sleep"],
        places=[place("library", area="norrby", name="Stadsbiblioteket", street_address="Sturegatan 1")],
    )


@pytest.fixture
def plain() -> Offering:
    return offering("plain", title="Fotboll", title_en="Football")


# --- One door --------------------------------------------------------------------------------------


def test_a_new_name_is_found_and_the_old_one_is_not_once_the_change_is_announced(found):
    course = offering("course", title="Sovkurs")
    course.title_sv = "Matlådan"
    course.save()

    announce_change([course.pk])

    assert found("sovkurs") == []
    assert found("matlådan") == ["course"]


def test_a_topic_put_on_an_offering_is_found(found):
    course = offering("course")
    course.topics.add(topic("honour", name_sv="Hedersvåld"))

    announce_change([course.pk])

    assert found("hedersvåld") == ["course"]


def test_search_words_that_an_editor_adds_to_a_topic_are_found(found):
    offering("course", topics=["honour"])

    announce_change(
        affected_offerings(topic("honour", search_terms_sv="tvångsgifte", search_terms_ar="زواج"))
    )

    assert found("tvångsgifte") == ["course"]
    assert found("زواج", "ar") == ["course"]


def test_an_area_with_a_new_name_is_found_under_that_name(found):
    offering("course", places=[place("library", area="norrby")])

    announce_change(affected_offerings(area("norrby", name="Sjöstaden")))

    assert found("sjöstaden") == ["course"]
    assert found("norrby") == []


def test_a_place_with_a_new_name_is_found_under_that_name(found):
    offering("course", places=[place("library", name="Gamla tornet")])

    announce_change(affected_offerings(place("library", name="Kvarnen")))

    assert found("kvarnen") == ["course"]
    assert found("tornet") == []


def test_what_is_withdrawn_leaves_no_word_behind(found, rich):
    rich.status = Offering.Status.WITHDRAWN
    rich.save()

    announce_change([rich.pk])

    assert found("babycafé") == []
    assert not Term.objects.exists()


def change_texts(rich: Offering) -> None:
    rich.title_sv, rich.title_ar, rich.summary_en = "Nytt namn", "اسم جديد", "New"
    rich.save()


def change_place(rich: Offering) -> None:
    moved = rich.places.get()
    moved.name, moved.area = "Kvarnen", area("boda")
    moved.save()


def leave_place(rich: Offering) -> None:
    rich.places.clear()


def make_copy(rich: Offering) -> None:
    offering(rich.slug, draft_of=rich, title="Utkastet")


def withdraw(rich: Offering) -> None:
    rich.status = Offering.Status.WITHDRAWN
    rich.save()


def delete(rich: Offering) -> None:
    rich.delete()


CHANGES = [change_texts, change_place, leave_place, make_copy, withdraw, delete]


@pytest.mark.parametrize("change", CHANGES)
def test_making_the_index_anew_gives_what_the_change_gave(rich, plain, change):
    ids = {rich.pk}
    change(rich)
    announce_change(ids)
    after_change = postings()

    assert index.rebuild() == Offering.objects.filter(status="published", draft_of__isnull=True).count()

    assert postings() == after_change != set()
    assert index.drift() == []


def test_refreshing_twice_changes_nothing(rich):
    before = postings()

    index.refresh([rich.pk])
    index.refresh([rich.pk, rich.pk])

    assert postings() == before


def test_no_word_of_a_draft_or_of_a_working_copy_is_in_the_index(rich):
    offering("draft", title="Hemligt", status="draft")
    offering(rich.slug, draft_of=rich, title="Utkastet")
    index.rebuild()

    assert not Term.objects.filter(text__in=["hemligt", "utkastet"]).exists()


def test_words_that_nobody_has_any_more_are_forgotten(rich, plain):
    synonym("fotboll", sv="boll")
    delete(rich)

    announce_change([])
    index.rebuild()

    assert set(Term.objects.values_list("pk")) == set(Posting.objects.values_list("term"))


# --- Made anew -------------------------------------------------------------------------------------


def test_making_the_index_anew_says_how_far_it_has_come():
    for number in range(3):
        offering(f"o{number}")
    steps = []

    index.rebuild(lambda done, total: steps.append((done, total)))

    assert steps == [(3, 3)]


def test_what_is_found_is_found_also_when_the_index_was_made_anew(found, rich, plain):
    assert found("babycafe") == ["rich"]

    call_command("rebuild_search_index")

    assert found("babycafe") == ["rich"]
    assert found("football", "en") == ["plain"]


def test_whoever_keeps_a_page_asks_again_when_the_index_was_made_anew(rich):
    before = CatalogueRevision.objects.current().number

    index.rebuild()

    assert CatalogueRevision.objects.current().number > before


def test_what_fails_half_way_leaves_the_index_as_it_was(rich, plain, monkeypatch):
    before = postings()

    def breaks(rows):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(index, "_write", breaks)
    with pytest.raises(RuntimeError):
        index.rebuild()

    assert postings() == before != set()


# --- Drift -----------------------------------------------------------------------------------------


def lose_one(rich: Offering) -> None:
    Posting.objects.filter(offering=rich, term__text="babycafe").delete()


def add_one(rich: Offering) -> None:
    term = Term.objects.create(language="sv", text="qxzqxz")
    Posting.objects.create(term=term, offering=rich, field=Posting.Field.TITLE, weight=100)


def add_a_word_of_another(rich: Offering) -> None:
    term = Term.objects.get(language="sv", text="fotboll")
    Posting.objects.create(term=term, offering=rich, field=Posting.Field.TITLE, weight=100)


def change_a_weight(rich: Offering) -> None:
    Posting.objects.filter(offering=rich, term__text="babycafe").update(weight=1)


def change_a_field(rich: Offering) -> None:
    Posting.objects.filter(offering=rich, term__text="babycafe").update(field=Posting.Field.PLACE)


def lose_all(rich: Offering) -> None:
    rich.postings.all().delete()


def change_behind_the_door(rich: Offering) -> None:
    Offering.objects.filter(pk=rich.pk).update(title_sv="Ett nytt namn")


def withdraw_behind_the_door(rich: Offering) -> None:
    Offering.objects.filter(pk=rich.pk).update(status="withdrawn")


DRIFTS = [
    lose_one,
    add_one,
    add_a_word_of_another,
    change_a_weight,
    change_a_field,
    lose_all,
    change_behind_the_door,
    withdraw_behind_the_door,
]


@pytest.mark.parametrize("drift", DRIFTS)
def test_an_index_that_is_not_what_the_offerings_say_is_noticed_and_mended(rich, plain, drift, capsys):
    drift(rich)

    with pytest.raises(CommandError, match="1 offering"):
        call_command("check_search_index")
    assert "rich" in capsys.readouterr().out

    before = CatalogueRevision.objects.current().number
    call_command("check_search_index", repair=True)
    after_repair = postings()

    assert CatalogueRevision.objects.current().number > before
    call_command("check_search_index")
    index.rebuild()
    assert postings() == after_repair


def test_words_of_a_draft_in_the_index_are_noticed_and_taken_out(rich):
    draft = offering("draft", title="Hemligt", status="draft")
    term = Term.objects.create(language="sv", text="hemligt")
    Posting.objects.create(term=term, offering=draft, field=Posting.Field.TITLE, weight=100)

    with pytest.raises(CommandError):
        call_command("check_search_index")
    call_command("check_search_index", repair=True)

    assert index.drift() == []
    assert not Term.objects.filter(text="hemligt").exists()


def test_an_index_that_is_right_is_called_right(rich, plain, capsys):
    call_command("check_search_index")

    assert "is what the offerings say" in capsys.readouterr().out


def test_what_was_mended_is_found_at_once(found, rich, plain):
    lose_all(rich)
    assert found("football", "en") == ["plain"]  # the words are remembered as they are now

    call_command("check_search_index", repair=True)

    assert found("babycafe") == ["rich"]
