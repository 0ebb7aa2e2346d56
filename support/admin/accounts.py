"""Who works at the desk, and with what: only coordinators see these lists."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model, Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from support.admin.audited import Audited
from support.admin.conflict import SavesWhatWasSeen
from support.admin.inputs import DeskForm
from support.admin.one_time_passwords import OneTimePasswords
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
    extra = 1
    autocomplete_fields = ["administration"]

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True  # the page itself is guarded

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(User)
class DeskUserAdmin(OneTimePasswords, SavesWhatWasSeen, Permitted, Audited, FoldedSearch, UserAdmin):
    actions = ["give_one_time_password", "remove_second_factor"]
    list_display = ["username", "first_name", "last_name", "assigned", "is_active", "last_login"]
    list_filter = ["is_active", "assignments__role", "assignments__administration"]
    search_fields = ["username", "first_name", "last_name", "email"]
    search_help_text = "Sök på namn eller e-post. Du kan skriva utan å, ä och ö."
    inlines = [AssignmentInline]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Vem det är", {"fields": ["first_name", "last_name", "email"]}),
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

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        is_operators = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_operators

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        obj.is_staff = True  # there is nothing else to have an account for
        obj.changed_facts = facts_changed(form) if change else []
        super().save_model(request, obj, form, change)

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
