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
WAITS = Reason(
    "waits",
    _("This page waits for approval, and nobody changes it until then."),
    _("Whoever sent it in can take it back; whoever approves can request changes."),
)
NOTHING_TRANSLATED = Reason(
    "nothing_translated",
    _("Nothing of this page is translated yet, so it is not sent in."),
    _("Open it, translate it, and send it in after that."),
)


HALF_TRANSLATED = Reason(
    "half_translated",
    _(
        "Not everything of this page is translated, and readers would find the rest in the language of its source."
    ),
    _("Translate the rest first, or say that it is sent in as it is."),
)
READERS_HAVE_IT = Reason(
    "readers_have_it",
    _("Readers have this translation, so it is not given up for its source at once."),
    _("Take the page away first."),
)
NOT_YOURS = Reason(
    "not_yours_to_give_up",
    _("This would throw away what was translated."),
    _("Ask somebody who may delete this page."),
)


def may_change(*, waits: bool) -> Decision:
    """What is approved is what was read, so while a text waits it stays as it is: for those who approve too."""
    return Refused(WAITS) if waits else Allowed()


def may_send_in(*, waits: bool, translated: int, texts: int, is_confirmed: bool) -> Decision:
    """Whether a translation with so many of its texts translated is put before somebody who approves.

    With some of them missing whoever sends it in has to say that they know.
    """
    if waits:
        return Refused(WAITS)
    if not translated:
        return Refused(NOTHING_TRANSLATED)
    return Allowed() if is_confirmed or translated >= texts else Refused(HALF_TRANSLATED)


def may_be_made_a_copy(*, waits: bool, is_live: bool, may_take_away: bool) -> Decision:
    """Whether the words of a translation are given up for those of its source, as “Convert to alias page” does it."""
    if waits:
        return Refused(WAITS)
    if is_live:
        return Refused(READERS_HAVE_IT)
    return Allowed() if may_take_away else Refused(NOT_YOURS)


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
