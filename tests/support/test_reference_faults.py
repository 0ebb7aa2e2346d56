"""A fault in the files is named by file, entry, field and value, and nothing is written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from support.models import (
    Administration,
    Offering,
)
from support.reference.faults import BrokenContent
from tests import factories
from tests.support.small_copy import BABIES, BODA, VIOLENCE, SmallCopy, boda, entry

pytestmark = pytest.mark.django_db


def in_offering(**values: Any) -> Callable[[SmallCopy], None]:
    return lambda copy: copy.change_offering(BODA, **values)


def in_session(**values: Any) -> Callable[[SmallCopy], None]:
    return lambda copy: copy.change(
        "offerings.json", lambda entries: entry(entries, BODA)["sessions"][0].update(values)
    )


def in_word(section: str, slug: str, **values: Any) -> Callable[[SmallCopy], None]:
    return lambda copy: copy.change(
        "vocabulary.json", lambda words: entry(words[section], slug).update(values)
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
    (
        in_translation("types", "circus", {"name": "Sirk", "description": ""}),
        "translations/so.json",
        "circus",
        "types",
        "circus",
    ),
    (
        in_translation("types", "open_preschool", {"name": "Xannaano 24", "description": ""}),
        "translations/so.json",
        "open_preschool",
        "types.name",
        "Xannaano 24",
    ),
    (
        in_translation("types", "open_preschool", {"name": "Xannaano", "description": "24 saac"}),
        "translations/so.json",
        "open_preschool",
        "types.description",
        "24 saac",
    ),
    (
        in_translation("types", "open_preschool", "Xannaano"),
        "translations/so.json",
        "open_preschool",
        "types",
        "must be an object",
    ),
    (
        in_translation(
            "audiences", "grandparents", {"name": "Ayeeyo", "heading": "Ayeeyo " * 30, "description": ""}
        ),
        "translations/so.json",
        "grandparents",
        "audiences.heading",
        "Ayeeyo Ayeeyo",
    ),
    (
        in_word("audiences", "grandparents", heading_sv=""),
        "translations/en.json",
        "grandparents",
        "heading",
        "empty",
    ),
    (
        in_word("types", "open_preschool", description_sv=None),
        "vocabulary.json",
        "open_preschool",
        "description_sv",
        "null",
    ),
    (
        in_word("types", "open_preschool", heading_sv="Lek"),
        "vocabulary.json",
        "open_preschool",
        "heading_sv",
        "Lek",
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
    copy.change(
        "translations/en.json", lambda texts: texts["types"]["open_preschool"].update(name="Preschool 7")
    )

    with pytest.raises(BrokenContent) as broken:
        copy.load()

    named = {(fault.where.file, fault.where.entry, fault.where.field) for fault in broken.value.faults}
    assert named == {
        ("offerings.json", BODA, "phone"),
        ("offerings.json", BODA, "cost"),
        ("offerings.json", BODA, "topics[0]"),
        ("offerings.json", BODA, "age_max"),
        ("offerings.json", BABIES, "website"),
        ("translations/en.json", "open_preschool", "types.name"),
    }


def test_a_key_that_stands_twice_is_a_fault(copy):
    file = copy.directory / "areas.json"
    file.write_text(file.read_text().replace('"name": "Boda"', '"name": "Boda", "name": "Boda by"'))

    with pytest.raises(BrokenContent, match=r"areas\.json, boda, name: .* stands here twice"):
        copy.load()


def test_a_missing_or_unreadable_file_is_a_fault(copy):
    (copy.directory / "synonyms.json").unlink()
    (copy.directory / "translations/fi.json").write_text("{")

    with pytest.raises(BrokenContent) as broken:
        copy.load()

    assert {fault.where.file for fault in broken.value.faults} >= {"synonyms.json", "translations/fi.json"}
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
