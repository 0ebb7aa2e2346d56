"""What no form can see, because it spans relations, rows or languages."""

import datetime
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError
from django.db import models
from django.utils import timezone
from modeltranslation.translator import translator

from boras_guide.languages import LANGUAGES, SOURCE, column
from support.models import Closure, Image, Occasion, Offering, Schedule, Term, TranslationState
from support.models.search_words import SearchWords
from support.models.translation_state import source_hash
from support.numbers import unfounded_numbers
from support.schedule import LOOK_AHEAD, days_of

ROWS_AT_A_TIME = 500
TRANSLATED_LANGUAGES = [code for code in LANGUAGES if code != SOURCE]


class Command(BaseCommand):
    help = (
        "List published offerings without a place or a contact, times in term time where no term is known, and "
        "translations with a number that their Swedish text has not. Exit with 1 if there are any. Also counts "
        "outdated translations."
    )

    def handle(self, **options: object) -> None:
        faults = 0
        for line in (*publishing_faults(), *term_faults(timezone.localdate()), *number_faults()):
            faults += 1
            self.stdout.write(line)
        outdated = sum(outdated_translations(model) for model in translated_models())
        self.stdout.write(f"Outdated translations: {outdated}.")
        if faults:
            raise CommandError(f"{faults} fault(s) in the content.")
        self.stdout.write("No faults in the content.")


def publishing_faults() -> Iterator[str]:
    # Prefetched, so that publishing_faults() asks the database nothing.
    offerings = Offering.objects.published(timezone.now()).readable_in(SOURCE)
    for offering in offerings.prefetch_related("places", "areas").iterator(ROWS_AT_A_TIME):
        for fault in offering.publishing_faults().values():
            yield f"{name_of(offering)}: {fault}"


def term_faults(today: datetime.date) -> Iterator[str]:
    """Times that only run in term time are shown on no day of which nobody knows whether it is one."""
    school = Term.objects.calendar()
    offerings = Offering.objects.published(timezone.now()).values("pk")
    schedules = Schedule.objects.filter(term_time_only=True, offering__in=offerings)
    for schedule in schedules.select_related("offering").order_by("offering_id", "pk"):
        days = days_of(schedule.value, today, today + LOOK_AHEAD)
        unknown = next((day for day in days if not school.is_known(day)), None)
        if unknown:
            yield f"{name_of(schedule.offering)}: {schedule}: only in term time, and no term is known for {unknown}"


def number_faults() -> Iterator[str]:
    for model in translated_models():
        fields = written_fields(model)
        for row in rows_of(model).iterator(ROWS_AT_A_TIME):
            for field in fields:
                source = getattr(row, column(field, SOURCE)) or ""
                for code in TRANSLATED_LANGUAGES:
                    numbers = unfounded_numbers(getattr(row, column(field, code)) or "", source)
                    if numbers:
                        yield f"{name_of(row)}: {column(field, code)}: not in the Swedish text: {', '.join(numbers)}"


def outdated_translations(model: type[models.Model]) -> int:
    """How many translations of this model's texts were made from a Swedish text that has changed since."""
    fields = written_fields(model)
    hashes = {
        (pk, field): source_hash(text or "")
        for pk, *texts in rows_of(model).values_list("pk", *(column(field, SOURCE) for field in fields))
        for field, text in zip(fields, texts, strict=True)
    }
    states = TranslationState.objects.filter(content_type=ContentType.objects.get_for_model(model))
    return sum(
        hashes.get((pk, field), made_from) != made_from
        for pk, field, made_from in states.values_list("object_id", "field", "source_hash").iterator()
    )


def translated_models() -> list[type[models.Model]]:
    return [
        model
        for model in translator.get_registered_models(abstract=False)
        if model._meta.app_label == "support"
        and not issubclass(model, SearchWords)  # what people type, not what they read
    ]


def written_fields(model: type[models.Model]) -> list[str]:
    """The translated fields that people write; sort keys are made from them."""
    fields = translator.get_options_for_model(model).all_fields
    return [field for field in fields if model._meta.get_field(field).editable]


def rows_of(model: type[models.Model]) -> models.QuerySet:
    """Without drafts: an unfinished text is its editor's own affair."""
    rows = model._default_manager.order_by("pk")
    if model is Offering:
        return rows.filter(draft_of__isnull=True)
    if model in (Schedule, Occasion, Closure, Image):
        return rows.filter(offering__draft_of__isnull=True)
    return rows


def name_of(row: models.Model) -> str:
    name = getattr(row, "slug", "") or getattr(row, "code", "") or row.pk
    return f"{row._meta.model_name} {name}"
