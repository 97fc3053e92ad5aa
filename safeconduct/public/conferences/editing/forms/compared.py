"""What a form showed, so that of two organisers who write at once neither undoes what the other wrote."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.marking import mark

type Fact = tuple[str, str]
"""What a field is called, and what stands there."""

SAVED_MEANWHILE = Reason(
    "saved_meanwhile",
    mark("Somebody else saved this while you were writing."),
    mark("Compare what you wrote with what stands now, and save what is right."),
)
STANDS_ALREADY = gettext_lazy("This stands here already, so nothing was added.")


class Compared(forms.BaseForm):
    """A form that brings a mark of what it showed: where that stands no more, both are shown before it is saved.

    It is asked under the lock of the conference, else two could both find that nothing changed.
    `of_this_press` names what is asked and kept nowhere.
    """

    of_this_press: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """By which what stands now is known again, as long as nobody changes it."""
        stands = {name: self._stands(name) for name in self.fields}
        return hashlib.sha256(json.dumps(stands, default=str).encode()).hexdigest()

    @property
    def seen(self) -> str:
        """The mark that the form on the page brings along."""
        return self.mark if self.is_overtaken else str(self.data.get("seen", self.mark))

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody saved something else after this form was shown; a second press saves what stands."""
        return "seen" in self.data and self.data["seen"] != self.mark and bool(self._differing())

    @property
    def status(self) -> int:
        """Of the answer that shows it."""
        return 409 if self.is_overtaken else 422 if self.errors else 200

    def full_clean(self) -> None:
        """With the refusal of what somebody else has saved meanwhile."""
        super().full_clean()
        if self.is_bound and self.is_overtaken:
            self.add_error(None, SAVED_MEANWHILE.whole)

    def what_stands(self) -> list[Fact]:
        """What stands now where something else was written."""
        if not self.is_overtaken:
            return []
        shown = [name for name in self._differing() if not self[name].is_hidden]
        return [(str(self[name].label), self._in_words(name)) for name in shown]

    def _differing(self) -> list[str]:
        return [name for name in self.changed_data if name not in self.of_this_press]

    def _stands(self, name: str) -> Any:
        return self.initial.get(name, self.fields[name].initial)

    def _in_words(self, name: str) -> str:
        field: Any = self.fields[name]
        value = field.prepare_value(self._stands(name))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
            choices: Any = field.choices
            labels = {str(key): str(label) for key, label in choices}
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(labels.get(str(each), "") for each in chosen if each is not None) or "–"
        if isinstance(field.widget, forms.DateTimeInput):
            return str(field.widget.format_value(value)).replace("T", " ")
        return str(value or "–")
