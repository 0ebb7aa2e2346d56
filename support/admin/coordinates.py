"""Where places and areas are on the map: in their forms, and for all of them by way of a spreadsheet."""

from typing import Any
from urllib.parse import quote, urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods

from support.admin.inputs import INPUTS, DeskForm
from support.coordinates import (
    LARGEST_FILE,
    LATITUDES,
    LONGITUDES,
    BrokenFile,
    Fault,
    coordinate,
    far_away,
    is_address,
    is_within,
    pair,
)
from support.folding import Alphabetical
from support.models import Area, Place
from support.positions import REASON, Located, NotAsLookedAt, as_file, looks, move, moves

MAP = "https://www.openstreetmap.org/"
NO_POINT = "Adressen säger inte var det är. Kopiera i stället de två talen från kartan, till exempel 57.7210, 12.9401."
MOST_FAULTS = 50  # to read on a page; the rest are told by their number


class CoordinateField(forms.FloatField):
    """As people write here, with a comma, or as maps write, with a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: object) -> float | None:
        if value in self.empty_values:
            return None
        try:
            return coordinate(str(value))
        except ValueError as error:
            if is_address(str(value)):
                raise forms.ValidationError(NO_POINT) from error
            raise forms.ValidationError("Skriv ett tal, till exempel 57,7210.") from error

    def prepare_value(self, value: object) -> object:
        return str(value).replace(".", ",") if isinstance(value, float) else value


class CoordinatesForm(DeskForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        latitude, longitude = self.add_prefix("latitude"), self.add_prefix("longitude")
        both = pair(self.data.get(latitude) or "") or pair(self.data.get(longitude) or "")
        if both:  # pasted from a map: one field has the two of them
            self.data = self.data.copy()
            self.data[latitude], self.data[longitude] = both

    def clean(self) -> dict[str, Any]:
        super().clean()
        values = self.cleaned_data
        if is_within(values.get("latitude"), LONGITUDES) and is_within(values.get("longitude"), LATITUDES):
            self.add_error("latitude", "Har latitud och longitud bytt plats?")
        return values

    @property
    def remarks(self) -> list[str]:
        latitude, longitude = self.cleaned_data.get("latitude"), self.cleaned_data.get("longitude")
        is_moved = {"latitude", "longitude"}.intersection(self.changed_data)
        if not is_moved or latitude is None or longitude is None:
            return []
        return list(filter(None, [far_away(latitude, longitude)]))


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Fil",
        help_text="Den nedladdade filen, ifylld. CSV, högst 1 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        if self.cleaned_data["file"].size > LARGEST_FILE:
            raise forms.ValidationError("Filen är för stor: högst 1 MB.")
        return self.cleaned_data["file"]


class HasCoordinates(admin.ModelAdmin):
    """Put "on_map" beside latitude and longitude. The page of coordinates is reached from the list."""

    form = CoordinatesForm
    formfield_overrides = {**INPUTS, models.FloatField: {"form_class": CoordinateField}}
    readonly_fields = ["on_map"]

    @admin.display(description="se punkten")
    def on_map(self, obj: Located) -> str:
        if obj.latitude is None or obj.longitude is None:
            return "inte utsatt än"
        point = f"{obj.latitude}/{obj.longitude}"
        address = f"{MAP}?{urlencode({'mlat': obj.latitude, 'mlon': obj.longitude})}#map=17/{point}"
        return format_html('<a href="{}" rel="noreferrer">{}</a>', address, "Visa på OpenStreetMap")

    def get_urls(self) -> list[URLPattern]:
        name = f"support_{self.opts.model_name}_coordinates"
        page = require_http_methods(["GET", "POST"])(self.coordinates_view)
        return [
            path("koordinater/", self.admin_site.admin_view(page), name=name),
            path(
                "koordinater.csv",
                self.admin_site.admin_view(require_GET(self.coordinates_file_view)),
                name=f"{name}_file",
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        tools = [("Koordinater", reverse(f"admin:support_{self.opts.model_name}_coordinates"))]
        return super().changelist_view(request, {**(extra_context or {}), "tools": tools})

    # --- All of them ----------------------------------------------------------------------------------

    def coordinates_file_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        name = f"koordinater-{self.opts.verbose_name_plural}.csv"
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return HttpResponse(as_file(self.model.objects.all()), content_type="text/csv", headers=headers)

    def coordinates_view(self, request: HttpRequest) -> HttpResponse:
        allowed = self.has_write_permission if request.method == "POST" else self.has_view_permission
        if not allowed(request):
            raise PermissionDenied
        form, preview, faults = UploadForm(), None, []
        try:
            if "content" in request.POST:  # the file that was looked at, sent back to be saved
                content = request.POST["content"].encode()
                try:
                    return self._move(request, content)
                except NotAsLookedAt:
                    preview = {**self._preview(content), "is_another": True}
            elif request.method == "POST":
                form = UploadForm(request.POST, request.FILES)
                if form.is_valid():
                    preview = self._preview(form.cleaned_data["file"].read())
        except BrokenFile as broken:
            faults = broken.faults
        return self._coordinates_page(request, form, preview, faults)

    def _preview(self, content: bytes) -> dict:
        made = moves(self.model.objects.all(), content)
        return {"moves": made, "looks": looks(made), "content": content.decode("utf-8-sig")}

    def _move(self, request: HttpRequest, content: bytes) -> HttpResponse:
        made = move(
            self.model.objects.all(),
            content,
            looked=request.POST.get("looks", ""),
            note=lambda row: self.log_change(request, row, REASON),
        )
        changed = "En rad är ändrad." if len(made) == 1 else f"{len(made)} rader är ändrade."
        messages.success(request, changed if made else "Allt stod redan så i guiden: inget är ändrat.")
        return HttpResponseRedirect(request.path)

    def _coordinates_page(
        self, request: HttpRequest, form: forms.Form, preview: dict | None, faults: list[Fault]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Koordinater: {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "form": form,
            "preview": preview,
            "faults": faults[:MOST_FAULTS],
            "untold_faults": len(faults[MOST_FAULTS:]),
            "reports": [report(model) for model in (Place, Area)],
            "may_change": self.has_write_permission(request),
        }
        return TemplateResponse(request, "admin/support/coordinates.html", context)


def report(model: type[Located]) -> dict:
    """Which of them nobody can find on a map."""
    lacking = model.objects.filter(latitude=None).order_by(Alphabetical("name"))
    return {"opts": model._meta, "lacking": list(lacking), "total": model.objects.count()}
