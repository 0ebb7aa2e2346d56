"""Pictures: with what they belong to, and as a list for whoever watches over consents."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from support.admin.base import TranslatedDeskAdmin
from support.admin.drafts import RowsOfLasting
from support.admin.inputs import DeskForm
from support.admin.languages import TranslatedStackedInline
from support.images import CONTENT_TYPES, MOST_MEGABYTES, Picture, reencoded
from support.models import Image

FIELDS = ["thumbnail", "file", "alt", "is_decorative", "credit", "shown_until"]


class PictureField(forms.FileField):
    """Answers with our own re-encoding: what was uploaded goes no further than here."""

    widget = forms.FileInput(attrs={"accept": ",".join(CONTENT_TYPES)})

    def clean(self, data: Any, initial: Any = None) -> Any:
        return initial if self.disabled else super().clean(data, initial)  # what is stored, stays

    def to_python(self, data: Any) -> Picture | None:
        upload = super().to_python(data)
        return upload and reencoded(upload)


class ImageForm(DeskForm):
    file = PictureField(
        label="Bild",
        help_text=f"JPEG, PNG eller WebP, högst {MOST_MEGABYTES} MB. Plats, tid och annat som telefonen "
        "skrivit i bilden tas bort. Fråga dem som syns, eller barnens vårdnadshavare, innan bilden läggs ut.",
    )

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors and isinstance(self.cleaned_data.get("file"), Picture):
            self.add_error("file", "Välj bilden igen: den sparas först när resten av uppgifterna stämmer.")


class Thumbnail:
    readonly_fields = ["thumbnail"]

    @admin.display(description="så ser den ut")
    def thumbnail(self, image: Image) -> SafeString | str:
        if not (image.file and image.file._committed):
            return "Syns här när den är sparad."
        if not image.is_shown_on(timezone.localdate()):
            return "Visas inte: samtycket har gått ut, eller sidan är känslig."
        smallest = next(iter(image.addresses.values()))
        height = round(160 * image.height / image.width)
        return format_html(
            '<img class="thumbnail" src="{}" width="160" height="{}" alt="{}">', smallest, height, image.alt
        )


class ImageInline(Thumbnail, TranslatedStackedInline):
    model = Image
    form = ImageForm
    fields = FIELDS


@admin.register(Image)
class ImageAdmin(Thumbnail, RowsOfLasting, TranslatedDeskAdmin):
    form = ImageForm
    list_display = ["thumbnail", "__str__", "belongs_to", "credit", "shown_until"]
    list_display_links = ["__str__"]
    list_filter = ["is_decorative", ("shown_until", admin.DateFieldListFilter)]
    list_select_related = ["offering", "update"]
    search_fields = ["alt_sv", "credit", "offering__title_sv", "update__title_sv"]
    autocomplete_fields = ["offering", "update"]
    fields = ["offering", "update", *FIELDS]
    # Whose consent runs out next is whom somebody has to ask.
    ordering = [F("shown_until").asc(nulls_last=True), "pk"]

    @admin.display(description="hör till", ordering="offering__title_sv")
    def belongs_to(self, image: Image) -> str:
        return str(image.offering or image.update)
