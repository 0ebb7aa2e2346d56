"""Letting somebody in who is new, has forgotten her password, or has lost her phone."""

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from boras_guide.login.models import OneTimePassword
from boras_guide.login.session import remove_second_factors

OWN = "Ditt eget konto rördes inte. Ditt lösenord och din andra faktor byter du under Din inloggning."


class OneTimePasswords:
    """Put both actions in `actions`."""

    @admin.action(description="Ge ett nytt engångslösenord", permissions=["change"])
    def give_one_time_password(self, request: HttpRequest, users: QuerySet[User]) -> HttpResponse | None:
        now = timezone.now()
        given = [(user, OneTimePassword.objects.give(user, at=now)) for user in others(request, users)]
        if not given:
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Nytt engångslösenord" if len(given) == 1 else "Nya engångslösenord",
            "given": given,
            "days": OneTimePassword.VALID.days,
        }
        return TemplateResponse(request, "admin/one_time_passwords.html", context)

    @admin.action(description="Ta bort andra faktorn (tappad telefon)", permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in others(request, users):
            remove_second_factors(user)
            messages.success(request, f"{user}: lägger in en ny app eller nyckel vid nästa inloggning.")


def others(request: HttpRequest, users: QuerySet[User]) -> QuerySet[User]:
    if users.filter(pk=request.user.pk).exists():
        messages.warning(request, OWN)
    return users.exclude(pk=request.user.pk)
