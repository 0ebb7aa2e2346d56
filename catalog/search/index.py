"""Writes the Term and Posting rows: which word stands where in the own words of which offering.

What an offering belongs to (topic, type, area …) is not written for each: `catalog.search.lexicon` holds it once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from boras_guide.languages import LANGUAGES, SOURCE, column
from catalog.models import Posting, Term
from catalog.search.analysis import Word, forms, is_small, read, words
from catalog.search.weights import ELSEWHERE, FIELDS, TITLE_KEEPS, TITLE_LOSES_PER_WORD, Field
from support.models import CatalogueRevision, Offering, Place

OFFERINGS_AT_A_TIME = 200
ROWS_AT_A_TIME = 5_000
LONGEST_NAME = 120  # letters

Key = tuple[str, str, int]  # language, term, offering id
Row = tuple[str, str, int, int, int]  # the same, field, weight


def refresh_changed(sender, *, offering_ids: set[int], **kwargs) -> None:
    """Receiver of `support.signals.catalogue_changed`."""
    refresh(offering_ids)


def refresh(offering_ids: Iterable[int]) -> None:
    """Make the rows of these offerings anew."""
    with transaction.atomic():
        for some in _batches(sorted(offering_ids), OFFERINGS_AT_A_TIME):
            postings = Posting.objects.filter(offering__in=some)
            had = set(postings.values_list("term_id", flat=True))
            postings.delete()
            _write(rows_of(some))
            _drop_unused(had)


def rebuild(report: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the whole index anew. Returns how many offerings it holds; `report(done, total)` on the way."""
    with transaction.atomic():
        # First, as every change does: whoever holds this row writes, and the others wait in line.
        CatalogueRevision.objects.advance()
        Posting.objects.all().delete()
        Term.objects.all().delete()
        ids = list(_indexed().order_by("pk").values_list("pk", flat=True))
        for number, some in enumerate(_batches(ids, OFFERINGS_AT_A_TIME)):
            _write(rows_of(some))
            report(number * OFFERINGS_AT_A_TIME + len(some), len(ids))
    return len(ids)


def is_empty() -> bool:
    return not Posting.objects.exists()


def repair(offering_ids: Iterable[int]) -> None:
    """Make the rows of these offerings anew, outside any change of theirs."""
    with transaction.atomic():
        CatalogueRevision.objects.advance()
        refresh(offering_ids)


def drift(report: Callable[[int, int], None] = lambda done, total: None) -> list[int]:
    """Ids of the offerings whose rows are not what their texts say."""
    wrong = set(Posting.objects.exclude(offering__in=_indexed()).values_list("offering_id", flat=True))
    ids = list(_indexed().order_by("pk").values_list("pk", flat=True))
    for number, some in enumerate(_batches(ids, OFFERINGS_AT_A_TIME)):
        kept = Posting.objects.filter(offering__in=some).values_list(
            "term__language", "term__text", "offering_id", "field", "weight"
        )
        wrong.update(offering for _, _, offering, _, _ in set(kept) ^ rows_of(some))
        report(number * OFFERINGS_AT_A_TIME + len(some), len(ids))
    return sorted(wrong)


def _indexed() -> QuerySet[Offering]:
    """What readers can ever find; nobody learns a word of a draft."""
    return Offering.objects.filter(status=Offering.Status.PUBLISHED, draft_of__isnull=True)


def rows_of(offering_ids: Iterable[int]) -> set[Row]:
    """What the index should hold of these offerings."""
    offerings = (
        _indexed()
        .filter(pk__in=offering_ids)
        .prefetch_related(Prefetch("places", Place.objects.select_related("area")))
    )
    return {
        (language, text, offering.pk, field, weight)
        for offering in offerings
        for language in LANGUAGES
        for text, field, weight in terms_of(offering, language)
    }


def terms_of(offering: Offering, language: str) -> Iterator[tuple[str, int, int]]:
    """(term, the field where it says most, its weight) of one offering in one language."""
    found: dict[str, dict[int, int]] = {}  # term → field → points
    for field, text in texts_of(offering, language):
        for term, points in _points(field, text, language).items():
            places = found.setdefault(term, {})
            places[field] = max(points, places.get(field, 0))
    for term, places in found.items():
        best = max(places, key=lambda field: (places[field], -field))
        yield term, best, places[best] + (sum(places.values()) - places[best]) // ELSEWHERE


def texts_of(offering: Offering, language: str) -> Iterator[tuple[int, str]]:
    """(field, text): what an offering says in one language, without fallback."""

    def own(field: str) -> str:
        return getattr(offering, column(field, language)) or ""

    for name in names(own("title")):
        yield Field.NAME, name
    yield Field.TITLE, own("title")
    yield Field.SUMMARY, own("summary")
    yield Field.DESCRIPTION, own("description")
    if language == SOURCE:  # names of places are not translated
        for place in offering.places.all():
            yield Field.PLACE, f"{place.name} {place.street_address} {place.area or ''}"


def names(title: str) -> Iterator[str]:
    """A title, and what it is called inside it: "Familjecentralen (Norrby)" has three names.

    >>> list(names("الروضة المفتوحة (Öppna förskolan)"))
    ['الروضة المفتوحة (Öppna förskolan)', 'الروضة المفتوحة', 'Öppna förskolan']
    """
    yield title
    for dash in (" – ", " - ", ", "):
        yield from (part for part in title.split(dash) if part != title)
    outside, bracket, rest = title.partition("(")
    if bracket:
        yield outside.strip()
        yield rest.partition(")")[0]


def whole(text: str) -> str:
    """A name as one term. A single word is kept apart from the same word in a text by its space.

    >>> whole("Bris – barn!")
    ' bris barn'
    """
    return (" " + " ".join(words(text)))[:LONGEST_NAME]


def _points(field: int, text: str, language: str) -> Counter[str]:
    """Term → what it is worth in this text."""
    if field == Field.NAME:
        name = whole(text)
        return Counter({name: FIELDS[field]} if name.strip() else {})
    found: Counter[str] = Counter()
    read_words = _meaningful(text, language)
    worth = FIELDS[field]
    if field == Field.TITLE:
        worth = worth * max(100 - TITLE_LOSES_PER_WORD * (len(read_words) - 1), TITLE_KEEPS) // 100
    for word in read_words:
        for form in forms(word, language):
            found[form] = worth
    return found


def _meaningful(text: str, language: str) -> list[Word]:
    return [word for word in read(text) if not is_small(word, language)]


def _write(rows: set[Row]) -> None:
    terms = _term_ids({(language, text) for language, text, *_ in rows})
    Posting.objects.bulk_create(
        (
            Posting(term_id=terms[language, text], offering_id=offering, field=field, weight=weight)
            for language, text, offering, field, weight in sorted(rows)
        ),
        batch_size=ROWS_AT_A_TIME,
    )


def _term_ids(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Ids of these (language, text) terms, made where they are missing."""
    Term.objects.bulk_create(
        (Term(language=language, text=text) for language, text in sorted(wanted)),
        ignore_conflicts=True,
        batch_size=ROWS_AT_A_TIME,
    )
    found = {}
    for some in _batches(sorted({text for _, text in wanted}), ROWS_AT_A_TIME):
        rows = Term.objects.filter(text__in=some).values_list("language", "text", "pk")
        found.update({(language, text): pk for language, text, pk in rows})
    return found


def _drop_unused(term_ids: set[int]) -> None:
    for some in _batches(sorted(term_ids), ROWS_AT_A_TIME):
        in_use = Posting.objects.filter(term=OuterRef("pk"))
        Term.objects.filter(~Exists(in_use), pk__in=some).delete()


def _batches(rows: list, size: int) -> Iterator[list]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
