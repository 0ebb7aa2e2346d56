"""Letting somebody in who is new, has forgotten her password, or has lost her phone.

Nobody types a password for somebody else: it is made here, shown once, and exchanged at the first login.
"""

from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from boras_guide.login import oidc
from boras_guide.login.models import OneTimePassword
from boras_guide.login.session import SECOND_FACTORS, remove_second_factors
from support.admin.seen_lists import RowsSeen
from support.seen import latest_record, looks_of

OWN = "Ditt eget konto rördes inte. Ditt lösenord och din andra faktor byter du under Din inloggning."


class Question(NamedTuple):
    action: str
    title: str
    words: str  # what happens
    button: str
    leave: str = "Avbryt"


GIVE = Question(
    "give_one_time_password",
    "Ge ett nytt engångslösenord?",
    "Lösenordet de har nu slutar gälla, och de loggas ut överallt. Den andra faktorn är kvar.",
    "Ge ett nytt engångslösenord",
)
REMOVE = Question(
    "remove_second_factor",
    "Ta bort andra faktorn?",
    "Appen, nycklarna och reservkoderna slutar gälla, och de loggas ut överallt. Vid nästa inloggning räcker "
    "lösenordet, och sedan lägger de in en ny app eller nyckel. Gör det bara när du vet att det är rätt person som ber.",
    "Ta bort andra faktorn",
)
AGAIN = Question(
    GIVE.action,
    "Kontot är redan sparat",
    "Engångslösenordet visades en gång. Har du det inte kvar? Ge ett nytt härifrån. Det förra slutar gälla.",
    GIVE.button,
    "Jag har det kvar",
)


class OneTimePasswords(admin.ModelAdmin):
    """Put both actions in `actions`."""

    @admin.action(description="Ge ett nytt engångslösenord …", permissions=["change"])
    def give_one_time_password(self, request: HttpRequest, users: QuerySet[User]) -> HttpResponse | None:
        users = others(request, users)
        if not users or "post" not in request.POST:
            return self.ask(request, GIVE, users)
        return self.show(request, self.give(users))

    @admin.action(description="Ta bort andra faktorn (tappad telefon) …", permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> HttpResponse | None:
        users = others(request, users)
        if not users or "post" not in request.POST:
            return self.ask(request, REMOVE, users)
        for user in users:
            remove_second_factors(user, at=timezone.now())
            messages.success(request, f"{user}: lägger in en ny app eller nyckel vid nästa inloggning.")
        return None

    def let_in_for_the_first_time(self, request: HttpRequest, user: User) -> HttpResponse:
        return self.show(request, self.give([user]), is_new=True)

    def offer_another(self, request: HttpRequest, user: User) -> HttpResponse:
        """The form of the new account came twice: a browser shows the last answer, the first had the password."""
        response = self.ask(request, AGAIN, User.objects.filter(pk=user.pk))
        response.context_data["seen_rows"] = RowsSeen(looks_of([user]), latest_record(self.model))
        return response

    def give(self, users: QuerySet[User] | list[User]) -> list[tuple[User, str]]:
        now = timezone.now()
        return [(user, OneTimePassword.objects.give(user, at=now)) for user in users]

    # --- Pages --------------------------------------------------------------------------------------

    def ask(self, request: HttpRequest, question: Question, users: QuerySet[User]) -> HttpResponse | None:
        if not users:
            return None
        return self.page(request, "ask", question.title, question=question, users=users)

    def show(self, request: HttpRequest, given: list[tuple[User, str]], is_new: bool = False) -> HttpResponse:
        title = (
            "Kontot är klart"
            if is_new
            else "Nytt engångslösenord"
            if len(given) == 1
            else "Nya engångslösenord"
        )
        words = {
            "given": given,
            "is_new": is_new,
            "address": request.build_absolute_uri(reverse("admin:index")),
            "until": timezone.now() + OneTimePassword.VALID,
            "city_login": oidc.is_configured(),
        }
        return self.page(request, "given", title, **words)

    def page(self, request: HttpRequest, name: str, title: str, **words: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **words}
        return TemplateResponse(request, f"admin/auth/user/one_time_password_{name}.html", context)

    # --- On the page of an account --------------------------------------------------------------------

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: User | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj and obj != request.user and self.has_change_permission(request, obj):
            context["questions"] = [GIVE, REMOVE]
            context["seen_rows"] = RowsSeen(looks_of([obj]), latest_record(self.model))
        elif obj is None:
            context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description="Loggar in med")
    def ways_in(self, user: User) -> str:
        given = OneTimePassword.objects.filter(user=user).first()
        if given:
            until = timezone.localtime(given.made_at + OneTimePassword.VALID)
            password = f"engångslösenord som inte är använt, gäller till {until:%Y-%m-%d}"
        else:
            password = "eget lösenord" if user.has_usable_password() else "inget lösenord"
        has_factor = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()
        return (
            f"{password}; {'andra faktorn är inlagd' if has_factor else 'ingen andra faktor än'}".capitalize()
        )


def has_unused_password(user: User) -> bool:
    return OneTimePassword.objects.filter(user=user).exists()


def others(request: HttpRequest, users: QuerySet[User]) -> QuerySet[User]:
    if users.filter(pk=request.user.pk).exists():
        messages.warning(request, OWN)
    return users.exclude(pk=request.user.pk)
