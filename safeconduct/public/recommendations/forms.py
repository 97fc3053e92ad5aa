"""What a reader writes below a text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from safeconduct.public.asking.forms import ReadersForm


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

    def said(self) -> dict[str, str]:
        """What is kept."""
        return {name: self.cleaned_data[name] for name in ("text", "name", "organisation")}
