"""What a new edition needs that the old one does not give."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.editing.forms.editions import CODE_TAKEN, TAKEN_WORDS
from safeconduct.public.conferences.editing.forms.fields import FIRST_YEAR, LAST_YEAR
from safeconduct.public.conferences.editing.forms.sentences import OrganisersForm
from safeconduct.public.conferences.models import Edition


class CloneForm(OrganisersForm):
    """Its name, its code, its first day."""

    name = forms.CharField(label=_("Name"), max_length=160)
    code = forms.SlugField(label=_("Code in addresses"), max_length=40)
    first_day = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Everything is moved by as many days; 10:00 stays 10:00."),
        error_messages={"invalid": _("Write a day as 2026-11-30.")},
    )

    def clean_first_day(self) -> date:
        """A day of a year in which conferences are."""
        day: date = self.cleaned_data["first_day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(_("Write a day as 2026-11-30."))
        return day

    def clean_code(self) -> str:
        """Small letters, not taken, no word of our own addresses."""
        code = str(self.cleaned_data["code"])
        if code in TAKEN_WORDS or code != code.lower():
            raise forms.ValidationError(_("Choose another code, in small letters."))
        if Edition.objects.filter(code=code).exists():
            raise forms.ValidationError(CODE_TAKEN)
        return code
