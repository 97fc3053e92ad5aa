"""What all forms of organisers share: sentences for what is missing, too long or too small."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.editing.forms.compared import Compared

TOO_LONG = _("This is too long: at most %(limit_value)d characters, and it has %(show_value)d. Shorten it.")
TOO_SMALL = _("At least %(limit_value)s.")


def in_words(form: forms.BaseForm) -> None:
    """Our own sentences, and the help of a field bound to it for those who do not see it."""
    for field in form.fields.values():
        field.error_messages["required"] = _("Fill this in.")
        field.error_messages["invalid_choice"] = _("Choose one of the list.")
        if isinstance(field, forms.SlugField):
            field.error_messages["invalid"] = _("Write small letters, digits and hyphens only.")
        for validator in field.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = TOO_LONG
            elif isinstance(validator, MinValueValidator):
                validator.message = TOO_SMALL


class OrganisersForm(Compared, forms.Form):
    """A form of its own fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_words(self)


class OrganisersModelForm(Compared, forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker only
    """A form of a model's fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_words(self)
