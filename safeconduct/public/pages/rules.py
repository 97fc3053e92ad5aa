"""Who may put a page before readers, and when a page is stale. Pure: nothing of Django at run time, and no clock."""

from datetime import date

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.marking import mark as _

OWN_WORK = Reason(
    "own_work",
    _("You wrote or sent in this text, so somebody else approves it."),
    _("Ask a second person. You can request changes or take it back."),
)
CHANGED_SINCE = Reason(
    "changed_since",
    _("This text was changed after it was sent in."),
    _("Request changes, so that it is sent in anew as it is now."),
)
NOT_APPROVED = Reason(
    "not_approved",
    _("Nobody has approved this text, so it is not shown to readers."),
    _("Send it in: somebody else approves it."),
)


def may_approve(*, approver: int, hands: frozenset[int], is_as_sent_in: bool) -> Decision:
    """Four eyes: `hands` are those who wrote it since it was last public, and who sent it in.

    What is approved is the version that was sent in: a later one may say what the approver has not read.
    """
    if approver in hands:
        return Refused(OWN_WORK)
    return Allowed() if is_as_sent_in else Refused(CHANGED_SINCE)


def may_publish(*, approvers: frozenset[int], hands: frozenset[int]) -> Decision:
    """Whether this very text was approved by somebody who had no hand in it."""
    return Allowed() if approvers - hands else Refused(NOT_APPROVED)


def is_stale(reviewed_on: date | None, *, today: date, months: int) -> bool:
    """Whether the last review is so many months ago, or was never."""
    if reviewed_on is None:
        return True
    gone = (today.year - reviewed_on.year) * 12 + today.month - reviewed_on.month
    return gone > months or (gone == months and today.day >= reviewed_on.day)
