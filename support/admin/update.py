"""News from the coordinator."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from support.admin.base import TranslatedDeskAdmin
from support.admin.columns import yes
from support.admin.image import ImageInline
from support.admin.permitted import may_decide
from support.admin.publishing import WithdrawnNotDeleted, moment, window_in_words
from support.models import Administration, Update
from support.rights import Rights


class PinnedFilter(admin.SimpleListFilter):
    title = "raden överst"
    parameter_name = "overst"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("nu", "ligger överst nu")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.pinned(timezone.now()) if self.value() == "nu" else queryset


@admin.register(Update)
class UpdateAdmin(WithdrawnNotDeleted, TranslatedDeskAdmin):
    list_display = [
        "title",
        "state_now",
        yes("is_pinned", "överst nu"),
        "published_on",
        "administration",
        "changed_at",
    ]
    list_filter = ["is_published", PinnedFilter, "administration"]
    list_select_related = ["administration"]
    search_fields = ["title_sv", "summary_sv", "body_sv", "slug", "administration__name_sv"]
    search_help_text = "Sök på rubrik, text eller ansvarig. Du kan skriva utan å, ä och ö."
    date_hierarchy = "published_on"
    autocomplete_fields = ["administration", "replaced_by"]
    prepopulated_fields = {"slug": ["title_sv"]}
    inlines = [ImageInline]
    markdown_fields = ["body"]
    how_to_withdraw = "Kryssa ur ”publicerad” i stället."
    actions = ["publish", "withdraw"]
    fieldsets = [
        ("Nyheten", {"fields": ["title", "summary", "body", "administration"]}),
        (
            "Publicering",
            {
                "fields": [
                    "is_published",
                    ("published_on", "publish_until"),
                    "pinned_until",
                    "replaced_by",
                    "slug",
                ]
            },
        ),
        ("Varifrån uppgifterna kommer", {"fields": ["source_url"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        pinned = Update.objects.pinned(timezone.now()).filter(pk=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_pinned=Exists(pinned))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        """News is the coordinator's, where nobody says otherwise."""
        coordinator = Administration.objects.filter(slug=settings.COORDINATOR).first()
        usual = {"administration": coordinator.pk} if coordinator else {}
        return {**usual, **super().get_changeform_initial_data(request)}

    def get_form(
        self, request: HttpRequest, obj: Update | None = None, change: bool = False, **kwargs: Any
    ) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "is_published" in form.base_fields and not self._publishes(request, obj):
            form.base_fields["is_published"].disabled = True
            form.base_fields["is_published"].help_text = "En publicerare bestämmer när nyheten visas."
        return form

    def _publishes(self, request: HttpRequest, update: Update | None) -> bool:
        return may_decide(request, update) if update else Rights.of(request.user).may_decide(Update)

    def save_model(self, request: HttpRequest, obj: Update, form: forms.ModelForm, change: bool) -> None:
        """Who publishes for one administration and writes for another may only do so for the first."""
        is_theirs = Rights.of(request.user).publishes(obj.administration_id)
        is_new_there = {"is_published", "administration"} & set(form.changed_data)
        if obj.is_published and is_new_there and not is_theirs:
            obj.is_published = False
            messages.warning(request, f"”{obj}” är sparad, men en publicerare måste visa den.")
        super().save_model(request, obj, form, change)

    def after_going_back(self, request: HttpRequest, row: Update, pressed: str) -> None:
        if row.is_published and not Rights.of(request.user).publishes(row.administration_id):
            raise ValidationError(
                "Den versionen visas för föräldrar, och hör till någon annan, som bestämmer om den."
            )

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.warn_of_pin(request, form.instance)

    def warn_of_pin(self, request: HttpRequest, update: Update) -> None:
        """Say so when the line at the top of every page does not show as long as asked for."""
        if not update.pinned_until:
            return
        now = timezone.now()
        ends = update.publish_until
        if not update.is_published:
            why = "nyheten är inte publicerad, så raden visas inte"
        elif update.published_on > timezone.localdate(now):
            why = f"nyheten visas från {update.published_on}, och raden först då"
        elif ends and ends < end_of(update.pinned_until):
            why = f"nyheten visas bara till {moment(ends)}, och raden försvinner då"
        else:
            return
        messages.warning(
            request, f"”{update}” ska ligga överst till och med {update.pinned_until}, men {why}."
        )

    # --- What the public sees -----------------------------------------------------------------------

    def state(self, update: Update, at: datetime.datetime) -> str:
        if not update.is_published:
            return "inte publicerad"
        midnight = datetime.datetime.combine(update.published_on, datetime.time.min)
        window = window_in_words(timezone.make_aware(midnight), update.publish_until, at)
        return ", ".join(filter(None, ["publicerad", window]))

    @admin.display(description="läge", ordering="is_published")
    def state_now(self, update: Update) -> str:
        return self.state(update, timezone.now())

    # --- Actions ------------------------------------------------------------------------------------

    @admin.action(description="Publicera", permissions=["decide"])
    def publish(self, request: HttpRequest, updates: QuerySet) -> None:
        hidden = list(updates.filter(is_published=False))
        self.save_each(request, hidden, "Publicerad", is_published=True)
        messages.success(request, f"Publicerade nu: {len(hidden)}.")
        now = timezone.now()
        for update in hidden:
            if not self.is_public(update, now):
                messages.warning(request, f"”{update}” syns ändå inte nu: {self.state(update, now)}.")
            self.warn_of_pin(request, update)

    @admin.action(description="Sluta visa", permissions=["decide"])
    def withdraw(self, request: HttpRequest, updates: QuerySet) -> None:
        shown = list(updates.filter(is_published=True))
        self.save_each(request, shown, "Slutade visas", is_published=False)
        messages.success(request, f"Visas inte längre: {len(shown)}.")
        for update in shown:
            self.warn_of_pin(request, update)


def end_of(day: datetime.date) -> datetime.datetime:
    """The midnight after it."""
    return timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min))
