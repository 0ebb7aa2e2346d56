"""The audit trail: every act at the desk is one entry, which nobody can write, change or take away."""

import datetime
import random
from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.html import strip_tags

from catalog.search import index
from support.audit import note
from support.models import (
    Administration,
    Assignment,
    AuditEntry,
    Offering,
    Schedule,
    Topic,
    TranslationState,
)
from support.models.audit_entry import WrittenOnceError
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor, PageForm

pytestmark = pytest.mark.django_db
DESK = "/redaktion/support"
TRAIL = f"{DESK}/auditentry/"
FAR_AWAY = datetime.date(2099, 1, 1)


def page_of(obj) -> str:
    return f"/redaktion/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/change/"


def entry_page(editor: Editor, entry: AuditEntry) -> str:
    page = editor.open(f"{TRAIL}{entry.pk}/change/").partition('id="content-main"')[2]
    return " ".join(strip_tags(page).split())


@pytest.fixture
def draft(db) -> Offering:
    return factories.offering("sagostund", status="draft", places=["huset"], topics=["lek"])


# --- What is noted --------------------------------------------------------------------------------


def test_an_entry_says_who_when_what_and_by_which_screen(editor, draft):
    editor.save(page_of(draft), title_ar="مقهى", _save="")

    entry = AuditEntry.objects.first()
    assert (entry.username, entry.act, entry.screen) == ("admin", "Ändrad", "Formulär: erbjudande")
    assert (entry.object_id, entry.object_name) == (draft.pk, "Sagostund")
    before, after = (draft.history.get(pk=pk) for pk in (entry.record_before, entry.record_after))
    assert (before.title_ar, after.title_ar) == (None, "مقهى")


def test_its_page_tells_the_difference_word_by_word_with_what_stands_beneath(editor, draft):
    time = factories.schedule(draft, 2, "09:00", "12:00")
    editor.save(
        page_of(draft),
        summary_fi="Tukea vanhemmille",
        topics=[factories.topic("sova").pk],
        **{"schedules-0-closes_at": "13", "_save": ""},
    )

    told = entry_page(editor, AuditEntry.objects.first())

    assert "Sammanfattning på finska [tillagt: Tukea vanhemmille]" in told
    assert "Ämnen Tillagda: Sova. Borttagna: Lek" in told
    assert "Tid som återkommer tisdag 09:00–13:00: ändrades Till 12:00 → 13:00" in told
    assert "Hela historiken" in told
    assert time.pk


@pytest.mark.parametrize(
    ("action", "screen", "act"),
    [
        ("publish", "Lista: publicera", "Publicerad"),
        ("assure", "Lista: bekräfta i dag", "Bekräftad"),
    ],
)
def test_an_action_on_many_is_one_entry_for_each(editor, action, screen, act):
    several = [factories.offering(slug, status="draft") for slug in ("ett", "tva")]
    before = AuditEntry.objects.count()

    editor.act(f"{DESK}/offering/", action, *several)

    entries = AuditEntry.objects.all()[: AuditEntry.objects.count() - before]
    assert {(one.object_id, one.screen, one.act) for one in entries} == {
        (offering.pk, screen, act) for offering in several
    }


def test_a_change_of_what_is_published_goes_by_way_of_its_working_version(editor):
    cafe = factories.offering("babycafe", places=["huset"], topics=["lek"])
    reviewer = Editor(log_in(Client(), factories.assigned("sam", "coordinator")))
    start = AuditEntry.objects.count()
    editor.save(page_of(cafe), title_sv="Fikastund", _submit="")
    review = f"{DESK}/offering/{cafe.pk}/granska/"
    for button in ({"_send_back": "", "comment": "Skriv mer."}, {"_discard": ""}):
        token = PageForm(reviewer.open(review)).values["token"]
        reviewer.client.post(review, {"token": token, **button})

    discarded, sent_back, submitted = AuditEntry.objects.all()[: AuditEntry.objects.count() - start]
    assert (sent_back.screen, sent_back.act, sent_back.object_id) == (
        "Granskning",
        "Skickad tillbaka",
        cafe.pk,
    )
    assert discarded.object_id == cafe.pk and discarded.record_after is None
    assert "Namn på svenska [borttaget: Babycafe][tillagt: Fikastund]" in entry_page(editor, submitted)


def test_what_goes_away_with_a_working_version_is_not_told_as_taken_away(editor):
    cafe = factories.offering("babycafe", places=["huset"], topics=["lek"])
    TranslationState.objects.create(
        content=cafe, field="title", language="en", origin="machine", source_hash="-"
    )
    factories.schedule(cafe, 2, "09:00", "12:00")
    editor.save(page_of(cafe), title_sv="Fikastund", _save="")
    editor.save(page_of(cafe.draft), summary_sv="Fika.", _publish="")

    published = entry_page(editor, AuditEntry.objects.first())

    assert "[tillagt: Fikastund]" in published
    assert "09:00" not in published and "Översättning" not in published


def test_what_was_deleted_can_still_be_read(editor, draft):
    factories.schedule(draft, 2, "09:00", "12:00")

    editor.save(f"{DESK}/offering/{draft.pk}/delete/")

    entry = AuditEntry.objects.first()
    told = entry_page(editor, entry)
    assert (entry.act, entry.screen) == ("Borttagen", "Formulär: ta bort erbjudande")
    assert "Sagostund" in told and "Tid som återkommer tisdag 09:00–12:00: togs bort" in told


def test_what_fails_is_not_noted(editor, draft, monkeypatch):
    before = AuditEntry.objects.count()

    def breaks(*args, **kwargs):
        raise RuntimeError("the index broke")

    monkeypatch.setattr(index, "refresh", breaks)
    with pytest.raises(RuntimeError):
        editor.send(page_of(draft), title_sv="Halvvägs", _save="")

    assert AuditEntry.objects.count() == before


def test_a_file_at_the_desk_and_by_command(editor, draft, tmp_path):
    place = draft.places.get()
    path, file = f"{DESK}/place/koordinater/", tmp_path / "koordinater.csv"
    content = f"slug;latitude;longitude\n{place.slug};57,7;12,9\n"
    preview = editor.client.post(path, {"file": SimpleUploadedFile(file.name, content.encode())})
    editor.client.post(path, PageForm(preview.content.decode()).values)
    file.write_text(content.replace("12,9", "13"))
    call_command("import_coordinates", file)

    by_command, at_the_desk = AuditEntry.objects.all()[:2]
    assert (at_the_desk.screen, at_the_desk.username) == ("Import: koordinater (fil)", "admin")
    assert (by_command.screen, by_command.user_id) == ("Kommando: import_coordinates", None)
    assert "Longitud 12,9 → 13,0" in entry_page(editor, by_command)


def test_loading_the_reference_content_is_one_entry_unless_nothing_was_new(copy, editor):
    copy.load()
    copy.load()

    entry = AuditEntry.objects.get(screen="Kommando: load_reference_content")
    assert "Erbjudanden" in entry_page(editor, entry)


# --- Accounts -------------------------------------------------------------------------------------


def test_changes_of_accounts_and_assignments(editor, django_user_model):
    anna = django_user_model.objects.create_user("anna", email="anna@example.org", is_staff=True)
    board = factories.administration("namnden")
    editor.save(
        page_of(anna),
        email="hemlig@example.org",
        **{
            "assignments-TOTAL_FORMS": 1,
            "assignments-0-role": "editor",
            "assignments-0-administration": board.pk,
        },
    )
    added = AuditEntry.objects.first()
    values = {**PageForm(editor.open(page_of(anna))).values}
    values.pop("is_active")
    editor.client.post(page_of(anna), values)
    closed = AuditEntry.objects.first()

    assert Assignment.objects.get().user == anna
    assert "Uppdrag" in entry_page(editor, added) and "Namnden" in entry_page(editor, added)
    assert "hemlig" not in str(added.details)
    assert {"field": "Aktiv", "old": "ja", "new": "nej"} in closed.details


def test_logging_in_and_failing_to(client, django_user_model, rf):
    anna = django_user_model.objects.create_user("anna", password="ett långt lösenord")
    request = rf.post("/")

    client.force_login(anna)
    authenticate(request, username="anna", password="fel lösenord")
    authenticate(request, username="mitt riktiga lösenord", password="x")

    unknown, failed, done = AuditEntry.objects.all()[:3]
    assert (done.act, done.username) == ("Loggade in", "anna")
    assert (failed.act, failed.object_name, failed.user_id) == ("Misslyckad inloggning", "anna", None)
    assert unknown.object_name == unknown.username == "" and "riktiga" not in unknown.act


def test_one_time_passwords_and_second_factors(editor, django_user_model):
    from allauth.mfa.models import Authenticator

    anna = django_user_model.objects.create_user("anna", is_staff=True)
    Authenticator.objects.create(user=anna, type="totp", data={})
    call_command("one_time_password", "anna", "--without-second-factor")
    accounts = "/redaktion/auth/user/"
    editor.answer(accounts, editor.act(accounts, "give_one_time_password", anna))

    acts = [(one.act, one.username, one.screen) for one in AuditEntry.objects.filter(object_name="anna")[:4]]
    assert ("Engångslösenord", "admin", "Lista: konton") in acts
    assert ("Engångslösenord", "", "Kommando") in acts
    assert ("Andra faktorn: app med koder borttagen", "", "Kommando") in acts


# --- One act, one entry ---------------------------------------------------------------------------


class Day:
    """Acts at the desk, drawn one after another."""

    def __init__(self, editor: Editor, seed: int) -> None:
        self.editor, self.draw, self.number = editor, random.Random(seed), 0
        self.offerings = [
            factories.offering(f"utkast-{n}", status="draft", places=["huset"]) for n in range(4)
        ]
        self.topics = [factories.topic(f"amne-{n}") for n in range(4)]
        self.areas = [factories.area(f"omrade-{n}") for n in range(3)]

    def any_of(self, rows: list):
        return self.draw.choice(rows)

    def acts(self) -> list[Callable[[], int | None]]:
        return [
            self.change_texts,
            self.change_relations,
            self.add_a_time,
            self.take_a_time,
            self.change_a_topic,
            self.add_and_name_an_area,
            self.delete_a_language,
            self.confirm,
            self.close,
            self.change_and_go_back,
        ]

    def do_one(self) -> tuple[str, int]:
        """What was done, and how many acts it was."""
        self.number += 1
        act = self.draw.choice(self.acts())
        return act.__name__, act() or 1

    def change_texts(self) -> None:
        field = self.any_of(["title_sv", "title_ar", "summary_fi", "description_en", "start_text_so"])
        self.editor.save(page_of(self.any_of(self.offerings)), **{field: f"Text {self.number}", "_save": ""})

    def change_relations(self) -> None:
        offering = self.any_of(self.offerings)
        now = set(offering.topics.all())
        others = [topic for topic in self.topics if {topic} != now]
        self.editor.save(page_of(offering), topics=[self.any_of(others).pk], _save="")

    def add_a_time(self) -> None:
        offering = self.any_of(self.offerings)
        count = offering.schedules.count()
        row = {"weekday": 1 + self.number % 7, "opens_at": "09", "closes_at": "12", "interval_weeks": 1}
        self.editor.save(
            page_of(offering),
            **{f"schedules-{count}-{name}": value for name, value in row.items()},
            **{"schedules-TOTAL_FORMS": count + 1, "_save": ""},
        )

    def take_a_time(self) -> None:
        time = Schedule.objects.order_by("-pk").first()
        if time is None:
            self.add_a_time()
        else:
            self.editor.save(f"{DESK}/schedule/{time.pk}/delete/")

    def change_a_topic(self) -> None:
        topic = Topic.objects.get(pk=self.any_of(self.topics).pk)
        self.editor.save(page_of(topic), name_uk=f"Слово {self.number}")

    def add_and_name_an_area(self) -> None:
        name = f"Område {self.number}"
        self.editor.save(f"{DESK}/area/add/", name=name, slug=f"nytt-{self.number}")

    def delete_a_language(self) -> None:
        language = factories.spoken_language(self.any_of(["ar", "fi", "so", "uk"]))
        self.editor.save(f"{DESK}/spokenlanguage/{language.pk}/delete/")

    def confirm(self) -> None:
        self.editor.act(f"{DESK}/offering/", "assure", self.any_of(self.offerings))

    def close(self) -> None:
        path, place = f"{DESK}/place/", self.offerings[0].places.get()
        values = PageForm(self.editor.act(path, "close", place)).values
        self.editor.client.post(
            path, {**values, "starts_on": str(FAR_AWAY + datetime.timedelta(days=2 * self.number))}
        )

    def change_and_go_back(self) -> int:
        offering = self.any_of(self.offerings)
        version = offering.history.first()
        self.editor.save(page_of(offering), title_bs=f"Tekst {self.number}", _save="")
        self.editor.save(f"{DESK}/offering/{offering.pk}/history/{version.pk}/")
        return 2


@pytest.mark.once
def test_as_many_entries_as_acts_whatever_is_done(editor):
    day, before = Day(editor, seed=6), AuditEntry.objects.count()
    noted, done = [], []

    for _ in range(40):
        start = AuditEntry.objects.count()
        done.append(day.do_one())
        noted.append((done[-1][0], AuditEntry.objects.count() - start))

    assert noted == done
    entries = AuditEntry.objects.all()[: AuditEntry.objects.count() - before]
    assert all(entry.username == "admin" and entry.record_after and entry.screen for entry in entries)


# --- Nobody writes it -----------------------------------------------------------------------------


def test_an_entry_is_written_once():
    entry = note("Prövad", "Prov")

    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        AuditEntry._base_manager.all().delete,
        lambda: AuditEntry.objects.update(act="Annat"),
        lambda: AuditEntry.objects.bulk_update([entry], ["act"]),
    ):
        with pytest.raises(WrittenOnceError):
            attempt()


def addresses(entry: AuditEntry) -> list[str]:
    """All that the desk has for the trail."""
    desk = admin.site.get_model_admin(AuditEntry)
    found = []
    for pattern in desk.urls:
        if pattern.name:
            for args in ([], [entry.pk]):
                try:
                    found.append(reverse(f"admin:{pattern.name}", args=args))
                except NoReverseMatch:
                    continue
    return found


def test_no_screen_adds_changes_or_deletes(editor, draft):
    entry = note("Prövad", "Prov", obj=draft)
    stored = list(AuditEntry.objects.order_by("pk").values())
    every = {
        *addresses(entry),
        TRAIL,
        f"{TRAIL}add/",
        *(f"{TRAIL}{entry.pk}/{end}/" for end in ("change", "delete", "history")),
    }

    assert len(every) >= 5
    for path in sorted(every):
        for sent in (
            {},
            {"act": "Annat", "screen": "Annat", "at_0": "2026-01-01", "at_1": "12:00", "_save": ""},
            {"post": "yes"},
            {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"},
            {
                "form-TOTAL_FORMS": 1,
                "form-INITIAL_FORMS": 1,
                "form-0-id": entry.pk,
                "form-0-act": "Annat",
                "_save": "",
            },
        ):
            editor.client.post(path, sent)
        editor.client.delete(path)
        editor.client.get(path)

    assert list(AuditEntry.objects.order_by("pk").values()) == stored


# --- Reading it -----------------------------------------------------------------------------------


def test_only_coordinators_read_it(client, editor, draft):
    entry = note("Prövad", "Prov", obj=draft)
    writer = get_user_model().objects.create_user("skribent", is_staff=True)
    Assignment.objects.create(user=writer, role="publisher", administration=Administration.objects.get())
    client.force_login(writer)

    for path in (TRAIL, f"{TRAIL}{entry.pk}/change/"):
        assert client.get(path).status_code in (302, 403)
        assert "Prövad" in editor.open(path)


def test_it_is_searched_and_filtered_by_who_what_kind_day_and_screen(editor, draft):
    User.objects.create_user("berit")
    note("Prövad", "Formulär: ämne", user=User.objects.get(username="berit"), obj=draft.topics.get())
    note("Läst in", "Kommando: prov")

    def found(query: str) -> list[str]:
        page = editor.open(f"{TRAIL}?{query}").partition('id="result_list"')[2].partition("</table>")[0]
        return [act for act in ("Prövad", "Läst in") if act in page]

    assert found("q=provad") == found("vem=berit") == found("var=Formulär: ämne") == ["Prövad"]
    kind = AuditEntry.objects.exclude(content_type=None).first().content_type_id
    assert found(f"slag={kind}") == ["Prövad"]
    assert found("q=") == ["Prövad", "Läst in"] and found("slag=x") == ["Prövad", "Läst in"]
    assert found("at__gte=2020-01-01 00:00:00%2B01:00") == ["Prövad", "Läst in"]
