"""A proposal to open a closed referral again, as the pages of both sides show it: whose it is, and who answers."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency
from safeconduct.referrals import actions
from safeconduct.referrals.history import History
from safeconduct.referrals.labels import word
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, Side
from safeconduct.referrals.rules import Attempt
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.questions import Question


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who proposed it, when and why, and whose answer it waits for."""

    by: Agency
    answers: Agency
    at: datetime
    why: Words
    is_ours: bool
    is_said: bool
    """Whether they say that the person was asked and agrees."""
    tick: Question | None
    """The person's yes, where whoever answers has to give it."""


def proposal(history: History, row: Referral, own: Agency, other: Agency) -> Proposal | None:
    """The proposal that waits; None while nobody has made one."""
    waits = history.position.proposal
    if waits is None or waits.event is not Event.PROPOSE_REOPEN:
        return None
    made = next(move for move in reversed(history.standing) if move.event is Event.PROPOSE_REOPEN)
    is_ours = made.side is Side(row.side)
    answer = Attempt(Event.CONFIRM_REOPEN, Side(row.side), Actor.MEMBER, made.at)
    is_said = not is_ours and actions.has_person_agreed(history, answer)
    return Proposal(
        by=own if is_ours else other,
        answers=other if is_ours else own,
        at=made.at,
        why=word(str(made.codes.get("reason", ""))),
        is_ours=is_ours,
        is_said=is_said,
        tick=None if is_ours or is_said else person_agrees(),
    )


def person_agrees(value: str = "", error: Words = "") -> Question:
    """That the person was asked: whoever proposes says it, or whoever answers."""
    return Question(
        "person_agrees", _("The person was asked and agrees"), "tick", value,
        hint=_("The other agency can then read again what the person had agreed to."),
        error=error, prefix="reopen-",
    )  # fmt: skip
