"""The forms of the login in plain Swedish, and codes that are good for one time."""

from textwrap import wrap

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.fernet import InvalidToken
from django import forms
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ValidationError

from boras_guide.login import throttle

UNKNOWN_KEY = "Nyckeln kändes inte igen. Försök igen, eller logga in på ett annat sätt."
UNREADABLE = (
    "Din andra faktor går inte att läsa längre. Be den som sköter redaktionens konton att ta bort den, "
    "så får du lägga in en ny."
)
CODE_LIVES = 5 * 60  # seconds; longer than any code of an app is accepted


class PlainFields(forms.Form):
    """A label stands above its field; nothing stands inside it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(PlainFields, account.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ReauthenticateForm(PlainFields, account.ReauthenticateForm):
    pass


class NewPassword(PlainFields):
    user: User

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Nytt lösenord"
        self.fields["password1"].help_text = (
            "Minst 15 tecken. Fyra eller fem ord efter varandra är lätt att minnas och svårt att gissa. "
            "Du får gärna låta webbläsaren föreslå och spara det."
        )
        self.fields["password2"].label = "Samma lösenord igen"

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        if self.is_present_one(password):
            raise ValidationError("Välj ett annat lösenord än det du har nu.")
        return password

    def is_present_one(self, password: str) -> bool:
        raise NotImplementedError


class FirstPasswordForm(NewPassword, account.SetPasswordForm):
    def is_present_one(self, password: str) -> bool:
        return self.user.check_password(password)


class ChangePasswordForm(NewPassword, account.ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Ditt nuvarande lösenord"

    def clean_oldpassword(self) -> str:
        """Counted like every other guess."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password

    def is_present_one(self, password: str) -> bool:
        """Told only to who knows it: else it would be one more guess."""
        return password == self.cleaned_data.get("oldpassword")


class CodeOnce(PlainFields):
    """A code is used up when it has been accepted, although the app's clock may be a little off."""

    user: User

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Kod"
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}

    def clean_code(self) -> str:
        try:
            code = super().clean_code()  # type: ignore[misc]
        except InvalidToken:
            raise ValidationError(UNREADABLE) from None
        except ValidationError as fault:
            if fault.code in throttle.REFUSALS:
                closed = throttle.Bucket(f"login:codes:{self.user.pk}", 0, "att skriva en kod")
                throttle.tell_once(context.request, self.user.get_username(), closed)
            raise
        used = f"login:code:{self.user.pk}:{''.join(code.split())}"
        if not cache.add(used, True, CODE_LIVES):
            raise get_factor_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CodeOnce, mfa.AuthenticateForm):
    pass


class ReauthenticateCodeForm(CodeOnce, mfa.ReauthenticateForm):
    pass


class ActivateForm(CodeOnce, totp.ActivateTOTPForm):
    @property
    def secret_in_groups(self) -> str:
        return " ".join(wrap(self.secret, 4))


class KeyName(PlainFields):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Vad ska nyckeln heta?"
        self.fields["name"].help_text = "Så att du känner igen den, till exempel: Jobbdatorn."
        self.fields["name"].widget.attrs["maxlength"] = "50"


class AddKeyForm(KeyName, webauthn.AddWebAuthnForm):
    passwordless = forms.BooleanField(
        label="Jag vill kunna logga in med bara nyckeln, utan lösenord",
        help_text="Då frågar den efter fingeravtryck, ansikte eller pinkod. Passar de flesta.",
        initial=True,
        required=False,
    )


class EditKeyForm(KeyName, webauthn.EditWebAuthnForm):
    pass
