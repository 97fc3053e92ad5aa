"""The one-line meaning of each state, one tap away wherever the word is shown; and what a step ends."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.moves import Event, State
from safeconduct.referrals.rules import REOPENING
from safeconduct.vocabulary.decisions import Words

MEANING: dict[State, Words] = {
    State.DRAFT: _("Being prepared. Nothing has left."),
    State.SENT: _(
        "It has left. Nobody on the other side has confirmed it yet; after that they have more time for their yes "
        "or no."
    ),
    State.ACKNOWLEDGED: _("A person in the receiving team has it. This is not an acceptance."),
    State.INFO_REQUESTED: _("The receiver has asked something. Its clock stands still until the answer."),
    State.ACCEPTED: _("The receiver takes it on and has named who."),
    State.ON_HOLD: _("It waits, for a reason and until a date of review."),
    State.HANDOVER_PLANNED: _("Both sides have agreed where, when and by whom."),
    State.NO_SHOW: _(
        "Nobody knows that the person has arrived. One side reaches out; both look whether they are safe."
    ),
    State.IN_SERVICE: _("The person has arrived, or the service has begun."),
    State.DECLINED: _("The receiver does not take it. The sender decides how to go on."),
    State.REROUTE_PROPOSED: _("The receiver suggests another agency. The sender and the person decide."),
    State.OUTCOME_RECORDED: _("The receiver has written what was done. The sender says whether it is so."),
    State.WITHDRAWN: _("It was taken back. Nobody on the other side can read it any more."),
    State.CLOSED: _("The loop is closed: what came of it, and how that was confirmed."),
}

RECEIVERS_MEANING: dict[State, Words] = {
    State.SENT: _("A referral for your team. Nobody here has confirmed it yet."),
    State.INFO_REQUESTED: _("You have asked something. Your clock stands still until they answer."),
    State.ACCEPTED: _("Your agency has taken it on and named who."),
    State.WITHDRAWN: _(
        "It was taken back. Your access has ended, and what was received here is erased, or locked where a law keeps "
        "it; they know that already. Confirm that you have seen it, and the referral is closed."
    ),
}
"""Where the same meaning needs other words for the receiver."""

NOT_TOLD = _("It was taken back here, and they could not be told: they may still read it. Telephone them.")
TO_HAND_OVER = _("It is recorded as sent. They have no node, and know of it only when you tell them.")
SAID_YES = _("They say that they take it on.")
"""Of a partner without a node: before anybody has told them, and when they have accepted."""

NOT_ANSWERED = _("It was taken back. They have not answered yet that it is erased there.")
"""What the sender may say of a referral that was taken back, before the holder has answered."""

REOPENING_PROPOSED = _("It is closed. Nothing is open before both sides agree to open it again.")
"""While a proposal to open it again waits for its answer."""

NO_NEWS = _(
    "No news in words: no consent of the person says that what came of it may be told. The outcome goes as a code."
)
"""In service, why news is not among what can be done."""

_KEPT = _(
    "What was received is kept, locked, for {days} days in case it is opened again. In that time nobody can read "
    "it, and then it is erased."
)
_CONFIRMED = _("Closing ends the other team's access to everything, also to the safe contact.")
_RECORDED = _(
    "When the sender confirms it, the referral closes and your access to everything ends, also to the safe contact."
)

WHAT_ENDS: dict[tuple[State | None, Event], Words] = {
    (None, Event.DECLINE): _("Your access ends at once, and what was received is erased here."),
    (None, Event.RECORD_OUTCOME): format_lazy("{} {}", _RECORDED, format_lazy(_KEPT, days=REOPENING.days)),
    (None, Event.DECLINE_REROUTE): _(
        "This ends the other team's access to everything, also to the safe contact, and what they received is erased."
    ),
    (State.OUTCOME_RECORDED, Event.CLOSE): format_lazy(
        "{} {}", _CONFIRMED, format_lazy(_KEPT, days=REOPENING.days)
    ),
    (State.DECLINED, Event.CLOSE): _("The other team's access has ended already, when they declined."),
}
"""What must be known before a step that ends access, beside its button; None stands for any state."""


def what_ends(state: State, event: Event) -> Words:
    """What access a step ends, and when; "" for a step that ends none."""
    return WHAT_ENDS.get((state, event)) or WHAT_ENDS.get((None, event), "")


ERASED_SINCE = _("Closed: it was erased, and can no longer be opened")
"""After a restore: what the history would say is not in the data any more."""

STOPPED = _("A restore of this node has stopped it. It may have left all the same, and waits for your word.")


def why_closed(*, is_over: bool, is_accepted: bool, is_mine: bool, has_come: bool) -> Words:
    """Why a receiver does not see what was consented, and what opens it, if anything does."""
    if is_over:
        return _("Closed: access has ended")
    if not is_accepted:
        return _("Opens when you accept")
    if not is_mine:
        return _("Closed: a colleague has taken it on, and reads it alone")
    if not has_come:
        return _(
            "It is on its way: reload the page in a moment. If it does not come, call the agency that sent it."
        )
    return _("Closed: it is not open to your profession, or nothing was entered")
