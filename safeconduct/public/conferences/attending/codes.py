"""The code of a ticket as somebody types it: capitals, spaces and look-alikes make no difference. Pure."""

import re

_ALIKE = str.maketrans({"0": "o", "1": "i", "l": "i", "‐": "-", "‑": "-", "–": "-", "—": "-"})
FROM, TO = "01l", "oii"
"""The same for the database, which holds no other dashes."""


def plain(typed: str) -> str:
    """What two codes have in common that people take for each other; without spaces, in small letters."""
    return re.sub(r"\s+", "", typed).lower().translate(_ALIKE)
