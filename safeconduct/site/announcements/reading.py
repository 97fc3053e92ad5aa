"""The file in which the public site hands its news over: one way, public words only, believed no further than that."""

import json
import os
from pathlib import Path

from safeconduct.site.announcements.rules import LARGEST, Announcement, read

FILE = Path("public") / "announcements.json"
"""In the node's folder. Written by the site's worker (`public/pages/announcing.py`)."""


def announcements(home: Path | None) -> list[Announcement]:
    """What the node's own site announces; nothing where it has none, or the file cannot be read."""
    if home is None:
        return []
    try:
        # What another process may have put there is no link to follow, and no pipe to wait for.
        handle = os.open(home / FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            raw = file.read(LARGEST + 1)
        return read(json.loads(raw)) if len(raw) <= LARGEST else []
    except (OSError, ValueError, RecursionError):
        return []
