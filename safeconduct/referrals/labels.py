"""The words for states, events, reasons and steps, as both sides read them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.referrals.codes import Answered, Companion, ConflictCheck, Mistake, Reopening, SafetyCheck
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.vocabulary.codes import (
    Closing,
    Confirmation,
    Decline,
    Hold,
    NotTakenUp,
    Outcome,
    Profession,
    ReceiptStep,
    Withdrawal,
)
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label as vocabulary_label
from safeconduct.vocabulary.sections import Section

STATES: dict[State, Words] = {
    State.DRAFT: pgettext_lazy("referral", "Draft"),
    State.SENT: pgettext_lazy("referral", "Sent"),
    State.ACKNOWLEDGED: pgettext_lazy("referral", "Acknowledged"),
    State.INFO_REQUESTED: pgettext_lazy("referral", "Question asked"),
    State.ACCEPTED: pgettext_lazy("referral", "Accepted"),
    State.ON_HOLD: pgettext_lazy("referral", "On hold"),
    State.HANDOVER_PLANNED: pgettext_lazy("referral", "Handover planned"),
    State.NO_SHOW: pgettext_lazy("referral", "Arrival not confirmed"),
    State.IN_SERVICE: pgettext_lazy("referral", "In service"),
    State.DECLINED: pgettext_lazy("referral", "Declined"),
    State.REROUTE_PROPOSED: pgettext_lazy("referral", "Another agency suggested"),
    State.OUTCOME_RECORDED: pgettext_lazy("referral", "Outcome recorded"),
    State.WITHDRAWN: pgettext_lazy("referral", "Taken back"),
    State.CLOSED: pgettext_lazy("referral", "Closed"),
}

NEXT: dict[State, Words] = {
    State.DRAFT: _("finish and send it, or delete it"),
    State.SENT: _("confirm that a person has it, or answer at once"),
    State.ACKNOWLEDGED: _("accept or decline"),
    State.INFO_REQUESTED: _("answer the question that was asked"),
    State.ACCEPTED: _("plan the first contact or the handover"),
    State.ON_HOLD: _("look at it again by the date of review"),
    State.HANDOVER_PLANNED: _("meet as planned, and say whether the person arrived"),
    State.NO_SHOW: _("find out whether the person is safe"),
    State.IN_SERVICE: _("give news, or record the outcome"),
    State.DECLINED: _("choose another service, or close"),
    State.REROUTE_PROPOSED: _("decide about the suggestion, with the person"),
    State.OUTCOME_RECORDED: _("say whether this is what happened"),
    State.WITHDRAWN: _("confirm that access has ended"),
    State.CLOSED: _("nothing"),
}
"""What whose turn it is must do: "Next: you must ..." on one side, "Next: they must ..." on the other."""

AGREE: Words = _("agree to the proposal, or say no")
"""While a proposal waits for an answer."""

CALLS: Words = _("reach the person now, in the way that is safe")
WAITS: Words = _("wait for their word: they reach the person")
"""After a missed arrival one side reaches out: two messages can endanger the person."""

RECORD: Words = _("record the outcome")
"""In service, where the person did not agree that news is told."""

BY_HAND: Words = pgettext_lazy("referral", "No node: as told by them")
"""Beside the state of a referral to a partner without a node, wherever it is shown."""

HAND_OVER: Words = _("say it or hand it over, and enter that it has left")
TELL_BACK: Words = _("tell them that it was taken back, and enter that they know")
"""What the sender does for a partner without a node."""

ASK_ABOUT_CHAIN: Words = _("ask the person whether this one ends too")
ASK_THEM: Words = _("Ask the person")
"""What whoever referred on does when the link before is taken back, and the button for it."""

ACTS: dict[State, Words] = {
    State.DRAFT: _("Go on"),
    State.SENT: _("Look at it"),
    State.ACKNOWLEDGED: _("Review"),
    State.INFO_REQUESTED: _("Reply"),
    State.ACCEPTED: _("Plan"),
    State.ON_HOLD: _("Look again"),
    State.HANDOVER_PLANNED: _("Say how it went"),
    State.NO_SHOW: _("Check now"),
    State.IN_SERVICE: _("Give news"),
    State.DECLINED: _("Re-route"),
    State.REROUTE_PROPOSED: _("Decide"),
    State.OUTCOME_RECORDED: _("Close the loop"),
    State.WITHDRAWN: _("Confirm"),
    State.CLOSED: _("Read"),
}
"""The one button of a row in a list, for the side whose turn it is."""

REPLY: Words = _("Reply")
"""The button while the other side's proposal to open it again waits for an answer."""

LOOK: Words = _("Look at it")
"""The button after a missed arrival, for the side that does not reach out."""

TELL_THEM: Words = _("Tell them")
"""The button while a partner without a node has to be told something."""

GLYPHS: dict[State, str] = {
    State.DRAFT: "pen",
    State.SENT: "arrow",
    State.ACKNOWLEDGED: "eye",
    State.INFO_REQUESTED: "question",
    State.ACCEPTED: "tick",
    State.ON_HOLD: "pause",
    State.HANDOVER_PLANNED: "hand",
    State.NO_SHOW: "triangle",
    State.IN_SERVICE: "half",
    State.DECLINED: "cross",
    State.REROUTE_PROPOSED: "split",
    State.OUTCOME_RECORDED: "half",
    State.WITHDRAWN: "return",
    State.CLOSED: "tick",
}
"""The glyph beside the word of a state."""

SIDES: dict[Side, Words] = {
    Side.SENDER: pgettext_lazy("referral", "Sender"),
    Side.RECEIVER: pgettext_lazy("referral", "Receiver"),
}

FLAGS: dict[str, Words] = {
    "consent_withdrawn": pgettext_lazy("referral", "Consent taken back"),
    "entered_in_error": pgettext_lazy("referral", "Entered by mistake"),
    "identity_released": pgettext_lazy("referral", "Name opened"),
    "overdue": pgettext_lazy("referral", "Overdue"),
    "escalated": pgettext_lazy("referral", "Escalated"),
    "not_delivered": pgettext_lazy("referral", "Not delivered"),
    "consent_ending": pgettext_lazy("referral", "Consent ending"),
    "not_told": pgettext_lazy("referral", "They could not be told"),
    "to_hand_over": pgettext_lazy("referral", "Still to be told"),
    "yielded": pgettext_lazy("referral", "A step of yours did not count"),
    "confirm_what_they_will_learn": pgettext_lazy("referral", "Confirm what they will learn"),
    "stopped_by_a_restore": pgettext_lazy("referral", "Stopped by a restore"),
    "stopped_by_the_person": pgettext_lazy("referral", "The person said stop"),
    "erased_since_the_backup": pgettext_lazy("referral", "Erased before the restore"),
    "given_back_after_a_restore": pgettext_lazy("referral", "After a restore: call them"),
    "forgotten_there": pgettext_lazy("referral", "They do not have it any more"),
    "taken_back_before": pgettext_lazy("referral", "Taken back at the link before"),
}
"""What stands beside a state, in words; a flag of a newer version stays as it is."""

GAPS: dict[str, Words] = {
    "given_back": pgettext_lazy("gap", "Steps of ours came back from them; what we wrote did not"),
    "forgotten_here": pgettext_lazy("gap", "We had sent it, and do not have it any more"),
    "forgotten_there": pgettext_lazy("gap", "They had sent it, and do not have it any more"),
}
"""What a restore has left between two sides, by the code of `clocks.GapKind`."""

TEXT_KINDS: dict[str, Words] = {
    "question": pgettext_lazy("text", "Question"),
    "answer": pgettext_lazy("text", "Answer"),
    "news": pgettext_lazy("text", "News"),
    "reason": pgettext_lazy("text", "Reason"),
    "outcome": pgettext_lazy("text", "What was done"),
    "handover": pgettext_lazy("text", "About the handover"),
    "task": pgettext_lazy("text", "Task"),
    "conference": pgettext_lazy("text", "Case conference"),
    "proposal": pgettext_lazy("text", "Proposal in a case conference"),
    "told_by": pgettext_lazy("text", "Who told it"),
}
"""What a free text is for."""

EVENTS: dict[Event, Words] = {
    Event.SEND: _("Send"),
    Event.DISCARD: _("Delete the draft"),
    Event.ACKNOWLEDGE: _("Confirm that you have it"),
    Event.ASK: _("Ask a question"),
    Event.ANSWER: _("Answer the question"),
    Event.ACCEPT: _("Accept"),
    Event.DECLINE: _("Decline"),
    Event.PROPOSE_REROUTE: _("Suggest another agency"),
    Event.CONFIRM_REROUTE: _("Follow the suggestion"),
    Event.DECLINE_REROUTE: _("Say no to the suggestion"),
    Event.HOLD: _("Put on hold"),
    Event.RESUME: _("Go on with it"),
    Event.PROPOSE_HANDOVER: _("Propose a handover"),
    Event.CONFIRM_HANDOVER: _("Agree to the handover"),
    Event.DECLINE_HANDOVER: _("Say no to this handover"),
    Event.START: _("Begin the service"),
    Event.ARRIVE: _("The person has arrived"),
    Event.MISS: _("The person did not come"),
    Event.ARRIVE_LATE: _("The person is there after all"),
    Event.RECORD_OUTCOME: _("Record the outcome"),
    Event.DISPUTE: _("This is not what happened"),
    Event.CLOSE: _("Close the loop"),
    Event.WITHDRAW: _("Take it back"),
    Event.CONFIRM_FREEZE: _("Confirm that access has ended"),
    Event.PROPOSE_REOPEN: _("Propose to open it again"),
    Event.CONFIRM_REOPEN: _("Agree to open it again"),
    Event.DECLINE_REOPEN: _("Say no to opening it again"),
    Event.MARK_AS_ERROR: _("Mark as entered by mistake"),
}

PAST: dict[Event, Words] = {
    Event.SEND: _("Sent"),
    Event.DISCARD: _("Draft deleted"),
    Event.ACKNOWLEDGE: _("A person has it"),
    Event.ASK: _("Question asked"),
    Event.ANSWER: _("Question answered"),
    Event.ACCEPT: _("Accepted"),
    Event.DECLINE: _("Declined"),
    Event.PROPOSE_REROUTE: _("Another agency suggested"),
    Event.CONFIRM_REROUTE: _("Suggestion followed"),
    Event.DECLINE_REROUTE: _("Suggestion not followed"),
    Event.HOLD: _("Put on hold"),
    Event.RESUME: _("Gone on with"),
    Event.PROPOSE_HANDOVER: _("Handover proposed"),
    Event.CONFIRM_HANDOVER: _("Handover agreed"),
    Event.DECLINE_HANDOVER: _("Handover not agreed"),
    Event.START: _("Service begun"),
    Event.ARRIVE: _("The person arrived"),
    Event.MISS: _("The person did not come"),
    Event.ARRIVE_LATE: _("The person came after all"),
    Event.RECORD_OUTCOME: _("Outcome recorded"),
    Event.DISPUTE: _("Outcome disputed"),
    Event.CLOSE: _("Closed"),
    Event.WITHDRAW: _("Taken back"),
    Event.CONFIRM_FREEZE: _("The end of access confirmed"),
    Event.PROPOSE_REOPEN: _("Opening again proposed"),
    Event.CONFIRM_REOPEN: _("Opened again"),
    Event.DECLINE_REOPEN: _("Not opened again"),
    Event.MARK_AS_ERROR: _("Marked as entered by mistake"),
}
"""What happened, for the history."""

STEPS: dict[ReceiptStep, Words] = {
    ReceiptStep.ACCEPTED_BY_NODE: _("Stored there"),
    ReceiptStep.DELIVERED_TO_TEAM: _("In the team's list"),
    ReceiptStep.OPENED: _("Opened"),
    ReceiptStep.DECIDED: _("Decided"),
    ReceiptStep.NON_DELIVERY: _("Not delivered"),
}

_OWN: dict[str, Words] = {
    Answered.GIVEN: _("Answered"),
    Answered.NO_LONGER_SHARED: _("No longer shared"),
    ConflictCheck.NONE: _("No conflict that I know of"),
    ConflictCheck.CLEARED: _("A possible conflict was cleared"),
    SafetyCheck.FOUND_SAFE: _("Found, safe"),
    SafetyCheck.FOUND_AT_RISK: _("Found, at risk"),
    SafetyCheck.NOT_FOUND: _("Not found"),
    Companion.ALONE: _("Nobody, the person comes alone"),
    Companion.TRUSTED_PERSON: _("Somebody the person trusts"),
    Companion.ESCORT: _("An escort"),
    Companion.DRIVER: _("A driver"),
    Reopening.CLOSED_TOO_EARLY: _("It was closed too early"),
    Reopening.NEED_RETURNED: _("The need has come back"),
    Reopening.PERSON_ASKED: _("The person asked"),
    Reopening.OUTCOME_WRONG: _("The outcome was wrong"),
    Side.SENDER: _("The sending agency"),
    Side.RECEIVER: _("The receiving agency"),
    Mistake.WRONG_PERSON: _("Another person was meant"),
    Mistake.WRONG_RECIPIENT: _("Another recipient was meant"),
    Mistake.DUPLICATE: pgettext_lazy("mistake", "It was there already"),
    Mistake.NOT_REAL: _("It was never meant to be sent"),
}

CAPACITY: dict[str, Words] = {
    "asked": _("Asked: they have room"),
    "listed": _("Not asked: the directory says that they have room"),
    "urgent": _("Not asked: it cannot wait"),
}
"""What was asked about room before a draft is sent."""

_LISTS = (Decline, NotTakenUp, Hold, Withdrawal, Outcome, Closing, Confirmation, Profession)


def word(code: str) -> Words:
    """The label of a reason or other code of a move; the code itself when a newer version sent it."""
    if code in _OWN:
        return _OWN[code]
    if code in set(Section):
        return vocabulary_label(Section(code))
    for codes in _LISTS:
        if code in {str(member) for member in codes}:
            return vocabulary_label(codes(code))
    return code
