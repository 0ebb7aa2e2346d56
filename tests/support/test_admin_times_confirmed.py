"""Times confirmed many at once, for places and for offerings: those that were looked at, as they looked."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.models import CatalogueRevision, Occasion, Offering, Place, Schedule
from tests import factories
from tests.factories import FORSKOLEFORVALTNINGEN
from tests.login import log_in
from tests.support.editor import Editor, PageForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
OFFERINGS, PLACES = "/redaktion/support/offering/", "/redaktion/support/place/"
SCHEDULES, OCCASIONS = "/redaktion/support/schedule/", "/redaktion/support/occasion/"
TODAY, LAST_YEAR = datetime.date(2026, 11, 22), datetime.date(2025, 11, 1)


@pytest.fixture
def huset() -> Place:
    return factories.place("huset", street_address="Nygatan 1")


def page_of(place: Place) -> str:
    return f"{PLACES}{place.pk}/change/"


# --- The times at a place --------------------------------------------------------------------------


@pytest.fixture
def times(huset) -> dict[str, Schedule]:
    """One of each kind that matters at the place."""
    cafe = factories.offering("babycafe", places=[huset, "parken"])
    elsewhere = factories.offering("sagostund", places=["parken"])
    draft = factories.offering("babycafe", status="draft", draft_of=cafe, places=[huset])

    def time(of, weekday, **fields) -> Schedule:
        return factories.schedule(of, weekday, "09:00", "12:00", **fields)

    return {
        "the offering's place": time(cafe, 1, valid_from=datetime.date(2027, 1, 1)),
        "its own place": time(elsewhere, 2, place=huset, assured_on=LAST_YEAR),
        "the offering's, but held in the park": time(cafe, 3, place=factories.place("parken")),
        "another offering's": time(elsewhere, 4),
        "moved for a demonstration": time(cafe, 5, is_demo=True, assured_on=LAST_YEAR),
        "ended": time(cafe, 6, valid_until=datetime.date(2026, 6, 12), assured_on=LAST_YEAR),
        "a draft's": time(draft, 1),
    }


def confirmed(times: dict[str, Schedule]) -> set[str]:
    today = set(Schedule.objects.filter(assured_on=TODAY).values_list("pk", flat=True))
    return {name for name, schedule in times.items() if schedule.pk in today}


def times_of(place: Place) -> str:
    return f"{PLACES}{place.pk}/tiderna/"


def look(editor: Editor, place: Place) -> str:
    return editor.open(times_of(place))


def confirm(editor: Editor, place: Place, shown: str | None = None) -> str:
    """Press the button on the page as it is, or as it was when it was opened."""
    form = PageForm(shown or look(editor, place)).values
    return editor.client.post(times_of(place), form, follow=True).content.decode()


def test_one_click_confirms_what_is_held_at_the_place(editor, huset, times):
    cafe = times["ended"].offering
    coming = factories.occasion(cafe, datetime.datetime(2026, 11, 22, 8, tzinfo=datetime.UTC))
    over = factories.occasion(cafe, datetime.datetime(2026, 11, 21, 8, tzinfo=datetime.UTC))
    number = CatalogueRevision.objects.current().number

    answer = confirm(editor, huset)

    assert confirmed(times) == {"the offering's place", "its own place"}
    for occasion, day in ((coming, TODAY), (over, None)):
        occasion.refresh_from_db()
        assert occasion.assured_on == day
    assert "Tider och tillfällen som nu är bekräftade i dag: 3." in answer
    assert "flyttade för visning, och därför inte bekräftas: 1." in answer
    ended = f'<a href="/redaktion/support/schedule/{times["ended"].pk}/change/">Babycafe, lördag 09:00–12:00'
    assert f"Har slutat gälla och bekräftades inte: {ended}</a>" in answer
    record = times["its own place"].history.first()
    assert (record.history_user.username, record.history_change_reason) == (
        "admin",
        "Bekräftad för hela platsen",
    )
    assert CatalogueRevision.objects.current().number == number + 1


def test_what_nobody_has_looked_at_is_not_confirmed_along_with_the_rest(editor, huset, times):
    changed = times["its own place"]
    moved = factories.schedule(changed.offering, 7, "09:00", "12:00", place=huset)
    shown = look(editor, huset)
    Schedule.objects.filter(pk=changed.pk).update(closes_at="15:00")  # by a colleague, meanwhile
    Schedule.objects.filter(pk=moved.pk).update(place=None)
    new = factories.schedule(times["ended"].offering, 2, "18:00", "20:00")

    answer = confirm(editor, huset, shown)

    assert confirmed(times) == {"the offering's place"}
    assert "Tider och tillfällen som nu är bekräftade i dag: 1." in answer
    assert "Nya eller ändrade sedan sidan visades, och bekräftades inte: 2." in answer
    for time in (changed, new):
        assert f'<a href="/redaktion/support/schedule/{time.pk}/change/">{time.offering}, tisdag' in answer
    assert "Finns inte längre bland tiderna, och bekräftades inte: 1." in answer
    assert "Nya eller ändrade" not in confirm(editor, huset)
    assert confirmed(times) == {"the offering's place", "its own place"}


def test_a_time_that_a_colleague_has_confirmed_is_not_changed_by_that(editor, huset, times):
    shown = look(editor, huset)
    confirm(editor, huset)
    number = CatalogueRevision.objects.current().number

    answer = confirm(editor, huset, shown)

    assert "Nya eller ändrade" not in answer
    assert CatalogueRevision.objects.current().number == number + 1


def test_many_places_are_confirmed_from_their_list_once_their_times_are_looked_at(editor, times):
    page = editor.act(PLACES, "assure_times", *Place.objects.all())
    cells = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in re.findall("<tr>.*?</tr>", page, re.S)]

    assert confirmed(times) == set()
    assert "tisdag 09:00–12:00 · Huset Sagostund Huset 2025-11-01" in cells
    assert "måndag 09:00–12:00 · gäller från 2027-01-01 Babycafe Huset, Parken aldrig" in cells

    Schedule.objects.filter(pk=times["another offering's"].pk).update(opens_at="08:00")
    answer = editor.client.post(PLACES, PageForm(page).values, follow=True).content.decode()

    left_out = {"moved for a demonstration", "ended", "a draft's", "another offering's"}
    assert confirmed(times) == set(times) - left_out
    assert "Nya eller ändrade sedan sidan visades, och bekräftades inte: 1." in answer


def test_who_may_not_decide_about_times_may_not_confirm_them(client, huset, times, editor):
    shown = look(editor, huset)
    log_in(client, factories.assigned("redaktor", "editor", FORSKOLEFORVALTNINGEN))

    assert times_of(huset) not in Editor(client).open(page_of(huset))
    assert client.get(times_of(huset)).status_code == 403
    assert 'value="assure_times"' not in Editor(client).open(PLACES)
    looks = PageForm(shown).values["looks"]
    assert client.post(f"{PLACES}{huset.pk}/tiderna/", {"looks": looks}).status_code == 403
    form = {"action": "assure_times", "_selected_action": [huset.pk], "looks": looks}
    client.post(PLACES, form)
    assert confirmed(times) == set()


def test_the_place_shows_its_times_as_lines_and_when_each_was_confirmed(editor, huset, times):
    Schedule.objects.filter(pk=times["its own place"].pk).update(interval_weeks=2, valid_from="2026-01-01")
    page = editor.open(page_of(huset))
    panel = page[page.index("Tiderna här") : page.index("</section>")]
    rows = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in re.findall("<tr>.*?</tr>", panel, re.S)]

    assert rows[1:] == [
        "måndag 09:00–12:00 · gäller från 2027-01-01 Babycafe aldrig",
        "fredag 09:00–12:00 Babycafe nej, flyttad för visning",
        "tisdag varannan vecka 09:00–12:00 · Huset · gäller från 2026-01-01 Sagostund 2025-11-01",
        "lördag 09:00–12:00 · slutade gälla 2026-06-12 Babycafe nej, den har slutat gälla",
    ]
    assert "Spara först om du har ändrat något nedan." in panel


def test_they_are_confirmed_on_the_places_own_page_in_one_click(editor, huset, times):
    page = editor.open(page_of(huset))
    looks = re.search(r'name="looks" value="([^"]+)"', page)[1]
    Schedule.objects.filter(pk=times["its own place"].pk).update(
        closes_at="15:00"
    )  # by a colleague, meanwhile

    response = editor.client.post(times_of(huset), {"looks": looks}, follow=True)

    assert response.redirect_chain[-1][0] == page_of(huset)
    assert confirmed(times) == {"the offering's place"}


def test_two_times_of_an_offering_at_once_are_told_before_they_are_confirmed(editor, huset, times):
    cafe = times["ended"].offering
    factories.schedule(cafe, 2, "10:00", "13:00")  # as another offering there, which is their affair
    assert "Två tider går in i varandra" not in look(editor, huset)

    factories.schedule(cafe, 2, "12:00", "14:00", label_sv="Lek")

    assert "Babycafe: Två tider går in i varandra på samma plats: tisdag 10:00–13:00 och" in look(
        editor, huset
    )


def test_a_place_without_times_has_nothing_to_confirm(editor, huset):
    page = editor.open(page_of(huset))

    assert "Inga tider är inlagda här." in page
    assert "bekräfta i dag" not in page
    assert "Tiderna här" not in editor.open(f"{PLACES}add/")


def test_times_are_not_confirmed_by_opening_a_link(editor, huset, times):
    assert "De här tiderna stämmer" in look(editor, huset)
    assert confirmed(times) == set()


def test_a_place_with_many_times_asks_no_more_than_one_with_few(editor, huset, times):
    with CaptureQueriesContext(connection) as for_few:
        editor.open(page_of(huset))
    for number in range(10):
        offering = factories.offering(f"grupp-{number}", places=[huset])
        factories.schedule(offering, 2, "13:00", "14:00")
        factories.occasion(offering, datetime.datetime(2026, 12, 1, 8, tzinfo=datetime.UTC))

    with CaptureQueriesContext(connection) as for_many:
        editor.open(page_of(huset))

    assert len(for_many) == len(for_few)


# --- Times from their own lists -----------------------------------------------------------------------


def test_weekly_times_are_confirmed_from_their_list_once_they_are_looked_at(editor, times):
    page = editor.act(SCHEDULES, "assure_times", *times.values())

    assert confirmed(times) == set()
    assert "fredag 09:00–12:00" in page and "nej, flyttad för visning" in page
    assert page.count("lördag 09:00–12:00") == 1  # in the table alone
    Schedule.objects.filter(pk=times["another offering's"].pk).update(opens_at="08:00")
    answer = editor.client.post(SCHEDULES, PageForm(page).values, follow=True).content.decode()

    left_out = {"moved for a demonstration", "ended", "another offering's", "a draft's"}
    assert confirmed(times) == set(times) - left_out
    assert "flyttade för visning, och därför inte bekräftas: 1." in answer
    assert "Har slutat gälla och bekräftades inte: " in answer
    assert "Ändrade sedan du såg dem, och lämnade som de är: " in answer
    assert times["its own place"].history.first().history_change_reason == "Bekräftad"


def test_single_dates_are_confirmed_from_their_list_once_they_are_looked_at(editor, times):
    cafe = times["ended"].offering
    chosen, _ = (
        factories.occasion(cafe, datetime.datetime(2026, 12, day, 8, tzinfo=datetime.UTC)) for day in (1, 2)
    )
    page = editor.act(OCCASIONS, "assure_times", chosen)
    assert "tisdag 2026-12-01 09:00" in page

    editor.client.post(OCCASIONS, PageForm(page).values)

    assert list(Occasion.objects.filter(assured_on=TODAY)) == [chosen]
    assert confirmed(times) == set()


@pytest.mark.parametrize("kind", ["schedule", "occasion"])
def test_who_may_not_decide_is_not_offered_to_confirm_times(client, times, kind):
    factories.occasion(times["ended"].offering, datetime.datetime(2026, 12, 1, 8, tzinfo=datetime.UTC))
    log_in(client, factories.assigned("redaktor", "editor", FORSKOLEFORVALTNINGEN))
    assert 'value="assure_times"' not in Editor(client).open(f"/redaktion/support/{kind}/")

    factories.assigned("redaktor", "publisher", FORSKOLEFORVALTNINGEN)

    assert 'value="assure_times"' in Editor(client).open(f"/redaktion/support/{kind}/")


def test_what_is_looked_at_says_all_that_decides_which_days_it_runs_and_for_whom(editor, times):
    Schedule.objects.filter(pk=times["its own place"].pk).update(
        term_time_only=True, closed_on_red_days=False, minimum_age_months=12, maximum_age_months=35
    )

    page = editor.act(SCHEDULES, "assure_times", times["its own place"])

    assert "tisdag 09:00–12:00 · 1–2 år · Huset · bara under terminen · öppet röda dagar</a>" in page


# --- Moved for a demonstration ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "is_demo", "assured_on"),
    [
        ({"closes_at": "13:00", "is_right_today": "on"}, False, TODAY),
        ({"closes_at": "13:00"}, False, None),
        ({"is_right_today": "on"}, False, TODAY),
        ({"label_sv": "Lek"}, True, LAST_YEAR),  # the day it was confirmed is still a made-up one
    ],
)
def test_a_moved_time_is_an_editors_own_once_it_is_rewritten_or_confirmed(
    editor, times, changes, is_demo, assured_on
):
    times["a draft's"].offering.delete()
    moved = times["moved for a demonstration"]
    page = f"{OFFERINGS}{moved.offering.pk}/change/"
    ids = {tuple(value): name for name, value in PageForm(editor.open(page)).values.items()}
    row = ids[str(moved.pk),].removesuffix("-id")

    editor.save(page, **{f"{row}-{name}": value for name, value in changes.items()})

    moved.refresh_from_db()
    assert (moved.is_demo, moved.assured_on) == (is_demo, assured_on)


# --- Whole offerings, with their times ---------------------------------------------------------------


def test_offerings_are_confirmed_with_their_times_once_these_are_looked_at(editor, times):
    cafe = times["ended"].offering
    helpline = factories.offering("helpline")
    page = editor.act(OFFERINGS, "assure_times", cafe, helpline)

    assert Offering.objects.filter(assured_on=TODAY).count() == 0
    assert "Babycafe" in page and 'href="/sv/stod/helpline/"' in page
    Schedule.objects.filter(pk=times["the offering's, but held in the park"].pk).update(opens_at="08:00")
    answer = editor.client.post(OFFERINGS, PageForm(page).values, follow=True).content.decode()

    assert confirmed(times) == {"the offering's place"}
    assert set(Offering.objects.filter(assured_on=TODAY)) == {cafe, helpline}
    assert "Erbjudanden som nu är bekräftade i dag: 2." in answer
    assert "Nya eller ändrade sedan sidan visades, och bekräftades inte: 1." in answer
    assert "Har slutat gälla och bekräftades inte: " in answer
    assert cafe.history.first().history_change_reason == "Bekräftad"


def test_offerings_without_times_are_confirmed_too(editor):
    helpline = factories.offering("helpline")
    page = editor.act(OFFERINGS, "assure_times", helpline)
    assert "De har inga tider." in page

    editor.client.post(OFFERINGS, PageForm(page).values)

    helpline.refresh_from_db()
    assert helpline.assured_on == TODAY
