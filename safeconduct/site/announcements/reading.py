"""The file in which the public site hands its news over: one way, public words only, believed no further than that."""

import json
import os
from pathlib import Path

from safeconduct.site.announcements.rules import LARGEST, Announcement, read

FILE = Path("public") / "announcements.json"
"""In the node's folder. Written by the site's worker (`public/pages/announcing.py`)."""


def announcements(home: Path | None) -> list[Announcement]:
    """What the node's own site announces; nothing where it has none, or the file cannot be read."""
    return read(handed_over(home, FILE, LARGEST))


def handed_over(home: Path | None, name: Path, largest: int) -> object:
    """What a file of the node's own site holds; None where there is none, or it cannot be read."""
    if home is None:
        return None
    try:
        # What another process may have put there is no link to follow, and no pipe to wait for.
        handle = os.open(home / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            raw = file.read(largest + 1)
        return json.loads(raw) if len(raw) <= largest else None
    except (OSError, ValueError, RecursionError):
        return None
