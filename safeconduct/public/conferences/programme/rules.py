"""What readers are told about a conference at this hour. Pure: no clock."""

from datetime import datetime
from enum import StrEnum

from safeconduct.public.conferences.programme.facts import EditionFacts


class Standing(StrEnum):
    """What somebody who wants to come needs to know."""

    TO_OPEN = "to_open"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    OVER = "over"
    CANCELLED = "cancelled"


def standing(edition: EditionFacts, *, now: datetime) -> Standing:
    """What was cancelled stays so; what has ended is over, whether somebody has said so or not.

    Full is what would be open: whoever registers waits.
    """
    if edition.is_cancelled:
        return Standing.CANCELLED
    if edition.state == "held" or edition.ends_at <= now:
        return Standing.OVER
    if edition.state != "open" or edition.closes_at <= now:
        return Standing.CLOSED
    if now < edition.opens_at:
        return Standing.TO_OPEN
    return Standing.FULL if edition.is_full else Standing.OPEN
