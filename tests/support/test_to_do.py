"""The start page of the desk: what each person has to do, and nothing that is somebody else's."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from support import publication
from support.authorship import credit_person
from support.models import Offering, TranslationState
from support.models.translation_state import source_hash
from support.moments import day
from support.to_do import start_page, to_do
from support.to_do.section import SHOWN, Me, Section
from support.working_version import make_working_version
from tests import factories
from tests.login import log_in

pytestmark = pytest.mark.django_db
Status = Offering.Status
DAY = datetime.timedelta(days=1)


@pytest.fixture
def eva():
    return factories.assigned("eva", "editor", "alfa")


@pytest.fixture
def pia():
    return factories.assigned("pia", "publisher", "alfa")


@pytest.fixture
def sam():
    return factories.assigned("sam", "coordinator")


def offering(slug: str, **fields) -> Offering:
    return factories.offering(slug, **{"administration": "alfa", **fields})


def written(draft: Offering, user, title: str | None = None) -> Offering:
    draft.title_sv, draft._history_user = title or f"{draft.title_sv} igen", user
    draft.save()
    return draft


def changed(published: Offering, user) -> Offering:
    """Its working version, in which somebody has written."""
    return written(make_working_version(published)[published], user)


def sent(draft: Offering, user, days_ago: int = 0, note: str = "") -> Offering:
    publication.submit(draft, user, timezone.now() - days_ago * DAY, note)
    return draft


def section(user, name: str) -> Section | None:
    return next((one for one in to_do(user, timezone.now()) if one.name == name), None)


def tasks(user, name: str) -> list[str]:
    return [task.what for task in section(user, name).tasks]


# --- Drafts on their way ---------------------------------------------------------------------------


def test_what_waits_for_a_decision_stands_with_who_decides_the_oldest_first(eva, pia, sam):
    sent(written(offering("nytt", status=Status.DRAFT), eva, "Nytt"), eva, days_ago=1)
    sent(changed(offering("kafe", title="Kafé"), eva), eva, days_ago=2, note="Ny adress.")
    offering("annat", administration="beta", status=Status.REVIEW)

    for decides in (pia, sam):
        assert tasks(decides, "granska")[:2] == ["Kafé igen", "Nytt"]
    first = section(pia, "granska").tasks[0]
    assert first.detail == "Ny adress."
    assert first.since == f"Skickat {day(timezone.localdate() - 2 * DAY)} av eva"
    assert (first.responsible, first.suggested_by) == ("Alfa", "")
    assert section(eva, "granska") is None
    assert tasks(eva, "vantar") == ["Kafé igen", "Nytt"]
    assert section(pia, "vantar").count == 0


def test_where_somebody_works_is_not_said_but_who_answers_for_it_and_who_suggests(pia):
    beta = factories.administration("beta")
    draft = make_working_version(offering("kafe", cooperating=[beta]), suggested_by=beta)
    lisa = factories.assigned("lisa", "editor", "beta")
    sent(written(next(one for one in draft.values() if isinstance(one, Offering)), lisa, "Kafé"), lisa)

    for user, name in ((pia, "granska"), (lisa, "vantar")):
        task = section(user, name).tasks[0]
        assert (task.responsible, task.suggested_by) == ("Alfa", "Beta")
        assert task.since.endswith("av lisa")
    assert "Ansvarig: Alfa. Förslag från Beta." in page(pia)


def test_what_is_sensitive_waits_for_another_than_who_wrote_it_as_when_it_is_approved(eva, pia):
    petra = factories.assigned("petra", "publisher", "alfa")
    by_pia = sent(changed(offering("ett", is_sensitive=True, sensitivity="yes"), pia), pia)
    only_a_time = changed(offering("tva", is_sensitive=True, sensitivity="yes"), eva)
    time = factories.schedule(only_a_time, 2, "09:00", "10:00")
    time._history_user = pia
    time.save()
    sent(only_a_time, eva)
    guarded = sent(changed(offering("fem", is_guarded=True), pia), pia)  # it was sensitive until lately
    ordinary = sent(changed(offering("tre"), pia), pia)
    before = written(offering("fyra", is_sensitive=True, sensitivity="yes"), pia)
    back_again = written(before, eva)  # and so published: what pia wrote was before that
    back_again.status = Status.DRAFT
    written(back_again, eva)
    sent(back_again, eva)

    for user in (pia, petra, eva):
        found = {one["draft"] for one in Me(user, timezone.now()).to_decide}
        waiting = Offering.objects.filter(status=Status.REVIEW)
        assert found == {draft.pk for draft in waiting if publication.may_approve(draft, user)}
    assert tasks(pia, "vantar") == [str(by_pia), str(only_a_time), str(guarded)]
    assert "någon annan än den som skrivit" in section(pia, "vantar").tasks[0].detail
    assert tasks(pia, "granska") == [str(ordinary), str(back_again)]


def test_what_is_sent_back_comes_to_who_sent_it_and_her_colleagues_until_it_is_sent_again(eva, pia, sam):
    draft = sent(changed(offering("kafe"), eva), eva)
    publication.send_back(draft, pia, timezone.now(), "Ring numret först. " * 20)
    colleague = factories.assigned("kaj", "editor", "alfa")
    stranger = factories.assigned("ola", "editor", "beta")

    for user in (eva, colleague):
        assert tasks(user, "tillbaka") == [draft.title]
    task = section(eva, "tillbaka").tasks[0]
    assert task.detail.startswith("Ring numret först.")
    assert len(task.detail) < 170
    for other in (stranger, sam, pia):  # pia herself sent it back
        assert section(other, "tillbaka").count == 0
    assert section(eva, "utkast").count == 0
    sent(draft, eva)
    assert section(eva, "tillbaka").count == 0


def test_who_planned_it_is_told_that_somebody_else_has_stopped_it(eva, pia):
    draft = sent(changed(offering("kafe"), eva), eva)
    publication.approve(draft, pia, timezone.now(), goes_live_at=timezone.now() + 5 * DAY)
    waiting = type(draft).objects.get(pk=draft.pk)
    waiting._history_user = eva
    publication.take_back(waiting, eva, timezone.now())

    assert tasks(pia, "stoppat") == [str(draft)]
    assert "av eva" in section(pia, "stoppat").tasks[0].since
    assert "stoppat" not in {one.name for one in to_do(eva, timezone.now())}
    sent(waiting, eva)
    assert "stoppat" not in {one.name for one in to_do(pia, timezone.now())}


def test_my_drafts_are_those_in_which_i_have_written_also_only_a_time(eva, pia):
    begun = written(offering("nytt", status=Status.DRAFT), eva, "Nytt")
    version = changed(offering("kafe"), pia)
    time = factories.schedule(version, 2, "09:00", "10:00")
    time._history_user = eva
    time.save()
    written(offering("annat", status=Status.DRAFT), pia)

    assert set(tasks(eva, "utkast")) == {begun.title, version.title}
    assert section(pia, "utkast").count == 2


def test_what_is_approved_for_a_later_day_is_told_with_its_day(eva, pia, sam):
    draft = sent(changed(offering("kafe"), eva), eva)
    publication.approve(draft, pia, timezone.now(), goes_live_at=timezone.now() + 5 * DAY)
    offering("vinter", title="Vinter", publish_from=timezone.now() + 3 * DAY)

    for user in (eva, sam):
        assert tasks(user, "planerat") == ["Vinter", draft.title]
    assert day(timezone.localdate() + 5 * DAY) in section(eva, "planerat").tasks[1].since


# --- What became of it ---------------------------------------------------------------------------------


def approved(draft: Offering, by, days_ago: int = 0, **later) -> Offering:
    return publication.approve(draft, by, timezone.now() - days_ago * DAY, **later)


def test_what_somebody_else_has_approved_is_told_to_who_sent_it(eva, pia):
    approved(sent(changed(offering("kafe", title="Kafé"), eva), eva), pia, days_ago=3)
    approved(sent(written(offering("nytt", status=Status.DRAFT), eva, "Nytt"), eva), pia)
    approved(sent(changed(offering("lange-sedan"), eva), eva), pia, days_ago=15)
    approved(sent(changed(offering("petras"), pia), pia), pia)

    latest, first = section(eva, "godkant").tasks
    assert (latest.what, latest.do, latest.address) == ("Nytt", "Se sidan", "/sv/stod/nytt/")
    assert (first.what, first.since) == (
        "Kafé igen",
        f"Godkänt {day(timezone.localdate() - 3 * DAY)} av pia",
    )
    assert section(pia, "godkant") is None  # she has approved her own
    assert "Godkänt nyligen" in page(eva)


def test_what_is_approved_for_later_or_withdrawn_leads_to_its_form(eva, pia):
    later = sent(changed(offering("senare"), eva), eva)
    approved(later, pia, goes_live_at=timezone.now() + DAY)
    stopped = sent(changed(offering("stoppat"), eva), eva)
    approved(stopped, pia, goes_live_at=timezone.now() + DAY)
    publication.take_back(stopped, pia, timezone.now())
    gone = approved(sent(changed(offering("borta"), eva), eva), pia, days_ago=1)
    gone.status = Status.WITHDRAWN
    gone.save()

    found = section(eva, "godkant").tasks
    assert [(task.what, task.do) for task in found] == [("Senare", "Öppna"), ("Borta igen", "Öppna")]
    assert found[0].detail.startswith(f"Publiceras {day(timezone.localdate() + DAY)} ")
    assert found[0].address == f"/redaktion/support/offering/{later.draft_of_id}/change/"


def test_what_she_may_not_see_any_more_is_not_told(eva, pia):
    ours = approved(sent(written(offering("nytt", status=Status.DRAFT), eva, "Vårt"), eva), pia)
    Offering.objects.filter(pk=ours.pk).update(
        administration=factories.administration("beta"), publish_until=timezone.now()
    )
    moved = approved(sent(changed(offering("flyttat", title="Flyttat"), eva), eva), pia)
    Offering.objects.filter(pk=moved.pk).update(administration=factories.administration("beta"))
    moved.refresh_from_db()
    beta = factories.assigned("bo", "publisher", "beta")
    theirs = sent(written(make_working_version(moved)[moved], beta, "Hemligt"), beta)
    approved(theirs, beta, goes_live_at=timezone.now() + DAY)

    (task,) = section(eva, "godkant").tasks
    assert (task.what, task.do, task.detail) == ("Flyttat igen", "Se sidan", "")


# --- What does not last ------------------------------------------------------------------------------


def test_what_ends_soon_is_told_to_who_answers_for_it(eva, sam):
    now, today = timezone.now(), timezone.localdate()
    offering("ett", title="Sidan", publish_until=now + 3 * DAY)
    offering("tva", title="Översynen", review_by=today - DAY)
    ends = offering("tre", title="Tiden")
    goes_on = offering("fyra", title="Fortsätter")
    for one in (ends, goes_on):
        factories.schedule(one, 2, "09:00", "10:00", valid_until=today + 7 * DAY)
    factories.schedule(goes_on, 2, "09:00", "10:00", valid_from=today + 8 * DAY, valid_until=today + 90 * DAY)
    factories.image(offering("fem", title="Bilden"), shown_until=today + 9 * DAY)
    offering("sex", publish_until=now + 60 * DAY, review_by=today + 60 * DAY)
    offering("sju", administration="beta", publish_until=now + DAY)

    assert tasks(eva, "slutar") == ["Översynen", "Sidan", "Tiden", "Bilden"]
    assert section(sam, "slutar").count == 5
    said = {task.what: task.detail for task in section(eva, "slutar").tasks}
    assert said["Översynen"] == f"Skulle ses över {day(today - DAY)}."
    assert said["Tiden"] == f"En tid slutar {day(today + 7 * DAY)}."
    assert said["Bilden"] == f"Samtycket till bilden går ut {day(today + 9 * DAY)}."


def test_something_sensitive_that_was_withdrawn_is_told_to_the_coordinator_alone(sam, pia):
    for slug, days in (("nyss", 2), ("lange", 40)):
        gone = offering(slug, title=slug, is_sensitive=True, sensitivity="yes")
        gone.status, gone._history_user, gone._change_reason = Status.WITHDRAWN, pia, "Tillbakadragen"
        gone._history_date = timezone.now() - days * DAY
        gone.save()

    assert tasks(sam, "tillbakadraget") == ["nyss"]
    assert "av pia" in section(sam, "tillbakadraget").tasks[0].since
    assert section(pia, "tillbakadraget") is None


# --- Translations, news and accounts -----------------------------------------------------------------


def translated(of: Offering, field: str, language: str, source: str) -> None:
    TranslationState.objects.create(
        content=of, field=field, language=language, origin="person", source_hash=source_hash(source)
    )


def test_a_translator_finds_what_is_outdated_and_then_what_is_missing_in_her_languages():
    lo = factories.assigned("lo", "translator", language="ar")
    texts = {"title_ar": "أ", "summary_ar": "ب"}
    whole = offering("helt", title="Helt", **texts)
    translated(whole, "title", "ar", "Helt")
    old = offering("gammalt", title="Nytt namn", **texts)
    translated(old, "title", "ar", "Gammalt namn")
    translated(old, "title", "fi", "Något helt annat")
    offering("saknas", title="Saknas", title_ar="أ")
    offering("utkast", status=Status.DRAFT)

    assert tasks(lo, "oversatt") == ["Nytt namn", "Saknas"]
    assert [task.detail for task in section(lo, "oversatt").tasks] == [
        "Arabiska. Ändrat på svenska: namn.",
        "Arabiska. Saknas: sammanfattning.",
    ]
    assert section(lo, "granska") is section(lo, "slutar") is None


def test_what_she_has_translated_in_a_working_version_waits_and_is_not_to_be_translated():
    lo = factories.assigned("lo", "translator", language="ar")
    old = offering("gammalt", title="Nytt namn", title_ar="أ", summary_ar="ب")
    translated(old, "title", "ar", "Gammalt namn")
    begun = offering("paborjat", title="Påbörjat", summary_ar="ب")
    for published, title in ((old, "Nytt namn"), (begun, "Påbörjat")):
        draft = make_working_version(published)[published]
        assert title in tasks(lo, "oversatt")  # as long as nobody has translated there
        draft.title_ar, draft._history_user = "ج", lo
        draft.save()
        credit_person(draft, {("title", "ar")})
        sent(draft, lo)

    assert section(lo, "oversatt").count == 0
    assert set(tasks(lo, "vantar")) == {"Nytt namn", "Påbörjat"}

    Offering.objects.filter(pk=old.pk).update(title_sv="Ännu ett namn")  # beside the working version
    assert tasks(lo, "oversatt") == ["Ännu ett namn"]


def test_a_translation_of_the_swedish_that_is_new_in_the_working_version_waits_too():
    lo = factories.assigned("lo", "translator", language="ar")
    published = offering("kafe", title="Kafé", summary_ar="ب")
    draft = make_working_version(published)[published]
    draft.title_sv, draft.title_ar = "Babykafé", "ج"
    draft.save()
    credit_person(draft, {("title", "ar")})

    assert section(lo, "oversatt").count == 0
    draft.title_sv = "Pappakafé"
    draft.save()
    assert tasks(lo, "oversatt") == ["Kafé"]


def test_news_that_nobody_has_published_is_told_to_who_may(pia, eva):
    factories.update("nytt", title="Nytt", administration="alfa", is_published=False)
    factories.update("annat", administration="beta", is_published=False)
    withdrawn = factories.update("borta", administration="alfa")
    withdrawn.is_published = False
    withdrawn.save()

    assert tasks(pia, "nyheter") == ["Nytt"]
    assert section(eva, "nyheter") is None


def test_an_account_without_anything_to_do_is_told_to_the_coordinator(sam, eva):
    factories.assigned("ny")

    assert tasks(sam, "konton") == ["ny"]
    assert section(sam, "konton").tasks[0].detail == "Har inget uppdrag."
    assert section(eva, "konton") is None


def test_an_operator_alone_is_told_to_add_those_who_write(db):
    alone = factories.assigned("drift")
    alone.is_superuser = True
    alone.save()

    assert tasks(alone, "konton") == ["Lägg till dem som ska skriva"]


# --- The page ------------------------------------------------------------------------------------------


def page(user) -> str:
    return log_in(Client(), user).get("/redaktion/").content.decode()


def test_who_has_no_assignment_is_told_whom_to_ask_and_sees_nothing_else(sam):
    sam.first_name, sam.last_name = "Sam", "Lind"
    sam.save()

    html = page(factories.assigned("ny"))

    assert "Du har inget uppdrag än." in html
    assert "Be samordnaren, Sam Lind, om ett." in html
    assert "Nytt erbjudande" not in html
    assert "Allt innehåll" not in html


def test_the_page_says_who_one_is_what_there_is_to_do_and_what_is_done(eva):
    written(offering("nytt", status=Status.DRAFT), eva, "Ett nytt kafé")

    html = page(eva)

    assert "redaktör, Alfa" in html
    assert "Ett nytt kafé" in html
    assert "Inget har skickats tillbaka till dig." in html
    assert "Konton och logg" not in html


def test_a_section_shows_ten_and_folds_the_others(pia, eva):
    """All of them are there: no list of offerings shows just these, with the working versions among them."""
    for number in range(SHOWN + 2):
        draft = written(offering(f"nytt-{number}", status=Status.DRAFT), eva, f"Utkast {number:02}")
        if number % 2:
            sent(draft, eva)
            sent(changed(offering(f"gammalt-{number}"), eva), eva)
            offering(f"slutar-{number}", review_by=timezone.localdate())

    for user, name in ((pia, "granska"), (eva, "vantar")):
        assert section(user, name).count == SHOWN + 2
        html = page(user)
        shown, folded = html.split(f'id="{name}"')[1].split("</section>")[0].split("<details")
        assert "Visa 2 till" in folded
        tasks = section(user, name).tasks
        assert all(task.what in shown and task.what not in folded for task in tasks[:SHOWN])
        assert all(task.what in folded and task.what not in shown for task in tasks[SHOWN:])
    assert "<details" not in html.split('id="slutar"')[1].split("</section>")[0]


def test_the_page_asks_the_database_as_often_however_much_there_is_to_do(
    sam, eva, django_assert_max_num_queries
):
    factories.assigned("sam", "publisher", "alfa")
    factories.assigned("sam", "translator", language="ar")
    eva_publishes = factories.assigned("eva", "publisher", "alfa")
    today = timezone.localdate()

    def more(number: int) -> None:
        sent(changed(offering(f"ett-{number}", is_sensitive=True, sensitivity="yes"), eva), eva)
        ends = offering(f"tva-{number}", review_by=today)
        factories.schedule(ends, 2, "09:00", "10:00", valid_until=today)
        factories.image(ends, shown_until=today)
        written(offering(f"tre-{number}", status=Status.DRAFT), sam)
        approved(sent(changed(offering(f"fyra-{number}"), sam), sam), eva_publishes)
        factories.assigned(f"ny-{number}")

    def queries() -> int:
        from django.contrib.auth.models import User

        with django_assert_max_num_queries(60) as asked:
            start_page(User.objects.get(pk=sam.pk), timezone.now())
        return len(asked)

    more(1)
    few = queries()
    for number in range(2, 6):
        more(number)

    assert queries() == few
