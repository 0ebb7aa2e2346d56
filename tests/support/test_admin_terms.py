"""School terms: in the desk, in the content that comes with the guide, and where none is known."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from support.models import Offering, Schedule, Term, TranslationState
from support.reference.faults import BrokenContent
from support.reference.loading import CREATED, KEPT
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
TERMS = "/redaktion/support/term/"
SCHOOL = "https://skolan.example/lasaret"
AUTUMN = {
    "name_sv": "Höstterminen 2026",
    "kind": "term",
    "starts_on": "2026-08-19",
    "ends_on": "2026-12-18",
    "source_url": SCHOOL,
}
BREAK = AUTUMN | {"name_sv": "Höstlov", "kind": "break", "starts_on": "2026-10-26", "ends_on": "2026-10-30"}
SPRING = AUTUMN | {"name_sv": "Vårterminen 2027", "starts_on": "2027-01-11", "ends_on": "2027-06-11"}


@pytest.fixture
def in_term_time(db) -> Schedule:
    cafe = factories.offering("babycafe")
    return factories.schedule(cafe, 2, "09:00", "12:00", term_time_only=True)


def term(**values: str) -> Term:
    return Term.objects.create(**AUTUMN | values)


# --- In the desk -----------------------------------------------------------------------------------


def test_a_term_is_added_translated_changed_and_has_a_history(editor):
    editor.save(f"{TERMS}add/", **AUTUMN, name_en="Autumn term 2026")
    made = Term.objects.get()
    editor.save(f"{TERMS}{made.pk}/change/", ends_on="2026-12-21")

    made.refresh_from_db()
    assert (made.name_en, made.ends_on) == ("Autumn term 2026", datetime.date(2026, 12, 21))
    assert [record.history_user.username for record in made.history.all()] == ["admin", "admin"]
    assert TranslationState.objects.about(made).get(field="name", language="en").origin == "person"
    history = editor.open(f"{TERMS}{made.pk}/history/")
    assert "<dt>Sista dagen</dt>" in history and "21 december 2026" in history


def test_two_terms_on_one_day_are_refused_at_the_field(editor):
    term()

    response = editor.send(f"{TERMS}add/", **SPRING | {"starts_on": "2026-12-01"})

    assert "Dagarna går in i Höstterminen 2026" in " ".join(
        response.context["adminform"].form.errors["starts_on"]
    )
    assert Term.objects.count() == 1


def test_a_break_over_new_year_with_last_years_number_is_about_the_year(editor):
    html = editor.send(
        f"{TERMS}add/", **BREAK | {"starts_on": "2026-12-21", "ends_on": "2026-01-06"}
    ).content.decode()

    assert "Kontrollera året, eller byt plats på datumen." in html
    assert not Term.objects.exists()


def test_the_list_is_narrowed_to_breaks_and_to_what_is_to_come(editor):
    for values in (AUTUMN, BREAK, SPRING):
        Term.objects.create(**values)

    def listed(query: str) -> set[str]:
        page = editor.open(f"{TERMS}?{query}")
        return {
            values["name_sv"] for values in (AUTUMN, BREAK, SPRING) if f">{values['name_sv']}</a>" in page
        }

    assert listed("kind__exact=break") == {"Höstlov"}
    assert listed("tid=kvar") == {"Höstterminen 2026", "Vårterminen 2027"}
    assert listed("q=hostlov") == {"Höstlov"}


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ([], "Inga terminer är inlagda: tider som bara gäller under terminen visas inte. Det gäller 1 tid."),
        ([AUTUMN], "inlagda för tiden från 19 december 2026: tider som"),
        ([SPRING], "inlagda för 22 november 2026 – 10 januari 2027 och tiden från 12 juni 2027: tider"),
        ([AUTUMN, BREAK, SPRING], "inlagda för tiden från 12 juni 2027: tider"),
        ([AUTUMN | {"ends_on": "2028-06-01"}], None),
    ],
)
def test_the_list_says_of_which_days_nothing_is_known(editor, in_term_time, terms, told):
    for values in terms:
        Term.objects.create(**values)

    page = editor.open(TERMS)

    assert (told in page) if told else ("Inga terminer är inlagda" not in page)


@pytest.mark.parametrize(("starts_on", "is_told"), [("2026-10-26", False), ("2027-10-26", True)])
def test_a_break_in_no_known_term_is_saved_and_remarked_upon(editor, starts_on, is_told):
    term()

    answer = editor.save(f"{TERMS}add/", **BREAK | {"starts_on": starts_on, "ends_on": starts_on})

    assert Term.objects.filter(kind="break").exists()
    assert ("Lovet ligger inte i någon inlagd termin. Stämmer året?" in answer) == is_told


# --- In the content that comes with the guide --------------------------------------------------------


def test_terms_are_loaded_with_their_names_in_other_languages_and_only_once(copy):
    copy.write("terms.json", [AUTUMN, BREAK, SPRING])
    copy.change("translations/en.json", lambda texts: texts["terms"].update({"Höstlov": "Autumn break"}))

    report = copy.load()

    assert report.counts[Term][CREATED] == 3
    loaded = Term.objects.get(kind="break")
    assert (loaded.name_sv, loaded.name_en, loaded.source_url) == ("Höstlov", "Autumn break", SCHOOL)
    assert TranslationState.objects.about(loaded).get().origin == "machine"
    assert not copy.load().has_written


def test_a_term_that_an_editor_has_changed_is_kept(copy):
    copy.write("terms.json", [AUTUMN])
    copy.load()
    changed = Term.objects.get()
    changed.name_sv, changed.ends_on = "HT 2026", datetime.date(2026, 12, 21)
    changed.save()

    report = copy.load()

    assert report.counts[Term][KEPT] == 1
    assert Term.objects.get().ends_on == datetime.date(2026, 12, 21)


def test_new_dates_in_the_file_are_written(copy):
    copy.write("terms.json", [AUTUMN, SPRING])
    copy.load()
    copy.write("terms.json", [AUTUMN | {"ends_on": "2027-01-20"}, SPRING | {"starts_on": "2027-01-21"}])

    copy.load()

    assert str(Term.objects.get(name_sv="Vårterminen 2027").starts_on) == "2027-01-21"


def test_a_loaded_term_reaches_what_runs_in_term_time(copy):
    copy.load()
    cafe = factories.schedule(
        factories.offering("babycafe"), 2, "09:00", "12:00", term_time_only=True
    ).offering
    cafe.refresh_from_db()
    before = cafe.calendar_sequence
    copy.write("terms.json", [AUTUMN])

    copy.load()

    cafe.refresh_from_db()
    assert cafe.calendar_sequence == before + 1


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (
            [AUTUMN, SPRING | {"starts_on": "2026-12-18"}],
            "Vårterminen 2027, starts_on: .* before Höstterminen 2026",
        ),
        ([AUTUMN, AUTUMN], "used by another entry too"),
        ([AUTUMN | {"ends_on": "2026-08-01"}], "Den sista dagen är före den första"),
        ([AUTUMN | {"kind": "holiday"}], "Höstterminen 2026, kind"),
        ([AUTUMN | {"starts_on": "i augusti"}], "must be a date"),
    ],
)
def test_a_fault_in_the_file_is_named(copy, terms, told):
    copy.write("terms.json", terms)

    with pytest.raises(BrokenContent, match=told):
        copy.load()


def test_a_term_that_goes_into_an_editors_own_is_not_loaded(copy):
    term(name_sv="HT 2026", starts_on="2026-08-17")
    copy.write("terms.json", [AUTUMN, BREAK])

    with pytest.raises(BrokenContent, match="goes into HT 2026") as broken:
        copy.load(overwrite=True)

    assert len(broken.value.faults) == 1  # a break is in a term, and should be
    assert Term.objects.count() == 1


def test_a_translation_of_no_term_is_named(copy):
    copy.change("translations/en.json", lambda texts: texts["terms"].update({"Höstlov": "Autumn break"}))

    with pytest.raises(BrokenContent, match=r"Höstlov, terms: .* translates an entry that is not known"):
        copy.load()


# --- Where none is known -----------------------------------------------------------------------------


def test_a_time_in_term_time_without_a_known_term_is_a_fault(in_term_time, capsys):
    with pytest.raises(CommandError, match="1 fault"):
        call_command("check_content")

    told = "offering babycafe: tisdag 09:00–12:00: only in term time, and no term is known for 2026-11-24"
    assert told in capsys.readouterr().out


def test_a_term_that_ends_within_eight_weeks_needs_the_next(in_term_time, capsys):
    term()
    with pytest.raises(CommandError):
        call_command("check_content")
    assert "no term is known for 2026-12-22" in capsys.readouterr().out

    Term.objects.create(**SPRING)
    call_command("check_content")
    assert "No faults" in capsys.readouterr().out


@pytest.mark.parametrize("values", [{"valid_until": datetime.date(2026, 11, 23)}, {"term_time_only": False}])
def test_a_time_that_needs_no_term_is_no_fault(in_term_time, values, capsys):
    Schedule.objects.update(**values)

    call_command("check_content")

    assert "No faults" in capsys.readouterr().out


def test_a_draft_may_lack_its_term(in_term_time, capsys):
    Offering.objects.update(status="draft")

    call_command("check_content")

    assert "No faults" in capsys.readouterr().out
