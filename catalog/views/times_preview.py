"""The times in an editor's form, as parents will see them once they are saved."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from boras_guide.wording import capitalized
from catalog.times_preview import times_preview
from support.entered_times import EnteredTimes
from support.models import Closure, Occasion, Offering, Schedule

MODELS: tuple[Any, ...] = (Schedule, Occasion, Closure)
LONGEST_ID = 18  # digits that every database can hold


@require_POST
def preview(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """`pk`: None for an offering that is still being written."""
    if not admin.site.has_permission(request):
        raise PermissionDenied
    desk = admin.site.get_model_admin(Offering)
    offering = get_object_or_404(Offering, pk=pk) if pk else Offering()
    if not (desk.has_change_permission(request, offering) if pk else desk.has_add_permission(request)):
        raise PermissionDenied
    rows: dict[Any, list[Any]] = {model: [] for model in MODELS}
    faults: list[str] = []
    remarks: list[str] = []
    for formset in _formsets(request, desk, offering if pk else None):
        for form in _filled(formset):
            if not form.errors:
                rows[formset.model] += [form.instance, *getattr(form, "copies", list)()]
                remarks += form.remarks if form.has_changed() else ()
            else:
                faults.append(f"{capitalized(form.called)}: {_what_is_wrong(form)}")
    places = [int(pk) for pk in request.POST.getlist("places") if pk.isdecimal() and len(pk) <= LONGEST_ID]
    entered = EnteredTimes.of(rows[Schedule], rows[Occasion], rows[Closure], places)
    context = times_preview(offering, entered, timezone.now())
    context["warnings"] = [*remarks, *context["warnings"]]
    return render(request, "admin/_times_preview.html", {**context, "faults": faults})


def _formsets(
    request: HttpRequest, desk: admin.ModelAdmin, offering: Offering | None
) -> Iterator[BaseInlineFormSet]:
    """As the desk itself makes them when the form is sent."""
    for formset, inline in desk.get_formsets_with_inlines(request, offering):
        if inline.model in MODELS:
            prefix = formset.get_default_prefix()
            yield formset(**desk.get_formset_kwargs(request, offering or Offering(), inline, prefix))


def _filled(formset: BaseInlineFormSet) -> Iterator[Any]:
    """The rows that will be there when the form is saved."""
    for number, form in enumerate(formset.forms, start=1):
        is_untouched = number > formset.initial_form_count() and not form.has_changed()
        form.full_clean()
        if not (is_untouched or formset._should_delete_form(form)):
            yield form


def _what_is_wrong(form: Any) -> str:
    """In the words that stand at the fields."""
    return " ".join(
        f"{form.fields[name].label or name}: {fault}" if name in form.fields else str(fault)
        for name, faults in form.errors.items()
        for fault in faults
    )
