"""Taking a referral back: the form, as long as there is something to take back; after that, when it was done."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from safeconduct.consent.rules import Channel
from safeconduct.referrals import takebacks
from safeconduct.referrals.history import Flag, History
from safeconduct.referrals.labels import FLAGS
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Actor, Event, Side
from safeconduct.referrals.pages.lines import is_shown
from safeconduct.referrals.rules import fits
from safeconduct.vocabulary.codes import Withdrawal
from safeconduct.vocabulary.decisions import Allowed, Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section, in_order

WITHDRAWALS = {
    Side.SENDER: (
        Withdrawal.CONSENT_WITHDRAWN,
        Withdrawal.BY_PERSON,
        Withdrawal.BY_SENDER,
        Withdrawal.SAFETY,
    ),
    Side.RECEIVER: (Withdrawal.BY_PERSON, Withdrawal.SAFETY),
}
"""What each side may say: the receiver knows of the person's word, never of the sender's."""

CHANNELS = [
    (Channel.PERSON.value, _("By the person")),
    (Channel.WORKER.value, _("Through the worker")),
    (Channel.TELEPHONE.value, _("By telephone")),
    (Channel.LAWYER.value, _("Through a lawyer")),
]

WITHDRAW = "withdraw"
"""The form of this card, where the page is shown again."""

AT_ONCE = _("This works at once. Nobody can stop it, and nobody needs to say why.")
WHAT_IS_KEPT = _(
    "It is closed, and nobody reads it any more. Taking it back also erases what is kept in case it is opened "
    "again, unless a law holds it."
)
ONLY_THE_WORD = _(
    "It is over, and what was received can no longer be opened. You can still take it back: it is recorded, and "
    "the other side is told."
)


def card(
    row: Referral, history: History, *, at: datetime, entered: Any = None, errors: Any = None
) -> dict[str, Any]:
    """When the whole was taken back; before that the form, with what it does now and the single sections.

    No reason is chosen beforehand: the page does not put a word into the person's mouth. `entered` and `errors` are
    those of a form that lacked it.
    """
    if history.position.is_withdrawn:
        return {"done_at": _done_at(history)}
    listed = WITHDRAWALS[Side(row.side)]
    reasons = [(code.value, label(code)) for code in listed]
    given = entered or QueryDict()
    return {
        "does": _does(history, Side(row.side), at),
        "questions": [
            Question(
                "reason", _("Why"), "select", given.get("reason", ""), reasons, prefix="back-",
                error=(errors or {}).get("back-reason", ""),
            ),
            Question(
                "channel", _("How it was said"), "select", given.get("channel", Channel.WORKER.value), CHANNELS,
                prefix="back-",
            ),
        ],
        "sections": _parts(row, history),
        "ticked": given.getlist("sections"),
    }  # fmt: skip


def _done_at(history: History) -> datetime | None:
    """The first of them counts: the other side may have said it once more."""
    return min((move.at for move in history.standing if move.event is Event.WITHDRAW), default=None)


def flags_in_words(row: Referral, history: History) -> list[Words]:
    """What stands beside the state; of a taking back what happened: the person is not said to have done what an
    agency did.
    """
    shown = [flag for flag in row.flags if is_shown(flag, history.state)]
    return [_why(history) if flag == Flag.CONSENT_WITHDRAWN else FLAGS.get(flag, flag) for flag in shown]


def _why(history: History) -> Words:
    """The person's word before an agency's, where both have spoken; else the first."""
    said = [str(move.codes.get("reason", "")) for move in history.standing if move.event is Event.WITHDRAW]
    first = next(iter([*(code for code in said if code in takebacks.PERSONS_WORD), *said]), "")
    if first == Withdrawal.SAFETY:
        return _("Taken back for safety")
    if first == Withdrawal.CONSENT_WITHDRAWN or first not in set(Withdrawal):
        return FLAGS[Flag.CONSENT_WITHDRAWN]
    return label(Withdrawal(first))


def _does(history: History, side: Side, at: datetime) -> Words:
    if history.state not in ENDED:
        return AT_ONCE
    can_be_reopened = fits(history.position, Event.PROPOSE_REOPEN, side, Actor.MEMBER, at)
    return WHAT_IS_KEPT if isinstance(can_be_reopened, Allowed) else ONLY_THE_WORD


def _parts(row: Referral, history: History) -> list[tuple[str, Words]]:
    """Single sections, on the side where the consent was given, while there is still access to them."""
    if row.side != Side.SENDER or history.state in ENDED:
        return []
    return [
        (section.value, label(section)) for section in in_order(map(Section, [*row.at_once, *row.held_back]))
    ]
