"""Fields of the organisers' forms: a time by the clocks of the conference, and languages by their names."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.languages import language_in_full, language_named

FORM = "%Y-%m-%dT%H:%M"
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""A slip of the hand in a year is told; at the ends of the calendar a time has no moment in other zones."""


class LocalTime(forms.Field):
    """A day and a time without a zone; the form knows which clocks are meant."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORM)

    def to_python(self, value: Any) -> datetime | None:
        """What was typed. Raises ValidationError for what is no time."""
        if not value or isinstance(value, datetime):
            return value or None
        try:
            typed = datetime.fromisoformat(str(value).strip())
        except ValueError as fault:
            raise ValidationError(_("Write a day and a time as 2026-11-30T10:00.")) from fault
        if typed.tzinfo is not None:
            raise ValidationError(_("Write the time without a zone: the time zone has a field of its own."))
        if not FIRST_YEAR <= typed.year <= LAST_YEAR:
            raise ValidationError(_("Write a day and a time as 2026-11-30T10:00."))
        return typed.replace(second=0, microsecond=0)


class Languages(forms.CharField):
    """Languages by their names, with commas between them; kept as tags."""

    def prepare_value(self, value: Any) -> Any:
        """The tags by their names in the language of the page."""
        return ", ".join(map(language_in_full, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether these are other languages, in whatever language they are written."""
        try:
            return bool((initial or []) != self.clean(data))
        except ValidationError:
            return True

    def clean(self, value: Any) -> list[str]:
        """The tags, each once, in the order written. Raises ValidationError for a language that is not known."""
        names = [name.strip() for name in str(super().clean(value)).split(",")]
        try:
            return list(dict.fromkeys(language_named(name) for name in names if name))
        except BadCode as fault:
            raise ValidationError(str(fault)) from fault


class Language(Languages):
    """One language by its name; kept as its tag."""

    def prepare_value(self, value: Any) -> Any:
        """Its name in the language of the page."""
        return language_in_full(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        """Its tag. Raises ValidationError for none or several."""
        found = super().clean(value)
        if len(found) != 1:
            raise ValidationError(_("Name one language."))
        return found[0]
