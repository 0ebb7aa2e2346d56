"""A draft beside what is published: nobody outside sees it, and publishing it writes what was changed in it."""

import datetime
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from boras_guide.languages import LANGUAGES
from support.models import Closure, Image, Offering, Schedule, TranslationState
from support.models.translation_state import source_hash
from support.versions import ROWS, Values, content, rows_of
from support.working_version import forget, make_working_version, publish_working_version
from tests import factories
from tests.support.small_copy import BODA

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 24)


def stored(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def changed(row: Any, **values: Any) -> Any:
    row = stored(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def working_version(of: Offering, **values: Any) -> Offering:
    draft = make_working_version(stored(of))[of]
    return changed(draft, **values)


def published(draft: Offering) -> Offering:
    with transaction.atomic():
        return stored(publish_working_version(stored(draft)))


def machine_made(row: Any, field: str, language: str) -> TranslationState:
    digest = source_hash(getattr(row, f"{field}_sv") or "")
    return TranslationState.objects.create(
        content=row, field=field, language=language, origin="machine", source_hash=digest
    )


# --- A copy with all it has ---------------------------------------------------------------------------


def test_a_working_version_says_what_the_published_one_says(cafe):
    factories.confirmed_schedule(cafe, 2)
    factories.occasion(cafe, datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC))
    factories.closure(cafe, DAY)
    factories.image(cafe)
    assert content(working_version(cafe)) == content(cafe)


def test_it_is_an_offering_of_its_own(cafe):
    draft = working_version(cafe)
    assert (draft.draft_of, draft.status) == (cafe, Offering.Status.DRAFT)
    assert draft.uuid != cafe.uuid


def test_nothing_that_the_public_reads_changes_with_it(cafe, client):
    time = factories.confirmed_schedule(cafe, 2)
    factories.offering("sagostund", places=["familjehuset"], topics=["lek"])
    pages = [
        f"/sv/{page}" for page in ("", "stod/", "stod/?q=babycafe", "stod/babycafe/", "plats/familjehuset/")
    ]
    pages += ["/ar/stod/babycafe/", "/sitemap.xml", "/sv/kalender/", "/sv/kalender/kalender.ics"]

    def read() -> list[bytes]:
        return [client.get(page).content for page in pages]

    before = read()
    assert any(b"Babycafe" in page for page in before)
    draft = working_version(cafe, title_sv="Hemligt", slug="hemligt", title_ar="سر")
    changed(draft.schedules.get(), weekday=4)
    factories.closure(draft, DAY)
    factories.confirmed_schedule(draft, 6)
    after = read()
    assert after == before
    assert client.get("/sv/stod/hemligt/").status_code == 404
    assert stored(time).weekday == 2


def test_a_search_finds_no_word_of_it(cafe, client):
    working_version(cafe, title_sv="Ponnyridning")
    assert b'data-total="0"' in client.get("/sv/stod/?q=ponnyridning").content


# --- Published, it is the same offering ---------------------------------------------------------------


def test_publishing_keeps_who_the_offering_is(cafe):
    draft = working_version(cafe, title_sv="Nytt namn")
    now = published(draft)
    assert now.title_sv == "Nytt namn"
    assert (now.pk, now.code, now.uuid, now.slug, now.created_at) == (
        cafe.pk,
        cafe.code,
        cafe.uuid,
        cafe.slug,
        cafe.created_at,
    )
    assert now.version == cafe.version + 1
    assert not Offering.objects.filter(draft_of=cafe).exists()


def test_history_tells_of_it_in_one_line(cafe):
    before = cafe.history.count()
    draft = working_version(cafe, title_sv="Nytt namn")
    draft.topics.set([factories.topic("somn")])
    published(draft)
    assert cafe.history.count() == before + 1
    assert cafe.history.first().history_change_reason == "Publicerad ändring"
    assert [one.topic.code for one in cafe.history.first().topics.all()] == ["somn"]


def test_a_changed_address_leaves_a_way_from_the_old_one(cafe, client):
    published(working_version(cafe, slug="babyfika"))
    assert client.get("/sv/stod/babycafe/")["Location"] == "/sv/stod/babyfika/"


def test_a_calendar_knows_its_events_again(cafe, client):
    time = factories.confirmed_schedule(cafe, 2)

    def events() -> set[str]:
        lines = client.get("/sv/stod/babycafe/kalender.ics").content.decode().splitlines()
        return {line for line in lines if line.startswith("UID")}

    before = events()
    draft = working_version(cafe)
    changed(draft.schedules.get(), closes_at=datetime.time(13))
    published(draft)
    assert before and events() == before
    assert stored(time).closes_at == datetime.time(13)


def test_times_are_added_changed_and_taken_away(cafe):
    kept, moved, gone = (factories.schedule(cafe, day, "09:00", "12:00") for day in (1, 2, 3))
    draft = working_version(cafe)
    here = {row.copy_of_id: row for row in draft.schedules.all()}
    changed(here[moved.pk], opens_at=datetime.time(10), label_ar="مقهى")
    here[gone.pk].delete()
    added = factories.schedule(draft, 6, "11:00", "12:00")
    published(draft)
    assert {row.pk for row in cafe.schedules.all()} == {kept.pk, moved.pk, added.pk}
    assert stored(moved).opens_at == datetime.time(10)
    assert stored(moved).label_ar == "مقهى"
    assert stored(added).copy_of is None
    assert Schedule.objects.count() == 3


def test_relations_are_taken_over(cafe):
    draft = working_version(cafe)
    draft.topics.set([factories.topic("somn")])
    draft.cooperating.add(factories.administration("regionen"))
    now = published(draft)
    assert [topic.code for topic in now.topics.all()] == ["somn"]
    assert [body.slug for body in now.cooperating.all()] == ["regionen"]
    assert [place.slug for place in now.places.all()] == ["familjehuset"]


def test_how_texts_were_translated_goes_with_the_texts(cafe):
    cafe = changed(cafe, title_ar="مقهى", title_so="Kafee")
    machine_made(cafe, "title", "ar")
    machine_made(cafe, "title", "so")
    draft = working_version(cafe, title_ar="مقهى الرضع")
    TranslationState.objects.about(draft).filter(language="ar").update(origin="person")
    TranslationState.objects.about(cafe).filter(language="so").update(origin="person")  # read there meanwhile
    published(draft)
    origins = TranslationState.objects.about(cafe).values_list("language", "origin")
    assert dict(origins) == {"ar": "person", "so": "person"}
    assert TranslationState.objects.count() == 2


def test_a_sensitive_topic_makes_it_sensitive_when_it_is_published(cafe):
    draft = working_version(cafe)
    draft.topics.add(factories.topic("vald", is_sensitive=True))
    assert not stored(cafe).is_sensitive
    assert published(draft).is_sensitive


def test_a_discarded_one_leaves_nothing_behind(cafe):
    factories.schedule(cafe, 2, "09:00", "12:00")
    factories.image(cafe)
    cafe = changed(cafe, title_ar="مقهى")
    machine_made(cafe, "title", "ar")
    before = content(cafe)
    forget(working_version(cafe, title_sv="Nytt namn"))
    assert content(stored(cafe)) == before
    assert Offering.objects.get() == cafe
    assert [model._base_manager.count() for model in ROWS] == [1, 0, 0, 1]
    assert TranslationState.objects.count() == 1


# --- What was done to the published one meanwhile -----------------------------------------------------


def test_a_confirmation_and_a_closure_made_meanwhile_stay(cafe):
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    draft = working_version(cafe, title_sv="Nytt namn")
    changed(draft.schedules.get(), label_sv="Babyöppet")
    changed(cafe, assured_on=DAY)
    changed(time, assured_on=DAY)
    factories.closure(cafe, DAY)
    now = published(draft)
    assert (now.title_sv, now.assured_on) == ("Nytt namn", DAY)
    assert (stored(time).label_sv, stored(time).assured_on) == ("Babyöppet", DAY)
    assert now.closures.get().starts_on == DAY


def test_topics_added_here_and_there_are_all_kept(cafe):
    draft = working_version(cafe)
    draft.topics.add(factories.topic("somn"))
    cafe.topics.add(factories.topic("mat"))
    assert {topic.code for topic in published(draft).topics.all()} == {"lek", "somn", "mat"}


def test_what_was_taken_away_there_does_not_come_back(cafe):
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    draft = working_version(cafe, title_sv="Nytt namn")
    time.delete()
    published(draft)
    assert not Schedule.objects.exists()


def test_what_was_taken_away_there_and_written_in_here_is_kept(cafe):
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    draft = working_version(cafe)
    changed(draft.schedules.get(), label_sv="Babyöppet")
    time.delete()
    published(draft)
    assert cafe.schedules.get().label_sv == "Babyöppet"


def test_one_picture_is_left_where_both_have_added_one(cafe):
    draft = working_version(cafe)
    factories.image(cafe, alt_sv="Där.")
    factories.image(draft, alt_sv="Här.")
    published(draft)
    assert Image.objects.get().alt_sv == "Här."
    assert Image.objects.get().offering_id == cafe.pk


def test_the_picture_is_changed_for_another(cafe):
    factories.image(cafe, alt_sv="Före.")
    draft = working_version(cafe)
    draft.image.delete()
    factories.image(stored(draft), alt_sv="Efter.", size=(800, 600))
    published(draft)
    assert (Image.objects.get().alt_sv, Image.objects.get().width) == ("Efter.", 800)


@pytest.mark.parametrize(
    ("here", "there", "why"),
    [
        ({"minimum_age_months": 60}, {"maximum_age_months": 35}, "Den lägsta åldern är högre än den högsta."),
        ({"slug": "sagostund"}, {}, "Ett annat erbjudande har redan den adressen."),
        ({"is_area_wide": False}, {}, "Välj minst en plats eller ett område"),
    ],
)
def test_what_cannot_both_be_so_is_not_published(here, there, why):
    cafe = factories.offering("babycafe", areas=["norrby"], is_area_wide=True)
    draft = working_version(cafe, **here)
    changed(cafe, **there)
    cafe.areas.clear()
    factories.offering("sagostund")
    before = content(stored(cafe))
    with pytest.raises(ValidationError, match=why):
        published(draft)
    assert content(stored(cafe)) == before
    assert Offering.objects.filter(draft_of=cafe).exists()


def test_line_breaks_of_a_browser_are_no_change(cafe):
    cafe = changed(cafe, description_sv="Rad ett\nRad två", description_ar=None)
    draft = working_version(cafe, description_sv="Rad ett\r\nRad två", description_ar="")
    changed(cafe, description_sv="Något annat")
    assert published(draft).description_sv == "Något annat"


# --- Any edits, on either side ------------------------------------------------------------------------


def test_whatever_was_edited_here_and_there_comes_together():
    """Against the rule, said once more in plain values: what was changed here, else what is there now."""
    random_edits = random.Random(20261122)
    for number in range(6):
        offering = factories.offering(f"nummer-{number}", topics=["lek", "mat"], areas=["norrby"])
        for day in (1, 2, 3):
            factories.schedule(offering, day, "09:00", "12:00")
        factories.closure(offering, DAY)
        draft = working_version(offering)
        base = content(stored(offering))
        for _ in range(4):
            edit(stored(draft), random_edits)
            edit(stored(offering), random_edits)
        wanted = expected(base, content(stored(draft)), content(stored(offering)))
        published(draft)
        assert as_lots(content(stored(offering))) == as_lots(wanted), number
        assert not any(model._base_manager.filter(copy_of__isnull=False).exists() for model in ROWS)


def edit(offering: Offering, chance: random.Random) -> None:
    edits: list[Callable[[], Any]] = [
        lambda: changed(offering, title_sv=f"Namn {chance.random()}"),
        lambda: changed(offering, phone=f"033-{chance.randrange(100000, 999999)}"),
        lambda: changed(offering, **{f"summary_{chance.choice(['sv', 'ar', 'so'])}": f"{chance.random()}"}),
        lambda: changed(offering, assured_on=DAY - datetime.timedelta(chance.randrange(99))),
        lambda: offering.topics.set(
            [factories.topic(code) for code in chance.sample(["lek", "mat", "somn", "sprak"], 2)]
        ),
        lambda: factories.schedule(
            offering, chance.randrange(1, 8), "13:00", "14:00", label_sv=f"{chance.random()}"
        ),
        lambda: factories.closure(offering, DAY + datetime.timedelta(chance.randrange(99))),
    ]
    if rows := [*rows_of(offering, Schedule), *rows_of(offering, Closure)]:
        row = chance.choice(rows)
        word = (
            {"label_sv": f"{chance.random()}"}
            if isinstance(row, Schedule)
            else {"reason_sv": f"{chance.random()}"}
        )
        edits += [row.delete, lambda: changed(row, **word)]
    chance.choice(edits)()


def expected(base: Values, here: Values, there: Values) -> Values:
    return {
        "values": three_ways(base["values"], here["values"], there["values"]),
        "relations": {
            name: sorted(
                (set(there["relations"][name]) | set(here["relations"][name]) - set(before))
                - (set(before) - set(here["relations"][name]))
            )
            for name, before in base["relations"].items()
        },
        "rows": {
            kind: expected_rows(before, here["rows"][kind], there["rows"][kind])
            for kind, before in base["rows"].items()
        },
    }


def three_ways(base: Values, here: Values, there: Values) -> Values:
    return {name: here[name] if here[name] != base[name] else there[name] for name in base}


def expected_rows(base: Values, here: Values, there: Values) -> Values:
    rows = {}
    for key in base.keys() | here.keys() | there.keys():
        if key in base and key in here and key in there:
            rows[key] = three_ways(base[key], here[key], there[key])
        elif key in here and here[key] != base.get(key):
            rows[key] = here[key]  # new, or written in while it was taken away there
        elif key in there and key not in base:
            rows[key] = there[key]
    return rows


def as_lots(said: Values) -> Values:
    """Rows as what they say, whichever numbers they have."""
    rows = {kind: sorted(map(repr, found.values())) for kind, found in said["rows"].items()}
    return {**said, "rows": rows}


def test_all_languages_are_taken_over(cafe):
    columns = [f"summary_{code.replace('-', '_')}" for code in LANGUAGES]
    now = published(working_version(cafe, **{name: f"Text {name}" for name in columns}))
    assert [getattr(now, name) for name in columns] == [f"Text {name}" for name in columns]


# --- Nothing is doubled by it -------------------------------------------------------------------------


def test_a_place_tells_by_its_lasting_name_what_holds_it(cafe, editor):
    working_version(cafe, title_sv="Hemligt namn")
    page = editor.open(f"/redaktion/support/place/{cafe.places.get().pk}/delete/")
    assert "Erbjudande: Babycafe" in page
    assert "Hemligt namn" not in page


def test_a_place_that_only_a_working_version_names_is_held_too(cafe, editor):
    draft = working_version(cafe)
    torget = factories.place("torget")
    draft.places.add(torget)
    assert "Erbjudande: Babycafe" in editor.open(f"/redaktion/support/place/{torget.pk}/delete/")


def test_what_is_noted_of_translations_is_asked_for_once_however_many_times_there_are(cafe):
    for weekday in (1, 2, 3):
        machine_made(factories.schedule(cafe, weekday, "09:00", "12:00", label_sv="Babyöppet"), "label", "ar")

    with CaptureQueriesContext(connection) as asked:
        draft = make_working_version(stored(cafe))[cafe]

    table = TranslationState._meta.db_table
    assert sum(f'FROM "{table}"' in one["sql"] for one in asked) == 1
    assert all(TranslationState.objects.about(row).get().language == "ar" for row in rows_of(draft, Schedule))


def test_a_translated_text_stands_once_among_the_translations(cafe, editor):
    factories.schedule(cafe, 2, "09:00", "12:00", label_sv="Öppet", label_ar="مقهى")
    machine_made(cafe.schedules.get(), "label", "ar")
    machine_made(cafe, "title", "ar")
    working_version(cafe)
    assert "2 översättningar" in editor.open("/redaktion/support/translationstate/")


def test_a_preview_of_it_suggests_no_offering_that_it_is_itself(cafe, editor):
    draft = working_version(cafe, slug="nytt-namn", title_sv="Nytt namn")
    page = editor.open(f"/redaktion/visa/offering/{draft.pk}/sv/")
    assert "Nytt namn" in page
    assert 'data-offering="babycafe"' not in page


def test_the_content_is_checked_once(cafe):
    image = factories.image(cafe, alt_sv="Två barn.")
    draft = working_version(cafe)
    changed(draft.image, alt_ar="3 أطفال")
    changed(draft, title_ar="4")
    factories.schedule(draft, 2, "09:00", "12:00", label_sv="Öppet", label_ar="5")
    call_command("check_content")  # else it would raise
    changed(image, alt_ar="3 أطفال")
    with pytest.raises(CommandError):
        call_command("check_content")


def test_a_picture_whose_consent_has_ended_is_not_served_for_a_working_version(cafe, client):
    image = factories.image(cafe)
    working_version(cafe)
    changed(image, shown_until=datetime.date(2020, 1, 1))
    assert client.get(image.src).status_code == 404


def test_a_picture_of_a_working_version_can_be_previewed(cafe, client):
    image = factories.image(working_version(cafe))
    assert client.get(image.src).status_code == 200


def test_what_an_import_changed_meanwhile_stays(loaded):
    offering = Offering.objects.get(slug=BODA)
    draft = working_version(offering, title_sv="Nytt namn")
    changed(draft.schedules.first(), label_sv="Ändrat här")
    loaded.change_offering(BODA, phone="033-12 34 56")
    loaded.keep_sessions(BODA, 1)
    loaded.load()
    assert Offering.objects.get(draft_of=offering).title_sv == "Nytt namn"
    left = set(offering.schedules.values_list("pk", flat=True))
    now = published(draft)
    assert (now.title_sv, now.phone) == ("Nytt namn", "033-12 34 56")
    labels = {one.label_sv for one in now.schedules.exclude(pk__in=left)}
    assert labels <= {"Ändrat här"}  # no time comes back that the import took away, but what was written in
    assert "Ändrat här" in {one.label_sv for one in now.schedules.all()}
