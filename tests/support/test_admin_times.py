"""Times on an offering's page: typed once for many days, and somebody's word for them."""

import datetime

import pytest

from support.models import Offering, TranslationState
from tests import factories
from tests.login import log_in
from tests.support.editor import PageForm, new_row, story_time
from tests.support.october import DAY, MONDAY, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("monday")]
OFFERINGS = "/redaktion/support/offering/"


def page_of(offering: Offering) -> str:
    return f"{OFFERINGS}{offering.pk}/change/"


def times(offering: Offering) -> list[str]:
    return [str(time) for time in offering.schedules.all()]


# --- The same time on more days ---------------------------------------------------------------------


def test_one_row_ticked_for_the_working_week_becomes_five(editor, cafe):
    ticked = new_row(label_sv="Öppet", label_en="Open", also_on=["2", "3", "4", "5"])

    editor.save(page_of(cafe), **ticked)

    names = ("måndag", "tisdag", "onsdag", "torsdag", "fredag")
    assert times(cafe) == [f"{day} 10:00–16:00" for day in names]
    assert set(cafe.schedules.values_list("label_sv", "label_en")) == {("Öppet", "Open")}
    assert all(time.history.count() == 1 for time in cafe.schedules.all())
    states = TranslationState.objects.about(*cafe.schedules.all()).filter(language="en", origin="person")
    assert states.count() == 5


def test_days_that_have_the_time_already_get_no_second_one(editor, cafe):
    factories.schedule(cafe, 2, "10:00", "16:00")

    editor.save(page_of(cafe), **new_row(1, also_on=["1", "2", "3"]))

    assert times(cafe) == [f"{day} 10:00–16:00" for day in ("måndag", "tisdag", "onsdag")]


def test_days_may_be_ticked_without_choosing_the_first_in_the_list(editor, cafe):
    editor.save(page_of(cafe), **new_row(weekday="", also_on=["4", "3"]))

    assert times(cafe) == ["onsdag 10:00–16:00", "torsdag 10:00–16:00"]


def test_nothing_that_was_typed_or_ticked_is_lost_on_a_fault(editor, cafe):
    html = editor.send(page_of(cafe), **new_row(closes_at="fyra", also_on=["2", "5"])).content.decode()

    assert not cafe.schedules.exists()
    assert 'value="fyra"' in html
    for day in ("2", "5"):
        assert f'name="schedules-0-also_on" value="{day}"' in html
        box = html.split(f'name="schedules-0-also_on" value="{day}"')[1].split(">")[0]
        assert "checked" in box


def test_a_rule_already_says_its_days(editor, cafe):
    rule = {"weekday": "", "rrule": "FREQ=MONTHLY;BYDAY=1MO", "valid_from": "2026-09-01"}

    html = editor.send(page_of(cafe), **new_row(**rule, also_on=["2"])).content.decode()

    assert "Regeln under ”Mer” säger redan vilka dagar det är." in html
    assert not cafe.schedules.exists()


def test_a_new_offering_may_come_with_its_week(editor, cafe):
    editor.save(f"{OFFERINGS}add/", **story_time(cafe), **new_row(also_on=["3"]))

    assert times(Offering.objects.get(slug="sagostund")) == ["måndag 10:00–16:00", "onsdag 10:00–16:00"]


# --- Confirming -------------------------------------------------------------------------------------


def test_a_tick_confirms_the_time_today_and_the_page_says_when(editor, cafe):
    editor.save(page_of(cafe), **new_row(is_right_today="on"))

    assert cafe.schedules.get().assured_on == TODAY
    assert "bekräftad 2026-10-05" in editor.open(page_of(cafe))


def test_a_text_changed_without_the_tick_leaves_the_day_as_it_was(editor, cafe):
    factories.schedule(cafe, 2, "09:00", "12:00", assured_on=TODAY - 400 * DAY)

    editor.save(page_of(cafe), **{"schedules-0-label_sv": "Lek"})

    assert cafe.schedules.get().assured_on == TODAY - 400 * DAY
    assert "för mer än ett år sedan" in editor.open(page_of(cafe))


@pytest.mark.parametrize(
    ("changes", "assured_on"),
    [
        ({"closes_at": "13"}, None),
        ({"weekday": 3}, None),
        ({"valid_until": "2027-01-01", "valid_from": "2026-09-01"}, None),
        ({"interval_weeks": 2, "valid_from": "2026-09-01"}, None),
        ({"closes_at": "13", "is_right_today": "on"}, TODAY),
        ({"closes_at": "13", "assured_on": "2026-10-01"}, datetime.date(2026, 10, 1)),
    ],
)
def test_nobody_has_vouched_for_a_time_that_was_changed_since(editor, cafe, changes, assured_on):
    factories.schedule(cafe, 2, "09:00", "12:00", assured_on=TODAY - 9 * DAY)

    html = editor.save(page_of(cafe), **{f"schedules-0-{name}": value for name, value in changes.items()})

    assert cafe.schedules.get().assured_on == assured_on
    assert ("Inte bekräftad längre: " in html) == (assured_on is None)


def test_a_changed_time_loses_its_word_on_its_own_page_too(editor, cafe):
    time = factories.confirmed_schedule(cafe, 2)
    course = factories.confirmed_occasion(cafe, MONDAY + DAY)

    for row, changes in ((time, {"opens_at": "8"}), (course, {"starts_at_1": "19"})):
        path = f"/redaktion/support/{row._meta.model_name}/{row.pk}/change/"
        assert "Inte bekräftad längre: " in editor.save(path, **changes)
        row.refresh_from_db()
        assert row.assured_on is None


@pytest.mark.parametrize(
    ("before", "after", "is_kept"),
    [
        (None, "2027-01-01", True),
        ("2027-06-01", "2027-01-01", True),
        ("2026-12-18", "2027-01-01", False),
        ("2026-12-18", "", False),
    ],
)
def test_what_is_left_of_a_time_that_ends_sooner_was_vouched_for(editor, cafe, before, after, is_kept):
    time = factories.confirmed_schedule(cafe, 2, valid_until=before)

    html = editor.save(page_of(cafe), **{"schedules-0-valid_until": after})

    time.refresh_from_db()
    assert (time.assured_on == TODAY) == is_kept
    assert ("Inte bekräftad längre" in html) != is_kept


def test_all_times_that_lost_their_word_are_told_of_at_once(editor, cafe):
    for day in range(1, 7):
        factories.confirmed_schedule(cafe, day, label_sv="Lek", valid_until="2026-12-18")
    later = {f"schedules-{number}-valid_until": "2027-06-11" for number in range(6)}
    later |= {"schedules-1-is_right_today": "on", "schedules-5-DELETE": "on"}

    html = editor.save(page_of(cafe), **later)

    assert html.count("Inte bekräftad längre") == 1
    assert "Inte bekräftad längre: måndag och onsdag–fredag 09:00–12:00 (Lek)." in html


def test_a_date_is_confirmed_by_a_tick_as_well(editor, cafe):
    typed = {"starts_at_0": "2026-11-03", "starts_at_1": "18", "is_right_today": "on"}

    editor.save(
        page_of(cafe),
        **{"occasions-TOTAL_FORMS": 1, **{f"occasions-0-{name}": value for name, value in typed.items()}},
    )

    assert cafe.occasions.get().assured_on == TODAY


def test_nobody_vouches_for_a_day_that_has_not_come(editor, cafe):
    tomorrow = (TODAY + DAY).isoformat()
    time = factories.schedule(cafe, 2, "09:00", "12:00")

    for path, field in (
        (page_of(cafe), "assured_on"),
        (page_of(cafe), "schedules-0-assured_on"),
        (f"/redaktion/support/schedule/{time.pk}/change/", "assured_on"),
    ):
        html = editor.send(path, **{field: tomorrow}).content.decode()
        assert "En bekräftelse kan inte ligga i framtiden. I dag är det 2026-10-05." in html
        assert f'id="id_{field}_error"' in html


# --- The row ----------------------------------------------------------------------------------------


def folds(html: str) -> list[bool]:
    """Whether each "Mer" among the weekly times stands open."""
    group = html.split('id="schedules-group"')[1].split('id="occasions-group"')[0]
    return [part.startswith(" open") for part in group.split('<details class="times-more"')[1:]]


def test_what_is_unusual_is_folded_until_there_is_some(editor, cafe):
    factories.confirmed_schedule(cafe, 1)
    factories.confirmed_schedule(cafe, 2, term_time_only=True)
    factories.confirmed_schedule(cafe, 3, age_note_ar="للرضع")
    factories.confirmed_schedule(cafe, 4, closed_on_red_days=False)

    # The text about ages has its place in view; the last is the empty row.
    assert folds(editor.open(page_of(cafe))) == [False, True, False, True, False]


def test_a_fault_in_what_is_folded_opens_it(editor, cafe):
    html = editor.send(page_of(cafe), **new_row(interval_weeks=60, valid_from="2026-09-01")).content.decode()

    assert folds(html) == [True, False]
    assert "högst 52" in html


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"weekday": ""}, "weekday", "Välj en veckodag."),
        ({"interval_weeks": 2}, "valid_from", "därifrån räknas varannan vecka"),
        (
            {"opens_at": "12", "closes_at": "9"},
            "closes_at",
            "Från 12:00 till 09:00 blir 21 timmar, över natten.",
        ),
        ({"opens_at": "9.30", "closes_at": "9"}, "closes_at", "blir 23,5 timmar"),
    ],
)
def test_a_fault_in_a_time_stands_where_it_is_mended(editor, cafe, typed, field, told):
    response = editor.send(page_of(cafe), **new_row(**typed))

    errors = response.context["inline_admin_formsets"][0].formset.errors[0]
    assert list(errors) == [field] and told in errors[field][0]
    alone = editor.send(
        "/redaktion/support/schedule/add/",
        offering=cafe.pk,
        **{"weekday": 1, "opens_at": "10", "closes_at": "16", **typed},
    )
    assert told in " ".join(alone.context["adminform"].form.errors[field])


@pytest.mark.parametrize(
    ("opens", "closes", "hours"), [("20", "8", "20:00–08:00"), ("10", "24", "10:00–00:00")]
)
def test_a_night_is_no_fault(editor, cafe, opens, closes, hours):
    editor.save(page_of(cafe), **new_row(opens_at=opens, closes_at=closes))

    assert times(cafe) == [f"måndag {hours}"]


@pytest.mark.parametrize(
    "pasted",
    [
        "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=5",
        " freq=weekly; byday=th; count=5; ",
        "DTSTART;TZID=Europe/Stockholm:20260901T090000RRULE:FREQ=WEEKLY;WKST=MO;COUNT=5;BYDAY=TH",
    ],
)
def test_a_rule_from_another_calendar_is_taken_as_it_is_pasted(editor, cafe, pasted):
    editor.save(page_of(cafe), **new_row(weekday="", rrule=pasted, valid_from="2026-09-03"))

    assert sorted(cafe.schedules.get().rrule.split(";")) == ["BYDAY=TH", "COUNT=5", "FREQ=WEEKLY"]
    assert times(cafe) == ["torsdagar (5 gånger) 10:00–16:00"]


def test_what_is_no_rule_leads_to_every_other_week(editor, cafe):
    rule = {"weekday": "", "rrule": "varannan tisdag", "valid_from": "2026-09-01"}

    html = editor.send(page_of(cafe), **new_row(**rule)).content.decode()

    assert "För varannan vecka: lämna regeln tom, välj veckodag och skriv 2 i ”var n:te vecka”." in html
    assert 'value="varannan tisdag"' in html


def test_a_row_that_somebody_has_deleted_meanwhile_says_so_and_keeps_what_was_typed(editor, cafe):
    deleted, other = (
        factories.schedule(cafe, 2, "09:00", "12:00"),
        factories.schedule(cafe, 4, "09:00", "12:00"),
    )
    for row in (deleted, other):
        form = PageForm(editor.open(page_of(cafe))).values
        row.delete()

        response = editor.client.post(
            page_of(cafe), form | {"schedules-0-label_sv": "Lek", "title_sv": "Fika"}
        )

        html = response.content.decode()
        assert response.status_code == 409
        assert "Lägg tillbaka min" in html and "Låt den vara borttagen" in html
        assert 'value="Lek"' in html
        cafe.refresh_from_db()
        assert cafe.title_sv == "Babycafe"


def test_a_closed_day_that_has_been_is_remarked_upon(editor, cafe):
    new = {"closures-TOTAL_FORMS": 1, "closures-0-starts_on": "2025-12-24"}
    assert "dagen har redan varit. Kontrollera året." in editor.save(page_of(cafe), **new)

    assert "har redan varit" not in editor.save(page_of(cafe), **{"closures-0-reason_sv": "Studiedag"})


@pytest.mark.parametrize(("last", "is_told"), [("2027-02-08", False), ("2027-11-02", True)])
def test_a_closure_longer_than_a_summer_is_remarked_upon(editor, cafe, last, is_told):
    new = {"closures-0-starts_on": "2026-11-02", "closures-0-ends_on": last}

    html = editor.save(page_of(cafe), **{"closures-TOTAL_FORMS": 1, **new})

    assert ("Stängt 2026-11-02 – 2027-11-02 blir 366 dagar i rad. Stämmer året?" in html) == is_told
    assert cafe.closures.exists()


def test_closed_over_new_year_with_last_years_number_is_about_the_year(editor, cafe):
    new = {"closures-0-starts_on": "2026-12-21", "closures-0-ends_on": "2026-01-06"}

    html = editor.send(page_of(cafe), **{"closures-TOTAL_FORMS": 1, **new}).content.decode()

    assert "är före den första. Kontrollera året, eller byt plats på datumen." in html
    assert not cafe.closures.exists()


def test_a_closed_day_needs_no_last_day(editor, cafe):
    editor.save(page_of(cafe), **{"closures-TOTAL_FORMS": 1, "closures-0-starts_on": "2026-11-02"})

    assert cafe.closures.get().ends_on == datetime.date(2026, 11, 2)


def test_who_may_only_look_sees_the_page(client, cafe):
    factories.confirmed_schedule(cafe, 1)
    log_in(client, factories.assigned("redaktor", "editor", "annan-forvaltning"))

    assert "<b>måndag 09:00–12:00</b>" in client.get(page_of(cafe)).content.decode()
