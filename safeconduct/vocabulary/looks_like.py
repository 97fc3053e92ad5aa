"""What the search for personal data found in a text, in words for whoever wrote it."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.scanner import Kind, Piece, scan

LOOKS_LIKE: dict[Kind, Words] = {
    Kind.NAME: _("“%(piece)s” looks like a name of a person or a place."),
    Kind.NUMBER: _("“%(piece)s” looks like a number of a telephone, a document or a year."),
    Kind.DATE: _("“%(piece)s” looks like a date."),
    Kind.AGE: _("“%(piece)s” looks like an age: write a band, such as 18-25."),
    Kind.CONTACT: _("“%(piece)s” looks like a way to reach somebody."),
    Kind.ADDRESS: _("“%(piece)s” looks like an address."),
}
TAKE_OUT: Words = _("Take it out. Nothing has left.")
TAKE_OUT_OR_SMALL: Words = _(
    "Take it out. A word that is no name may stand with a small letter. Nothing has left."
)
MOST_SHOWN = 3
"""So many pieces of a text are named at once."""


def why_not(note: str, *, is_admitted: Callable[[Piece], bool] = lambda _piece: False) -> Words:
    """What in a note looks like somebody, piece by piece; "" when nothing does. What is admitted counts as nothing."""
    pieces = [piece for piece in scan(note) if not is_admitted(piece)]
    found = list({(piece.kind, piece.text): piece for piece in pieces}.values())
    if not found:
        return ""
    said = [str(LOOKS_LIKE[piece.kind]) % {"piece": piece.text} for piece in found[:MOST_SHOWN]]
    has_name = any(piece.kind is Kind.NAME for piece in found[:MOST_SHOWN])
    return " ".join([*said, str(TAKE_OUT_OR_SMALL if has_name else TAKE_OUT)])
