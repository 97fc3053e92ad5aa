"""What may be attached, looked at, taken out and taken away; and the sentence for each no. Pure."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.attachments.codes import RemovedWhy
from safeconduct.cases.attachments.kinds import PICTURES, Kind
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

MOST_FILES = 100
"""Files in one section."""
MOST_PAGES = 300
MOST_POINTS = 50_000_000
"""Of a picture: what the best telephones make. A file of a few kilobytes can claim a thousand times as many."""
SHOWN_WIDE = 1400
MEBIBYTE = 1024 * 1024
ROOM = 64 * 1024
"""What a form takes beside its file."""

NOT_YOURS = Reason(
    "attachment_not_yours",
    _("Files are added and removed by whoever writes in this section."),
    _("Ask a colleague who does, or the case lead."),
)
VIEW_ONLY = Reason(
    "attachment_view_only",
    _("You read this section and do not write in it: its files are looked at here, and not taken out."),
    _("Look at it on this page, or ask a colleague who writes in this section."),
)
NO_FILE = Reason("attachment_no_file", _("No file was chosen."), _("Choose a file."))
EMPTY = Reason(
    "attachment_empty",
    _("This file is empty."),
    _("Choose the file again; perhaps it was still being written."),
)
TOO_MANY = Reason(
    "attachment_too_many",
    _("This section holds as many files as it can."),
    _("Remove one that is not needed any more."),
)
UNKNOWN_KIND = Reason(
    "attachment_kind",
    _("This is none of the kinds that can be attached, whatever its name says."),
    _("Choose a PDF, a JPEG or PNG picture, or plain text in UTF-8. Save a document of an office program as PDF first; "
      "take single files out of an archive."),
)  # fmt: skip
NOT_AS_NAMED = Reason(
    "attachment_not_as_named",
    _("This file is not what its name says, and was not taken in."),
    _("If it came to you from somebody else, do not open it. Ask them for the picture or the PDF itself."),
)
UNREADABLE = Reason(
    "attachment_unreadable",
    _("This file could not be read: it is damaged, or made so that it cannot be."),
    _("Open it where you have it and save it again, or print it as PDF."),
)
LOCKED = Reason(
    "attachment_locked",
    _("This PDF is locked: what is inside cannot be looked at or cleaned."),
    _("Open it where you have it and print it as PDF without a password."),
)
LARGE_INSIDE = Reason(
    "attachment_large_inside",
    _("This file is small outside and far too large inside; it was not opened."),
    _("Save the picture with fewer points, or the PDF with fewer pages."),
)
TOO_MANY_POINTS = Reason(
    "attachment_points",
    format_lazy(_("This picture has more than {most} million points."), most=MOST_POINTS // 1_000_000),
    _("Save it smaller."),
)
TOO_MANY_PAGES = Reason(
    "attachment_pages",
    format_lazy(_("This PDF has no pages, or more than {most}."), most=MOST_PAGES),
    _("Divide it into several files."),
)
NO_ROOM = Reason(
    "attachment_no_room",
    _("On this machine a file cannot be taken apart safely, so none is attached."),
    _("Whoever runs the node needs Linux on x86-64 or 64-bit ARM, with seccomp."),
)
BUSY = Reason(
    "attachment_busy",
    _("Other files are being looked at just now."),
    _("Try again in a minute."),
)
NO_SUCH_PAGE = Reason("attachment_no_page", _("There is no such page."), _("Choose a page of this file."))
NO_REASON = Reason("attachment_no_reason", _("Why it is removed is not said."), _("Choose the reason."))
GONE = Reason(
    "attachment_gone", _("This file was removed already."), _("Go back to the files of the section.")
)

FAULTS: Mapping[str, Reason] = {
    "locked": LOCKED,
    "no_room": NO_ROOM,
    "no_such_page": NO_SUCH_PAGE,
    "too_large_inside": LARGE_INSIDE,
    "too_many_pages": TOO_MANY_PAGES,
    "too_many_points": TOO_MANY_POINTS,
    "unreadable": UNREADABLE,
}
"""What the closed room may say of a file."""


def too_large(most: int) -> Reason:
    """The reason for a file beyond the node's limit, `most` in bytes."""
    return Reason(
        "attachment_too_large",
        format_lazy(_("This file is larger than {most} MiB, and was not read."), most=most // MEBIBYTE),
        _("Save the picture smaller, or divide the PDF into several files."),
    )


def may_add(*, edits: bool) -> Decision:
    """Whoever writes in a section attaches files to it."""
    return Allowed() if edits else Refused(NOT_YOURS)


def may_take_in(size: int, kind: Kind | None, claimed: Kind | None, *, most: int, files: int) -> Decision:
    """Whether a file is one that can be taken in: by its size, and by what it is, not by what it is called."""
    if size == 0:
        return Refused(EMPTY)
    if size > most:
        return Refused(too_large(most))
    if _contradicts(kind, claimed):
        return Refused(NOT_AS_NAMED)
    if kind is None:
        return Refused(UNKNOWN_KIND)
    return Allowed() if files < MOST_FILES else Refused(TOO_MANY)


def _contradicts(kind: Kind | None, claimed: Kind | None) -> bool:
    """Whether a name claims what the content is not. One kind of picture under the ending of the other is no claim,
    and a text in an old encoding is only of no kind that is taken in."""
    if claimed is None or {kind, claimed} <= PICTURES or (claimed is Kind.TEXT and kind is None):
        return False
    return kind is not claimed


def may_take_out(*, edits: bool) -> Decision:
    """Who writes in a section, by the policy table, takes its files out; who only reads it looks at them here."""
    return Allowed() if edits else Refused(VIEW_ONLY)


def may_remove(why: RemovedWhy | None, *, edits: bool) -> Decision:
    """Whoever writes in the section takes a file away, with a reason."""
    if not edits:
        return Refused(NOT_YOURS)
    return Allowed() if why is not None else Refused(NO_REASON)
