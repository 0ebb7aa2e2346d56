"""Times on an offering's page: typed once, looked over, and copied to the next term."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Permission, User

from catalog.search import index
from support.models import CatalogueRevision, Offering, Schedule, TranslationState
from tests import factories
from tests.support.editor import PageForm, story_time

pytestmark = pytest.mark.django_db
MONDAY = datetime.datetime(2026, 10, 5, 8, tzinfo=ZoneInfo("Europe/Stockholm"))
TODAY = MONDAY.date()
DAY = datetime.timedelta(days=1)
OFFERINGS = "/redaktion/support/offering/"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def cafe() -> Offering:
    return factories.offering("babycafe", places=["familjehuset"], topics=["lek"])


def page_of(offering: Offering) -> str:
    return f"{OFFERINGS}{offering.pk}/change/"


def new_row(number: int = 0, **values) -> dict:
    typed = {"weekday": 1, "opens_at": "10", "closes_at": "16", "interval_weeks": 1, **values}
    return {
        "schedules-TOTAL_FORMS": number + 1,
        **{f"schedules-{number}-{name}": value for name, value in typed.items()},
    }


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
        ({"valid_until": "2027-01-01"}, None),
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


def test_a_night_is_no_fault(editor, cafe):
    editor.save(page_of(cafe), **new_row(opens_at="20", closes_at="8"))

    assert times(cafe) == ["måndag 20:00–08:00"]


def test_a_row_that_somebody_has_deleted_meanwhile_says_so_and_keeps_what_was_typed(editor, cafe):
    deleted, other = (
        factories.schedule(cafe, 2, "09:00", "12:00"),
        factories.schedule(cafe, 4, "09:00", "12:00"),
    )
    for row in (deleted, other):
        form = PageForm(editor.open(page_of(cafe))).values
        row.delete()

        html = editor.client.post(
            page_of(cafe), form | {"schedules-0-label_sv": "Lek", "title_sv": "Fika"}
        ).content.decode()

        assert (
            html.count("Raden är borttagen av någon annan. Kopiera det du vill ha kvar och ladda om sidan.")
            == 1
        )
        assert 'value="Lek"' in html
        cafe.refresh_from_db()
        assert cafe.title_sv == "Babycafe"


def test_a_closed_day_that_has_been_is_remarked_upon(editor, cafe):
    new = {"closures-TOTAL_FORMS": 1, "closures-0-starts_on": "2025-12-24"}
    assert "dagen har redan varit. Kontrollera året." in editor.save(page_of(cafe), **new)

    assert "har redan varit" not in editor.save(page_of(cafe), **{"closures-0-reason_sv": "Studiedag"})


def test_a_closed_day_needs_no_last_day(editor, cafe):
    editor.save(page_of(cafe), **{"closures-TOTAL_FORMS": 1, "closures-0-starts_on": "2026-11-02"})

    assert cafe.closures.get().ends_on == datetime.date(2026, 11, 2)


def test_who_may_only_look_sees_the_page(client, cafe):
    factories.confirmed_schedule(cafe, 1)
    reader = User.objects.create_user("läsare", is_staff=True)
    for name in ("view_offering", "view_schedule", "view_occasion", "view_closure"):
        reader.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(reader)

    assert "<b>måndag 09:00–12:00</b>" in client.get(page_of(cafe)).content.decode()


# --- What is pointed out after saving ------------------------------------------------------------------


def test_what_may_need_a_second_look_is_said_but_saved(editor, cafe):
    factories.confirmed_schedule(cafe, 6, "19:00", "22:00", label_sv="Lek")
    night = {"weekday": 6, "opens_at": "20", "closes_at": "2", "valid_until": "2026-10-20"}

    html = editor.save(page_of(cafe), **new_row(1, **night))

    assert cafe.schedules.count() == 2
    assert "lördag 19:00–22:00 (Lek) och lördag 20:00–02:00. Första gången är 2026-10-10." in html
    assert "Tiden går över midnatt: lördag 20:00–02:00. Den slutar nästa dag klockan 02:00." in html
    assert "En tid slutar snart gälla: lördag 20:00–02:00, till och med 2026-10-20." in html
    assert "Stängt på röda dagar: Alla helgons dag (lördag 2026-10-31)." in html


@pytest.mark.parametrize(("label", "is_told"), [("Lek", False), ("Sång", True)])
def test_a_time_that_goes_on_in_the_next_row_does_not_soon_end(editor, cafe, label, is_told):
    factories.confirmed_schedule(cafe, 6, label_sv="Lek", valid_until=TODAY + 9 * DAY)

    html = editor.save(
        page_of(cafe),
        **new_row(1, weekday=6, opens_at="9", closes_at="12", label_sv=label, valid_from="2026-10-15"),
    )

    assert ("En tid slutar snart gälla" in html) == is_told


def test_a_change_of_a_text_does_not_go_on_about_times(editor, cafe):
    factories.confirmed_schedule(cafe, 6)

    html = editor.save(page_of(cafe), title_sv="Fikastund")

    assert "messagelist" in html and "röda dagar" not in html.split("messagelist")[1].split("</ul>")[0]


# --- Last term's times once more -----------------------------------------------------------------------

SPRING = {"valid_from": datetime.date(2026, 1, 12), "valid_until": datetime.date(2026, 6, 12)}
AUTUMN = (datetime.date(2026, 8, 17), datetime.date(2026, 12, 18))


def copy_page(offering: Offering) -> str:
    return f"{OFFERINGS}{offering.pk}/kopiera-tider/"


@pytest.fixture
def spring(cafe) -> list[Schedule]:
    factories.term("Höstterminen 2026", *AUTUMN)
    return [
        factories.schedule(cafe, weekday, "09:00", "12:00", label_sv="Lek", label_en="Play", **SPRING)
        for weekday in (2, 4)
    ]


def copies_of(offering: Offering) -> list[Schedule]:
    return list(offering.schedules.filter(valid_from=AUTUMN[0], valid_until=AUTUMN[1]))


def test_the_page_offers_last_terms_times_and_the_coming_terms_dates(editor, cafe, spring):
    factories.schedule(cafe, 5, "09:00", "12:00", valid_until=datetime.date(2025, 6, 12))
    factories.schedule(cafe, 1, "09:00", "12:00")  # until further notice

    html = editor.open(copy_page(cafe))

    assert "tisdag 09:00–12:00 (Lek)" in html and "torsdag 09:00–12:00 (Lek)" in html
    assert 'value="2026-08-17"' in html and 'value="2026-12-18"' in html
    assert "Höstterminen 2026" in html
    assert "måndag" not in html.split("times-ended")[1]
    assert html.split("fredag 09:00–12:00")[0].rpartition("<input")[2].count("checked") == 0  # longer ago
    assert html.count(" checked") == 2


def test_ticked_times_are_copied_with_their_translations(editor, cafe, spring):
    TranslationState.objects.create(
        content=spring[0], field="label", language="en", origin="machine", source_hash="0"
    )
    number = CatalogueRevision.objects.current().number

    html = editor.send(copy_page(cafe), are_right="on").content.decode()

    copies = copies_of(cafe)
    assert "Kopierade tider: 2. De gäller 2026-08-17 – 2026-12-18." in html
    assert [(copy.weekday, copy.label_en, copy.assured_on) for copy in copies] == [
        (2, "Play", TODAY),
        (4, "Play", TODAY),
    ]
    assert TranslationState.objects.about(copies[0]).get().origin == "machine"
    assert copies[0].history.get().history_user.username == "admin"
    assert CatalogueRevision.objects.current().number == number + 1
    assert cafe.schedules.count() == 4
    spring[0].refresh_from_db()
    assert (spring[0].valid_until, spring[0].assured_on) == (SPRING["valid_until"], None)


def test_without_the_word_of_an_editor_the_copies_are_nobodys(editor, cafe, spring):
    editor.send(copy_page(cafe))

    assert [copy.assured_on for copy in copies_of(cafe)] == [None, None]


def test_only_what_is_ticked_is_copied(editor, cafe, spring):
    editor.send(copy_page(cafe), times=[spring[1].pk])

    assert [copy.weekday for copy in copies_of(cafe)] == [4]


def test_sending_the_form_twice_makes_no_doubles(editor, cafe, spring):
    sent = {
        "times": [time.pk for time in spring],
        "valid_from": AUTUMN[0].isoformat(),
        "valid_until": AUTUMN[1].isoformat(),
    }

    editor.client.post(copy_page(cafe), sent)
    html = editor.client.post(copy_page(cafe), sent, follow=True).content.decode()

    assert "Finns redan för de datumen, och kopierades inte en gång till: tisdag 09:00–12:00 (Lek)." in html
    assert len(copies_of(cafe)) == 2


def test_what_goes_on_in_a_later_row_is_not_offered_again(editor, cafe, spring):
    editor.send(copy_page(cafe))

    assert "Det finns inget att kopiera" in editor.open(copy_page(cafe))


def test_without_a_term_the_editor_writes_the_dates(editor, cafe):
    factories.schedule(cafe, 2, "09:00", "12:00", **SPRING)

    assert "Ingen kommande termin är inskriven i guiden. Skriv datumen själv." in editor.open(copy_page(cafe))
    html = editor.send(copy_page(cafe)).content.decode()

    assert "Inget är kopierat än." in html and html.count("errorlist") == 2
    assert cafe.schedules.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"valid_from": "2026-06-12"}, "De gamla tiderna gäller till och med 2026-06-12. Börja efter det."),
        ({"valid_until": "2026-08-01"}, "Den sista dagen är före den första."),
        ({"times": []}, "Kryssa i minst en tid att kopiera."),
        ({"valid_from": "17/8"}, "Skriv datumet"),
    ],
)
def test_a_fault_copies_nothing_and_loses_nothing(editor, cafe, spring, changes, words):
    html = editor.send(copy_page(cafe), are_right="on", **changes).content.decode()

    assert words in html
    assert cafe.schedules.count() == 2
    assert html.count(" checked") == 1 + len(changes.get("times", spring))  # and "stämmer"
    typed = {"valid_from": "2026-08-17", "valid_until": "2026-12-18"} | changes
    assert f'value="{typed["valid_from"]}"' in html and f'value="{typed["valid_until"]}"' in html


def test_a_time_that_soon_ends_is_followed_by_the_next_term(editor, cafe):
    factories.term("Hösten", *AUTUMN)
    factories.term("Våren", datetime.date(2027, 1, 11), datetime.date(2027, 6, 11))
    factories.schedule(cafe, 2, "09:00", "12:00", valid_until=AUTUMN[1])

    with time_machine.travel(datetime.datetime(2026, 12, 1, 9, tzinfo=MONDAY.tzinfo), tick=False):
        editor.client.force_login(User.objects.get())
        html = editor.open(copy_page(cafe))

    assert 'value="2027-01-11"' in html and "Våren" in html


def test_a_rule_that_ended_by_itself_runs_again(editor, cafe):
    factories.term("Hösten", *AUTUMN)
    rule = "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20260612"
    factories.schedule(cafe, None, "09:00", "12:00", rrule=rule, **SPRING)

    editor.send(copy_page(cafe))

    assert copies_of(cafe)[0].rrule == "FREQ=MONTHLY;BYDAY=1MO"
    assert "Det finns inget att kopiera" in editor.open(copy_page(cafe))


def test_many_offerings_at_once(editor, cafe, spring):
    other = factories.offering("lekstugan")
    factories.schedule(other, 3, "13:00", "15:00", **SPRING)
    chosen = {"action": "copy_times", "_selected_action": [cafe.pk, other.pk]}

    response = editor.client.post(OFFERINGS, chosen)
    html = editor.send(response["Location"], are_right="on").content.decode()

    assert "Kopierade tider: 3." in html
    assert len(copies_of(cafe)) == 2 and len(copies_of(other)) == 1


def test_what_breaks_half_way_leaves_no_copies(editor, cafe, spring, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError("the index broke")

    monkeypatch.setattr(index, "refresh", breaks)
    with pytest.raises(RuntimeError):
        editor.send(copy_page(cafe))

    assert cafe.schedules.count() == 2


@pytest.mark.parametrize("ids", ["", "x,²", "9" * 30, "4711"])
def test_offerings_that_are_none_have_nothing_to_copy(editor, ids):
    assert "Det finns inget att kopiera" in editor.open(f"{OFFERINGS}kopiera-tider/?ids={ids}")


def test_who_may_not_change_may_not_copy(client, cafe, spring):
    reader = User.objects.create_user("läsare", is_staff=True)
    for name in ("view_offering", "add_schedule"):
        reader.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(reader)

    assert client.get(copy_page(cafe)).status_code == 403
    assert client.post(copy_page(cafe), {"times": [spring[0].pk]}).status_code == 403
