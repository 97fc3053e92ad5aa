"""What can be wrong with a template, each said so that whoever wrote it can put it right."""

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import SafeconductError

NOT_WORD = _("This is no Word document. Save it as “Word document (.docx)” and send that.")
MACROS = _("This document brings a program along. Save it as “Word document (.docx)”, without macros.")
TOO_LARGE = _("This document is too large: at most 1 MiB, 8 MiB unpacked, and 500 fields. Take pictures out.")
OUTSIDE = _(
    "This document fetches something from elsewhere ({what}). Take it out, and send the document again."
)
NO_FIELD = _("“{what}” is no field. Fields that exist: {fields}.")
NOT_PLAIN = _("“{what}” cannot be used. Only a field, or “if” with one field, may stand between braces.")
UNENDED = _("Braces or an “if” are not closed. What is said of it: {what}")
EMPTY = _("This document has no words.")


class BadTemplate(SafeconductError):
    """A template that cannot be used; its sentence says why and what to do."""

    def __init__(self, sentence: Words) -> None:
        super().__init__(sentence)
