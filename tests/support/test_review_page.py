"""Deciding about what was sent for review: what differs is seen, and only what was seen is decided."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from support import publication
from support.admin.review_page import Review
from support.models import AuditEntry, Offering, Submission
from support.moments import day
from support.working_version import make_working_version
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor
from tests.support.reviewing import sent, somebody, stored, written

pytestmark = pytest.mark.django_db
Status, Decision = Offering.Status, Submission.Decision


@pytest.fixture
def karin() -> AbstractUser:
    return somebody("karin", "editor")


@pytest.fixture
def petra() -> AbstractUser:
    return somebody("petra", "publisher")


def at_desk(user: AbstractUser) -> Editor:
    return Editor(log_in(Client(), user))


def page_of(offering: Offering) -> str:
    return f"/redaktion/support/offering/{offering.lasting_id}/granska/"


def token(user: AbstractUser, offering: Offering) -> str:
    return at_desk(user).client.get(page_of(offering)).context["review"].token


def press(user: AbstractUser, offering: Offering, button: str, seen: str, **typed: Any) -> HttpResponse:
    sent_with = {"token": seen, button: "1", **typed}
    return at_desk(user).client.post(page_of(offering), sent_with, follow=True)


def decide(user: AbstractUser, offering: Offering, button: str, **typed: Any) -> str:
    """Open the page, and press a button there: the page that follows."""
    return press(user, offering, button, token(user, offering), **typed).content.decode()


# --- What is seen -------------------------------------------------------------------------------------


def test_the_reviewer_sees_words_times_relations_and_what_to_check(cafe, karin, petra):
    factories.confirmed_schedule(cafe, 2)
    draft = sent(cafe, karin, phone="033-35 00 00", summary_sv="Ring 033-12 34 56.", title_ar="مقهى")
    time = draft.schedules.get()
    time.closes_at = datetime.time(13)
    time.save()
    factories.schedule(draft, 4, "10:00", "11:00")
    draft.topics.set([factories.topic("somn")])
    page = at_desk(petra).open(page_of(draft))
    for said in (
        "Telefonnumret är ändrat. Ring och kontrollera.",
        "033-12 34 56 är nytt i ”Sammanfattning”. Ring och kontrollera.",
        "Från augusti.",
        "Texter på arabiska",
        'lang="ar" dir="rtl"',
        "torsdag 10:00–11:00",
        "<ins>Somn</ins>",
        "<del>Lek</del>",
        "Skrivet av</dt><dd>karin",
    ):
        assert said in page, said


def checks(offering: Offering, user: AbstractUser) -> list[str]:
    return Review(stored(offering), user, timezone.now()).to_check


def test_a_number_that_a_translation_alone_says_is_to_be_checked(cafe, karin, petra):
    draft = sent(
        cafe, karin, cost_text_sv="50 kr.", cost_text_ar="٦٠ كرونة.", cost_text_en="SEK 50", summary_fi="60"
    )
    factories.schedule(draft, 2, "09:00", "12:00", label_sv="Grupp 1", label_so="Kooxda 2")
    doubtful = [
        "60 i ”Sammanfattning på finska”",
        "60 i ”Om kostnaden på arabiska”",
        "2 i ”Tid som återkommer: tisdag 09:00–12:00 · Grupp 1, rubrik på somaliska”",
    ]
    assert checks(draft, petra) == [
        f"{where} står inte i den svenska texten. Jämför dem." for where in doubtful
    ]
    assert "60 i ”Om kostnaden på arabiska”" in at_desk(petra).open(page_of(draft))


def test_of_a_new_offering_too(karin, petra):
    draft = factories.offering("babycafe", status="draft", cost_text_sv="50 kr.", cost_text_en="SEK 60")
    publication.submit(draft, karin, timezone.now())
    assert checks(draft, petra)[-1].startswith("60 i ”Om kostnaden på engelska”")


def test_beneath_a_changed_translation_stands_its_swedish_text(cafe, karin, petra):
    written(stored(cafe), karin, cost_text_sv="Det kostar\n50 kr.", cost_text_ar="خمسون")
    draft = sent(cafe, karin, cost_text_ar="٥٠", summary_sv="Ny mening.")
    page = at_desk(petra).open(page_of(draft))
    assert '<div lang="sv" dir="ltr">Det kostar\n50 kr.</div>' in page
    assert page.count("På svenska:") == 1  # not beneath what is Swedish


def test_of_a_new_offering_all_is_read(karin, petra):
    draft = factories.offering("babycafe", status="draft", topics=["lek"], cost="free", ages=(0, 1))
    factories.schedule(draft, 2, "09:00", "12:00")
    publication.submit(draft, karin, timezone.now())
    page = at_desk(petra).open(page_of(draft))
    for said in ("Ett nytt erbjudande", "Babycafe", "tisdag 09:00–12:00", "Lek", "Gratis", "0–1 år"):
        assert said in page, said
    assert "<ins>" not in page


def test_what_two_have_changed_is_said_with_both_texts(cafe, karin, petra):
    draft = sent(cafe, karin, title_sv="Karins namn", summary_sv="Karins mening.")
    written(stored(cafe), petra, title_sv="Petras namn", cost="free")
    page = at_desk(petra).open(page_of(draft))
    review = at_desk(petra).client.get(page_of(draft)).context["review"]
    assert [(one.here, one.there) for one in review.clashes] == [("Karins namn", "Petras namn")]
    assert "Två har ändrat samma sak" in page
    assert "Gratis" in page  # changed there only: it stays


def clashes(offering: Offering, user: AbstractUser) -> list[tuple[str, str]]:
    return [(one.here, one.there) for one in Review(stored(offering), user, timezone.now()).clashes]


def test_a_time_taken_away_here_and_changed_there_is_a_clash(cafe, karin, petra):
    time = factories.schedule(cafe, 2, "09:00", "12:00", label_sv="Babyöppet")
    draft = sent(cafe, karin)
    draft.schedules.get().delete()
    written(time, petra, closes_at=datetime.time(13))
    assert clashes(draft, petra) == [("borttagen", "ändrad")]


def test_a_time_changed_here_and_taken_away_there_is_a_clash(cafe, karin, petra):
    time = factories.schedule(cafe, 2, "09:00", "12:00", label_sv="Babyöppet")
    draft = sent(cafe, karin)
    written(draft.schedules.get(), karin, closes_at=datetime.time(13))
    time.delete()
    assert clashes(draft, petra) == [("ändrad", "borttagen")]


def test_a_picture_that_both_have_added_is_a_clash(cafe, karin, petra):
    draft = sent(cafe, karin)
    factories.image(draft, alt_sv="Ett rum")
    factories.image(stored(cafe), alt_sv="En gård")
    assert len(clashes(draft, petra)) == 1


def test_what_is_empty_is_said_in_swedish(cafe, karin, petra):
    written(stored(cafe), petra, cost_text_ar="مجانا")
    draft = sent(cafe, karin, cost_text_ar="عشر كرونات")
    written(stored(cafe), petra, cost_text_ar="")
    assert "<dd>tomt</dd>" in at_desk(petra).open(page_of(draft))


def test_earlier_rounds_stand_with_their_comments(cafe, karin, petra):
    draft = sent(cafe, karin)
    decide(petra, draft, "_send_back", comment="Skriv vilken våning.")
    publication.submit(stored(draft), karin, timezone.now(), "Nu står det.")
    said = timezone.now()
    page = at_desk(petra).open(page_of(draft))
    assert "Skriv vilken våning." in page
    assert "Nu står det." in page
    assert f"Skickad tillbaka {day(timezone.localdate(said))}" in page


def test_what_it_lacks_is_said_and_it_cannot_be_approved(cafe, karin, petra):
    draft = sent(cafe, karin)
    draft.places.clear()
    page = at_desk(petra).open(page_of(draft))
    assert "Välj minst en plats eller ett område" in page
    assert 'name="_approve"' not in page
    decide(petra, draft, "_approve")
    assert stored(draft).status == Status.REVIEW


def test_the_page_asks_as_much_for_many_differences_as_for_few(
    cafe, karin, petra, django_assert_num_queries, django_assert_max_num_queries
):
    draft = sent(cafe, karin, title_sv="Nytt namn")
    draft.topics.add(factories.topic("somn"))
    factories.schedule(draft, 1, "09:00", "12:00", place=factories.place("bodahuset"))
    desk = at_desk(petra)
    with django_assert_max_num_queries(60) as few:
        desk.open(page_of(draft))
    for number in range(1, 6):
        factories.schedule(draft, number, "13:00", "15:00", place=factories.place(f"hus-{number}"))
        draft.topics.add(factories.topic(f"amne-{number}"))
    written(draft, karin, summary_sv="Ny mening.", summary_ar="٦٠", cost_text_fi="60", phone="033-35 00 00")
    with django_assert_num_queries(len(few.captured_queries)):
        desk.open(page_of(draft))


# --- What is decided ----------------------------------------------------------------------------------


def test_what_is_approved_is_what_parents_read(cafe, karin, petra, client):
    draft = sent(cafe, karin, title_sv="Babycafé Norrby")
    assert "Babycafé Norrby" not in client.get("/sv/stod/babycafe/").content.decode()
    decide(petra, draft, "_approve")
    assert "Babycafé Norrby" in client.get("/sv/stod/babycafe/").content.decode()
    assert not Offering.objects.filter(draft_of=cafe).exists()
    last = cafe.submissions.get()
    assert (last.decision, last.decided_by) == (Decision.APPROVED, petra)
    assert cafe.history.first().history_user == petra


def test_it_can_wait_for_its_day(cafe, karin, petra):
    draft = sent(cafe, karin, title_sv="Nytt namn")
    page = decide(petra, draft, "_approve_later", day="2099-01-20", clock="8")
    assert "publiceras 20 januari 2099 08:00" in page
    assert (stored(cafe).title_sv, stored(draft).status) == ("Babycafe", Status.APPROVED)
    decide(petra, draft, "_approve")  # after all
    assert stored(cafe).title_sv == "Nytt namn"


def test_a_day_that_has_been_is_refused_at_its_field(cafe, karin, petra):
    draft = sent(cafe, karin)
    page = decide(petra, draft, "_approve_later", day="2020-01-20", clock="8")
    assert "Den tiden har redan varit." in page
    assert stored(draft).status == Status.REVIEW


def test_it_is_sent_back_with_a_comment_and_not_without(cafe, karin, petra):
    draft = sent(cafe, karin)
    assert "Skriv vad som behöver ändras" in decide(petra, draft, "_send_back", comment=" ")
    assert stored(draft).status == Status.REVIEW
    decide(petra, draft, "_send_back", comment="Fel våning.")
    assert (stored(draft).status, cafe.submissions.get().comment) == (Status.DRAFT, "Fel våning.")


def test_who_wrote_it_takes_it_back_or_throws_it_away(cafe, karin):
    draft = sent(cafe, karin, title_sv="Nytt namn")
    decide(karin, draft, "_take_back")
    assert stored(draft).status == Status.DRAFT
    decide(karin, draft, "_discard")
    assert not Offering.objects.filter(draft_of=cafe).exists()
    assert stored(cafe).title_sv == "Babycafe"


@pytest.mark.parametrize("what", ["a word", "a time", "a topic", "the published one"])
def test_nothing_is_decided_that_was_not_seen(cafe, karin, petra, what):
    draft = sent(cafe, karin, title_sv="Nytt namn")
    seen = token(petra, draft)
    if what == "a word":
        written(draft, karin, summary_sv="Osett.")
    elif what == "a time":
        factories.schedule(draft, 3, "09:00", "12:00")
    elif what == "a topic":
        draft.topics.add(factories.topic("somn"))
    else:
        written(stored(cafe), karin, summary_sv="Osett.")
    response = press(petra, draft, "_send_back", seen, comment="Fel våning.")
    assert response.status_code == 409
    assert "Inget är beslutat" in response.content.decode()
    assert "Fel våning." in response.content.decode()  # what was typed is not lost
    press(petra, draft, "_approve", seen)
    assert (stored(draft).status, stored(cafe).title_sv) == (Status.REVIEW, "Babycafe")


@pytest.mark.parametrize(
    ("button", "typed"),
    [
        ("_approve", {}),
        ("_approve_later", {"day": "2099-01-20", "clock": "8"}),
        ("_send_back", {"comment": "Fel våning."}),
    ],
)
def test_a_button_pressed_twice_decides_once(cafe, karin, petra, button, typed):
    draft = sent(cafe, karin, title_sv="Nytt namn")
    seen = token(petra, draft)
    press(petra, draft, button, seen, **typed)
    before = stored(cafe).history.count(), Submission.objects.count(), Offering.objects.count()
    page = press(petra, draft, button, seen, **typed).content.decode()
    assert "Redan avgjort" in page
    assert (stored(cafe).history.count(), Submission.objects.count(), Offering.objects.count()) == before


def test_what_cannot_both_be_so_is_told_and_nothing_is_written(karin, petra):
    cafe = factories.offering("babycafe", ages=(0, 5))
    draft = sent(cafe, karin, minimum_age_months=60)
    written(stored(cafe), petra, maximum_age_months=35)
    page = decide(petra, draft, "_approve")
    assert "Den lägsta åldern är högre än den högsta." in page
    assert stored(draft).status == Status.REVIEW
    assert cafe.submissions.get().decision == ""


def test_a_decision_is_in_the_trail(cafe, karin, petra):
    decide(petra, sent(cafe, karin), "_send_back", comment="Fel våning.")
    assert AuditEntry.objects.filter(user=petra, object_id=cafe.pk).exists()


# --- Who ----------------------------------------------------------------------------------------------


def test_an_editor_reads_it_and_decides_nothing(cafe, karin):
    draft = sent(cafe, somebody("ali", "editor"))
    page = at_desk(karin).open(page_of(draft))
    assert "Den som publicerar för Forskoleforvaltningen bestämmer om det här." in page
    for button in ("_approve", "_approve_later", "_send_back", "_take_back", "_discard"):
        assert f'name="{button}"' not in page
        typed = {"comment": "Nej.", "day": "2099-01-20", "clock": "8"}
        response = press(karin, draft, button, token(karin, draft), **typed)
        assert response.status_code == 403
    assert stored(draft).status == Status.REVIEW


def test_another_administration_does_not_learn_that_there_is_a_working_version(cafe, karin):
    draft = sent(cafe, karin)
    stranger = at_desk(somebody("ola", "publisher", administration=factories.administration("kultur")))
    pages = [page_of(draft), f"/redaktion/support/offering/{draft.pk}/granska/"]
    assert stranger.client.get(pages[0]).status_code == 302  # as of any published offering
    assert stranger.client.get(pages[1]).status_code == 404
    for page in pages:
        stranger.client.post(page, {"_approve": "1", "token": token(karin, draft)})
    assert stored(draft).status == Status.REVIEW


def test_who_wrote_in_a_sensitive_one_is_told_why_another_decides(petra):
    shelter = factories.offering("skyddat-boende", sensitivity="yes")
    draft = sent(shelter, petra)
    page = at_desk(petra).open(page_of(draft))
    assert "Du har själv skrivit i det här känsliga erbjudandet: någon annan behöver godkänna." in page
    assert press(petra, draft, "_approve", token(petra, draft)).status_code == 403
    per = somebody("per", "publisher")
    decide(per, draft, "_approve")
    assert not Offering.objects.filter(draft_of=shelter).exists()


def test_a_cooperating_administration_suggests_and_the_responsible_one_decides(karin, petra):
    helsa = factories.administration("halsa")
    cafe = factories.offering("babycafe", cooperating=[helsa])
    lisa = somebody("lisa", "publisher", administration=helsa)
    draft = make_working_version(stored(cafe), suggested_by=helsa)[cafe]
    publication.submit(written(draft, lisa, title_sv="Nytt namn"), lisa, timezone.now())
    assert "Föreslagen av</dt><dd>Halsa" in at_desk(petra).open(page_of(draft))
    assert press(lisa, draft, "_approve", token(lisa, draft)).status_code == 403
    decide(petra, draft, "_approve")
    assert stored(cafe).title_sv == "Nytt namn"


def test_where_there_is_nothing_to_review_the_offering_is_opened(cafe, petra):
    response = at_desk(petra).client.get(page_of(cafe), follow=True)
    assert "Det finns inget att granska" in response.content.decode()


# --- From the form ------------------------------------------------------------------------------------


def form_of(offering: Offering) -> str:
    return f"/redaktion/support/offering/{offering.pk}/change/"


def test_publishing_at_the_form_does_not_write_over_what_changed_in_the_published_one(cafe, karin, petra):
    draft = sent(cafe, karin, title_sv="Karins namn")
    written(stored(cafe), karin, title_sv="Annat namn")
    page = at_desk(petra).save(form_of(draft), summary_sv="Petras mening.", _publish="1")
    assert "Någon har ändrat samma sak" in page
    assert "Två har ändrat samma sak" in page
    assert "Annat namn" in page
    assert (stored(cafe).title_sv, stored(draft).summary_sv) == ("Annat namn", "Petras mening.")
    decide(petra, draft, "_approve")
    assert stored(cafe).title_sv == "Karins namn"


def test_a_translator_does_not_send_what_somebody_else_is_writing(cafe, karin):
    draft = written(make_working_version(stored(cafe))[cafe], karin, title_sv="Halvfärdigt")
    ali = somebody("ali", "translator", language="ar")
    assert 'name="_submit"' not in at_desk(ali).open(form_of(draft))
    at_desk(ali).save(form_of(draft), title_ar="مقهى", _submit="1")
    assert (stored(draft).title_ar, stored(draft).status) == ("مقهى", Status.DRAFT)


def test_sending_what_waits_already_says_so_and_begins_nothing_anew(cafe, karin):
    draft = sent(cafe, karin, title_sv="Karins namn")
    before = Submission.objects.get()
    assert 'value="Ta tillbaka och spara"' in at_desk(karin).open(form_of(draft))
    assert "väntar redan på granskning" in at_desk(karin).save(form_of(draft), _submit="1")
    assert Submission.objects.get().sent_at == before.sent_at


def test_what_lacks_something_cannot_be_sent_yet(karin):
    draft = factories.offering("babycafe", status="draft", is_area_wide=False)
    page = at_desk(karin).send(form_of(draft), _submit="1").content.decode()
    assert "Välj minst en plats eller ett område" in page
    assert Submission.objects.count() == 0


def test_a_number_that_no_offering_can_have_is_not_found(karin):
    for pk in ("9" * 30, "9" * 5000, "%20", "x"):
        answer = at_desk(karin).client.get(f"/redaktion/support/offering/{pk}/change/")
        assert answer.headers["Location"] == "/redaktion/"  # as the desk says of what is not there


@pytest.mark.parametrize("pk", ["{}", "%20{}", "0{}"])
def test_however_its_number_is_written_the_working_version_is_opened(cafe, karin, pk):
    draft = sent(cafe, karin)
    address = f"/redaktion/support/offering/{pk.format(cafe.pk)}/change/"
    assert at_desk(karin).client.get(address).headers["Location"] == form_of(draft)


def test_another_administration_reads_nothing_of_the_round_of_review_nor_of_the_history(cafe, karin):
    sent(cafe, karin)
    stranger = at_desk(somebody("ola", "publisher", administration=factories.administration("kultur")))
    page = stranger.open(form_of(cafe))
    for told in ("Väntar på granskning", "granska/", "Från augusti.", "historylink"):
        assert told not in page
    assert "historylink" in at_desk(karin).client.get(form_of(cafe), follow=True).content.decode()


# --- Approved for a day -------------------------------------------------------------------------------


def test_a_new_offering_approved_for_a_day_gets_another_or_is_stopped(karin, petra):
    draft = factories.offering("babycafe", status="draft")
    publication.submit(draft, karin, timezone.now())
    decide(petra, draft, "_approve_later", day="2099-01-20", clock="8")
    assert "Visas från 20 januari 2099 08:00" in at_desk(petra).open(form_of(draft))
    page = at_desk(petra).open(page_of(draft))
    for words in ("Visas från 20 januari 2099 08:00", "Byt dag", "Stoppa", "Publicera nu"):
        assert words in page
    decide(petra, draft, "_approve_later", day="2099-02-03", clock="8")
    assert timezone.localtime(stored(draft).publish_from).isoformat()[:10] == "2099-02-03"
    decide(petra, draft, "_take_back")
    assert (stored(draft).status, stored(draft).publish_from) == (Status.DRAFT, None)


def test_a_new_offering_approved_for_a_day_is_published_sooner(karin, petra):
    draft = factories.offering("babycafe", status="draft")
    publication.submit(draft, karin, timezone.now())
    decide(petra, draft, "_approve_later", day="2099-01-20", clock="8")
    assert press(karin, draft, "_take_back", token(karin, draft)).status_code == 403
    decide(petra, draft, "_approve")
    assert Offering.objects.published(timezone.now()).get() == draft


def test_an_approved_change_is_stopped_by_who_decides(cafe, karin, petra):
    draft = sent(cafe, karin, title_sv="Nytt namn")
    decide(petra, draft, "_approve_later", day="2099-01-20", clock="8")
    assert "Stoppa" in at_desk(petra).open(page_of(draft))
    decide(petra, draft, "_take_back")
    assert (stored(draft).status, stored(draft).goes_live_at) == (Status.DRAFT, None)


def test_who_sent_it_does_not_send_it_back_to_herself(cafe, petra):
    draft = sent(cafe, petra)
    assert 'name="_send_back"' not in at_desk(petra).open(page_of(draft))
    response = press(petra, draft, "_send_back", token(petra, draft), comment="Nej.")
    assert response.status_code == 403


def test_approving_the_change_of_a_withdrawn_one_says_that_it_is_shown_again(cafe, karin, petra):
    draft = sent(cafe, karin)
    written(stored(cafe), petra, status=Status.WITHDRAWN)
    page = at_desk(petra).open(page_of(draft))
    assert "syns det för föräldrar igen" in page
    assert "Godkänn och visa igen" in page


def test_publishing_from_the_list_leaves_the_working_versions_round_open(cafe, karin, petra):
    sent(cafe, karin)
    written(stored(cafe), petra, status=Status.WITHDRAWN)
    at_desk(petra).act("/redaktion/support/offering/", "publish", cafe)
    assert stored(cafe).status == Status.PUBLISHED
    assert Submission.objects.get().decision == ""


def test_withdrawing_what_is_not_shown_says_that_it_was_not(petra):
    draft = factories.offering("babycafe", status="draft")
    assert "Inget av dem visades." in at_desk(petra).act("/redaktion/support/offering/", "withdraw", draft)
