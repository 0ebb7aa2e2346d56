"""From a draft to what parents read: rounds of review, a second person where it matters, and a day to wait for."""

import contextlib
import datetime
import io
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from support import publication
from support.models import Offering, Submission
from support.publication import NotYetError
from support.working_version import make_working_version
from tests import factories
from tests.support.reviewing import sent, somebody, stored, written

pytestmark = pytest.mark.django_db
Status, Decision = Offering.Status, Submission.Decision
NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(days=3)


@pytest.fixture
def karin() -> AbstractUser:
    return somebody("karin", "editor")


@pytest.fixture
def petra() -> AbstractUser:
    return somebody("petra", "publisher")


@pytest.fixture
def per() -> AbstractUser:
    return somebody("per", "publisher")


# --- Rounds -------------------------------------------------------------------------------------------


def test_a_round_ends_with_a_decision_and_the_next_begins_anew(cafe, karin, petra):
    draft = sent(cafe, karin, title_sv="Nytt namn")
    publication.send_back(draft, petra, NOW, "Skriv vilken våning.")
    assert stored(draft).status == Status.DRAFT
    publication.submit(draft, karin, NOW)
    publication.approve(stored(draft), petra, NOW)
    assert [(one.decision, one.decided_by) for one in cafe.submissions.order_by("pk")] == [
        (Decision.SENT_BACK, petra),
        (Decision.APPROVED, petra),
    ]
    assert stored(cafe).title_sv == "Nytt namn"


def test_sent_twice_is_one_round_with_the_later_words(cafe, karin):
    draft = sent(cafe, karin)
    publication.submit(draft, karin, NOW, "Nu är det rätt.")
    assert cafe.submissions.get().note == "Nu är det rätt."


def test_what_is_taken_back_waits_for_nobody(cafe, karin):
    draft = sent(cafe, karin)
    publication.take_back(draft, karin, NOW)
    assert stored(draft).status == Status.DRAFT
    assert publication.waiting_submission(draft) is None


def test_a_new_offering_is_published_as_the_row_it_is(karin, petra):
    draft = factories.offering("babycafe", status="draft")
    publication.submit(draft, karin, NOW)
    assert publication.approve(draft, petra, NOW) == draft
    assert stored(draft).status == Status.PUBLISHED


def test_what_lacks_something_is_not_sent_for_review(karin):
    draft = factories.offering("babycafe", status="draft", is_area_wide=False)
    with pytest.raises(NotYetError, match="Välj minst en plats"):
        publication.submit(draft, karin, NOW)
    assert not Submission.objects.exists()


# --- Who ----------------------------------------------------------------------------------------------


def test_an_editor_does_not_approve(cafe, karin):
    with pytest.raises(PermissionError):
        publication.approve(sent(cafe, karin), karin, NOW)


def test_a_publisher_approves_what_she_wrote_herself_where_nobody_is_in_danger(cafe, petra):
    assert publication.may_approve(sent(cafe, petra), petra)


def test_a_publisher_of_another_administration_does_not(cafe, karin):
    other = somebody("ola", "publisher", administration=factories.administration("kultur"))
    assert not publication.may_approve(sent(cafe, karin), other)


@pytest.fixture
def shelter() -> Offering:
    made = factories.offering("skyddat-boende", topics=[factories.topic("vald", is_sensitive=True)])
    factories.schedule(made, 1, "09:00", "12:00")
    assert made.is_sensitive
    return made


def test_a_sensitive_one_needs_a_second_person(shelter, petra, per):
    draft = sent(shelter, petra, phone="033-35 00 00")
    assert not publication.may_approve(draft, petra)
    assert publication.may_approve(draft, per)


@pytest.mark.parametrize("how", ["changed", "added", "deleted"])
def test_who_touched_only_a_time_has_written_too(shelter, karin, petra, how):
    draft = sent(shelter, karin)
    time = draft.schedules.get() if how != "added" else factories.schedule(draft, 3, "09:00", "12:00")
    time._history_user = petra
    if how == "deleted":
        time.delete()
    else:
        time.save()
    assert not publication.may_approve(draft, petra)


def test_it_does_not_help_to_say_that_it_is_not_sensitive_any_more(shelter, petra):
    draft = sent(shelter, petra, sensitivity="no")
    Offering.objects.filter(pk=draft.pk).settle_sensitivity()
    assert not stored(draft).is_sensitive
    assert not publication.may_approve(stored(draft), petra)


@pytest.mark.parametrize("by_topic", [True, False])
def test_nor_to_say_so_first_and_write_afterwards(shelter, petra, per, by_topic):
    if by_topic:
        shelter.topics.update(is_sensitive=False)
    else:
        written(stored(shelter), petra, sensitivity="no")
    Offering.objects.settle_sensitivity()
    assert not stored(shelter).is_sensitive
    draft = sent(shelter, petra, phone="033-35 00 00")
    assert not publication.may_approve(draft, petra)
    publication.approve(draft, per, NOW)
    assert publication.may_approve(sent(shelter, petra), petra)  # somebody else has said that it is not


def test_who_makes_it_sensitive_is_not_alone_either(cafe, petra):
    draft = sent(cafe, petra, sensitivity="yes")
    Offering.objects.filter(pk=draft.pk).settle_sensitivity()
    assert not publication.may_approve(stored(draft), petra)


def test_who_sent_it_back_has_not_written_in_it(shelter, karin, petra):
    draft = sent(shelter, karin)
    draft._history_user = petra
    publication.send_back(draft, petra, NOW, "Fel våning.")
    publication.submit(stored(draft), karin, NOW)
    assert publication.may_approve(stored(draft), petra)


def test_who_wrote_the_last_version_may_approve_the_next(shelter, karin, petra, per):
    publication.approve(sent(shelter, petra), per, NOW)
    assert publication.may_approve(sent(shelter, karin), petra)


def test_a_new_sensitive_offering_needs_a_second_person_too(petra, per):
    draft = factories.offering("skyddat-boende", status="draft", sensitivity="yes")
    draft = written(draft, petra, title_sv="Skyddat boende")
    assert not publication.may_approve(draft, petra)
    assert publication.may_approve(draft, per)


# --- A day to wait for --------------------------------------------------------------------------------


def publish_due() -> str:
    out = io.StringIO()
    call_command("publish_due", stdout=out, stderr=out)
    return out.getvalue()


def planned(of: Offering, writer: AbstractUser, approver: AbstractUser, **values: Any) -> Offering:
    draft = sent(of, writer, **values)
    publication.approve(draft, approver, NOW, goes_live_at=LATER)
    return stored(draft)


def test_what_is_approved_for_a_day_is_published_on_it(cafe, karin, petra):
    with time_machine.travel(NOW) as clock:
        planned(cafe, karin, petra, title_sv="Nytt namn")
        clock.move_to(LATER - datetime.timedelta(minutes=1))
        assert publish_due() == ""
        assert stored(cafe).title_sv == "Babycafe"
        clock.move_to(LATER)
        assert publish_due() == "Published: babycafe.\n"
        assert publish_due() == ""
    assert stored(cafe).title_sv == "Nytt namn"
    assert cafe.history.first().history_change_reason == "Publicerad enligt plan"


def test_a_withdrawn_offering_does_not_come_back_by_itself(cafe, karin, petra):
    with time_machine.travel(NOW) as clock:
        planned(cafe, karin, petra, title_sv="Nytt namn")
        written(stored(cafe), petra, status=Status.WITHDRAWN)
        clock.move_to(LATER)
        with pytest.raises(CommandError, match="1 approved"):
            publish_due()
        publish_due()  # told once
    assert (stored(cafe).status, stored(cafe).title_sv) == (Status.WITHDRAWN, "Babycafe")
    told = cafe.submissions.first()
    assert (told.decision, told.sent_by) == (Decision.SENT_BACK, karin)
    assert "dragits tillbaka" in told.comment
    assert Offering.objects.get(draft_of=cafe).status == Status.DRAFT


@pytest.mark.parametrize(
    ("meanwhile", "title", "phone"),
    [
        ({"title_sv": "Kaféet"}, "Kaféet", "033-35 70 00"),
        ({"phone": "033-35 70 99"}, "Nytt namn", "033-35 70 99"),
    ],
)
def test_what_has_changed_in_the_published_one_since_the_approval_is_not_written_over(
    cafe, karin, petra, meanwhile, title, phone
):
    with time_machine.travel(NOW) as clock:
        planned(cafe, karin, petra, title_sv="Nytt namn")
        clock.shift(60)
        written(stored(cafe), petra, **meanwhile)
        clock.move_to(LATER)
        with contextlib.suppress(CommandError):
            publish_due()
    assert (stored(cafe).title_sv, stored(cafe).phone) == (title, phone)


def test_what_somebody_wrote_after_the_approval_is_not_published_unseen(cafe, karin, petra):
    with time_machine.travel(NOW) as clock:
        draft = planned(cafe, karin, petra)
        clock.shift(60)
        written(draft, karin, title_sv="Osett")
        clock.move_to(LATER)
        with pytest.raises(CommandError):
            publish_due()
    assert stored(cafe).title_sv == "Babycafe"


@pytest.mark.parametrize("is_picture", [False, True])
def test_rows_that_two_have_written_are_not_published_unseen(cafe, karin, petra, is_picture):
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    with time_machine.travel(NOW) as clock:
        draft = sent(cafe, karin)
        if is_picture:
            factories.image(draft)
        else:
            written(draft.schedules.get(), karin, closes_at=datetime.time(14))
        publication.approve(stored(draft), petra, NOW, goes_live_at=LATER)
        factories.image(stored(cafe)) if is_picture else time.delete()
        clock.move_to(LATER)
        with pytest.raises(CommandError):
            publish_due()
    assert stored(draft).status == Status.DRAFT
    assert is_picture or not cafe.schedules.exists()


def test_what_has_become_sensitive_is_not_published_by_its_writer_alone(cafe, petra):
    with time_machine.travel(NOW) as clock:
        planned(cafe, petra, petra, phone="033-35 00 00")
        cafe.topics.update(is_sensitive=True)
        Offering.objects.settle_sensitivity()
        clock.move_to(LATER)
        with pytest.raises(CommandError):
            publish_due()
    assert stored(cafe).phone != "033-35 00 00"
    assert "blivit känsligt" in cafe.submissions.first().comment


def test_a_command_waits_in_the_desks_line_before_it_holds_a_row(cafe):
    with CaptureQueriesContext(connection) as asked:
        publication.lock(cafe.pk)
    assert "support_cataloguerevision" in asked[0]["sql"]


def test_one_that_fails_does_not_stop_the_rest(cafe, karin, petra):
    other = factories.offering("sagostund")
    with time_machine.travel(NOW) as clock:
        planned(cafe, karin, petra, slug="sagostund-2")
        planned(other, karin, petra, title_sv="Ny sagostund")
        factories.offering("sagostund-2")
        clock.move_to(LATER)
        with pytest.raises(CommandError):
            publish_due()
    assert stored(other).title_sv == "Ny sagostund"
    assert stored(cafe).slug == "babycafe"


def test_a_new_offering_waits_by_its_own_window(karin, petra):
    draft = factories.offering("babycafe", status="draft")
    publication.submit(draft, karin, NOW)
    publication.approve(draft, petra, NOW, goes_live_at=LATER)
    assert not Offering.objects.published(NOW).exists()
    assert Offering.objects.published(LATER).get() == draft


def test_a_day_after_the_window_is_refused(karin, petra):
    draft = factories.offering("babycafe", status="draft", publish_until=NOW + datetime.timedelta(days=1))
    publication.submit(draft, karin, NOW)
    with pytest.raises(NotYetError, match="slutar visas innan"):
        publication.approve(draft, petra, NOW, goes_live_at=LATER)


def test_what_is_taken_back_has_no_day(cafe, karin, petra):
    draft = planned(cafe, karin, petra)
    publication.take_back(draft, karin, timezone.now())
    assert stored(draft).goes_live_at is None


def test_there_is_one_working_version_of_an_offering(cafe, karin):
    sent(cafe, karin)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_working_version(stored(cafe))
