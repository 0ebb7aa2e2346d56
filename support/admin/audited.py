"""Whatever is done at the desk leaves one entry in the audit trail, by way of Django's own log."""

import copy
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from support.audit import note, row_details, row_of, taken_records
from support.timeline import BENEATH

ADDED, CHANGED, REMOVED = "Tillagd", "Ändrad", "Borttagen"
# How the names of addresses end → the screen. The rest are forms.
SCREENS = {
    "review": "Granskning",
    "coordinates": "Import: koordinater (fil)",
    "simple_history": "Historik: tillbaka till tidigare version",
    "copy_times": "Formulär: kopiera tider",
    "copy_times_of_many": "Lista: kopiera tider",
    "assure_times": "Formulär: bekräfta tider",
}


class Audited(admin.ModelAdmin):
    def screen(self, request: HttpRequest) -> str:
        """In words."""
        match = request.resolver_match
        url_name = (match.url_name if match else "") or ""
        ending = url_name.removeprefix(f"{self.opts.app_label}_{self.opts.model_name}_")
        if ending == "changelist":
            return f"Lista: {self._chosen_action(request)}"
        if ending == "delete":
            return f"Formulär: ta bort {self.opts.verbose_name}"
        return SCREENS.get(ending) or f"Formulär: {self.opts.verbose_name}"

    def _chosen_action(self, request: HttpRequest) -> str:
        name = next(filter(None, request.POST.getlist("action")), "")
        action = self.get_actions(request).get(name)
        words = str(action[2]) if action else "ändra rader"
        words = words.partition(":")[0].removesuffix(" …") % {
            "verbose_name_plural": self.opts.verbose_name_plural
        }
        return words[:1].lower() + words[1:]

    def note(self, request: HttpRequest, obj: Model, act: str, records: list[Any] | None = None) -> None:
        records = taken_records(request) if records is None else records
        own = next((one for one in records if is_of(one, obj)), None)
        beneath = [row_details(one) for one in records if not is_of(one, obj)]
        details = [*self.audit_details(request, obj), *beneath]
        note(
            act,
            self.screen(request),
            user=request.user,
            obj=obj,
            record=own.history_id if own else None,
            first=own.first_id if own else None,
            details=details,
        )

    def audit_details(self, request: HttpRequest, obj: Model) -> list[dict]:
        """What no history tells: `{"field": "Aktiv", "old": "ja", "new": "nej"}`."""
        return []

    # --- Django's log ---------------------------------------------------------------------------------

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self.note(request, obj, message if isinstance(message, str) and message else ADDED)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self.note(request, obj, message if isinstance(message, str) and message else CHANGED)
        return super().log_change(request, obj, message)

    # Django logs what is going to be deleted; the history of it is written afterwards.

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        gone = copy.copy(obj)
        with transaction.atomic():
            super().delete_model(request, obj)
            self.note(request, gone, REMOVED)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        gone = list(queryset)
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            records = taken_records(request)
            for obj in gone:
                self.note(
                    request, obj, REMOVED, [one for one in records if is_of(one, obj) or is_beneath(one, obj)]
                )


def is_of(record: Any, obj: Model) -> bool:
    return row_of(record) == (type(obj), obj.pk)


def is_beneath(record: Any, obj: Model) -> bool:
    owner = BENEATH.get(type(obj), {}).get(record.instance_type)
    return owner is not None and getattr(record, f"{owner}_id") == obj.pk
