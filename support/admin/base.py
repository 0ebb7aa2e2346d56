"""What all of the desk has in common: history, and the one door for change.

Every way in which the desk alters a row ends in `announce_change`, in the same transaction and after
its relations are saved. tests/support/test_one_door.py walks them all.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten
from django.db import models, transaction
from django.http import HttpRequest

from boras_guide.languages import SOURCE
from support.admin.audited import Audited
from support.admin.conflict import SavesWhatWasSeen
from support.admin.history import WithHistory
from support.admin.inputs import INPUTS, DeskForm
from support.admin.languages import TranslatedAdmin
from support.admin.lookups import NarrowedAsOffered
from support.admin.new_rows import NamesNewRows
from support.admin.pages import ShownOnSite
from support.admin.permitted import Permitted, only_translates
from support.admin.search import FoldedSearch
from support.authorship import Text, changed_texts, credit_person, doubtful_numbers
from support.catalogue import affected_offerings, announce_change
from support.change import Change
from support.models import Offering, TranslationState, Update
from support.rights import Rights


def linked_only(tree: list) -> list:
    """Django's nested list of rows, without those that have no page in the desk."""
    return [
        linked_only(branch) if isinstance(branch, list) else branch
        for branch in tree
        if isinstance(branch, list) or "<a " in branch
    ]


class DeskAdmin(
    SavesWhatWasSeen,
    Permitted,
    WithHistory,
    Audited,
    FoldedSearch,
    NarrowedAsOffered,
    NamesNewRows,
    ShownOnSite,
):
    """Rows whose every change is kept in history and goes through the one door."""

    form = DeskForm
    formfield_overrides = INPUTS
    list_per_page = 50

    class Media:
        js = ("desk/first_fault.js",)

    # --- Adding and changing: the row, then its relations and inlines -------------------------------

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: forms.ModelForm, change: bool
    ) -> None:
        form.change = Change(obj)
        self.sign(obj)
        super().save_model(request, obj, form, change)
        self.credit(request, obj, form.change.texts)

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        TranslationState.objects.about(*(row.instance for row in formset.deleted_forms)).delete()
        texts = [(row.instance, changed_texts(row.instance)) for row in formset if row.has_changed()]
        super().save_formset(request, form, formset, change)
        for obj, changed in texts:
            if obj.pk:  # not deleted
                self.credit(request, obj, changed)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.change.announce()
        rows = (row for formset in formsets for row in formset.forms if row not in formset.deleted_forms)
        for one in (form, *rows):
            for remark in one.remarks if one.has_changed() else ():
                messages.warning(request, remark)

    def sign(self, obj: models.Model) -> None:
        """Readers see which administration changed it last, never which person."""
        if isinstance(obj, Offering | Update):
            obj.changed_by = obj.administration

    def credit(self, request: HttpRequest, obj: models.Model, texts: set[Text]) -> None:
        """The texts are the editor's now; say so if they hold numbers that the Swedish does not."""
        credit_person(obj, texts)
        for field, language, numbers in doubtful_numbers(obj, texts):
            messages.warning(
                request,
                f"Kontrollera {', '.join(numbers)} i {field} på {language}: det står inte i den svenska texten.",
            )

    # --- Many at once -------------------------------------------------------------------------------

    def save_each(
        self, request: HttpRequest, objects: Iterable[models.Model], reason: str, **values: Any
    ) -> None:
        """Set the same values on many rows, each with its history, and announce them together."""
        touched = set()
        with transaction.atomic():
            for obj in objects:
                touched |= affected_offerings(obj)
                for name, value in values.items():
                    setattr(obj, name, value)
                self.sign(obj)
                obj._change_reason = reason
                obj.save()
                self.log_change(request, obj, reason)
            announce_change(touched)

    # --- Deleting: what is touched must be asked before ---------------------------------------------

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        with transaction.atomic():
            touched = affected_offerings(obj)
            TranslationState.objects.about(obj).delete()
            super().delete_model(request, obj)
            announce_change(touched)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        with transaction.atomic():
            touched = set().union(*map(affected_offerings, queryset))
            TranslationState.objects.about(*queryset).delete()
            super().delete_queryset(request, queryset)
            announce_change(touched)

    def get_deleted_objects(self, objects: Iterable[models.Model], request: HttpRequest) -> tuple:
        """What goes along, as far as it has pages here: an editor knows no rows of the search."""
        tree, counts, lacking, protected = super().get_deleted_objects(objects, request)
        shown = {model._meta.verbose_name_plural for model in self.admin_site._registry}
        return linked_only(tree), {name: counts[name] for name in counts if name in shown}, lacking, protected


class TranslatedDeskAdmin(TranslatedAdmin, DeskAdmin):
    """The same, with a tab for each language."""

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list:
        """A translator meets the texts, the Swedish beside her own, and nothing else."""
        fieldsets = super().get_fieldsets(request, obj)
        if not only_translates(request, obj):
            return fieldsets
        languages = {SOURCE, *Rights.of(request.user).translates_to}
        texts = {
            field.name for field in self.opts.get_fields() if getattr(field, "language", "") in languages
        }
        shown = [
            (name, {**options, "fields": [field for field in flatten(options["fields"]) if field in texts]})
            for name, options in fieldsets
        ]
        return [(name, options) for name, options in shown if options["fields"]]


class KeptForever:
    """Words that have stood in addresses: a link to them always leads somewhere, so they only retire."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            found = found.in_use()
        return found, may_repeat
