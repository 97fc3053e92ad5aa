"""What somebody enters to register, and what they may change later."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from safeconduct.public.asking.forms import ReadersForm
from safeconduct.public.conferences.models.professions import professions
from safeconduct.public.conferences.registering.actions import Changeable, Entered
from safeconduct.public.pages.words import plain
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.mail_addresses import can_be_mailed

CHOOSE = ("", _("Choose"))


def countries_by_name() -> list[tuple[str, Any]]:
    """All countries in the language that is spoken, in the order of their names."""
    named = sorted(
        ((code, country.name) for code, country in COUNTRIES.items()), key=lambda each: plain(each[1])
    )
    return [CHOOSE, *named]


def professions_to_choose() -> list[tuple[str, Any]]:
    """All that people who take part can have."""
    return [CHOOSE, *professions()]


def languages_to_choose() -> list[tuple[str, str]]:
    """The languages in which we can write, by their own names."""
    return list(settings.LANGUAGES)


class ChangeForm(ReadersForm):
    """What may be changed as long as seats are taken and given back."""

    name = forms.CharField(
        label=_("Your name, as it shall stand on a certificate"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    access = forms.CharField(
        label=_("What you need to take part"),
        help_text=_(
            "For example a place for a wheelchair, a sign language, texts in large print, a companion."
        ),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=_("Language of our messages"), choices=languages_to_choose)
    diet = forms.CharField(label=_("What you do not eat"), max_length=300, required=False)
    wants_letter = forms.BooleanField(label=_("I need a letter of invitation"), required=False)
    may_be_photographed = forms.BooleanField(
        label=_("I may be seen in pictures that are published"), required=False
    )

    field_order = ["name", "organisation", "language"]

    def changeable(self) -> Changeable:
        """What was entered; the form is valid."""
        return Changeable(**{name: self.cleaned_data[name] for name in Changeable.__dataclass_fields__})


class RegisterForm(ChangeForm):
    """Everything, at the first time."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_(
            "We send you the address of your own page. Nothing else than this conference is written to you."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    profession = forms.ChoiceField(label=_("Profession"), choices=professions_to_choose)
    country = forms.ChoiceField(label=_("Country in which you work"), choices=countries_by_name)
    field_order = [
        "name",
        "email",
        "organisation",
        "profession",
        "country",
        "language",
        "access",
        "diet",
        "wants_letter",
        "may_be_photographed",
    ]

    def clean_email(self) -> str:
        """An address that a mail server can be told: Django lets more pass."""
        email = str(self.cleaned_data["email"])
        if not can_be_mailed(email):
            raise forms.ValidationError(validate_email.message)
        return email

    def entered(self) -> Entered:
        """What was entered; the form is valid."""
        return Entered(**{name: self.cleaned_data[name] for name in Entered.__dataclass_fields__})
