"""A file or a link to take along."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.public import settings
from safeconduct.public.conferences.editing.file_kinds import ending_of
from safeconduct.public.conferences.editing.forms.fields import Language
from safeconduct.public.conferences.editing.forms.sentences import OrganisersForm
from safeconduct.public.conferences.editing.local_times import as_typed
from safeconduct.public.conferences.editing.queries import programme_of
from safeconduct.public.conferences.models import Edition, Material
from safeconduct.public.reasons import spoken
from safeconduct.public.uploads.forms import NOT_SCANNED
from safeconduct.public.uploads.looking import look_at
from safeconduct.vocabulary.decisions import NotPossible, Refused, Words


class MaterialForm(OrganisersForm):
    """What it is called and to what it belongs; what lies at its address stays as it is."""

    title = forms.CharField(label=_("Title"), max_length=160)
    session = forms.TypedChoiceField(
        label=_("Session"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Or the whole conference."),
    )
    language = Language(label=_("Language"), max_length=60, help_text=_("By its name: English."))
    licence = forms.CharField(label=_("Licence"), max_length=80, initial="CC BY 4.0")

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Words]] = [("", _("The whole conference"))]
        for slot in programme_of(edition):
            begins = as_typed(slot.starts_at, edition.time_zone)
            choices.append((str(slot.id), f"{begins:%Y-%m-%d %H:%M} {slot.title}"))
        self.fields["session"].choices = choices  # type: ignore[attr-defined]  # a choice

    @staticmethod
    def of(material: Material) -> dict[str, Any]:
        """What a form of it begins with."""
        return {
            "title": material.title,
            "session": str(material.session_id or ""),
            "language": material.language,
            "licence": material.licence,
        }


class ReplaceForm(OrganisersForm):
    """What lies at an address: a file, or the address of something that lies elsewhere."""

    file = forms.FileField(
        label=_("File of the material"),
        required=False,
        help_text=_("PDF, EPUB, HTML, ODT, DOCX or PPTX, at most 20 MB."),
        error_messages={"empty": _("This file is empty."), "invalid": _("Choose the file again.")},
    )
    link = forms.URLField(
        label=_("Or its address elsewhere"),
        required=False,
        max_length=400,
        assume_scheme="https",
        error_messages={"invalid": _("Write a whole address, beginning with https://.")},
    )
    ending = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.CLAMAV is None:
            field = self.fields["file"]
            field.help_text = format_lazy("{} {}", field.help_text, NOT_SCANNED)

    def clean_file(self) -> Any:
        """A file of a kind that is taken."""
        file = self.cleaned_data.get("file")
        if file:
            ending = ending_of(str(file.name), int(file.size), file)
            if isinstance(ending, Refused):
                raise forms.ValidationError(ending.reason.whole)
            self._look_into(file, ending)
            self.ending = ending
        return file

    def _look_into(self, file: Any, ending: str) -> None:
        """As at every file of the site: the scanner, where there is one, and what acts in a PDF."""
        data = file.read()
        file.seek(0)
        try:
            look_at(data, ending=ending)
        except NotPossible as refused:
            raise forms.ValidationError(spoken(refused.reason).whole) from refused

    def clean_link(self) -> str:
        """A page of the web."""
        link = str(self.cleaned_data.get("link") or "")
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write a whole address, beginning with https://."))
        return link

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"file", "link"} & self.errors.keys() and bool(cleaned.get("file")) == bool(
            cleaned.get("link")
        ):
            self.add_error("file", _("Choose a file or write an address: one of the two."))
        return cleaned


class NewMaterialForm(ReplaceForm, MaterialForm):
    """One more: what it is called, and what lies there."""

    field_order = ["title", "session", "language", "licence", "file", "link"]
