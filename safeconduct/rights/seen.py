"""A mark of what a page showed before it saves: whoever presses twice has seen exactly these sentences. Pure."""

from collections.abc import Sequence
from hashlib import sha256

from safeconduct.vocabulary.decisions import Words


def mark(said: Sequence[Words]) -> str:
    """What says that somebody has seen exactly these; "" where there is nothing to see."""
    return sha256("\n".join(map(str, said)).encode()).hexdigest()[:16] if said else ""
