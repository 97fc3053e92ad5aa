"""Numbers that ring only inside their country. Pure."""

import re

_NUMBER = re.compile(r"[\d\s().\-/–]+")
_SIGNS = re.compile(r"\D")
_WRITTEN = re.compile(r"^sms\b[\s:]*", re.IGNORECASE)
"""Before a number to which one writes (`hsds/reaching.py`)."""


def is_local(text: str) -> bool:
    """Whether a contact, or one of several, is a number in its local form: a nought in front, and no country.

    Short numbers such as 116 006 are the same from anywhere in their country and have no other form.
    """
    pieces = (_WRITTEN.sub("", piece.strip()) for piece in text.split(";"))
    return any(_is_local(piece) for piece in pieces)


def _is_local(text: str) -> bool:
    if not _NUMBER.fullmatch(text.strip()):
        return False
    digits = _SIGNS.sub("", text)
    return digits.startswith("0") and not digits.startswith("00")
