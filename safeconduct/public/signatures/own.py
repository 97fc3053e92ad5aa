"""Our own node: what its web process lays into the site's folder is read, verified like anybody's, and shown."""

import json
import os
from datetime import datetime
from typing import Any

from safeconduct.public import settings
from safeconduct.public.signatures.models import SigningNode
from safeconduct.public.signatures.rules import KEYS_CHANGED
from safeconduct.public.signatures.taking import Shown, keys_of, take

FILE = "statements.json"
"""Written by the node (`access/shown_keys.py`, `site/agreements/`): public words and signatures, no member."""
LARGEST = 2 * 1024 * 1024


def take_own(*, now: datetime) -> None:
    """Take what our node says now; a file that is not there, or cannot be read, changes nothing."""
    said = _read()
    if isinstance(said, dict):
        take(None, said, said.get("statements"), now=now)


def offered_keys() -> Shown | None:
    """Keys of our node that no believed key has signed, where it shows such; somebody compares them."""
    node, said = SigningNode.objects.filter(source=None).first(), _read()
    if node is None or node.problem != KEYS_CHANGED.code:
        return None
    found = keys_of(said)
    return found if found is not None and found[1] is not None else None


def believe(offered: Shown) -> None:
    """From now on these, and no former ones. What was taken before stays."""
    keys, _signed_by, whole = offered
    SigningNode.objects.filter(source=None).update(
        node=keys.node, keys=list(keys.keys), said=whole, problem=""
    )


def _read() -> Any:
    if settings.HOME is None:
        return None
    try:
        # What another process may have put there is no link to follow, and no pipe to wait for.
        handle = os.open(settings.HOME / FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            raw = file.read(LARGEST + 1)
        return json.loads(raw) if len(raw) <= LARGEST else None
    except (OSError, ValueError, RecursionError):
        return None
