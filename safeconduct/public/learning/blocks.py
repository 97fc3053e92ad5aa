"""What an exercise is made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class Option(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """Something that one could do, and what is to be said of it."""

    words = blocks.CharBlock(label=_("What one could do"), max_length=200)
    holds = blocks.BooleanBlock(label=_("This is what the standard asks for"), required=False)
    why = blocks.TextBlock(label=_("What is to be said of it"), max_length=500)


class Question(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """A choice in the situation."""

    words = blocks.CharBlock(label=_("Question"), max_length=200)
    options = blocks.ListBlock(Option(), min_num=2, max_num=5, label=_("Options"))
    source = blocks.CharBlock(label=_("Where the standard stands"), max_length=200)
    address = blocks.URLBlock(label=_("Web address"), required=False)
    compared_on = blocks.DateBlock(label=_("Compared with its text on"), required=False)

    def clean(self, value: Any) -> Any:
        """Raises ValidationError when no option is what the standard asks for."""
        cleaned = super().clean(value)
        if not any(option["holds"] for option in cleaned["options"]):
            raise ValidationError(_("Say which option is what the standard asks for."))
        return cleaned


class Deed(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """A step in the training demonstration."""

    words = blocks.TextBlock(label=_("What to do"), max_length=400)
    standard = blocks.TextBlock(label=_("What the standard says, to compare with afterwards"), max_length=500)


QUESTIONS = [("question", Question(label=_("Question"), icon="help"))]
DEEDS = [("deed", Deed(label=_("Step"), icon="tick"))]
