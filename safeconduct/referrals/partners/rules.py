"""What a sender may enter of what a partner without a node said; and what of a referral may be said there now. Pure.

A referral off the network keeps the same states by the same history. What the partner does is entered here as a move of
the receiver that says by whom, how and when it was told; it is never more certain than that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.codes import Codes, moment, moment_text
from safeconduct.referrals.moves import ENDED, MOVES, Actor, Event, Side, State, possible
from safeconduct.referrals.position import Position
from safeconduct.referrals.rules import SKEW, fits
from safeconduct.vocabulary.codes import WITHOUT_CASES, PartnerWay, Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section, in_order


class Step(StrEnum):
    """What is known of a referral on its way to a partner without a node, besides the moves."""

    LEFT = "left"
    """Somebody here has told it, handed it over or sent it."""
    RECEIVED = "received"
    """They say that it has come; that is no answer yet."""
    NEWS = "news"
    """They say how it goes; the clock of the next news starts anew."""
    TOLD_BACK = "told_back"
    """They were told that it, or a part of it, was taken back."""


HAS_A_NODE = Reason(
    "answers_for_itself",
    _("This agency has a node and answers by itself: nobody enters its answers here."),
    _("Wait for its answer, or telephone its duty line and ask it to answer."),
)
NOT_SENT_YET = Reason(
    "nothing_told_of_a_draft",
    _("Nothing of a draft is said or handed over."),
    _("Record the person's consent and send it; then tell them."),
)
IS_OVER = Reason(
    "nothing_more_is_told",
    _("This referral is over, so nothing more of the person may be said or handed over."),
    _("For another attempt make a new referral, with the person's consent."),
)
CONSENT_OVER = Reason(
    "nothing_told_without_consent",
    _("No live consent covers this partner any more, so nothing may be said or handed over."),
    _("Ask the person, and make a new referral when they agree."),
)
NOT_ENTERED_FOR_THEM = Reason(
    "not_entered_for_a_partner",
    _("This step cannot be entered for a partner."),
    _("Enter what they told you: that they have it, their answer, how it goes, or what came of it."),
)
NOT_OPENED_AGAIN = Reason(
    "partner_referral_not_opened_again",
    _(
        "A referral to a partner without a node is not opened again: what they had on paper is not locked meanwhile."
    ),
    _("Make a new referral, with a new consent."),
)
NO_NUDGE_WITHOUT_A_NODE = Reason(
    "no_nudge_without_a_node",
    _("This partner has no node, so nobody can be reminded there."),
    _("Telephone them, and enter what they say."),
)
TOLD_LATER_THAN_NOW = Reason(
    "told_in_the_future",
    _("This moment is still to come: nobody can have told it then."),
    _("Enter when they told it."),
)
TOLD_BEFORE_SENDING = Reason(
    "told_before_it_was_sent",
    _("This moment is before the referral was sent."),
    _("Enter when they told it; it was after the sending."),
)
NOT_SAID_WHO = Reason(
    "not_said_who_told",
    _("It is not said who told it, and how."),
    _("Choose what they are there, and how you heard it."),
)

AN_AUTHORITY_ANSWERED = Reason(
    "an_authority_answered",
    _("This agency is no authority: no officer and no prosecutor answers for it."),
    _(
        "Enter who of the agency told it. If an authority answered in its place, tell it nothing, and call the agency."
    ),
)

NOTHING_TO_NOTE: dict[Step, Reason] = {
    Step.LEFT: Reason(
        "nothing_left_to_hand_over",
        _("Nothing waits to be said or handed over."),
        _("Enter what they told you."),
    ),
    Step.RECEIVED: Reason(
        "has_come_already",
        _("That it has come is entered as long as they have not answered."),
        _("Enter their answer, or how it goes."),
    ),
    Step.NEWS: Reason(
        "no_news_now",
        _("How it goes is entered once they have begun."),
        _("Enter their answer, or that they have begun."),
    ),
    Step.TOLD_BACK: Reason(
        "nothing_untold",
        _("Nothing was taken back of which they do not know."),
        _("Take it back first, or enter what they told you."),
    ),
}

NEVER_ENTERED: frozenset[Event] = frozenset({Event.WITHDRAW})
"""What the person took back is taken back here by its own step, in the person's name."""
OPENING_AGAIN: frozenset[Event] = frozenset(
    {Event.PROPOSE_REOPEN, Event.CONFIRM_REOPEN, Event.DECLINE_REOPEN}
)
TELLERS: tuple[Profession, ...] = tuple(one for one in Profession if one not in WITHOUT_CASES)
"""What somebody at a partner may be."""
OF_AN_AUTHORITY: frozenset[Profession] = frozenset(
    {
        Profession.POLICE_OFFICER,
        Profession.BORDER_GUARD,
        Profession.LABOUR_INSPECTOR,
        Profession.PROSECUTOR,
        Profession.ASYLUM_OFFICER,
        Profession.CONSULAR_OFFICER,
    }
)
"""Who answers for an agency of `FIREWALLED` only: by an answer what was held back may be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who told it at the partner, how, and when."""

    by: str
    how: str
    at: datetime | None

    def codes(self, entered_at: datetime) -> dict[str, object]:
        """As a move carries it; the one who entered it stands in the audit."""
        said = {"told_by": self.by, "told_how": self.how, "entered_at": moment_text(entered_at)}
        return {**said, "told_at": moment_text(self.at)} if self.at else dict(said)


def told_of(codes: Codes) -> Told | None:
    """Who told a move, by its codes; None for one that was made by whoever it is of."""
    at = moment(codes.get("told_at"))
    if at is None:
        return None
    return Told(by=str(codes.get("told_by", "")), how=str(codes.get("told_how", "")), at=at)


def may_be_told(
    told: Told,
    *,
    is_by_hand: bool,
    sent_at: datetime | None,
    now: datetime,
    is_theirs: bool = True,
    is_authority: bool = False,
) -> Decision:
    """Whether something may be entered as told by the partner: by whom, how, and at a moment that can be.

    Of what somebody here did (`is_theirs` is False) it is only asked how and when.
    """
    if not is_by_hand:
        return Refused(HAS_A_NODE)
    if sent_at is None:
        return Refused(NOT_SENT_YET)
    is_said = told.by in TELLERS or not is_theirs
    if not is_said or told.how not in set(PartnerWay) or told.at is None:
        return Refused(NOT_SAID_WHO)
    if is_theirs and told.by in OF_AN_AUTHORITY and not is_authority:
        return Refused(AN_AUTHORITY_ANSWERED)
    if told.at > now + SKEW:
        return Refused(TOLD_LATER_THAN_NOW)
    # People enter minutes.
    return Refused(TOLD_BEFORE_SENDING) if told.at < sent_at.replace(second=0, microsecond=0) else Allowed()


def may_enter(event: Event) -> Decision:
    """Whether this event is one that a partner tells of; the history is asked beside it."""
    if event in OPENING_AGAIN:
        return Refused(NOT_OPENED_AGAIN)
    is_theirs = any(event in possible(state, Side.RECEIVER) for state in MOVES if state is not State.DRAFT)
    return Allowed() if is_theirs and event not in NEVER_ENTERED else Refused(NOT_ENTERED_FOR_THEM)


def steps_now(state: State, flags: Iterable[str]) -> list[Step]:
    """What is no answer and can be entered now."""
    beside = set(flags)
    found = {
        Step.LEFT: Beside.TO_HAND_OVER in beside,
        Step.RECEIVED: state is State.SENT,
        Step.NEWS: state is State.IN_SERVICE,
        Step.TOLD_BACK: Beside.NOT_TOLD in beside,
    }
    return [step for step, is_now in found.items() if is_now and state is not State.DRAFT]


def may_note(step: Step, state: State, flags: Iterable[str]) -> Decision:
    """Whether this can be entered now of a referral to a partner that was sent."""
    return Allowed() if step in steps_now(state, flags) else Refused(NOTHING_TO_NOTE[step])


def enterable(position: Position, *, now: datetime) -> list[Event]:
    """What can be entered now of what they said."""
    theirs = possible(position.state, Side.RECEIVER)
    return [
        event
        for event in theirs
        if may_enter(event) and fits(position, event, Side.RECEIVER, Actor.MEMBER, now)
    ]


# --- What may be said there ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayable:
    """The sections that may be said or handed over now, and those only when they accept."""

    now: tuple[Section, ...]
    on_acceptance: tuple[Section, ...]


def may_be_said(
    state: State, *, is_by_hand: bool, is_consent_live: bool, kept_out: Reason | None
) -> Decision:
    """Whether anything of this referral may be told to the partner at this moment."""
    if not is_by_hand:
        return Refused(HAS_A_NODE)
    if state is State.DRAFT:
        return Refused(NOT_SENT_YET)
    if state in ENDED:
        return Refused(IS_OVER)
    if not is_consent_live:
        return Refused(CONSENT_OVER)
    return Refused(kept_out) if kept_out else Allowed()


def sayable(
    at_once: Iterable[str], held_back: Iterable[str], *, live: Iterable[Section], is_accepted: bool
) -> Sayable:
    """Of what was sent what a live grant still covers: identity waits for their yes, as between nodes."""
    covered = set(live)
    first = [Section(name) for name in at_once if Section(name) in covered]
    later = [Section(name) for name in held_back if Section(name) in covered]
    if is_accepted:
        return Sayable(now=tuple(in_order([*first, *later])), on_acceptance=())
    return Sayable(now=tuple(in_order(first)), on_acceptance=tuple(in_order(later)))
