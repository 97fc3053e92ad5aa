"""What an editor types to sign in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from safeconduct.public.editors.backend import REFUSED


class SignIn(LoginForm):  # type: ignore[misc]  # Wagtail brings no types
    """Wagtail's own, which also says when there were too many tries."""

    def get_invalid_login_error(self) -> Any:
        """Why it was not taken."""
        reason = getattr(self.request, REFUSED, None)
        if reason is None:
            return super().get_invalid_login_error()
        return forms.ValidationError(reason.whole, code=reason.code)


class Code(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
