"""The content that comes with the guide: what it holds, and how it is loaded."""

import datetime
import json
from collections.abc import Iterator

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boras_guide.languages import LANGUAGES, column
from support.models import (
    Administration,
    Area,
    Audience,
    CatalogueRevision,
    Closure,
    Direction,
    Occasion,
    Offering,
    OfferingType,
    Place,
    Protection,
    Schedule,
    Strategy,
    Synonym,
    Term,
    Topic,
    TranslationState,
    Update,
)
from support.models.offering import CODE_ALPHABET, CODE_LENGTH
from support.reference.files import DIRECTORY
from support.reference.loading import KEPT
from support.signals import catalogue_changed
from tests.support.small_copy import BABIES, BODA, FEW, MIDWIFE, TRANSLATED, VIOLENCE, boda

pytestmark = pytest.mark.django_db

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
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def number_in(file: str) -> int:
    return len(json.loads((DIRECTORY / file).read_text()))


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
            Synonym: number_in("synonyms.json"),
            Protection: number_in("protections.json"),
            Term: number_in("terms.json"),
            Strategy: 4,
            Direction: 8,
            Update: 1,
            Schedule: 50,
            Closure: 32,
            Occasion: 0,
        }
        assert {model: model._default_manager.count() for model in counts} == counts
        assert Offering.objects.published(timezone.now()).count() == 120

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

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_word_to_find_by_says_what_it_is(self, language):
        description, heading = column("description", language), column("heading", language)

        for model in (OfferingType, Topic, Audience):
            assert not model.objects.filter(Q(**{description: None}) | Q(**{description: ""})).exists()
        headings = set(Audience.objects.values_list(heading, flat=True))
        assert len(headings - {None, ""}) == 8  # nobody shares another adult's page

    def test_the_news_of_2019_is_told_in_every_language(self):
        update = Update.objects.published(timezone.now()).get()

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


def test_types_topics_and_audiences_come_with_what_they_are_in_each_language(loaded):
    kind = OfferingType.objects.get(code="open_preschool")
    assert "stannar hela tiden" in kind.description_sv
    assert "stay the whole time" in kind.description_en
    assert "midwife" in Topic.objects.get(code="expecting").description_en

    grandparents = Audience.objects.get(code="grandparents")
    assert grandparents.heading_sv == "För dig som är mormor, morfar, farmor eller farfar"
    assert grandparents.heading_en == "If you are a grandmother or grandfather"
    assert "\n\n" in grandparents.description_sv


def test_a_text_that_nobody_has_written_yet_is_not_loaded(copy):
    texts_of = {"types": "open_preschool", "topics": "expecting", "audiences": "grandparents"}

    def leave_out(texts):
        for section, slug in texts_of.items():
            texts[section][slug]["description"] = ""

    copy.change("translations/en.json", leave_out)
    copy.load()

    for model, slug in zip((OfferingType, Topic, Audience), texts_of.values(), strict=True):
        word = model.objects.get(code=slug)
        languages = TranslationState.objects.about(word).filter(field="description")
        assert "en" not in languages.values_list("language", flat=True)
        assert not model.objects.filter(pk=word.pk).exclude(description_en=None).exists()
    assert not copy.load().has_written


def test_every_translation_is_marked_as_made_by_a_machine(loaded):
    states = TranslationState.objects.about(boda())

    assert set(states.filter(field="title").values_list("language", flat=True)) == set(TRANSLATED)
    assert set(states.values_list("origin", "reviewed_on")) == {("machine", None)}
    assert not any(state.is_outdated for state in states)
    for model in (Administration, Topic, OfferingType, Audience, Synonym, Protection, Schedule, Update):
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

    with CaptureQueriesContext(connection) as asked:
        report = loaded.load()

    assert not report.has_written
    first = next(query["sql"] for query in asked if "support_" in query["sql"])
    assert "support_cataloguerevision" in first  # in line with the desk, before it touches a row
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
    word = Synonym.objects.first()
    word.delete()

    report = loaded.load()

    assert report.counts[Synonym][KEPT] == 1
    assert not Synonym.objects.filter(term=word.term).exists()


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
    word = Synonym.objects.first()
    word.delete()
    offering.schedules.get(weekday=1).delete()

    loaded.load(overwrite=True)

    assert boda().title_sv == "Öppna förskolan Boda"
    assert boda().topics.count() == 5
    assert boda().schedules.count() == 5
    assert Synonym.objects.filter(term=word.term).exists()
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
