"""Help that stands first when someone is in danger: how editors keep it."""

import pytest

from support.models import Offering, Protection
from support.reference.faults import BrokenContent
from tests import factories
from tests.support.small_copy import MIDWIFE, VIOLENCE

pytestmark = pytest.mark.django_db
PROTECTIONS = "/redaktion/support/protection/"


@pytest.fixture
def helpline() -> Offering:
    return factories.offering("stodlinjen", phone="020-50 50 50")


@pytest.fixture
def danger(helpline) -> Protection:
    return Protection.objects.create(code="danger", name="Fara", words_sv="man slår", first=helpline)


def test_an_editor_says_by_which_words_danger_is_known_and_who_helps(editor, helpline):
    jour = factories.offering("jouren")

    editor.save(
        f"{PROTECTIONS}add/",
        code="danger",
        name="Fara",
        words_sv="man slår\r\n misshand* \r\nMan Slår",
        words_fi="mies lyö",
        first=helpline.pk,
        then=[jour.pk],
    )

    protection = Protection.objects.get()
    assert protection.words_in("sv") == ["man slår", "misshand*"]
    assert protection.words_in("fi") == ["mies lyö"]
    assert protection.first == helpline
    assert list(protection.then.all()) == [jour]


@pytest.mark.parametrize(
    ("phrases", "fault"),
    [
        (
            "våld\nen två tre fyra fem sex sju åtta nio",
            "Rad 2, ”en två tre fyra fem sex sju åtta nio”: högst 8 ord.",
        ),
        ("våld\n\nsl*å", "Rad 3, ”sl*å”: stjärnan ska stå sist i ordet."),
        ("*slag", "Rad 1, ”*slag”: stjärnan ska stå sist i ordet."),
        ("man s*", "Rad 1, ”s*”: skriv minst 2 bokstäver före stjärnan."),
        ("slå*", "Rad 1, ”slå*”: skriv minst 4 bokstäver före stjärnan."),
        ("man *", "Rad 1, ”*”: skriv minst 2 bokstäver före stjärnan."),
    ],
)
def test_what_no_question_could_fit_is_refused_line_by_line(editor, danger, phrases, fault):
    page = editor.send(f"{PROTECTIONS}{danger.pk}/change/", words_ar=phrases).content.decode()

    assert fault in page
    danger.refresh_from_db()
    assert danger.words_in("ar") == []


def test_six_words_and_four_letters_are_enough(editor, danger):
    phrases = "min man tar alltid min telefon\nslår*"

    editor.save(f"{PROTECTIONS}{danger.pk}/change/", words_sv=phrases)

    danger.refresh_from_db()
    assert danger.words_in("sv") == phrases.splitlines()


def test_the_code_never_changes(editor, danger):
    editor.save(f"{PROTECTIONS}{danger.pk}/change/", code="other", name="Våld")

    danger.refresh_from_db()
    assert (danger.code, danger.name) == ("danger", "Våld")


def test_the_desk_says_when_the_help_does_not_show(editor, danger, helpline):
    factories.offering("tyst", phone="")
    hidden = factories.offering("dold", status="withdrawn")
    page_of = f"{PROTECTIONS}{danger.pk}/change/"

    assert "välj ett erbjudande med telefonnummer" in editor.save(page_of, first="")
    assert "är inte publicerad" in editor.save(page_of, first=hidden.pk)
    assert "har inget telefonnummer" in editor.save(page_of, first=Offering.objects.get(slug="tyst").pk)
    assert "messagelist" in (page := editor.save(page_of, first=helpline.pk))
    assert "publicerad" not in page.split("messagelist")[1].split("</ul>")[0]


def test_a_working_version_cannot_stand_first(editor, danger, helpline):
    draft = factories.offering("utkast", status="draft", draft_of=helpline)

    answer = editor.client.get(
        "/redaktion/autocomplete/",
        {"app_label": "support", "model_name": "protection", "field_name": "first", "term": ""},
    ).json()
    editor.send(f"{PROTECTIONS}{danger.pk}/change/", first=draft.pk)

    assert [found["id"] for found in answer["results"]] == [str(helpline.pk)]
    danger.refresh_from_db()
    assert danger.first == helpline


def test_an_earlier_version_brings_back_who_helped_then(editor, danger, helpline):
    page_of = f"{PROTECTIONS}{danger.pk}/change/"
    editor.save(page_of, words_sv="våld", then=[helpline.pk])
    with_help = danger.history.first()
    editor.save(page_of, words_sv="hot", then=[])

    editor.save(f"{PROTECTIONS}{danger.pk}/history/{with_help.pk}/")

    danger.refresh_from_db()
    assert danger.words_in("sv") == ["våld"]
    assert list(danger.then.all()) == [helpline]


def test_the_first_of_the_list_is_the_first_to_be_asked(danger):
    urgent = Protection.objects.create(code="urgent", name="Liv", position=danger.position - 1)

    assert list(Protection.objects.all()) == [urgent, danger]


# --- The file --------------------------------------------------------------------------------------


def test_the_file_is_loaded_in_its_own_order(copy):
    def add(entries):
        entries.append(entries[0] | {"code": "suicide", "name": "Självmord", "then": []})

    copy.change("protections.json", add)

    copy.load()

    first, second = Protection.objects.all()
    assert (first.code, second.code) == ("partner_violence", "suicide")
    assert first.first.slug == VIOLENCE
    assert [offering.slug for offering in first.then.all()] == [MIDWIFE]
    assert first.words_in("en") == ["husband hits"]
    assert first.history.get().then.count() == 1
    assert not copy.load().has_written


def test_faults_in_the_file_are_named(copy):
    def spoil(entries):
        entries[0]["words"] = {"sv": ["sl*å"], "en": ["one two three four five six seven eight nine"]}
        entries.append(entries[0] | {"first": "nowhere", "then": [VIOLENCE, "nobody"], "words": {}})

    copy.change("protections.json", spoil)

    with pytest.raises(BrokenContent) as broken:
        copy.load()

    assert {fault.where.field for fault in broken.value.faults} == {
        "words[sv]",
        "words[en]",
        "code",
        "first",
        "then[1]",
        "words",
    }
