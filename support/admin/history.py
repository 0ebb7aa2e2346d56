"""History in an editor's words, and the way back to an earlier version."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from simple_history.admin import SimpleHistoryAdmin

from support.admin.inputs import is_id
from support.admin.permitted import choosable
from support.admin.record_differences import RowDifference, differences, gathered
from support.change import Change
from support.models import Offering
from support.moments import moment
from support.restoring import Restoring
from support.rights import Rights
from support.timeline import Act, Timeline, full_records

DONE = {"+": "Tillagd", "~": "Ändrad", "-": "Borttagen"}
NOBODY = "ingen person"
SAVE = "_save"


@dataclass
class Line:
    """An act, for reading."""

    at: datetime.datetime
    who: str
    what: str
    screen: str
    rows: list[RowDifference]
    version: str  # address of the page that shows it, "" where there is no way back


class WithHistory(SimpleHistoryAdmin):
    history_list_per_page = 50

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        timeline, obj, _ = self._remembered(request, object_id)
        page = Paginator(timeline.acts, self.history_list_per_page).get_page(request.GET.get("p"))
        context = {
            **self._history_context(request, obj),
            "title": f"Historik: {obj}",
            "module_name": self.opts.verbose_name_plural.capitalize(),
            "page_obj": page,
            "lines": self._history_lines(request, timeline, page.object_list),
            "page_range": page.paginator.get_elided_page_range(page.number),
            "page_var": "p",
            "pagination_required": page.paginator.num_pages > 1,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/support/object_history.html", context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """What going back would change; and going back."""
        if not is_id(version_id):
            raise Http404
        with transaction.atomic():
            timeline, obj, current = self._remembered(request, object_id)
            act = self._version_act(request, timeline, int(version_id))
            buttons = [] if self.revert_disabled(request, obj) else self.ways_back(request, current)
            faults: list[str] = []
            if request.method == "POST":
                if not buttons:
                    raise PermissionDenied
                pressed = next((name for name, _ in buttons if name in request.POST), buttons[-1][0])
                try:
                    with transaction.atomic():
                        return self._go_back(request, timeline, act, current, pressed)
                except ValidationError as refused:
                    faults = refused.messages
            onto = current and self.restored_row(request, self.model._base_manager.get(pk=current.pk))
            restoring = self._restoring(request, timeline, act, onto)
        context = {
            **self._history_context(request, obj),
            "title": f"Så var det {moment(act.at)}",
            "rows": gathered(
                row for row in differences(restoring.pairs, self.model, Rights.of(request.user)) if row
            ),
            "missing": restoring.missing,
            "faults": faults,
            "buttons": buttons if restoring.is_possible else [],
            "is_gone": current is None,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/support/object_history_form.html", context)

    # --- Another way for what is changed in another way -------------------------------------------------

    def ways_back(self, request: HttpRequest, current: models.Model | None) -> list[tuple[str, str]]:
        """Names and words of the buttons."""
        return [(SAVE, "Gå tillbaka till den här versionen")]

    def restored_row(self, request: HttpRequest, current: models.Model, pressed: str = "") -> models.Model:
        """Onto which an earlier version is written; while somebody only looks, nothing is pressed."""
        return current

    def after_going_back(self, request: HttpRequest, row: models.Model, pressed: str) -> None:
        """Raises ValidationError where it cannot be left so."""

    # --- What history knows ---------------------------------------------------------------------------

    def _remembered(
        self, request: HttpRequest, object_id: str
    ) -> tuple[Timeline, models.Model, models.Model | None]:
        """Its history; the row, or what it was before it went; and only the row."""
        key = unquote(object_id)
        if not is_id(key):
            raise Http404
        current = self.model._base_manager.filter(pk=key).first()
        obj = current
        if obj is None:
            record = self.model.history.filter(**{self.opts.pk.attname: key}).order_by("-history_id").first()
            if record is None:
                raise Http404
            obj = record.instance
        if not self.has_view_history_or_change_history_permission(request, obj):
            raise PermissionDenied
        return Timeline(self.model, int(key)), obj, current

    def _version_act(self, request: HttpRequest, timeline: Timeline, version: int) -> Act:
        """In which a version came to be. `?rad=` names a row beneath that was changed alone."""
        model_name, _, pk = request.GET.get("rad", "").rpartition("-")
        if not model_name:
            model_name, pk = self.opts.model_name, str(version)
        act = timeline.act_with(model_name, int(pk)) if is_id(pk) else None
        own = act and timeline.standing(act).get((self.model, timeline.pk))
        if own is None or own.pk != version:
            raise Http404
        return act

    def revert_disabled(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        # A working version that is gone has been published or thrown away: another one is made instead.
        is_spent = (
            isinstance(obj, Offering) and obj.draft_of_id and not type(obj)._base_manager.filter(pk=obj.pk)
        )
        return bool(is_spent) or super().revert_disabled(request, obj)

    def _history_context(self, request: HttpRequest, obj: models.Model) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": obj,
            "original": obj,
            "history_url": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[obj.pk]
            ),
        }

    def _history_lines(self, request: HttpRequest, timeline: Timeline, acts: Iterable[Act]) -> list[Line]:
        """Of what changed something that is told."""
        acts = list(acts)
        told = [*(one for act in acts for one in (*act.records, *act.before.values()))]
        records = full_records(one.full_key for one in told)
        pairs, places = [], []
        for act in acts:
            for record in filter(timeline.is_told, act.records):
                before = act.before.get(record.key)
                old = records[before.full_key] if before and before.is_standing else None
                new = records[record.full_key] if record.is_standing else None
                if old is not None or new is not None:
                    pairs.append((record.model, old, new))
                    places.append(id(act))
        rows: dict[int, list[RowDifference]] = {}
        for place, row in zip(places, differences(pairs, self.model, Rights.of(request.user)), strict=True):
            if row:
                rows.setdefault(place, []).append(row)
        users = get_user_model()._base_manager.in_bulk({act.records[0].user for act in acts} - {None})
        shown = [act for act in acts if id(act) in rows]
        current = shown[0] if shown and acts[0] is timeline.acts[0] else None
        return [
            self._history_line(timeline, act, gathered(rows[id(act)]), users, is_current=act is current)
            for act in shown
        ]

    def _history_line(
        self, timeline: Timeline, act: Act, rows: list[RowDifference], users: dict, *, is_current: bool
    ) -> Line:
        own, user = act.of(self.model), users.get(act.records[0].user)
        reason = next((record.reason for record in act.records if record.reason), "")
        standing = None if is_current else timeline.standing(act).get((self.model, timeline.pk))
        version = ""
        if standing:
            url_name = f"admin:{self.opts.app_label}_{self.opts.model_name}_simple_history"
            version = reverse(url_name, args=[timeline.pk, standing.pk])
            if own is None:
                first = act.records[0]
                version = f"{version}?rad={first.model._meta.model_name}-{first.pk}"
        return Line(
            at=act.at,
            who=(act.entry.username if act.entry else "") or (user.get_username() if user else NOBODY),
            what=reason or (act.entry.act if act.entry else "") or DONE[own.kind if own else "~"],
            screen=act.entry.screen if act.entry else "",
            rows=rows,
            version=version,
        )

    # --- Going back -----------------------------------------------------------------------------------

    def _restoring(
        self, request: HttpRequest, timeline: Timeline, act: Act, onto: models.Model | None
    ) -> Restoring:
        return Restoring(timeline, act, onto, lambda field: choosable(request, self.model, field))

    def _go_back(
        self,
        request: HttpRequest,
        timeline: Timeline,
        act: Act,
        current: models.Model | None,
        pressed: str,
    ) -> HttpResponse:
        onto = current and self.restored_row(request, current, pressed)
        restoring = self._restoring(request, timeline, act, onto)
        if not restoring.is_possible:
            raise ValidationError(restoring.missing)
        reason = f"Tillbaka till versionen från {moment(act.at)}"
        change = Change(restoring.row)
        row = restoring.carry_out(reason, self.sign)
        change.announce()
        self.after_going_back(request, row, pressed)
        self.log_change(request, row, reason)
        messages.success(request, f"Nu står det åter som {moment(act.at)}.")
        for one in restoring.missing:
            messages.warning(request, f"Det här kom inte tillbaka: {one}")
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
        )
