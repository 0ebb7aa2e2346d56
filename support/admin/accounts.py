"""Who works at the desk, and with what: only coordinators see these lists."""

import re
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import Model, Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from boras_guide.login import session
from support.admin.audited import Audited
from support.admin.conflict import SavesWhatWasSeen
from support.admin.inputs import INPUTS, DeskForm
from support.admin.lookups import NarrowedAsOffered
from support.admin.new_rows import NamesNewRows
from support.admin.one_time_passwords import OneTimePasswords, has_unused_password
from support.admin.permitted import Permitted
from support.admin.search import FoldedSearch
from support.models import Assignment

# Rights are assignments here (`support.rights`); Django's groups and permissions would only say something else.
admin.site.unregister([Group, User])
apps.get_app_config("auth").verbose_name = "Konton"  # in the breadcrumbs


Role = Assignment.Role
SCOPES = [  # field, the roles that have it, what is said where it is lacking, and where it should not be
    (
        "administration",
        {Role.EDITOR, Role.PUBLISHER},
        "Välj vilken förvaltning det gäller.",
        "Den här rollen har ingen förvaltning. Töm fältet, eller välj en annan roll.",
    ),
    (
        "language",
        {Role.TRANSLATOR},
        "Välj vilket språk det gäller.",
        "Bara en översättare har ett språk. Töm fältet, eller välj en annan roll.",
    ),
]


class AssignmentForm(DeskForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["administration"].widget  # is chosen here, and changed on its own page
        chosen.can_add_related = chosen.can_change_related = chosen.can_view_related = False

    def clean(self) -> dict[str, Any]:
        """The model's rule about role and scope, said at the field that has to change."""
        said = super().clean()
        role = said.get("role")
        for name, roles, lacking, surplus in SCOPES if role else ():
            if role in roles and not said.get(name) and name not in self.errors:
                self.add_error(name, lacking)
            elif role not in roles and said.get(name):
                self.add_error(name, surplus)
        return said


class AssignmentInline(admin.StackedInline):
    model = Assignment
    form = AssignmentForm
    formfield_overrides = INPUTS
    extra = 1
    autocomplete_fields = ["administration"]

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True  # the page itself is guarded

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class AccountForm(DeskForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes = {"username": UsernameField}

    def clean_username(self) -> str:
        """Whoever logs in may write it with other capitals."""
        username = self.cleaned_data["username"]
        if re.search(r"\s", username):
            raise ValidationError("Skriv användarnamnet utan mellanslag, till exempel anna.ek.")
        if User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Det finns redan ett konto med det användarnamnet.")
        return username


class AdministrationFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "förvaltning"  # the field says "för förvaltningen", after the role


@admin.register(User)
class DeskUserAdmin(
    OneTimePasswords, SavesWhatWasSeen, Permitted, Audited, FoldedSearch, NarrowedAsOffered, NamesNewRows
):
    form = AccountForm
    ordering = ["username"]
    actions = ["give_one_time_password", "remove_second_factor"]
    list_display = ["username", "first_name", "last_name", "assigned", "is_active", "last_login"]
    list_filter = ["is_active", "assignments__role", ("assignments__administration", AdministrationFilter)]
    list_per_page = 500  # all on one page: of rows on others, without history, nobody can tell what changed
    search_fields = ["username", "first_name", "last_name", "email"]
    search_help_text = "Sök på namn eller e-post. Du kan skriva utan å, ä och ö."
    inlines = [AssignmentInline]
    readonly_fields = ["ways_in", "last_login", "date_joined"]
    add_fieldsets = [
        (
            None,
            {
                "description": "Spara, så visas ett engångslösenord att ge till den som ska ha kontot.",
                "fields": ["username", "first_name", "last_name", "email"],
            },
        ),
    ]
    fieldsets = [
        ("Vem det är", {"fields": ["username", "first_name", "last_name", "email", "ways_in"]}),
        (
            "Får logga in",
            {
                "description": "Kryssa ur när någon slutar. Ta inte bort kontot: historiken minns vem det var.",
                "fields": ["is_active", "last_login", "date_joined"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The operator's own account is nobody else's to change."""
        accounts = super().get_queryset(request)
        if not request.user.is_superuser:
            accounts = accounts.filter(is_superuser=False)
        assigned = Assignment.objects.select_related("administration")
        return accounts.prefetch_related(Prefetch("assignments", assigned))

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> list:
        return self.fieldsets if obj else self.add_fieldsets

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        is_operators = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_operators

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        if change and ("is_active" in form.changed_data or not obj.is_staff):
            self.end_sessions(request, obj)
        obj.is_staff = True  # there is nothing else to have an account for
        obj.changed_facts = facts_changed(form) if change else []
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def end_sessions(self, request: HttpRequest, user: User) -> None:
        """When the account is closed, and when it is opened: it may have been closed in another way."""
        session.end_all_of(user.pk, at=timezone.now())
        if user == request.user:
            request.session.flush()  # else it would be saved once more

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.let_in_for_the_first_time(request, obj)

    def answer_again(self, request: HttpRequest, made: User | None) -> HttpResponse:
        is_new = "object_id" not in request.resolver_match.kwargs
        if is_new and made and self.has_change_permission(request, made) and has_unused_password(made):
            return self.offer_another(request, made)
        return super().answer_again(request, made)

    def audit_details(self, request: HttpRequest, obj: User) -> list[dict]:
        return getattr(obj, "changed_facts", [])

    @admin.display(description="uppdrag")
    def assigned(self, user: User) -> str:
        if user.is_superuser:
            return "driftansvarig, får göra allt"
        return "; ".join(map(str, user.assignments.all())) or "inget än"


def facts_changed(form: ModelForm) -> list[dict[str, str]]:
    """For the audit trail. Of names and addresses of people it is only said that they have changed."""
    told = {"username": str, "is_active": lambda active: "ja" if active else "nej"}
    facts = []
    for name in form.changed_data:
        fact = {"field": str(form.fields[name].label), "new": "ändrat"}
        if name in told:
            fact |= {"old": told[name](form.initial[name]), "new": told[name](form.cleaned_data[name])}
        facts.append(fact)
    return facts
