"""Support one can take part in or turn to: the desk's main form."""

import datetime
import re
from collections.abc import Iterable
from itertools import chain, count
from types import SimpleNamespace

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import ManyToManyField, Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from support import publication
from support.admin.base import TranslatedDeskAdmin
from support.admin.closing import ClosesForSomeDays
from support.admin.draft_buttons import PUBLISH, SUBMIT
from support.admin.drafts_restored import RestoresDrafts
from support.admin.filters import AreaFilter, AssuranceFilter, PlaceFilter
from support.admin.image import ImageInline
from support.admin.inputs import DeskForm
from support.admin.offering_fields import AGE_HELP, AGES, FIELDSETS, FoldsWhatIsEmpty
from support.admin.publishing import WithdrawnNotDeleted, window_in_words
from support.admin.review import IsReviewed
from support.admin.schedule import (
    OccasionInline,
    OfferingClosureInline,
    ScheduleInline,
    tell_of_removed,
    warn_of_ended,
    warn_of_times,
)
from support.admin.times_confirmed import ConfirmsTimes, Time
from support.admin.times_copy import CopiesTimes
from support.models import Image, Offering, Schedule
from support.rights import Rights

Status, Sensitivity = Offering.Status, Offering.Sensitivity
ANOTHER = "En annan publicerare eller samordnaren behöver godkänna det."
DRAFT_STATES = {
    Status.DRAFT: "ändring påbörjad",
    Status.REVIEW: "ändring väntar på granskning",
    Status.APPROVED: "ändring godkänd, publiceras senare",
}
LONGEST_SLUG = 90  # with room for a number


class OfferingForm(DeskForm):
    class Meta:
        field_classes = AGES
        labels = {
            "minimum_age_months": "Barnets ålder från",
            "maximum_age_months": "Barnets ålder till och med",
        }
        help_texts = AGE_HELP

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text += " Lämna tomt, så görs den av namnet."

    @property
    def is_sensitive(self) -> bool:
        """What it says now, or said before."""
        said = self.cleaned_data.get("sensitivity", self.instance.sensitivity)
        by_topic = any(topic.is_sensitive for topic in self.cleaned_data.get("topics", ()))
        now = said == Sensitivity.YES or (said == Sensitivity.BY_TOPIC and by_topic)
        return now or self.instance.is_sensitive

    def clean_slug(self) -> str:
        """Until it is published the address follows the name, unless somebody has chosen another."""
        offering, slug = self.instance, self.cleaned_data["slug"]
        if offering.draft_of_id or offering.has_been_published:
            return slug or offering.slug
        title = self.cleaned_data.get("title_sv", "")
        is_of_old_name = slug == offering.slug and is_made_of(slug, offering.title_sv)
        is_renamed = title and title != offering.title_sv and is_of_old_name
        return slug if slug and not is_renamed else free_slug(title, offering)

    def clean(self) -> dict:
        super().clean()
        is_complete = {SUBMIT, PUBLISH} & self.data.keys()
        if is_complete and "places" in self.cleaned_data and not self.errors:
            # The model's rule, asked about what the form says: relations are saved after the row.
            for field, fault in Offering.publishing_faults(SimpleNamespace(**self.cleaned_data)).items():
                self.add_error(field, fault)
        return self.cleaned_data


def made_of(title: str) -> str:
    return slugify(title)[:LONGEST_SLUG] or "erbjudande"


def is_made_of(slug: str, title: str) -> bool:
    return re.fullmatch(rf"{re.escape(made_of(title))}(-\d+)?", slug) is not None


def free_slug(title: str, offering: Offering) -> str:
    """An address made from the name, which no other offering has."""
    made = made_of(title)
    others = Offering.objects.filter(slug__startswith=made).exclude(pk=offering.pk)
    taken = set(others.values_list("slug", flat=True))
    numbered = (f"{made}-{number}" for number in count(2))
    return next(slug for slug in chain([made], numbered) if slug not in taken)


@admin.register(Offering)
class OfferingAdmin(
    IsReviewed,
    RestoresDrafts,
    ConfirmsTimes,
    ClosesForSomeDays,
    CopiesTimes,
    WithdrawnNotDeleted,
    FoldsWhatIsEmpty,
    TranslatedDeskAdmin,
):
    form = OfferingForm
    list_display = ["name", "times", "state_now", "assured", "changed", "ages", "type", "administration"]
    list_filter = [
        "status",
        AssuranceFilter,
        ("review_by", admin.DateFieldListFilter),
        "is_sensitive",
        "administration",
        "type",
        "topics",
        "audiences",
        AreaFilter,
        PlaceFilter,
    ]
    list_select_related = ["type", "administration"]
    ordering = ["sort_key_sv", "pk"]
    search_fields = [
        "title_sv",
        "summary_sv",
        "slug",
        "code",
        "administration__name_sv",
        "topics__name_sv",
        "places__name",
        "areas__name",
    ]
    search_help_text = (
        "Sök på namn, sammanfattning, ansvarig, ämne, plats, område eller den korta koden på en broschyr. "
        "Du kan skriva utan å, ä och ö."
    )
    autocomplete_fields = ["topics", "administration", "cooperating", "places", "areas", "replaced_by"]
    filter_horizontal = ["spoken_languages"]
    few_choices = ["audiences", "strategies", "directions"]  # shown all at once
    readonly_fields = ["ages", "code", "changed_at"]
    markdown_fields = ["description"]
    looking_title = "Bekräfta allt, även tiderna"
    assured_as = "Bekräftad"
    assures_rows = True
    how_to_withdraw = "Välj ”Dra tillbaka” i listan i stället."
    inlines = [ScheduleInline, OccasionInline, OfferingClosureInline, ImageInline]
    actions = ["publish", "withdraw", "assure", "assure_times", "copy_times", "close"]
    fieldsets = FIELDSETS

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        drafts = Rights.of(request.user).seen(
            Offering.objects.filter(draft_of=OuterRef("pk")), timezone.now()
        )
        waiting = {f"draft_{name}": Subquery(drafts.values(name)[:1]) for name in ("id", "status")}
        return super().get_queryset(request).annotate(**waiting)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Lists and suggestions have one line an offering: its working version is reached from that."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return found.filter(draft_of__isnull=True), may_repeat

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        mine = list(Rights.of(request.user).administrations()[:2])
        own = {"administration": mine[0].pk} if len(mine) == 1 else {}
        return {**own, **super().get_changeform_initial_data(request)}

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs
    ) -> forms.Field:
        if db_field.name in self.few_choices:
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = (row.instance for formset in formsets for row in formset.forms if row.has_changed())
        written = [row for row in changed if row.pk]
        tell_of_removed(request, formsets)
        warn_of_ended(request, (row for row in written if isinstance(row, Schedule)))
        if any(formset.has_changed() for formset in formsets if formset.model is not Image):
            warn_of_times(request, form.instance, written)

    @admin.display(description="namn", ordering="sort_key_sv")
    def name(self, offering: Offering) -> str:
        return offering.title

    @admin.display(description="tider")
    def times(self, offering: Offering) -> SafeString:
        address = reverse("admin:support_offering_change", args=[offering.pk])
        return format_html(
            '<a href="{}#schedules-group" aria-label="Tider: {}">Tider</a>', address, offering.title
        )

    @admin.display(description="läge", ordering="status")
    def state_now(self, offering: Offering) -> str:
        """With the way to its working version, where somebody is changing it."""
        state = self.state(offering, timezone.now())
        if not offering.draft_id:
            return state
        address = reverse("admin:support_offering_change", args=[offering.draft_id])
        label = DRAFT_STATES[offering.draft_status]
        return format_html('{}, <a href="{}">{}</a>', state, address, label)

    @admin.display(description="ålder", ordering="minimum_age_months")
    def ages(self, offering: Offering) -> str:
        return str(offering.age_span)

    @admin.display(description="ändrad", ordering="changed_at")
    def changed(self, offering: Offering) -> str:
        return timezone.localdate(offering.changed_at).isoformat()

    @admin.display(description="bekräftad", ordering="assured_on")
    def assured(self, offering: Offering) -> str | None:
        return offering.assured_on and offering.assured_on.isoformat()

    # --- What the public sees -----------------------------------------------------------------------

    def state(self, offering: Offering, at: datetime.datetime) -> str:
        words = [offering.get_status_display()]
        if offering.draft_of_id:
            words.insert(0, "arbetsversion")
        if offering.status == Status.PUBLISHED:
            words.append(window_in_words(offering.publish_from, offering.publish_until, at))
        return ", ".join(filter(None, words))

    # --- Actions ------------------------------------------------------------------------------------

    @admin.action(description="Publicera", permissions=["decide"])
    def publish(self, request: HttpRequest, offerings: QuerySet) -> None:
        ready = []
        for offering in offerings.exclude(status=Status.PUBLISHED):
            faults = offering.publishing_faults()
            if not publication.may_approve(offering, request.user):
                messages.error(
                    request, f"”{offering}” är känsligt, och du har själv skrivit i det. {ANOTHER}"
                )
            elif faults:
                messages.error(
                    request, f"”{offering}” går inte att publicera än. {' '.join(faults.values())}"
                )
            else:
                ready.append(offering)
        with transaction.atomic():
            self.save_each(request, ready, "Publicerad", status=Status.PUBLISHED)
            for offering in ready:
                publication.note_approval(offering, request.user, timezone.now())
        told = f"Publicerade nu: {len(ready)}." if ready else "Inget publicerades nu."
        messages.success(request, told)

    @admin.action(description="Dra tillbaka …", permissions=["decide"])
    def withdraw(self, request: HttpRequest, offerings: QuerySet) -> HttpResponse | None:
        shown = list(offerings.filter(status=Status.PUBLISHED))
        if not shown:
            messages.info(request, "Inget av dem visades.")
            return None
        if "post" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": "Dra tillbaka",
                "opts": self.opts,
                "rows": shown,
            }
            return TemplateResponse(request, "admin/support/withdraw.html", context)
        self.save_each(request, shown, "Tillbakadragen", status=Status.WITHDRAWN)
        messages.success(
            request, f"Tillbakadragna nu: {len(shown)}. Deras adresser säger var man kan leta vidare."
        )
        return None

    @admin.action(description="Bekräfta i dag: allt på sidan stämmer, utom tiderna", permissions=["decide"])
    def assure(self, request: HttpRequest, offerings: QuerySet) -> None:
        self.save_each(request, offerings, "Bekräftad", assured_on=timezone.localdate())
        messages.success(request, "De valda erbjudandena är bekräftade i dag.")

    def times_of(self, model: type[Time], rows: Iterable[Model]) -> QuerySet:
        return model.objects.filter(offering__in=rows)

    @admin.action(description="Bekräfta i dag: allt på sidan stämmer, även tiderna …", permissions=["assure"])
    def assure_times(self, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
        return super().assure_times(request, rows)
