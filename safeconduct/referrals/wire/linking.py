"""What two lawyers of one person say to each other across agencies: codes that travel, never renamed.

They stand here because the page of the protocol does; the room of lawyers above acts by them.
"""

from collections.abc import Mapping
from enum import StrEnum

LINKED = "safeconduct.referral.linked.v1"
# One of `safeconduct.referral.*.v1`: a pattern of its own on the cards would change every fingerprint.
LONGEST_LETTER = 4000
"""Characters of one message, of what a day is, what was served, what is to be done."""


class LinkStep(StrEnum):
    """What a message between two lawyers does."""

    PROPOSED = "proposed"
    """A lawyer asks that the two matters are linked. No words: nobody has said yes over there."""
    ACCEPTED = "accepted"
    """Whoever was asked has chosen a matter of their own."""
    SAID = "said"
    DATE = "date"
    """A day that both keep: a hearing, the end of a time limit."""
    SERVED = "served"
    """A document that was served, and on which day."""
    TASK = "task"
    """What one of the two does, perhaps until a day."""
    DONE = "done"
    """Whoever does it has done it."""
    ENDED = "ended"


class LinkEnd(StrEnum):
    """Why a link is over."""

    WITHDRAWN = "withdrawn"
    """The person has taken back their yes to it, or the consent of the referral. What came from there is destroyed."""
    MANDATE = "mandate"
    CLOSED = "closed"
    """A matter was closed."""
    LAWYER = "lawyer"
    """One of the two lawyers has said so."""


class LinkSide(StrEnum):
    """The two lawyers."""

    PROPOSER = "proposer"
    ACCEPTER = "accepter"

    @property
    def other(self) -> "LinkSide":
        """The lawyer at the other end."""
        return LinkSide.ACCEPTER if self is LinkSide.PROPOSER else LinkSide.PROPOSER


WITH_WORDS = frozenset({LinkStep.SAID, LinkStep.DATE, LinkStep.SERVED, LinkStep.TASK})
"""The steps that come with words: each is kept as an item of the channel."""
OF_AN_ITEM = WITH_WORDS | {LinkStep.DONE}
"""The steps that name an item."""
AGREEING = frozenset({LinkStep.PROPOSED, LinkStep.ACCEPTED})
"""The steps that rest on the person's yes, and say on which day it was given to whoever says this."""
DAYS: Mapping[LinkStep, bool] = {LinkStep.DATE: True, LinkStep.SERVED: True, LinkStep.TASK: False}
"""The steps that may name a day, and whether they must."""
