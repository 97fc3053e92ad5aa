"""What the page of rights shows first: by topic, and in each what somebody has to act on now. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.rights.codes import Right, Standing
from safeconduct.rights.evaluating import Answer
from safeconduct.vocabulary.decisions import Words


class Topic(StrEnum):
    """What belongs together for whoever works with the person; the order of the page."""

    CARE = "care"
    STAY = "stay"
    LEGAL = "legal-help"
    PROCEEDINGS = "proceedings"


TOPICS: Mapping[Topic, tuple[Right, ...]] = {
    Topic.CARE: (
        Right.SUPPORT, Right.ASSESSMENT, Right.CHILD, Right.PROTECTION, Right.INTERPRETATION, Right.PRIVACY,
        Right.SAFE_RETURN,
    ),
    Topic.STAY: (
        Right.IDENTIFICATION, Right.REFLECTION_PERIOD, Right.RESIDENCE, Right.INTERNATIONAL_PROTECTION,
    ),
    Topic.LEGAL: (Right.INFORMATION, Right.LEGAL_AID, Right.REDRESS, Right.DATA_RIGHTS),
    Topic.PROCEEDINGS: (
        Right.NON_PUNISHMENT, Right.COMPLAINT, Right.OWN_CASE, Right.EXPENSES, Right.COMPENSATION,
    ),
}  # fmt: skip
"""Each right stands in one topic: a test counts them."""

TITLES: Mapping[Topic, Words] = {
    Topic.CARE: _("Help and safety"),
    Topic.STAY: _("Identification and stay"),
    Topic.LEGAL: _("Information and legal help"),
    Topic.PROCEEDINGS: _("Proceedings and compensation"),
}


class Need(StrEnum):
    """Why somebody has to act on a right now: what presses, then what the worker does, then what others owe."""

    LAST_DAY = "last_day"
    """Its last day is over, or within a fortnight."""
    REFUSED = "refused"
    TELL = "tell"
    SAY = "say"
    """The person knows of it, and nobody has written down whether they want it."""
    ASKED = "asked"
    GRANTED = "granted"
    """It was granted; whoever has to give it has not been written down as done."""


OPEN = frozenset({Need.LAST_DAY, Need.REFUSED, Need.ASKED})
"""What stands unfolded: somebody waits for an answer, or a day runs."""

BY_STANDING: Mapping[Standing | None, Need | None] = {
    None: Need.TELL,
    Standing.INFORMED: Need.SAY,
    Standing.ASKED: Need.ASKED,
    Standing.GRANTED: Need.GRANTED,
    Standing.REFUSED: Need.REFUSED,
    Standing.ENDED: None,
}


def need_of(answer: Answer, standing: Standing | None, *, is_near: bool) -> Need | None:
    """Why somebody has to act on it; None where nobody has to now.

    A right that opens later or of which nothing is known asks for nothing before somebody has asked for it: then
    it is followed like any other.
    """
    if is_near and standing is not Standing.ENDED:
        return Need.LAST_DAY
    need = BY_STANDING[standing]
    is_here = answer in (Answer.APPLIES, Answer.MAY)
    return need if is_here or need in (Need.ASKED, Need.REFUSED, Need.GRANTED) else None


def in_order(need: Need | None, day: date | None) -> tuple[int, date]:
    """By what lines are sorted: the most urgent first, and of these the earliest day."""
    order = list(Need)
    return order.index(need) if need else len(order), day or date.max
