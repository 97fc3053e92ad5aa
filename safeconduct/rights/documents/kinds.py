"""Which documents are made, and for which purposes of a consent each may be filled. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import SENT_AT_ONCE, Section


class Document(StrEnum):
    """What can be made."""

    CONFIRMATION = "confirmation"
    REFLECTION = "reflection"
    COURT = "court"
    COMPENSATION = "compensation"
    MANDATE = "mandate"
    LETTER = "letter"


class Format(StrEnum):
    """As what it is given out."""

    PDF = "pdf"
    DOCX = "docx"


MEDIA: Mapping[Format, str] = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FORMATS: Mapping[Format, Words] = {
    Format.PDF: _("PDF, to print and sign"),
    Format.DOCX: _("Word file, to go on writing"),
}


@dataclass(frozen=True, slots=True)
class About:
    """One kind of document: its name, and what a consent must be for."""

    label: Words
    purposes: frozenset[Purpose]
    sections: frozenset[Section] = frozenset(Section)
    """What of a consent goes into it at most."""
    is_handed_in: bool = False
    """Whether the person signs it and hands it in themselves: it is addressed to whoever decides."""


HELP = frozenset(
    {
        Purpose.REFERRAL_SERVICE, Purpose.LEGAL_ASSISTANCE, Purpose.PROTECTION, Purpose.RESIDENCE_PROCEDURE,
        Purpose.CRIMINAL_PROCEEDINGS, Purpose.COMPENSATION, Purpose.RETURN_REINTEGRATION, Purpose.CHILD_PROTECTION,
    }
)  # fmt: skip
KINDS: Mapping[Document, About] = {
    Document.CONFIRMATION: About(_("Confirmation of support"), HELP),
    Document.REFLECTION: About(
        _("Request for the reflection period"),
        frozenset({Purpose.RESIDENCE_PROCEDURE, Purpose.PROTECTION, Purpose.LEGAL_ASSISTANCE}),
        is_handed_in=True,
    ),
    Document.COURT: About(
        _("Request for protection measures in court"),
        frozenset({Purpose.CRIMINAL_PROCEEDINGS, Purpose.PROTECTION, Purpose.LEGAL_ASSISTANCE}),
        is_handed_in=True,
    ),
    Document.COMPENSATION: About(
        _("Sheet to prepare a claim for compensation"),
        frozenset({Purpose.COMPENSATION, Purpose.LEGAL_ASSISTANCE}),
    ),
    Document.MANDATE: About(
        _("Power of attorney"),
        frozenset(
            {
                Purpose.LEGAL_ASSISTANCE, Purpose.COMPENSATION, Purpose.RESIDENCE_PROCEDURE,
                Purpose.CRIMINAL_PROCEEDINGS,
            }
        ),
    ),
    Document.LETTER: About(_("Letter of referral"), HELP, SENT_AT_ONCE),
}  # fmt: skip
