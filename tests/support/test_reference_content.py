"""The content that comes with the guide: what it holds, and how it is loaded."""

import datetime
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from support.models import (
    Administration,
    Area,
    Audience,
    CatalogueRevision,
    Closure,
    Direction,
    GlossaryTerm,
    Occasion,
    Offering,
    OfferingType,
    Place,
    Schedule,
    Strategy,
    Topic,
    TranslationState,
    Update,
)
from support.models.offering import CODE_ALPHABET, CODE_LENGTH
from support.reference.faults import BrokenContent
from support.reference.files import DIRECTORY
from support.reference.loading import KEPT, Report, load
from support.signals import catalogue_changed
from tests import factories

pytestmark = pytest.mark.django_db

BODA = "oppna-forskolan-boda"  # weekly times and closed days
BABIES = "babyoppet-boda"  # 0–12 months
MIDWIFE = "barnmorskemottagning"  # from pregnancy
VIOLENCE = "kvinnofridslinjen"  # sensitive
FEW = {BODA, BABIES, MIDWIFE, VIOLENCE}
TRANSLATED = ("ar", "en", "fi")  # the other languages' files are there, and almost empty


class SmallCopy:
    """A few of the entries in a directory of their own, which a test can change."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        (directory / "translations").mkdir()
        for name in ("updates.json", "plan.json"):
            shutil.copy(DIRECTORY / name, directory / name)
        offerings = [entry for entry in self._real("offerings.json") if entry["slug"] in FEW]
        self.write("offerings.json", offerings)
        self.write("glossary.json", self._real("glossary.json")[:3])
        used = {"fritids-och-folkhalsoforvaltningen"}
        for entry in offerings:
            used |= {entry["administration"], entry["type"]}
            for key in ("partners", "topics", "for_whom", "places", "areas"):
                used |= set(entry[key])
        for name in ("administrations.json", "areas.json", "places.json"):
            self.write(name, [entry for entry in self._real(name) if entry["slug"] in used])
        words = self._real("vocabulary.json")
        for section in ("topics", "types", "audiences"):
            words[section] = [entry for entry in words[section] if entry["slug"] in used]
        self.write("vocabulary.json", words)
        for code in sorted(set(LANGUAGES) - {"sv"}):
            texts = self._real(f"translations/{code}.json")
            for section in ("administrations", "topics", "types", "audiences", "offerings"):
                kept = FEW if section == "offerings" else used
                if code not in TRANSLATED:
                    kept = set()
                texts[section] = {slug: text for slug, text in texts[section].items() if slug in kept}
            self.write(f"translations/{code}.json", texts)

    def _real(self, name: str) -> Any:
        return json.loads((DIRECTORY / name).read_text())

    def read(self, name: str) -> Any:
        return json.loads((self.directory / name).read_text())

    def write(self, name: str, content: Any) -> None:
        (self.directory / name).write_text(json.dumps(content, ensure_ascii=False))

    def change(self, name: str, change: Callable[[Any], Any]) -> None:
        content = self.read(name)
        change(content)
        self.write(name, content)

    def change_offering(self, of: str, /, **values: Any) -> None:
        self.change("offerings.json", lambda entries: entry(entries, of).update(values))

    def keep_sessions(self, of: str, number: int) -> None:
        """Only the first, with the translations of their labels."""
        sessions = entry(self.read("offerings.json"), of)["sessions"][:number]
        self.change_offering(of, sessions=sessions)
        used = {session[key] for session in sessions for key in ("label", "age_note")}

        def drop_unused(texts):
            labels = texts["offerings"][of]["session_labels"]
            texts["offerings"][of]["session_labels"] = {k: labels[k] for k in labels if k in used}

        for code in TRANSLATED:
            self.change(f"translations/{code}.json", drop_unused)

    def load(self, **options: Any) -> Report:
        return load(self.directory, **options)


def entry(entries: list[dict], slug: str) -> dict:
    return next(one for one in entries if one["slug"] == slug)


def boda() -> Offering:
    return Offering.objects.get(slug=BODA)


@pytest.fixture
def copy(tmp_path: Path) -> SmallCopy:
    return SmallCopy(tmp_path)


@pytest.fixture
def loaded(copy: SmallCopy) -> SmallCopy:
    copy.load()
    return copy


# --- What the real content holds -------------------------------------------------------------------


def told(key: str, value: object) -> int:
    """In how many offerings the file says just this."""
    offerings = json.loads((DIRECTORY / "offerings.json").read_text())
    return sum(offering[key] == value for offering in offerings)


@pytest.fixture(scope="class")
def real_content(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for its class, and gone before the next test, which begins with an empty guide."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference_content", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("real_content")
class TestRealContent:
    def test_everything_in_the_files_is_in_the_guide(self):
        counts = {
            Administration: 39,
            Area: 18,
            Place: 28,
            Topic: 36,
            OfferingType: 12,
            Audience: 8,
            Offering: 120,
            GlossaryTerm: 86,
            Strategy: 4,
            Direction: 8,
            Update: 1,
            Schedule: 50,
            Closure: 32,
            Occasion: 0,
        }
        assert {model: model._default_manager.count() for model in counts} == counts
        assert Offering.objects.published().count() == 120

    def test_real_content_passes_its_own_check(self, capsys):
        call_command("check_content")

        assert "No faults" in capsys.readouterr().out

    def test_no_offering_counts_as_confirmed_and_no_time_does_either(self):
        assert not Offering.objects.filter(assured_on__isnull=False).exists()
        assert not Schedule.objects.filter(assured_on__isnull=False).exists()

    def test_every_offering_has_its_texts_in_every_language(self):
        for offering in Offering.objects.all():
            for code in LANGUAGES:
                assert getattr(offering, f"title_{code.replace('-', '_')}")
                assert getattr(offering, f"summary_{code.replace('-', '_')}")

    def test_the_news_of_2019_is_told_in_every_language(self):
        update = Update.objects.published().get()

        assert update.published_on == datetime.date(2019, 9, 2)
        assert update.administration.slug == "fritids-och-folkhalsoforvaltningen"
        for code in LANGUAGES:
            assert "2019–2021" in update.body_sv
            assert "12" in getattr(update, f"body_{code.replace('-', '_')}")

    def test_what_is_unknown_stays_unknown(self):
        assert Offering.objects.filter(cost=Offering.Cost.UNKNOWN).count() == told("cost", "unknown")
        assert Offering.objects.filter(start=Offering.Start.UNKNOWN).count() == told("booking", "unknown")
        assert Offering.objects.filter(interpreter_on_request=None).count() == told(
            "interpreter_available", None
        )
        assert Offering.objects.filter(source_seen_year=None).count() == told("source_seen_year", None)
        assert not Offering.objects.exclude(swedish_needed=None, is_voluntary=None).exists()

    def test_help_with_violence_is_sensitive_because_its_topics_are(self):
        assert Offering.objects.get(slug=VIOLENCE).is_sensitive
        assert not boda().is_sensitive

    def test_loading_only_if_empty_leaves_what_there_is(self, capsys):
        revision = CatalogueRevision.objects.current().number

        call_command("load_reference_content", if_empty=True, overwrite=True)

        assert "nothing is loaded" in capsys.readouterr().out
        assert CatalogueRevision.objects.current().number == revision


def test_codes_for_paper_are_short_unlike_and_readable():
    codes = [entry["code"] for entry in json.loads((DIRECTORY / "offerings.json").read_text())]

    assert len(set(codes)) == len(codes) == 120
    for code in codes:
        assert len(code) == CODE_LENGTH
        assert set(code) <= set(CODE_ALPHABET)


# --- The mapping -----------------------------------------------------------------------------------


def test_completed_years_become_months_with_both_ends(loaded):
    assert (boda().minimum_age_months, boda().maximum_age_months) == (0, 6 * 12 + 11)


def test_an_age_in_months_wins_over_the_year(loaded):
    babies = Offering.objects.get(slug=BABIES)
    assert (babies.minimum_age_months, babies.maximum_age_months) == (0, 12)


def test_no_youngest_age_means_from_pregnancy(loaded):
    midwife = Offering.objects.get(slug=MIDWIFE)
    assert midwife.expecting
    assert midwife.minimum_age_months == 0
    assert not boda().expecting


def test_an_offering_has_its_relations_and_where_it_comes_from(loaded):
    offering = boda()

    assert offering.administration.slug == "forskoleforvaltningen"
    assert [body.slug for body in offering.cooperating.all()] == ["vastra-gotalandsregionen"]
    assert {place.slug for place in offering.places.all()} == {"familjecentralen-boda", "silverparken"}
    assert [area.slug for area in offering.areas.all()] == ["boda"]
    assert {topic.code for topic in offering.topics.all()} >= {"new_baby", "parenting"}
    assert {audience.code for audience in offering.audiences.all()} >= {"parents", "grandparents"}
    assert (offering.start, offering.cost) == (Offering.Start.DROP_IN, Offering.Cost.FREE)
    assert (offering.source_seen_year, offering.source_confidence) == (2025, "stated on the page")
    assert offering.source_url.startswith("https://www.boras.se/")
    assert offering.phone == ""


def test_languages_that_are_spoken_become_codes(copy):
    copy.change_offering(BODA, languages_spoken=["sv", "prs", "swl"])
    copy.load()
    assert [language.code for language in boda().spoken_languages.all()] == ["prs", "sv", "swl"]


def test_weekly_times_keep_their_label_and_ages_in_every_language(loaded):
    monday = boda().schedules.get(weekday=1)

    assert (monday.opens_at, monday.closes_at) == (datetime.time(13), datetime.time(16))
    assert (monday.valid_from, monday.valid_until) == (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    assert (monday.label_sv, monday.label_en) == ("Öppen förskola", "Open preschool")
    assert monday.age_note_en == "0 years to preschool class (förskoleklass)"


def test_closed_days_and_course_starts_become_dates(copy):
    copy.change_offering(BODA, start_dates=["2026-09-01T17:30"])
    copy.load()

    assert boda().closures.first().starts_on == datetime.date(2025, 3, 25)
    assert str(boda().occasions.get().starts_at) == "2026-09-01 15:30:00+00:00"


def test_search_words_stand_one_on_each_line_in_each_language(loaded):
    topic = Topic.objects.get(code="expecting")
    assert topic.search_terms_sv.splitlines()[:2] == ["gravid", "graviditet"]
    assert topic.search_terms_en.splitlines()[:2] == ["pregnant", "pregnancy"]
    assert (topic.slug, topic.name_en) == ("vantar-barn", "Expecting a child")


def test_every_translation_is_marked_as_made_by_a_machine(loaded):
    states = TranslationState.objects.about(boda())

    assert set(states.filter(field="title").values_list("language", flat=True)) == set(TRANSLATED)
    assert set(states.values_list("origin", "reviewed_on")) == {("machine", None)}
    assert not any(state.is_outdated for state in states)
    for model in (Administration, Topic, OfferingType, Audience, GlossaryTerm, Schedule, Update):
        kind = ContentType.objects.get_for_model(model)
        assert TranslationState.objects.filter(content_type=kind).exists()


def test_history_has_one_record_with_relations_and_translations(loaded):
    record = boda().history.get()

    assert record.history_type == "+"
    assert record.title_ar == boda().title_ar != ""
    assert {link.topic.code for link in record.topics.all()} == {topic.code for topic in boda().topics.all()}
    assert {link.place.slug for link in record.places.all()} == {"familjecentralen-boda", "silverparken"}
    for model in (Administration, Place, Topic, Schedule, Closure, TranslationState, Update):
        assert model.history.count() == model._default_manager.count()


# --- Loading again ---------------------------------------------------------------------------------


def test_a_second_load_writes_nothing(loaded):
    history, revision = Offering.history.count(), CatalogueRevision.objects.current().number

    report = loaded.load()

    assert not report.has_written
    assert Offering.history.count() == history
    assert CatalogueRevision.objects.current().number == revision == 1


def test_a_load_goes_through_the_one_door_once(copy):
    heard = []

    def listen(offering_ids, **kwargs):
        heard.append(offering_ids)

    catalogue_changed.connect(listen)
    try:
        copy.load()
    finally:
        catalogue_changed.disconnect(listen)
    assert heard == [set(Offering.objects.values_list("pk", flat=True))]


def test_a_change_in_the_files_is_written_with_one_record_of_history(loaded):
    loaded.change_offering(BODA, summary_sv="Lek och prata.", topics=["parenting"])

    report = loaded.load()

    assert boda().summary_sv == "Lek och prata."
    assert report.counts[Offering]["changed"] == 1
    assert boda().history.count() == 2
    latest = boda().history.first()
    assert (latest.history_type, latest.summary_sv) == ("~", "Lek och prata.")
    assert [link.topic.code for link in latest.topics.all()] == ["parenting"]
    assert not any(state.is_outdated for state in TranslationState.objects.about(boda()))


def test_what_an_editor_has_changed_is_kept(loaded):
    offering = boda()
    offering.title_sv = "Öppna förskolan på Boda torg"
    offering.slug = "boda-torg"
    offering.save()

    report = loaded.load()

    assert Offering.objects.get(code=offering.code).title_sv == "Öppna förskolan på Boda torg"
    assert Offering.objects.count() == len(FEW)
    assert report.counts[Offering][KEPT] == 1
    assert not report.has_written


def test_an_administration_with_a_new_address_is_still_the_same(loaded):
    body = Administration.objects.get(slug="forskoleforvaltningen")
    body.slug = "forskolan"
    body.save()

    loaded.load()

    assert not Administration.objects.filter(slug="forskoleforvaltningen").exists()
    assert boda().administration == body


def test_what_an_editor_has_deleted_stays_deleted(loaded):
    word = GlossaryTerm.objects.first()
    word.delete()

    report = loaded.load()

    assert report.counts[GlossaryTerm][KEPT] == 1
    assert not GlossaryTerm.objects.filter(term_sv=word.term_sv).exists()


def test_times_that_an_editor_has_changed_are_kept_together(loaded):
    boda().schedules.get(weekday=1).delete()
    loaded.keep_sessions(BODA, 0)

    report = loaded.load()

    assert boda().schedules.count() == 4
    assert report.counts[Schedule][KEPT] == 4


def test_times_that_have_left_the_files_are_removed(loaded):
    loaded.keep_sessions(BODA, 2)

    report = loaded.load()

    assert boda().schedules.count() == 2
    assert report.counts[Schedule]["removed"] == 3
    assert not loaded.load().has_written


def test_overwrite_puts_back_what_somebody_has_changed_or_deleted(loaded):
    offering = boda()
    offering.title_sv = "Öppna förskolan på Boda torg"
    offering.save()
    offering.topics.clear()
    word = GlossaryTerm.objects.first()
    word.delete()
    offering.schedules.get(weekday=1).delete()

    loaded.load(overwrite=True)

    assert boda().title_sv == "Öppna förskolan Boda"
    assert boda().topics.count() == 5
    assert boda().schedules.count() == 5
    assert GlossaryTerm.objects.filter(term_sv=word.term_sv).exists()
    assert "Öppna förskolan på Boda torg" in set(offering.history.values_list("title_sv", flat=True))
    assert not loaded.load().has_written


def test_a_translation_that_a_person_has_read_is_kept(loaded):
    state = TranslationState.objects.about(boda()).get(field="title", language="en")
    state.reviewed_on = datetime.date(2026, 5, 4)
    state.save()
    title = boda().title_en

    def retranslate(texts):
        texts["offerings"][BODA]["title"] = "Open preschool in Boda"
        texts["offerings"][BODA]["summary"] = "Play and meet."

    loaded.change("translations/en.json", retranslate)
    loaded.load()

    assert (boda().title_en, boda().summary_en) == (title, "Play and meet.")
    state.refresh_from_db()
    assert state.reviewed_on == datetime.date(2026, 5, 4)


def test_overwrite_makes_a_replaced_translation_machine_made_again(loaded):
    for language in ("en", "fi"):
        state = TranslationState.objects.about(boda()).get(field="title", language=language)
        state.origin = TranslationState.Origin.PERSON
        state.save()
    offering = boda()
    offering.title_en = "The preschool of Boda"
    offering.save()

    loaded.load(overwrite=True)

    origins = dict(
        TranslationState.objects.about(boda()).filter(field="title").values_list("language", "origin")
    )
    assert boda().title_en == "Boda open preschool (Öppna förskolan Boda)"
    assert (origins["en"], origins["fi"]) == ("machine", "person")  # the Finnish text was not replaced


def test_a_translation_that_has_left_the_files_is_removed(loaded):
    loaded.change("translations/ar.json", lambda texts: texts["offerings"].pop(BODA))

    loaded.load()

    assert not boda().title_ar or boda().title_ar == boda().title_en
    assert not TranslationState.objects.about(boda()).filter(language="ar").exists()
    assert not loaded.load().has_written


# --- All or nothing --------------------------------------------------------------------------------


def in_offering(**values: Any) -> Callable[[SmallCopy], None]:
    return lambda copy: copy.change_offering(BODA, **values)


def in_session(**values: Any) -> Callable[[SmallCopy], None]:
    return lambda copy: copy.change(
        "offerings.json", lambda entries: entry(entries, BODA)["sessions"][0].update(values)
    )


def in_translation(section: str, slug: str, text: Any) -> Callable[[SmallCopy], None]:
    return lambda copy: copy.change("translations/so.json", lambda texts: texts[section].update({slug: text}))


FAULTS = [
    (in_offering(phone="ring oss"), "offerings.json", BODA, "phone", "ring oss"),
    (in_offering(website="boras"), "offerings.json", BODA, "website", "boras"),
    (in_offering(email="boras.se"), "offerings.json", BODA, "email", "boras.se"),
    (in_offering(slug="öppen förskola"), "offerings.json", "öppen förskola", "slug", "öppen förskola"),
    (in_offering(code="a" * 13), "offerings.json", BODA, "code", "a" * 13),
    (in_offering(code="l0O1i"), "offerings.json", BODA, "code", "l0O1i"),
    (in_offering(summary_sv="Lek\0"), "offerings.json", BODA, "summary_sv", "Lek\\u0000"),
    (in_offering(title_sv="Lång " * 40), "offerings.json", BODA, "title_sv", "Lång Lång"),
    (in_offering(title_sv=""), "offerings.json", BODA, "title_sv", '""'),
    (in_offering(title_sv=7), "offerings.json", BODA, "title_sv", "7"),
    (in_offering(title_sv=None), "offerings.json", BODA, "title_sv", "null"),
    (in_offering(expecting="ja"), "offerings.json", BODA, "expecting", "ja"),
    (in_offering(age_max=True), "offerings.json", BODA, "age_max", "true"),
    (in_offering(topics="parenting"), "offerings.json", BODA, "topics", "parenting"),
    (in_offering(topics=["parenting", "parenting"]), "offerings.json", BODA, "topics", "parenting"),
    (in_offering(age_min=7, age_max=3), "offerings.json", BODA, "age_min, age_max", '"age_min": 7'),
    (in_offering(age_max=99), "offerings.json", BODA, "age_max", "99"),
    (in_offering(age_max_months=-1), "offerings.json", BODA, "age_max_months", "-1"),
    (in_offering(source_seen_year=25), "offerings.json", BODA, "source_seen_year", "25"),
    (in_offering(cost="cheap"), "offerings.json", BODA, "cost", "cheap"),
    (in_offering(booking="telepathy"), "offerings.json", BODA, "booking", "telepathy"),
    (in_offering(type="circus"), "offerings.json", BODA, "type", "circus"),
    (in_offering(topics=["space"]), "offerings.json", BODA, "topics[0]", "space"),
    (in_offering(for_whom=["robots"]), "offerings.json", BODA, "for_whom[0]", "robots"),
    (in_offering(areas=["mars"]), "offerings.json", BODA, "areas[0]", "mars"),
    (in_offering(places=["slottet"]), "offerings.json", BODA, "places[0]", "slottet"),
    (in_offering(administration="nasa"), "offerings.json", BODA, "administration", "nasa"),
    (in_offering(partners=["esa"]), "offerings.json", BODA, "partners[0]", "esa"),
    (in_offering(languages_spoken=["xx"]), "offerings.json", BODA, "languages_spoken[0]", "xx"),
    (in_offering(closed_dates=["2025-02-30"]), "offerings.json", BODA, "closed_dates[0]", "2025-02-30"),
    (in_offering(start_dates=["2026-09-01"]), "offerings.json", BODA, "start_dates[0]", "2026-09-01"),
    (in_offering(price="10"), "offerings.json", BODA, "price", "10"),
    (in_session(weekday=8), "offerings.json", BODA, "sessions[0].weekday", "8"),
    (in_session(start="9"), "offerings.json", BODA, "sessions[0].start", "9"),
    (in_session(end="25:00"), "offerings.json", BODA, "sessions[0].end", "25:00"),
    (in_session(start="16:00"), "offerings.json", BODA, "sessions[0].start, end", "16:00"),
    (
        in_session(valid_to="2024-01-01"),
        "offerings.json",
        BODA,
        "sessions[0].valid_from, valid_to",
        "2024-01-01",
    ),
    (in_translation("offerings", "circus", {}), "translations/so.json", "circus", "offerings.title", "null"),
    (in_translation("types", "circus", "Sirk"), "translations/so.json", "circus", "types", "circus"),
    (
        in_translation("types", "open_preschool", "Xannaano 24"),
        "translations/so.json",
        "open_preschool",
        "types",
        "Xannaano 24",
    ),
    (
        lambda copy: copy.change(
            "translations/ar.json", lambda texts: texts["offerings"][BABIES].update(summary="من ٠ إلى ٢١")
        ),
        "translations/ar.json",
        BABIES,
        "offerings.summary",
        "٢١",
    ),
    (
        lambda copy: copy.change(
            "translations/fi.json",
            lambda texts: texts["offerings"][BODA]["session_labels"].update({"Disco": "Disko"}),
        ),
        "translations/fi.json",
        BODA,
        "session_labels[Disco]",
        "Disco",
    ),
    (lambda copy: copy.write("translations/tlh.json", {}), "translations/tlh.json", "", "", "tlh"),
    (
        lambda copy: copy.change("translations/uk.json", lambda texts: texts.update(status="magic")),
        "translations/uk.json",
        "",
        "status",
        "magic",
    ),
    (
        lambda copy: copy.change(
            "places.json", lambda entries: entry(entries, "silverparken").update(lat=3.0, lon=4.0)
        ),
        "places.json",
        "silverparken",
        "lat, lon",
        "3.0",
    ),
    (
        lambda copy: copy.change("administrations.json", lambda entries: entries.append(entries[0])),
        "administrations.json",
        "fritids-och-folkhalsoforvaltningen",
        "slug",
        "fritids-och-folkhalsoforvaltningen",
    ),
    (
        lambda copy: copy.change("areas.json", lambda entries: entry(entries, "boda").pop("name")),
        "areas.json",
        "boda",
        "name",
        "is missing",
    ),
    (
        lambda copy: copy.change("updates.json", lambda entries: entries[0].update(published_on="i går")),
        "updates.json",
        "beslut-2019-barn-och-unga",
        "published_on",
        "i går",
    ),
]


@pytest.mark.parametrize(("break_it", "file", "name", "field", "value"), FAULTS)
def test_a_fault_is_named_and_nothing_is_written(copy, break_it, file, name, field, value):
    break_it(copy)

    with pytest.raises(CommandError) as error:
        call_command("load_reference_content", directory=copy.directory, verbosity=0)

    fault = next(line for line in str(error.value).splitlines() if line.startswith(file))
    assert fault.startswith(", ".join(part for part in (file, name) if part))
    assert field in fault
    assert value in fault
    assert "Nothing has been written" in str(error.value)
    assert not Offering.objects.exists()
    assert not Administration.objects.exists()
    assert not Offering.history.exists()


def test_all_faults_are_told_at_once(copy):
    copy.change_offering(BODA, phone="ring oss", cost="cheap", topics=["space"], age_max="sex")
    copy.change_offering(BABIES, website="boras")
    copy.change("translations/en.json", lambda texts: texts["types"].update(open_preschool="Preschool 7"))

    with pytest.raises(BrokenContent) as broken:
        copy.load()

    named = {(fault.where.file, fault.where.entry, fault.where.field) for fault in broken.value.faults}
    assert named == {
        ("offerings.json", BODA, "phone"),
        ("offerings.json", BODA, "cost"),
        ("offerings.json", BODA, "topics[0]"),
        ("offerings.json", BODA, "age_max"),
        ("offerings.json", BABIES, "website"),
        ("translations/en.json", "open_preschool", "types"),
    }


def test_a_key_that_stands_twice_is_a_fault(copy):
    file = copy.directory / "areas.json"
    file.write_text(file.read_text().replace('"name": "Boda"', '"name": "Boda", "name": "Boda by"'))

    with pytest.raises(BrokenContent, match=r"areas\.json, boda, name: .* stands here twice"):
        copy.load()


def test_a_missing_or_unreadable_file_is_a_fault(copy):
    (copy.directory / "glossary.json").unlink()
    (copy.directory / "translations/fi.json").write_text("{")

    with pytest.raises(BrokenContent) as broken:
        copy.load()

    assert {fault.where.file for fault in broken.value.faults} >= {"glossary.json", "translations/fi.json"}
    assert "cannot be read as JSON" in str(broken.value)


def test_a_broken_change_leaves_what_was_loaded_before(loaded):
    loaded.change_offering(BODA, title_sv="Nytt namn")
    loaded.change_offering(VIOLENCE, phone="ring oss")

    with pytest.raises(BrokenContent):
        loaded.load()

    assert boda().title_sv == "Öppna förskolan Boda"


def test_an_address_that_an_editor_has_given_to_something_else_is_a_fault(copy):
    factories.offering(BODA)

    with pytest.raises(
        BrokenContent, match=rf'offerings\.json, {BODA}, slug: "{BODA}": belongs to something'
    ):
        copy.load()


# --- Demo times ------------------------------------------------------------------------------------

TODAY = datetime.date(2026, 11, 24)  # a Tuesday


def test_demo_times_cover_today_on_the_same_weekdays(copy):
    copy.change_offering(BODA, start_dates=["2025-09-01T17:30"])
    copy.load(demo_times=True, today=TODAY)

    assert boda().schedules.confirmed(TODAY).count() == boda().schedules.count() == 5
    for schedule in boda().schedules.all():
        assert schedule.is_demo
        assert schedule.valid_from <= TODAY <= schedule.valid_until
        true_ends = {datetime.date(2025, 12, 31), datetime.date(2025, 5, 14)}
        assert any((schedule.valid_until - end).days % 7 == 0 for end in true_ends)
    closed = boda().closures.order_by("starts_on").first()
    assert (closed.starts_on - datetime.date(2025, 3, 25)).days % 7 == 0
    moved = timezone.localtime(boda().occasions.get().starts_at)
    assert (moved.isoweekday(), moved.time()) == (1, datetime.time(17, 30))
    assert CatalogueRevision.objects.current().has_demo_times


def test_without_demo_times_the_true_ones_come_back(copy):
    copy.load(demo_times=True, today=TODAY)

    report = copy.load()

    monday = boda().schedules.get(weekday=1)
    assert (monday.valid_from, monday.valid_until) == (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    assert not monday.is_demo
    assert monday.assured_on is None
    assert boda().closures.first().starts_on == datetime.date(2025, 3, 25)
    assert not report.has_demo_times
    assert not CatalogueRevision.objects.current().has_demo_times


def test_demo_times_twice_on_one_day_write_nothing_the_second_time(copy):
    copy.load(demo_times=True, today=TODAY)
    assert not copy.load(demo_times=True, today=TODAY).has_written


def test_the_demo_label_stays_while_a_moved_time_does(copy):
    copy.load(demo_times=True, today=TODAY)
    monday = boda().schedules.get(weekday=1)
    monday.closes_at = datetime.time(15)
    monday.save()

    assert copy.load().has_demo_times
    assert not copy.load(overwrite=True).has_demo_times


# --- check_content ---------------------------------------------------------------------------------


def test_an_offering_without_place_or_contact_is_listed(loaded, capsys):
    Offering.objects.filter(slug=VIOLENCE).update(
        is_area_wide=False, is_online=False, phone="", email="", website=""
    )

    with pytest.raises(CommandError, match="2 fault"):
        call_command("check_content")

    listed = capsys.readouterr().out
    assert f"offering {VIOLENCE}: Välj minst en plats" in listed
    assert f"offering {VIOLENCE}: Skriv minst ett sätt att få kontakt" in listed


def test_a_translation_with_a_number_of_its_own_is_listed(loaded, capsys):
    Offering.objects.filter(slug=BABIES).update(summary_so="0–21 bilood")

    with pytest.raises(CommandError, match="1 fault"):
        call_command("check_content")

    assert f"offering {BABIES}: summary_so: not in the Swedish text: 21" in capsys.readouterr().out


def test_outdated_translations_are_counted_and_are_no_fault(loaded, capsys):
    Offering.objects.filter(slug=BODA).update(summary_sv="Lek och prata.")

    call_command("check_content")

    assert f"Outdated translations: {len(TRANSLATED)}." in capsys.readouterr().out


def test_checking_asks_the_database_as_often_for_many_offerings_as_for_few(loaded):
    with CaptureQueriesContext(connection) as for_few:
        call_command("check_content")
    for number in range(12):
        factories.offering(f"erbjudande-{number}", areas=["boda"])

    with CaptureQueriesContext(connection) as for_many:
        call_command("check_content")

    assert len(for_many) == len(for_few)
