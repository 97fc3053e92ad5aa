"""Taking a referral back: the form, as long as there is something to take back; after that, when it was done."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.text import format_lazy
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

AT_ONCE = _(
    "This works at once, and nobody can stop it. The person need not say why: choose only whose word it is."
)
WHAT_IS_KEPT = _(
    "It is closed, and nobody reads it any more. Taking it back also erases what is kept in case it is opened "
    "again, unless a law holds it."
)
ENDS_ALL = _("Without this nothing can go on. Whoever takes it back takes back everything.")
LEAVES_THE_NUMBER = _(
    "A telephone in identity stays readable there, without the warning when not to call. Tick identity too, unless "
    "they are to keep it."
)
CODE_WORD_GOES = _(
    "A code word in it is no longer known there: agree with the person how they can be sure who calls or comes."
)
NUMBER_LEFT = _(
    "These parts are taken back. It holds here at once. A telephone in identity is still readable there, now without "
    "the warning when not to call: take identity back too, or tell them when they may call."
)
ENDED_ALL = _("Everything is taken back, for without the needs nothing can go on. It holds here at once.")
ENDED_UNSENT = _(
    "Everything is taken back. It had not left yet, and you may not read what would go without these parts. It "
    "holds here at once."
)
PART_ENDED = _("These parts are taken back. It holds here at once.")
ONLY_THE_WORD = _(
    "It is over, and what was received can no longer be opened. You can still take it back: it is recorded, and "
    "the other side is told."
)


def card(
    row: Referral, history: History, *, at: datetime, entered: Any = None, errors: Any = None
) -> dict[str, Any]:
    """When the whole was taken back; before that the form, with what it does now and the single sections.

    Nothing is chosen beforehand: the page does not put a word into the person's mouth. `entered` and `errors` are
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
                "reason", _("Whose word it is"), "select", given.get("reason", ""), reasons, prefix="back-",
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


def said_of(row: Referral, gone: list[Section]) -> Words:
    """What taking back these sections has done, which may be more than was ticked."""
    if Flag.CONSENT_WITHDRAWN not in row.flags:
        return NUMBER_LEFT if leaves_the_number(gone, row) else PART_ENDED
    return ENDED_ALL if Section.NEEDS in gone else ENDED_UNSENT


def leaves_the_number(gone: list[Section], row: Referral) -> bool:
    """Whether they keep the identity, with its telephone, and lose what is said of when to call."""
    kept = {*row.at_once, *row.held_back} - {section.value for section in gone}
    return Section.SAFE_CONTACT in gone and Section.IDENTITY.value in kept


def _done_at(history: History) -> datetime | None:
    """The first of them counts: the other side may have said it once more."""
    return min((move.at for move in history.standing if move.event is Event.WITHDRAW), default=None)


def flags_in_words(row: Referral, history: History) -> list[Words]:
    """What stands beside the state; of a taking back what happened: the person is not said to have done what an
    agency did.
    """
    shown = [flag for flag in row.flags if is_shown(flag, history.state) and flag not in CALM]
    return [_why(history) if flag == Flag.CONSENT_WITHDRAWN else FLAGS.get(flag, flag) for flag in shown]


CALM = frozenset({"identity_released"})
"""What stands beside the state and is no alarm."""


def calm_flags(row: Referral, history: History) -> list[Words]:
    """Those of them that are good to know and ask for nothing."""
    return [FLAGS[flag] for flag in row.flags if flag in CALM and is_shown(flag, history.state)]


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


def _parts(row: Referral, history: History) -> list[tuple[str, Words, Words]]:
    """Single sections with what taking them back does besides, on the side where the consent was given, while there is
    still access to them."""
    if row.side != Side.SENDER or history.state in ENDED:
        return []
    shared = in_order(map(Section, [*row.at_once, *row.held_back]))
    return [(section.value, label(section), _besides(section, row)) for section in shared]


def _besides(section: Section, row: Referral) -> Words:
    if section is Section.NEEDS:
        return ENDS_ALL
    if section is not Section.SAFE_CONTACT:
        return ""
    is_left = leaves_the_number([section], row)
    return format_lazy("{} {}", LEAVES_THE_NUMBER, CODE_WORD_GOES) if is_left else CODE_WORD_GOES
