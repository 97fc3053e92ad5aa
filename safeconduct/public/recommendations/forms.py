"""What a reader writes below a text."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from safeconduct.public.asking.forms import ReadersForm
from safeconduct.public.asking.secret_links import new_secret

SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


class CommentForm(ReadersForm):
    """A text, and a name if the writer wants one to stand there."""

    text = forms.CharField(
        label=_("Your comment"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Write about the text. Write nothing about a person whom you help or have met. At most 2000 characters."
        ),
    )
    name = forms.CharField(
        label=_("Your name, as it is shown"),
        max_length=80,
        required=False,
        help_text=_("Without it nobody is named."),
    )
    organisation = forms.CharField(label=_("Your organisation"), max_length=120, required=False)

    once = forms.CharField(required=False, widget=forms.HiddenInput, initial=new_secret)
    """The secret of the page of its writer, made with the form: so a second press makes no second comment."""

    def clean_once(self) -> str:
        """What the form was made with; a new one where it brings none of ours."""
        brought = str(self.cleaned_data["once"])
        return brought if SECRET.fullmatch(brought) else new_secret()

    def said(self) -> dict[str, str]:
        """What is kept."""
        return {name: self.cleaned_data[name] for name in ("text", "name", "organisation")}
