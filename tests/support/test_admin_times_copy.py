"""Last term's times once more, for the term that comes."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import User

from catalog.search import index
from support.models import CatalogueRevision, Offering, Schedule, TranslationState
from tests import factories
from tests.login import log_in
from tests.support.editor import PageForm
from tests.support.october import MONDAY, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
OFFERINGS = "/redaktion/support/offering/"
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

    assert "tisdag 09:00–12:00 · Lek" in html and "torsdag 09:00–12:00 · Lek" in html
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
    sent = PageForm(editor.open(copy_page(cafe))).values | {
        "times": [time.pk for time in spring],
        "valid_from": AUTUMN[0].isoformat(),
        "valid_until": AUTUMN[1].isoformat(),
    }

    editor.client.post(copy_page(cafe), sent)
    html = editor.client.post(copy_page(cafe), sent, follow=True).content.decode()

    assert "Finns redan för de datumen, och kopierades inte en gång till: tisdag 09:00–12:00 (Lek)." in html
    assert len(copies_of(cafe)) == 2


def test_a_time_that_was_changed_since_it_was_shown_is_not_copied(editor, cafe, spring):
    sent = PageForm(editor.open(copy_page(cafe))).values | {
        "valid_from": AUTUMN[0].isoformat(),
        "valid_until": AUTUMN[1].isoformat(),
    }
    Schedule.objects.filter(pk=spring[0].pk).update(opens_at="08:00")

    html = editor.client.post(copy_page(cafe), sent).content.decode()

    assert "Ändrade sedan sidan visades: tisdag 08:00–12:00 (Lek)." in html
    assert copies_of(cafe) == []
    editor.client.post(copy_page(cafe), PageForm(html).values)
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
        log_in(editor.client, User.objects.get())
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
    chosen = PageForm(editor.open(OFFERINGS)).values | chosen

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


def test_a_long_list_of_her_own_lets_nobody_copy_for_others(client, cafe, spring):
    log_in(client, factories.assigned("redaktor", "editor", "annan-forvaltning"))
    own = factories.offering("eget", administration="annan-forvaltning", status="draft")
    ids = ",".join(map(str, [*[cafe.pk] * 200, own.pk]))

    address = f"{OFFERINGS}kopiera-tider/?ids={ids}"

    assert client.get(address).status_code == 403
    assert client.post(address, {"times": [spring[0].pk]}).status_code == 403


def test_who_may_not_change_may_not_copy(client, cafe, spring):
    log_in(client, factories.assigned("redaktor", "editor", "annan-forvaltning"))

    assert client.get(copy_page(cafe)).status_code == 403
    assert client.post(copy_page(cafe), {"times": [spring[0].pk]}).status_code == 403
