"""What is said between two agencies about an item of a conference: codes that travel, never renamed."""

from collections.abc import Mapping
from enum import StrEnum

from safeconduct.referrals.moves import Side


class Step(StrEnum):
    """What a message about a conference does."""

    ASKED = "asked"
    """An item goes there, with its words."""
    PROPOSED = "proposed"
    """What a profession there proposes."""
    NO_PART = "no_part"
    """A profession there takes no part in this item."""
    MET = "met"
    """When one meets, and whether they were there. It is about the conference, and names no item."""
    DECIDED = "decided"
    MINUTED = "minuted"


BY: Mapping[Step, Side] = {
    Step.ASKED: Side.SENDER,
    Step.PROPOSED: Side.RECEIVER,
    Step.NO_PART: Side.RECEIVER,
    Step.MET: Side.SENDER,
    Step.DECIDED: Side.SENDER,
    Step.MINUTED: Side.SENDER,
}
"""Whose step it is."""

ANSWERS = frozenset({Step.PROPOSED, Step.NO_PART})
"""What a profession there says to an item, once."""
KEPT = (Step.PROPOSED, Step.NO_PART, Step.DECIDED, Step.MINUTED)
"""The steps of which an entry is kept beside the item."""
