"""The start page of the desk: what each person has to do, and nothing that is somebody else's."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from support import publication
from support.models import Offering, TranslationState
from support.models.translation_state import source_hash
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
    assert "av eva, Alfa" in first.since
    assert section(eva, "granska") is None
    assert tasks(eva, "vantar") == ["Kafé igen", "Nytt"]
    assert section(pia, "vantar").count == 0


def test_what_is_sensitive_waits_for_another_than_who_wrote_it_as_when_it_is_approved(eva, pia):
    petra = factories.assigned("petra", "publisher", "alfa")
    by_pia = sent(changed(offering("ett", is_sensitive=True, sensitivity="yes"), pia), pia)
    only_a_time = changed(offering("tva", is_sensitive=True, sensitivity="yes"), eva)
    time = factories.schedule(only_a_time, 2, "09:00", "10:00")
    time._history_user = pia
    time.save()
    sent(only_a_time, eva)
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
    assert tasks(pia, "vantar") == [str(by_pia), str(only_a_time)]
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
    assert str(timezone.localdate() + 5 * DAY) in section(eva, "planerat").tasks[1].since


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
    assert said["Översynen"] == f"Skulle ses över {today - DAY}."
    assert said["Tiden"] == f"En tid slutar {today + 7 * DAY}."
    assert said["Bilden"] == f"Samtycket till bilden går ut {today + 9 * DAY}."


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


def test_a_section_shows_ten_and_says_how_many_more(pia, eva):
    for number in range(SHOWN + 2):
        sent(written(offering(f"nytt-{number}", status=Status.DRAFT), eva), eva)

    found = section(pia, "granska")

    assert (found.count, len(found.tasks), found.left_out) == (SHOWN + 2, SHOWN, 2)
    assert f"Se alla {SHOWN + 2}" in page(pia)


def test_the_page_asks_the_database_as_often_however_much_there_is_to_do(
    sam, eva, django_assert_max_num_queries
):
    factories.assigned("sam", "publisher", "alfa")
    factories.assigned("sam", "translator", language="ar")
    today = timezone.localdate()

    def more(number: int) -> None:
        sent(changed(offering(f"ett-{number}", is_sensitive=True, sensitivity="yes"), eva), eva)
        ends = offering(f"tva-{number}", review_by=today)
        factories.schedule(ends, 2, "09:00", "10:00", valid_until=today)
        factories.image(ends, shown_until=today)
        written(offering(f"tre-{number}", status=Status.DRAFT), sam)
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
