"""The form by which an editor uploads a file, wherever in the editor it stands."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm

from safeconduct.public import settings
from safeconduct.public.reasons import spoken
from safeconduct.public.uploads.looking import look_at
from safeconduct.vocabulary.errors import NotPossible

NOT_SCANNED = gettext_lazy("This site has no virus scanner: files are not scanned.")


class Upload(BaseDocumentForm):  # type: ignore[misc]  # Wagtail brings no types
    """Wagtail's own, with a look at the file before it is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.CLAMAV is None and "file" in self.fields:
            field = self.fields["file"]
            field.help_text = format_lazy("{} {}", field.help_text, NOT_SCANNED)

    def clean_file(self) -> Any:
        """The file, if it is one that is taken."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            data = file.read()
            file.seek(0)
            try:
                look_at(data, ending=file.name.rpartition(".")[2])
            except NotPossible as refused:
                reason = refused.reason
                raise forms.ValidationError(spoken(reason).whole, code=reason.code) from None
        return file
