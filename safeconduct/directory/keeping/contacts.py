"""Numbers that ring only inside their country. Pure."""

import re

_NUMBER = re.compile(r"[\d\s().\-/–]+")
_SIGNS = re.compile(r"\D")


def is_local(text: str) -> bool:
    """Whether a contact is nothing but a number in its local form: with a nought in front, and without the country.

    Short numbers such as 116 006 are the same from anywhere in their country and have no other form.
    """
    if not _NUMBER.fullmatch(text.strip()):
        return False
    digits = _SIGNS.sub("", text)
    return digits.startswith("0") and not digits.startswith("00")
