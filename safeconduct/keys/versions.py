"""Which versions of the exchange protocol a node speaks, as its card says, and which one two nodes have in common.

A node that speaks version n speaks n - 1 as well, so neighbours always meet. docs/reference/exchange-protocol.md,
section 15.
"""

import re
from collections.abc import Iterable
from typing import Final

SPOKEN: Final[tuple[int, ...]] = (1,)
"""What this release speaks."""

UNSAID: Final[tuple[int, ...]] = (1,)
"""What a card speaks that does not say it: those of earlier releases."""


def common(theirs: Iterable[int], ours: Iterable[int] = SPOKEN) -> int | None:
    """The highest version that both speak; None when there is none."""
    return max(set(theirs) & set(ours), default=None)


def in_version_1(message_type: str) -> str:
    """The same type as version 1 names it: what a key is for does not change with the version."""
    return re.sub(r"\.v[1-9][0-9]?$", ".v1", message_type)
