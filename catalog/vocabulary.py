"""The names of everything one can filter by, in the page's language, read in one query."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import CharField, F, QuerySet, Value
from modeltranslation.manager import MultilingualQuerySet

from boras_guide.languages import LANGUAGES, column
from boras_guide.wording import language_name
from catalog.shown import ShownText, first_shown
from support.models import Administration, Area, Audience, OfferingType, SpokenLanguage, Topic
from support.sorting import sort_key

# The parameters whose values are content, and where their values are kept.
MODELS = {
    "type": OfferingType,
    "topic": Topic,
    "area": Area,
    "administration": Administration,
    "spoken": SpokenLanguage,
    "audience": Audience,
}
ALPHABETICAL = {"area", "administration", "spoken"}  # the others stand in the office's order


@dataclass(frozen=True)
class Entry:
    """One value of a parameter: what stands in the address, and its name for the reader."""

    id: int
    code: str
    slug: str
    name: ShownText
    is_retired: bool = False
    is_sensitive: bool = False


Vocabulary = dict[str, list[Entry]]


def vocabulary(language: str, only: Mapping[str, QuerySet] | None = None) -> Vocabulary:
    """Parameter → its entries in order; `only` narrows the parameters and their rows."""
    querysets = only or {kind: model.objects.all() for kind, model in MODELS.items()}
    first, *rest = (_rows(kind, rows, language) for kind, rows in querysets.items())
    found: Vocabulary = {kind: [] for kind in querysets}
    for kind, pk, code, slug, is_retired, is_sensitive, *names in first.union(*rest, all=True):
        if kind == "spoken":
            name = ShownText(language_name(code, language), language)
        elif kind == "area":  # names of places are the same in every language
            name = ShownText(names[-1], language)
        else:
            name = first_shown(zip(LANGUAGES[language].chain, names, strict=True), language)
        found[kind].append(Entry(pk, code, slug, name, bool(is_retired), bool(is_sensitive)))
    for kind, entries in found.items():
        if kind in ALPHABETICAL:
            entries.sort(key=lambda entry: (sort_key(entry.name, language), entry.id))
        else:
            entries.sort(key=lambda entry: entry.id)
    return found


def _rows(kind: str, rows: QuerySet, language: str) -> QuerySet:
    """(kind, id, code, slug, retired, sensitive, name in each language of the chain), alike for every model."""
    own = {field.name for field in rows.model._meta.fields}
    nothing = Value("", output_field=CharField())
    address = F("slug") if "slug" in own else F("code")
    names = []
    for code in LANGUAGES[language].chain:
        name = column("name", code)
        names.append(F(name) if name in own else F("name") if "name" in own else nothing)
    if isinstance(rows, MultilingualQuerySet):
        rows = rows.rewrite(False)
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        "pk",
        F("code") if "code" in own else address,
        address,
        *(F(flag) if flag in own else Value(False) for flag in ("is_retired", "is_sensitive")),
        *names,
    )
