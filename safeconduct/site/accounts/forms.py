"""The forms of signing in, where django-allauth's own are not strict or not plain enough."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safeconduct.site.accounts.recording import refused_sign_in


class SignIn(LoginForm):
    """Name or address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].widget.attrs.pop("placeholder", None)


class _OnceOnly(BaseAuthenticateForm):
    """A code of an app counts once, as long as it is valid at all: with a step of tolerance that is 90 s."""

    def clean_code(self) -> str:
        """The code, when it is right and was not used before."""
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            lasts = settings.MFA_TOTP_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 1)
            if not cache.add(f"code:{self.user.pk}:{code}", 1, lasts):
                raise get_adapter().validation_error("incorrect_code")
        return code


class Prove(_OnceOnly, AuthenticateForm):
    """The code at sign-in."""


class ProveAgain(_OnceOnly, ReauthenticateForm):
    """The code in a step-up."""


class ByPasskey(LoginWebAuthnForm):
    """A passkey at sign-in. Theirs tells nobody of one that was not right."""

    def clean_credential(self) -> Authenticator:
        """The passkey that was shown. Raises ValidationError, and records that somebody did not get in."""
        try:
            return super().clean_credential()
        except ValidationError:
            refused_sign_in(None, "wrong_passkey")
            raise
