"""A round of enquiries: which answer wins, who is told, who has not answered, when others may be asked. Pure.

Only a plain yes wins by itself: "possible from a day" may be too late for the person, so whoever asked decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.enquiries.rules import HELPS
from safeconduct.referrals.moves import ENDED, State
from safeconduct.vocabulary.codes import Feasibility
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

AT_ONCE = 5
"""So many services are asked in one go."""
MOST = 25
"""And so many in one round: after five times five somebody has to telephone."""
NO = frozenset({Feasibility.NOT_POSSIBLE, Feasibility.ASK_OTHER})
"""Answers of those who wait for nothing more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One service of a round, as its asker knows it."""

    name: UUID
    until: datetime
    answer: Feasibility | None = None
    is_withdrawn: bool = False
    is_converted: bool = False
    is_told: bool = False
    """Somebody else was taken, and the message that says so was posted."""
    is_kept: bool = False
    """That whoever asked goes on with it was posted, and nothing to the contrary since."""


TOO_MANY = Reason(
    "round_of_too_many",
    _("More than five services are ticked."),
    _("Ask five. When they have answered, or their time is over, the next five are offered."),
)
HAS_A_YES = Reason(
    "round_has_a_yes",
    _("Somebody has said yes already."),
    _("Make a referral there, or say on the page of the round that they cannot after all."),
)
STILL_WAITS = Reason(
    "round_still_waits",
    _("Somebody who was asked has not answered, and the time of the urgency is not over."),
    _("Wait, telephone them, or take the enquiries back."),
)
ASKED_ENOUGH = Reason(
    "round_asked_enough",
    _("Twenty-five services have been asked in this round."),
    _("Telephone those who have not answered, or begin another round."),
)
IS_REFERRED = Reason(
    "round_is_referred",
    _("A referral of this yes was sent to them."),
    _("To ask others here, withdraw the referral, or wait until they decline it."),
)
NOT_THE_ONE = Reason(
    "round_not_the_one",
    _("This service does not have the round, or no longer."),
    _("Go back to the page of the round: it says who has it."),
)
NOT_A_YES_HERE = Reason(
    "round_not_a_yes",
    _("This service has not said that it can help, or its enquiry was taken back."),
    _("Take one that has said yes."),
)


def wins(answer: Feasibility | None, *, winner: UUID | None, is_withdrawn: bool) -> bool:
    """Whether an answer that has just come decides the round; `winner` is read under the round's lock."""
    return winner is None and answer is Feasibility.POSSIBLE and not is_withdrawn


def to_tell(asked: Iterable[Asked], winner: UUID | None) -> list[UUID]:
    """Whom it is still to be told that somebody else was taken: all who may wait for something.

    One of which a referral was begun waits too: it had the round, and another one was taken in its place.
    """
    others = [one for one in asked if winner not in (None, one.name)]
    return [one.name for one in others if may_wait(replace(one, is_converted=False))]


def to_keep(asked: Iterable[Asked], winner: UUID | None) -> list[UUID]:
    """Whom it is still to be told that whoever asked goes on with them: the winner, once each time it becomes one."""
    return [one.name for one in asked if one.name == winner and not (one.is_kept or one.is_withdrawn)]


def may_wait(one: Asked) -> bool:
    """Whether whoever was asked may wait for something: nobody has said that it is over, and they said no "no"."""
    return not (one.is_told or one.is_withdrawn or one.is_converted) and one.answer not in NO


def alternatives(asked: Iterable[Asked], winner: UUID | None) -> list[UUID]:
    """Who has said yes as well, later or from a day on: kept for whoever asked."""
    others = [one for one in asked if one.name != winner and may_take(one)]
    return [one.name for one in others]


def silent(asked: Iterable[Asked], winner: UUID | None) -> list[UUID]:
    """Who has not answered; nobody is waited for who was told that somebody else can."""
    if winner is not None:
        return []
    return [one.name for one in asked if one.answer is None and not (one.is_withdrawn or one.is_told)]


def may_take(one: Asked) -> Decision:
    """Whether whoever asked may take this one, first or in the place of another."""
    can_help = one.answer in HELPS and not (one.is_withdrawn or one.is_converted)
    return Allowed() if can_help else Refused(NOT_A_YES_HERE)


def may_let_go(name: UUID, winner: UUID | None, referral: State | None) -> Decision:
    """Whether whoever asked may say that who has it cannot after all. `referral` is where the one made of it stands.

    What was sent is answered or withdrawn as a referral: a round that says otherwise would contradict it.
    """
    if name != winner:
        return Refused(NOT_THE_ONE)
    goes_on = referral is not None and referral is not State.DRAFT and referral not in ENDED
    return Refused(IS_REFERRED) if goes_on else Allowed()


def may_ask_next(asked: Sequence[Asked], winner: UUID | None, now: datetime) -> Decision:
    """Whether the next five may be asked: nobody can, or nobody answers in the time of the urgency."""
    if winner is not None:
        return Refused(HAS_A_YES)
    if len(asked) >= MOST:
        return Refused(ASKED_ENOUGH)
    waiting = set(silent(asked, winner))
    if any(one.name in waiting and now < one.until for one in asked):
        return Refused(STILL_WAITS)
    return Allowed()
