"""What somebody writes in is gone when it is saved: a working version that was decided about, or a draft that was deleted."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from support import publication
from support.models import Offering, Schedule
from support.working_version import make_working_version
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor, PageForm, new_row
from tests.support.reviewing import sent, somebody, stored

pytestmark = pytest.mark.django_db
OFFERINGS = "/redaktion/support/offering/"
APPROVED = "Arbetsversionen är godkänd av Petra Ek (Forskoleforvaltningen): ändringen är publicerad."
DISCARDED = "Arbetsversionen är kastad av Petra Ek (Forskoleforvaltningen)."


def page_of(offering: Offering, page: str = "change") -> str:
    return f"{OFFERINGS}{offering.pk}/{page}/"


def at_desk(user: AbstractUser) -> Editor:
    return Editor(log_in(Client(), user))


def values_of(page: str) -> dict[str, list[str]]:
    return PageForm(page).values


@pytest.fixture
def karin(db) -> Editor:
    return at_desk(somebody("karin", "editor"))


@pytest.fixture
def petra(db) -> AbstractUser:
    petra = somebody("petra", "publisher")
    petra.first_name, petra.last_name = "Petra", "Ek"
    petra.save()
    return petra


def draft_of(cafe: Offering, by: AbstractUser) -> Offering:
    """A colleague's: another summary, one topic more, one time that ends later, and one that is new."""
    draft = sent(cafe, by, summary_sv="Petras text.", email="petra@boras.se")
    draft.topics.add(factories.topic("somn"))
    draft.schedules.filter(weekday=2).update(closes_at="13:00")
    for time in draft.schedules.all():
        time.save()  # into the history
    factories.schedule(draft, 4, "10:00", "11:00")
    draft.save()
    return draft


def decide(draft: Offering, by: AbstractUser, button: str) -> None:
    path = f"{OFFERINGS}{draft.draft_of_id}/granska/"
    client = log_in(Client(), by)
    client.post(path, {"token": client.get(path).context["review"].token, button: "1"})
    assert not Offering.objects.filter(pk=draft.pk).exists()


def times_of(offering: Offering) -> list[tuple[int, str, str]]:
    rows = offering.schedules.order_by("weekday")
    return [(row.weekday, f"{row.opens_at:%H:%M}", f"{row.closes_at:%H:%M}") for row in rows]


# --- The address of a working version that is gone -------------------------------------------------


@pytest.mark.parametrize(
    ("button", "told"),
    [("_approve", APPROVED), ("_discard", DISCARDED)],
    ids=["approved", "discarded"],
)
def test_its_address_leads_to_the_offering_and_says_what_became_of_it(cafe, karin, petra, button, told):
    draft = draft_of(cafe, petra)
    decide(draft, petra, button)

    assert karin.client.get(page_of(draft, "history")).url == page_of(cafe, "history")
    assert karin.client.get(page_of(draft, "delete")).url == page_of(cafe)
    response = karin.client.get(page_of(draft), follow=True)
    assert response.redirect_chain == [(page_of(cafe), 302)]
    assert response.content.decode().count(told) == 3  # of each address


def test_its_address_leads_on_to_the_working_version_that_there_is_now(cafe, karin, petra):
    draft = draft_of(cafe, petra)
    decide(draft, petra, "_discard")
    now = make_working_version(stored(cafe))[cafe]

    response = karin.client.get(page_of(draft), follow=True)

    assert response.redirect_chain[-1][0] == page_of(now)
    assert DISCARDED in response.content.decode()


def test_what_was_published_on_its_day_is_said_to_be_so(cafe, karin, petra):
    draft = draft_of(cafe, petra)
    publication.publish_as_planned(stored(draft))

    assert "publicerad enligt plan" in karin.client.get(page_of(draft), follow=True).content.decode()


def test_nobody_else_learns_of_it(cafe, petra):
    draft = draft_of(cafe, petra)
    opened = at_desk(petra).open(page_of(draft))
    decide(draft, petra, "_discard")
    other = at_desk(somebody("olle", "editor", administration=factories.administration("annan")))

    for page in ("change", "delete"):
        response = other.client.get(page_of(draft, page), follow=True)
        assert response.redirect_chain[0][0] == "/redaktion/"
        assert "finns inte" in response.content.decode()
    assert other.client.get(page_of(draft, "history")).status_code == 403
    answer = other.send_back(page_of(draft), opened, summary_sv="Olles text.")
    assert (answer.status_code, answer.redirect_chain[0][0]) == (200, "/redaktion/")
    assert "Petra" not in answer.content.decode()


# --- Saving in it ------------------------------------------------------------------------------------


def typed_by_karin(page: str) -> dict[str, Any]:
    """One text, one relation, one time that was there, one that the colleague had added, and a new one."""
    values = values_of(page)
    number = {values[f"schedules-{i}-weekday"][0]: i for i in range(2)}
    return {
        "description_sv": "Karins text.",
        "topics": [*values["topics"], str(factories.topic("mat").pk)],
        f"schedules-{number['2']}-label_sv": "Öppet",
        f"schedules-{number['4']}-closes_at": "12:00",
        **new_row(2, weekday=5),
    }


@pytest.fixture
def offered(cafe) -> Offering:
    factories.schedule(cafe, 2, "09:00", "12:00")
    return cafe


def test_what_was_typed_in_an_approved_one_is_laid_on_what_is_published(offered, karin, petra):
    draft = draft_of(offered, petra)
    opened = karin.open(page_of(draft))
    changes = typed_by_karin(opened)
    at_desk(petra).save(page_of(draft), phone="033-35 70 99")  # Karin has not seen it
    decide(draft, petra, "_approve")

    held = karin.send_back(page_of(draft), opened, **changes)

    page = held.content.decode()
    assert held.status_code == 409
    assert f"{APPROVED} Inget av ditt är sparat än." in page
    assert f'action="{page_of(offered)}"' in page
    assert 'name="_choose"' not in page  # nothing that both have changed since
    assert times_of(offered) == [(2, "09:00", "13:00"), (4, "10:00", "11:00")]
    assert not Offering.objects.filter(draft_of=offered).exists()

    karin.send_back(page_of(offered), page)

    offered.refresh_from_db()
    made = offered.draft
    assert (offered.summary_sv, offered.phone, offered.description_sv) == (
        "Petras text.",
        "033-35 70 99",
        None,
    )
    assert (made.summary_sv, made.email) == ("Petras text.", "petra@boras.se")
    assert (made.phone, made.description_sv) == ("033-35 70 99", "Karins text.")
    assert {topic.code for topic in made.topics.all()} == {"lek", "somn", "mat"}
    assert times_of(made) == [(2, "09:00", "13:00"), (4, "10:00", "12:00"), (5, "10:00", "16:00")]
    assert made.schedules.get(weekday=2).label_sv == "Öppet"
    copied = set(made.schedules.exclude(weekday=5).values_list("copy_of_id", flat=True))
    assert copied == set(offered.schedules.values_list("pk", flat=True))


def test_what_was_typed_in_a_discarded_one_is_kept_and_the_rest_is_as_published(offered, karin, petra):
    draft = draft_of(offered, petra)
    opened = karin.open(page_of(draft))
    changes = typed_by_karin(opened)
    decide(draft, petra, "_discard")

    held = karin.send_back(page_of(draft), opened, **changes)

    page = held.content.decode()
    values = values_of(page)
    assert held.status_code == 409
    assert f"{DISCARDED} Inget av ditt är sparat än." in page
    assert values["summary_sv"] == [offered.summary_sv]
    assert values["description_sv"] == ["Karins text."]
    asked = values["_choose"]
    assert sorted(asked) == ["_take-schedules-1", "_take-topics"]

    karin.send_back(page_of(offered), page, **dict.fromkeys(asked, "mine"))

    made = stored(offered).draft
    assert (made.summary_sv, made.email) == (offered.summary_sv, "")
    assert made.description_sv == "Karins text."
    assert {topic.code for topic in made.topics.all()} == {"lek", "somn", "mat"}
    assert times_of(made) == [(2, "09:00", "12:00"), (4, "10:00", "12:00"), (5, "10:00", "16:00")]
    assert made.schedules.get(weekday=2).label_sv == "Öppet"
    assert times_of(offered) == [(2, "09:00", "12:00")]


def test_where_there_is_another_working_version_by_then_it_is_laid_on_that(offered, karin, petra):
    draft = draft_of(offered, petra)
    opened = karin.open(page_of(draft))
    changes = typed_by_karin(opened)
    decide(draft, petra, "_approve")
    at_desk(petra).save(page_of(offered), _save="", **{"schedules-0-opens_at": "08:00"})
    now = stored(offered).draft

    held = karin.send_back(page_of(draft), opened, **changes)

    page = held.content.decode()
    assert (held.status_code, f'action="{page_of(now)}"' in page) == (409, True)
    karin.send_back(page_of(now), page)
    assert times_of(now) == [(2, "08:00", "13:00"), (4, "10:00", "12:00"), (5, "10:00", "16:00")]
    assert stored(now).description_sv == "Karins text."


def test_a_choice_that_is_not_made_is_asked_for_again_and_nothing_more(offered, karin, petra):
    draft = draft_of(offered, petra)
    opened = karin.open(page_of(draft))
    decide(draft, petra, "_discard")
    typed = {"summary_sv": "Karins text.", "description_sv": "Kom."}
    held = karin.send_back(page_of(draft), opened, **typed).content.decode()

    again = karin.send_back(page_of(offered), held)

    values = values_of(again.content.decode())
    assert (again.status_code, values["_choose"]) == (409, ["_take-summary_sv"])
    assert (values["summary_sv"], values["description_sv"]) == (["Karins text."], ["Kom."])


@pytest.mark.parametrize("typed", [{}, {"email": "petra@boras.se"}])
def test_where_nothing_is_left_to_save_she_comes_to_what_is_published(cafe, karin, petra, typed):
    draft = draft_of(cafe, petra)
    opened = karin.open(page_of(draft))
    decide(draft, petra, "_approve")

    response = karin.send_back(page_of(draft), opened, **typed)

    assert response.redirect_chain == [(page_of(cafe), 302)]
    assert f"{APPROVED} Ingenting var ändrat." in response.content.decode()


def test_what_was_saved_in_it_and_is_sent_once_more_was_saved_already(cafe, karin, petra):
    draft = draft_of(cafe, petra)
    opened = karin.open(page_of(draft))
    karin.send_back(page_of(draft), opened, description_sv="Karins text.", _submit="")
    decide(draft, petra, "_approve")

    response = karin.send_back(page_of(draft), opened, description_sv="Karins text.", _submit="")

    assert response.redirect_chain == [(page_of(cafe), 302)]
    assert "Det du skrev var redan sparat i den." in response.content.decode()


def test_a_translator_keeps_her_texts(cafe, petra):
    amal = at_desk(somebody("amal", "translator", language="ar"))
    draft = draft_of(cafe, petra)
    opened = amal.open(page_of(draft))
    decide(draft, petra, "_approve")

    held = amal.send_back(page_of(draft), opened, title_ar="مقهى")

    assert held.status_code == 409
    amal.send_back(page_of(cafe), held.content.decode())
    assert stored(cafe).draft.title_ar == "مقهى"


def test_who_may_not_change_it_any_more_can_still_read_what_she_wrote(cafe, petra):
    body = factories.administration("annan")
    cafe.cooperating.add(body)
    olle = at_desk(somebody("olle", "editor", administration=body))
    olle.save(page_of(cafe), summary_sv="Olles förslag.", _save="")
    draft = stored(cafe).draft
    opened = olle.open(page_of(draft))
    decide(draft, petra, "_discard")
    make_working_version(stored(cafe))  # one at a time, and this is not hers

    held = olle.send_back(page_of(draft), opened, description_sv="Olles text.")

    page = held.content.decode()
    assert held.status_code == 409
    assert DISCARDED in page and "Olles text." in page
    assert "Olles förslag." not in page and "Lägg till det på nytt" not in page


# --- A draft that is deleted ---------------------------------------------------------------------------


def said(words: list[dict]) -> dict[str, str]:
    return {word["label"]: word["text"] for word in words}


def test_of_what_is_deleted_all_that_was_typed_is_shown_in_words_and_nothing_else(karin, petra):
    draft = factories.offering("babycafe", topics=["lek"], status="draft", source_confidence="stated")
    factories.schedule(draft, 2, "09:00", "12:00")
    factories.schedule(draft, 3, "09:00", "12:00")
    opened = karin.open(page_of(draft))
    at_desk(petra).save(page_of(draft), phone="033-35 70 99")  # which Karin has neither seen nor touched
    at_desk(petra).save(page_of(draft, "delete"))

    held = karin.send_back(
        page_of(draft),
        opened,
        title_sv="Karins namn",
        title_ar="مقهى",
        description_sv="Karins text.",
        topics=[factories.topic("mat").pk],
        cost="free",
        is_area_wide=[],
        **{"schedules-0-closes_at": "14:00"},
        **new_row(2, weekday=5),
    )

    page = held.content.decode()
    assert held.status_code == 409
    assert said(held.context["typed"]) == {
        "Namn (svenska)": "Karins namn",
        "Namn (arabiska)": "مقهى",
        "Beskrivning (svenska)": "Karins text.",
        "Ämnen": "Mat",
        "Kostnad": "Gratis",
        "För hela kommunen": "nej",
    }
    changed, new = held.context["rows"]
    assert said(changed[1]) == {"Till": "14:00"}
    assert changed[0].startswith("Tid som återkommer tisdag")
    assert said(new[1])["Veckodag"] == "fredag"
    assert "Borttaget av Petra Ek" in page and '<dd lang="ar" dir="rtl">مقهى</dd>' in page
    shown = karin.client.post(f"{OFFERINGS}add/", PageForm(page).values)
    karin.send_back(f"{OFFERINGS}add/", shown.content.decode())
    assert Offering.objects.get().title_sv == "Karins namn"
    assert Schedule.objects.count() == 3


def test_who_may_not_change_it_any_more_reads_what_she_typed(cafe, petra):
    kultur = factories.administration("kultur")
    cafe.cooperating.add(kultur)
    ola = at_desk(somebody("ola", "editor", administration=kultur))
    opened = ola.open(page_of(cafe))
    draft_of(cafe, petra)  # one working version at a time

    response = ola.send_back(page_of(cafe), opened, summary_sv="Olas text.")

    page = response.content.decode()
    assert response.status_code == 403
    assert "Olas text." in page and "Petras text." not in page
    assert stored(cafe).summary_sv != "Olas text."
