"""Why a file is not taken. Pure."""

from collections.abc import Mapping

from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.marking import mark as _

HARMFUL = Reason(
    "file_harmful",
    _("The virus scanner knows this file as harmful: it was not taken."),
    _("Do not open it. Tell whoever looks after your computers where it came from."),
)
NOT_SCANNED = Reason(
    "file_not_scanned",
    _("The virus scanner of this site does not answer, so no file is taken."),
    _("Try again later. Whoever runs the site can see whether it is at work."),
)
NOT_AS_NAMED = Reason(
    "file_not_as_named",
    _("This file is not what its name says."),
    _("Choose the PDF, the EPUB or the page itself."),
)
ACTS = Reason(
    "file_acts",
    _("Something in this PDF acts by itself or lies hidden in it: a script, a program to start, a form that sends, a "
      "film, or another file."),
    _("Print it as PDF, or save it without these, and upload that."),
)  # fmt: skip
LOCKED = Reason(
    "file_locked",
    _("This PDF opens only with a password, so nobody can look into it."),
    _("Save it without a password."),
)
UNREADABLE = Reason(
    "file_unreadable",
    _("This PDF cannot be read: it is damaged, or it is too large inside."),
    _("Open it where you have it and save it again, or print it as PDF."),
)
NO_ROOM = Reason(
    "file_no_room",
    _("On this machine a PDF cannot be opened safely, so none is taken."),
    _("Whoever runs the site needs Linux on x86-64 or 64-bit ARM, with seccomp."),
)
BUSY = Reason("file_busy", _("Other files are being looked at just now."), _("Try again in a minute."))
FAULTS: Mapping[str, Reason | None] = {
    "clean": None,
    "acts": ACTS,
    "locked": LOCKED,
    "no_room": NO_ROOM,
    "unreadable": UNREADABLE,
}
"""What the closed process may say of a PDF."""
NOT_A_PICTURE = Reason(
    "file_not_a_picture",
    _("This is no JPEG or PNG picture, whatever its name says."),
    _("Choose the picture itself, or open it where you have it and save it as JPEG or PNG."),
)
TOO_MANY_POINTS = Reason(
    "picture_too_many_points",
    _("This picture has more than 40 million points."),
    _("Make it smaller where you have it: the site shows at most 1,280 points across."),
)
MOVES = Reason(
    "picture_moves",
    _("This picture moves. Pictures of this site stand still."),
    _("Save one picture of it as JPEG or PNG, and upload that."),
)
NOT_DRAWN = Reason(
    "picture_unreadable",
    _("This picture cannot be read: it is damaged, or made so that it cannot be."),
    _("Open it where you have it and save it again as JPEG or PNG."),
)
NO_PLACE_TO_DRAW = Reason(
    "picture_no_room",
    _("On this machine a picture cannot be opened safely, so none is taken."),
    _("Whoever runs the site needs Linux on x86-64 or 64-bit ARM, with seccomp."),
)
DRAWN_FAULTS: Mapping[str, Reason] = {
    "too_many_points": TOO_MANY_POINTS,
    "moves": MOVES,
    "no_room": NO_PLACE_TO_DRAW,
    "unreadable": NOT_DRAWN,
}
"""What the closed process may say of a picture."""
MOST_POINTS = 40_000_000
"""A file of a few kilobytes can claim a thousand times as many."""
PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
"""Endings of pictures, and the names of their formats."""
PACKED = b"PK\x03\x04"
BEGINS = {"pdf": b"%PDF-", "epub": PACKED, "odt": PACKED, "docx": PACKED, "pptx": PACKED,
          "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}  # fmt: skip


def is_as_named(data: bytes, ending: str) -> bool:
    """Whether its first bytes are those of what its name says; a PDF under another name is none. Pure."""
    begins = BEGINS.get(ending.lower())
    if begins is not None:
        return data.startswith(begins)
    return not any(data.startswith(each) for each in BEGINS.values())
