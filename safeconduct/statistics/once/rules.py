"""What somebody may say of a pair. Pure."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words

LENGTH = 8
"""Signs of a code."""


class Says(StrEnum):
    """What the lead of a file says of a pair that the file is in."""

    SAME = "same"
    NOT_SAME = "not_same"
    CANNOT_SAY = "cannot_say"


SAYS: dict[Says, Words] = {
    Says.SAME: _("The same person"),
    Says.NOT_SAME: _("Not the same person"),
    Says.CANNOT_SAY: _("We cannot say"),
}

COUNT_IS_CLOSED = Reason(
    "count_is_closed",
    _("The count of that year is closed."),
    _("Nothing is to be done. The figures of that year stay as they are."),
)
ENDED_HERE = Reason(
    "pair_is_ended",
    _("You have said that it is not the same person, and that ends the question."),
    _("If it was a slip, tell the coordinator: both are counted as two."),
)


def may_answer(said: str | None, *, is_closed: bool) -> Decision:
    """Whether the lead may answer now, after what was said from this side before (None: nothing)."""
    if is_closed:
        return Refused(COUNT_IS_CLOSED)
    return Refused(ENDED_HERE) if said == Says.NOT_SAME else Allowed()


def code_of(typed: str) -> str:
    """A code as it was read over the telephone: without spaces, in capital letters; at most eight signs.

    >>> code_of(" ab2c-9xyz ")
    'AB2C9XYZ'
    """
    return "".join(sign for sign in typed if sign.isalnum()).upper()[:LENGTH]
