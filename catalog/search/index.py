"""Writes the Term and Posting rows: which word stands in which field of which offering."""

from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch

from boras_guide.languages import LANGUAGES, SOURCE, column
from catalog.models import Posting, Term
from catalog.search.analysis import words
from support.models import Offering, Place

OFFERINGS_AT_A_TIME = 200
ROWS_AT_A_TIME = 5_000

Field = Posting.Field
Occurrence = tuple[str, str, int, int]  # language, word, offering id, field


def refresh_changed(sender, *, offering_ids: set[int], **kwargs) -> None:
    """Receiver of `support.signals.catalogue_changed`."""
    refresh(offering_ids)


def refresh(offering_ids: Iterable[int]) -> None:
    """Make the rows of these offerings anew."""
    offering_ids = list(offering_ids)
    with transaction.atomic():
        for some in _batches(offering_ids, OFFERINGS_AT_A_TIME):
            postings = Posting.objects.filter(offering__in=some)
            had = set(postings.values_list("term_id", flat=True))
            postings.delete()
            _write(_occurrences(some))
            _drop_unused(had)


def rebuild(report: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the whole index anew. Returns how many offerings it holds; `report(done, total)` on the way."""
    with transaction.atomic():
        Posting.objects.all().delete()
        Term.objects.all().delete()
        ids = list(Offering.objects.order_by("pk").values_list("pk", flat=True))
        for number, some in enumerate(_batches(ids, OFFERINGS_AT_A_TIME)):
            _write(_occurrences(some))
            report(number * OFFERINGS_AT_A_TIME + len(some), len(ids))
    return len(ids)


def _occurrences(offering_ids: Iterable[int]) -> set[Occurrence]:
    offerings = (
        Offering.objects.filter(pk__in=offering_ids)
        .select_related("administration")
        .prefetch_related("topics", "areas", Prefetch("places", Place.objects.select_related("area")))
    )
    return {
        (language, word, offering.pk, field)
        for offering in offerings
        for language in LANGUAGES
        for field, text in _texts(offering, language)
        for word in words(text)
    }


def _texts(offering: Offering, language: str) -> Iterator[tuple[Field, str]]:
    """What an offering says in one language, without fallback."""

    def own(obj, field: str) -> str:
        return getattr(obj, column(field, language)) or ""

    yield Field.TITLE, own(offering, "title")
    yield Field.SUMMARY, own(offering, "summary")
    yield Field.DESCRIPTION, own(offering, "description")
    yield Field.ADMINISTRATION, own(offering.administration, "name")
    for topic in offering.topics.all():
        yield Field.TOPIC, own(topic, "name")
        yield Field.TOPIC, own(topic, "search_terms")
    if language == SOURCE:  # names of places are not translated
        for place in offering.places.all():
            yield Field.PLACE, f"{place.name} {place.street_address} {place.area or ''}"
        for area in offering.areas.all():
            yield Field.PLACE, area.name


def _write(occurrences: set[Occurrence]) -> None:
    terms = _term_ids({(language, word) for language, word, _, _ in occurrences})
    Posting.objects.bulk_create(
        (
            Posting(term_id=terms[language, word], offering_id=offering, field=field)
            for language, word, offering, field in sorted(occurrences)
        ),
        batch_size=ROWS_AT_A_TIME,
    )


def _term_ids(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Ids of these (language, word) terms, made where they are missing."""
    Term.objects.bulk_create(
        (Term(language=language, text=word) for language, word in sorted(wanted)),
        ignore_conflicts=True,
        batch_size=ROWS_AT_A_TIME,
    )
    found = {}
    for some in _batches(sorted({word for _, word in wanted}), ROWS_AT_A_TIME):
        rows = Term.objects.filter(text__in=some).values_list("language", "text", "pk")
        found.update({(language, word): pk for language, word, pk in rows})
    return found


def _drop_unused(term_ids: set[int]) -> None:
    for some in _batches(sorted(term_ids), ROWS_AT_A_TIME):
        in_use = Posting.objects.filter(term=OuterRef("pk"))
        Term.objects.filter(~Exists(in_use), pk__in=some).delete()


def _batches(rows: list, size: int) -> Iterator[list]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
