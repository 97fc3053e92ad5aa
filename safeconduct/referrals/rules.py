"""May this be done with this referral? Pure questions over frozen facts; each answer carries its reason.

`fits` is the part that both sides decide alike from the history alone; `may_move` adds what only the one who
makes the move can know: the time now, and whether it carries all that it should.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from safeconduct.consent.rules import Recipient, kept_out
from safeconduct.referrals import reasons
from safeconduct.referrals.codes import (
    MOST_HOLD_DAYS,
    TO_BE_SAID,
    Answered,
    Codes,
    day,
    missing,
    moment,
    outcomes,
)
from safeconduct.referrals.moves import (
    MOVES,
    PROPOSALS,
    Actor,
    Event,
    Side,
    State,
    may_hand,
    possible,
)
from safeconduct.referrals.position import Position
from safeconduct.vocabulary.codes import (
    Condition,
    Confirmation,
    Profession,
)
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

OF_THE_POLICE: frozenset[object] = frozenset({Profession.POLICE_OFFICER, Profession.BORDER_GUARD})
"""Whom "not to the police" keeps out, at a handover as among recipients."""

REOPENING = timedelta(days=30)
"""How long after its closing a referral can be opened again; as long as its keys are kept."""

NUDGED_AGAIN = timedelta(days=1)
"""How long after a nudge the next one is possible, whoever asks: a reminder a day is read, ten are not."""

SKEW = timedelta(minutes=5)
"""By so much a clock elsewhere may be ahead of ours before its 'now' counts as the future."""

AFTER_AN_ERROR: frozenset[Event] = frozenset({Event.WITHDRAW, Event.CONFIRM_FREEZE})
"""What is still possible once a referral is marked as entered in error."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A move that somebody wants to make."""

    event: Event
    side: Side
    actor: Actor
    at: datetime
    codes: Codes = field(default_factory=dict)


# --- Any move ---------------------------------------------------------------------------------------------


def fits(position: Position, event: Event, side: Side, actor: Actor, at: datetime) -> Decision:
    """Whether the history admits this event here: state, side, proposal, term of reopening.

    Says nothing of codes: one that only one side knows must not split the two histories.
    """
    if event not in MOVES[position.state]:
        return Refused(reasons.NOT_POSSIBLE_NOW[position.state])
    if not may_hand(position.state, event, side, actor):
        return Refused(_not_yours(side, actor))
    if position.is_in_error and event not in AFTER_AN_ERROR:
        return Refused(reasons.ENTERED_IN_ERROR)
    return _fits_proposal(position, event, side, at)


def may_move(position: Position, attempt: Attempt, *, now: datetime) -> Decision:
    """The guard of every move: admitted by the history, dated rightly, and complete in its codes."""
    if attempt.event is Event.WITHDRAW:
        return may_withdraw(position, attempt)
    decision = fits(position, attempt.event, attempt.side, attempt.actor, attempt.at)
    if isinstance(decision, Refused):
        return decision
    reason = _wrong_date(position, attempt.at, now) or _wrong_codes(position, attempt)
    return Refused(reason) if reason else Allowed()


def possible_now(position: Position, side: Side, *, now: datetime) -> list[Event]:
    """What a member of this side can do at this moment; the buttons of the page."""
    events = possible(position.state, side)
    return [event for event in events if fits(position, event, side, Actor.MEMBER, now)]


def _not_yours(side: Side, actor: Actor) -> Reason:
    if actor is not Actor.MEMBER:
        return reasons.NOT_FOR_A_CLOCK
    return reasons.SENDER_CANNOT_ANSWER if side is Side.SENDER else reasons.RECEIVER_CANNOT_ACT


def _fits_proposal(position: Position, event: Event, side: Side, at: datetime) -> Decision:
    asked = next((proposed for proposed, answers in PROPOSALS.items() if event in answers), None)
    if asked is not None:
        if position.proposal is None or position.proposal.event is not asked:
            return Refused(reasons.NOTHING_PROPOSED)
        if position.proposal.side is side:
            return Refused(reasons.OWN_PROPOSAL)
    if event in (Event.PROPOSE_REOPEN, Event.CONFIRM_REOPEN):
        return _may_reopen(position, at)
    return Allowed()


def _may_reopen(position: Position, at: datetime) -> Decision:
    """Only after an outcome, while the keys are kept: a decline, re-route or withdrawal destroys them."""
    if position.is_withdrawn or position.closed_from is not State.OUTCOME_RECORDED or not position.closed_at:
        return Refused(reasons.NOTHING_TO_REOPEN)
    if at > position.closed_at + REOPENING:
        return Refused(reasons.TOO_LATE_TO_REOPEN)
    return Allowed()


def _wrong_date(position: Position, at: datetime, now: datetime) -> Reason | None:
    if at < position.created_at:
        return reasons.BEFORE_CREATION
    return reasons.IN_THE_FUTURE if at > now + SKEW else None


def _wrong_codes(position: Position, attempt: Attempt) -> Reason | None:
    lacking = missing(position.state, attempt.event, attempt.codes, attempt.side)
    if lacking:
        return _lacking(attempt.event, lacking)
    if attempt.actor is not Actor.MEMBER and not _says_only_what_it_may(attempt):
        return reasons.NOT_FOR_A_CLOCK
    match attempt.event:
        case Event.HOLD:
            return _wrong_review(day(attempt.codes.get("review_on")), attempt.at.date())
        case Event.PROPOSE_HANDOVER:
            when = moment(attempt.codes.get("when"))
            return reasons.HANDOVER_TOO_EARLY if when is None or when < position.created_at else None
        case Event.RECORD_OUTCOME:
            told = outcomes(attempt.codes.get("outcomes")).keys()
            return None if told == position.services else reasons.OUTCOME_MISSING
        case _:
            return None


def _says_only_what_it_may(attempt: Attempt) -> bool:
    """A clock closes as unconfirmed and chooses no caller; a consent that ends answers nothing."""
    match attempt.event:
        case Event.CLOSE:
            return attempt.codes.get("confirmation") == Confirmation.UNCONFIRMED
        case Event.ANSWER:
            return attempt.codes.get("answer") == Answered.NO_LONGER_SHARED
        case Event.MISS:
            return "caller" not in attempt.codes
        case _:
            return True


def _lacking(event: Event, names: list[str]) -> Reason:
    """The most telling reason for what a move lacks."""
    match event:
        case Event.ACCEPT if "worker" in names:
            return reasons.NO_WORKER_NAMED
        case Event.ACCEPT if "conflict_check" in names:
            return reasons.CONFLICT_NOT_CHECKED
        case Event.RECORD_OUTCOME if "outcomes" in names:
            return reasons.OUTCOME_MISSING
        case _:
            return reasons.REASON_MISSING if names == ["reason"] else reasons.CODES_MISSING


def _wrong_review(review_on: date | None, today: date) -> Reason | None:
    latest = today + timedelta(days=MOST_HOLD_DAYS)
    return None if review_on and today <= review_on <= latest else reasons.REVIEW_TOO_FAR


EARLY = timedelta(hours=12)
"""An arrival that is told so long before the agreed hour is asked about once more."""


def is_arrival_early(position: Position, *, now: datetime) -> bool:
    """Whether the agreed hour is still far off. An arrival is possible all the same: people come when they can."""
    return position.handover_at is not None and position.handover_at - now > EARLY


# --- Answering, taking back, confirming -------------------------------------------------------------------


def may_accept(position: Position, attempt: Attempt, *, is_consent_live: bool, now: datetime) -> Decision:
    """Accepted by the receiver only, with a worker named, the conflict check clear and the consent alive."""
    if attempt.event is not Event.ACCEPT:
        return Refused(reasons.NOT_POSSIBLE_NOW[position.state])
    decision = may_move(position, attempt, now=now)
    if isinstance(decision, Refused) or is_consent_live:
        return decision
    return Refused(reasons.CONSENT_ENDED)


def may_answer(position: Position, attempt: Attempt, *, is_section_shared: bool, now: datetime) -> Decision:
    """Answered within the consent only; a question about what is no longer shared is closed as that."""
    if attempt.event is not Event.ANSWER:
        return Refused(reasons.NOT_POSSIBLE_NOW[position.state])
    is_closed_unanswered = attempt.codes.get("answer") == Answered.NO_LONGER_SHARED
    decision = may_move(position, attempt, now=now)
    if isinstance(decision, Refused) or is_section_shared or is_closed_unanswered:
        return decision
    return Refused(reasons.CONSENT_ENDED)


def may_suggest(
    position: Position,
    attempt: Attempt,
    *,
    conditions: Iterable[str],
    suggested: Recipient | None,
    now: datetime,
) -> Decision:
    """Another agency is suggested only where no condition that the person has set keeps it out."""
    if attempt.event is not Event.PROPOSE_REROUTE:
        return Refused(reasons.NOT_POSSIBLE_NOW[position.state])
    decision = may_move(position, attempt, now=now)
    if isinstance(decision, Refused):
        return decision
    reason = kept_out(conditions, suggested)
    return Refused(reason) if reason else Allowed()


def may_meet(
    position: Position, attempt: Attempt, *, conditions: Iterable[str], has_words: bool, now: datetime
) -> Decision:
    """A handover is planned with nobody whom the person has kept out: "not to the police" holds at the station too.

    A place of which there are many is named in words; they lie in a section, and no code can hold them.
    """
    decision = may_move(position, attempt, now=now)
    if isinstance(decision, Refused):
        return decision
    with_the_person = {attempt.codes.get("brought_by"), attempt.codes.get("met_by")}
    is_kept_out = Condition.NOT_POLICE in set(conditions) and bool(with_the_person & OF_THE_POLICE)
    if is_kept_out:
        return Refused(reasons.NOT_MET_BY_POLICE)
    is_unsaid = attempt.codes.get("where") in TO_BE_SAID and not has_words
    is_plan = attempt.event is Event.PROPOSE_HANDOVER
    return Refused(reasons.PLACE_NOT_SAID) if is_plan and is_unsaid else Allowed()


def planned_for(position: Position, attempt: Attempt) -> datetime | None:
    """The moment with the person that this move proposes or agrees to; None for a move about none."""
    if attempt.event is Event.PROPOSE_HANDOVER:
        return moment(attempt.codes.get("when"))
    agreed = attempt.event is Event.CONFIRM_HANDOVER and position.proposal
    return position.proposal.when if agreed and position.proposal else None


def may_withdraw(position: Position, attempt: Attempt) -> Decision:
    """Always, by any member of either side and by the end of the consent; only the coded reason is asked.

    A draft opens its consent step again; a closed referral stays closed. No date, task or missing consent
    stands in the way.
    """
    if attempt.event is not Event.WITHDRAW:
        return Refused(reasons.NOT_POSSIBLE_NOW[position.state])
    decision = fits(position, attempt.event, attempt.side, attempt.actor, attempt.at)
    if isinstance(decision, Refused):
        return decision
    return Refused(reasons.REASON_MISSING) if _wrong_codes(position, attempt) else Allowed()


def may_confirm(position: Position, attempt: Attempt, *, now: datetime) -> Decision:
    """The loop is closed by the sender, or its clock, on an outcome that the receiver has recorded."""
    if attempt.event is not Event.CLOSE or position.state is not State.OUTCOME_RECORDED:
        return Refused(reasons.NOT_POSSIBLE_NOW[position.state])
    return may_move(position, attempt, now=now)


def may_mark_as_error(
    position: Position, attempt: Attempt, *, is_anything_released: bool, now: datetime
) -> Decision:
    """A mistake is marked by the side that made it, when nothing was released or all of it is erased."""
    if attempt.event is not Event.MARK_AS_ERROR:
        return Refused(reasons.NOT_POSSIBLE_NOW[position.state])
    decision = may_move(position, attempt, now=now)
    if isinstance(decision, Refused) or not is_anything_released:
        return decision
    return Refused(reasons.SOMETHING_RELEASED)


def may_reopen(
    position: Position, attempt: Attempt, *, is_consent_live: bool, has_person_agreed: bool, now: datetime
) -> Decision:
    """Opened again within its term, while the keys are kept, as long as the consent holds, and with the person's yes.

    `has_person_agreed`: this move says it, or the proposal that it answers did.
    """
    if attempt.event not in (Event.PROPOSE_REOPEN, Event.CONFIRM_REOPEN):
        return Refused(reasons.NOT_POSSIBLE_NOW[position.state])
    decision = may_move(position, attempt, now=now)
    if isinstance(decision, Refused):
        return decision
    if not is_consent_live:
        return Refused(reasons.CONSENT_ENDED)
    return Allowed() if has_person_agreed else Refused(reasons.PERSON_NOT_ASKED)


def may_nudge(
    *, is_their_turn: bool, due_at: datetime | None, last: datetime | None, now: datetime
) -> Decision:
    """Somebody may be asked to act when it is their turn and their time is over, once a day; it stops no clock."""
    if not is_their_turn:
        return Refused(reasons.NOT_THEIR_TURN)
    if due_at is None or now < due_at:
        return Refused(reasons.NOT_LATE)
    if last is not None and now < last + NUDGED_AGAIN:
        return Refused(reasons.nudged_already(last + NUDGED_AGAIN))
    return Allowed()
