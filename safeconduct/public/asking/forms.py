"""What all forms of readers share: a trap that only programs fall into, and sizes said in words."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("This is too long: at most %(limit_value)d characters, and it has %(show_value)d. Shorten it.")
MISSING = _("Fill this in.")
NOT_OF_THE_LIST = _("Choose one of the list.")
TRAP = "website"
"""A field that no person sees."""


class ReadersForm(forms.Form):
    """Its own sentences for what is missing or too long; nothing that was typed is lost when it is shown again."""

    website = forms.CharField(required=False, label=_("Leave this empty"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = MISSING
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.pop("maxlength", None)  # browsers cut off what is pasted, and say nothing
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = NOT_OF_THE_LIST
            for validator in field.validators:
                if isinstance(validator, MaxLengthValidator):
                    validator.message = TOO_LONG

    @property
    def is_of_a_program(self) -> bool:
        """Whether the trap was filled in. Answered like a success, and nothing is kept."""
        return bool(self.data.get(TRAP))

    def shown(self) -> list[forms.BoundField]:
        """The fields that people see, in order."""
        return [each for each in self.visible_fields() if each.name != TRAP]
