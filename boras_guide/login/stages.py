"""What stands between the right password and being logged in."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from boras_guide.login.session import has_passed_second_factor


class SecondFactor(AuthenticateStage):
    """Asked for once: not of those whom the city's own login, or a passkey, has asked already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not has_passed_second_factor(request, self.login.user)
