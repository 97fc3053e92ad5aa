"""Why a move is refused, and what is possible instead; shown to the member as it stands."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.moves import State
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.sections import Section

INSTEAD: dict[State, Words] = {
    State.DRAFT: _("The sender can finish it and send it, or delete it."),
    State.SENT: _(
        "The receiver can acknowledge it, ask, accept, decline or suggest another agency; "
        "either side can take it back."
    ),
    State.ACKNOWLEDGED: _(
        "The receiver can accept, decline, ask, put it on the waiting list or suggest another agency; "
        "either side can take it back."
    ),
    State.INFO_REQUESTED: _(
        "The sender can answer; the receiver can decline or suggest another agency; "
        "either side can take it back."
    ),
    State.ACCEPTED: _(
        "Either side can propose a handover; the receiver can begin the service, put it on hold, suggest "
        "another agency or record the outcome; either side can take it back."
    ),
    State.ON_HOLD: _(
        "The receiver can go on with it, suggest another agency or record the outcome; "
        "either side can take it back."
    ),
    State.HANDOVER_PLANNED: _(
        "The receiver can confirm the arrival; either side can say that the person did not come, "
        "or take the referral back."
    ),
    State.NO_SHOW: _(
        "Either side can propose a new handover or say that the person is there; the receiver can record "
        "the outcome; either side can take it back."
    ),
    State.IN_SERVICE: _(
        "The receiver can put it on hold or record the outcome; either side can take it back."
    ),
    State.DECLINED: _("The sender can close it, or take it back. A new attempt is a new referral."),
    State.REROUTE_PROPOSED: _(
        "The sender can follow the suggestion when the person agrees, or say no to it; "
        "either side can take it back."
    ),
    State.OUTCOME_RECORDED: _(
        "The sender can confirm the outcome or say that this is not what happened; "
        "either side can take it back."
    ),
    State.WITHDRAWN: _("The receiver can confirm that access has ended. A new attempt is a new referral."),
    State.CLOSED: _(
        "Within 30 days either side can propose to open it again; later, make a new referral. "
        "Consent can still be withdrawn."
    ),
}
"""What is possible in a state, as the second half of a refusal."""

NOT_POSSIBLE_NOW: dict[State, Reason] = {
    state: Reason("not_possible_now", _("This is not possible as the referral stands now."), instead)
    for state, instead in INSTEAD.items()
}

SENDER_CANNOT_ANSWER = Reason(
    "sender_cannot_answer",
    _("Only the receiving agency can do this; nobody answers in its place."),
    _("Call their duty line, or take the referral back."),
)
RECEIVER_CANNOT_ACT = Reason(
    "receiver_cannot_act",
    _("Only the sending agency can do this."),
    _("Tell them what you know; they see it beside the referral."),
)
NOT_FOR_A_CLOCK = Reason(
    "not_for_a_clock",
    _("This needs a person; a clock or the end of a consent never does it."),
)
NOTHING_PROPOSED = Reason(
    "nothing_proposed",
    _("There is no proposal to answer."),
    _("Make a proposal of your own."),
)
OWN_PROPOSAL = Reason(
    "own_proposal",
    _("This is your own proposal; the other side answers it."),
    _("You can make another proposal in its place."),
)
TOO_LATE_TO_REOPEN = Reason(
    "too_late_to_reopen",
    _("It was closed more than 30 days ago and can no longer be opened again."),
    _("Make a new referral."),
)
NOTHING_TO_REOPEN = Reason(
    "nothing_to_reopen",
    _("It was closed without a service or was taken back, so there is nothing to open again."),
    _("Make a new referral, with a new consent."),
)
PERSON_NOT_ASKED = Reason(
    "person_not_asked",
    _("Nobody has said that the person was asked and agrees."),
    _("Ask the person in the way that is safe, and say so on the page."),
)
ENTERED_IN_ERROR = Reason(
    "entered_in_error",
    _("This referral was entered by mistake and its content is gone."),
    _("It can still be taken back."),
)
STOPPED_BY_PERSON = Reason(
    "stopped_by_the_person",
    _("The person has said stop with the code on a paper: nothing more goes to them from here."),
    _("Speak with the person. Take it back; if they want it after all, it begins with a new yes."),
)
SOMETHING_RELEASED = Reason(
    "something_released",
    _("They have received something, and have not confirmed that it is erased."),
    _("Take the referral back; mark it as a mistake when they have confirmed."),
)
BEFORE_CREATION = Reason(
    "before_creation",
    _("This date is before the referral was made."),
    _("Enter when it really happened; it may be in the past."),
)
IN_THE_FUTURE = Reason(
    "in_the_future",
    _("This date is in the future."),
    _("Enter it when it has happened."),
)
REASON_MISSING = Reason(
    "reason_missing",
    _("This needs a reason from the list."),
    _("Choose the reason that comes closest."),
)
CODES_MISSING = Reason(
    "codes_missing",
    _("Something that this step needs is missing or cannot be used."),
    _("Look at the fields marked on the page."),
)
OUTCOME_MISSING = Reason(
    "outcome_missing",
    _("Each service that was asked for needs an outcome."),
    _("Choose an outcome for each; 'could not be reached' is one."),
)
REVIEW_TOO_FAR = Reason(
    "review_too_far",
    _("A hold is looked at again within 14 days, and not before today."),
    _("Choose an earlier date; the hold can be renewed then."),
)
HANDOVER_TOO_EARLY = Reason(
    "handover_too_early",
    _("This handover would lie before the referral was made."),
    _("Choose another day and time."),
)
NO_WORKER_NAMED = Reason(
    "no_worker_named",
    _("Nobody is named who will take this on."),
    _("Name the worker; a team is not enough."),
)
CONFLICT_NOT_CHECKED = Reason(
    "conflict_not_checked",
    _("Nothing is said of a conflict of interest, or a possible one is not cleared."),
    _("Say that you know of none, or decline with 'conflict of interest'; it is never explained further."),
)
NOT_THEIR_TURN = Reason(
    "not_their_turn",
    _("It is not their turn; there is nothing to ask them for."),
    _("Look whose turn it is, and what is possible now."),
)
NOT_LATE = Reason(
    "not_late",
    _("Their time is not over yet."),
    _("You can nudge them when it is. If it cannot wait, call their duty line."),
)


NOT_TO_BE_GIVEN = Reason(
    "not_to_be_given",
    _("Only what was received and is not accepted yet is given to a colleague."),
    _("Ask them to act, or call their duty line."),
)


def nudged_already(again: datetime) -> Reason:
    """At most one a day; `again` is when the next one is possible."""
    when = _in_words(again)
    return Reason(
        "nudged_already",
        _("They were nudged within the last day."),
        format_lazy(
            _("You can nudge them again from {when}. If it cannot wait, call their duty line."), when=when
        ),
    )


def _moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "D j M, H:i")


_in_words = lazy(_moment, str)

CONSENT_ENDED = Reason(
    "consent_ended",
    _("There is no live consent for this referral any more."),
    _("Ask the sender; the person may give a new one."),
)

_ASK_THE_PERSON = _("Ask the person, or take this out of what is sent.")

NOT_CONSENTED: dict[Section, Reason] = {
    section: Reason(f"not_consented_{section}", sentence, _ASK_THE_PERSON)
    for section, sentence in {
        Section.PROFILE: _("No live consent lets you tell this agency the profile, for this purpose."),
        Section.IDENTITY: _("No live consent lets you tell this agency who the person is, for this purpose."),
        Section.SAFE_CONTACT: _(
            "No live consent lets you tell this agency how to reach the person, for this purpose."
        ),
        Section.SAFETY: _(
            "No live consent lets you tell this agency about risks and safety, for this purpose."
        ),
        Section.EXPLOITATION: _(
            "No live consent lets you tell this agency about the exploitation, for this purpose."
        ),
        Section.NEEDS: _("No live consent lets you tell this agency the needs, for this purpose."),
        Section.PLAN: _("No live consent lets you tell this agency the plan, for this purpose."),
        Section.HEALTH: _("No live consent lets you tell this agency about health, for this purpose."),
        Section.RESIDENCE: _("No live consent lets you tell this agency about residence, for this purpose."),
        Section.FAMILY: _("No live consent lets you tell this agency about the family, for this purpose."),
        Section.RETURN: _("No live consent lets you tell this agency about the return, for this purpose."),
        Section.LOGISTICS: _(
            "No live consent lets you tell this agency about the handover, for this purpose."
        ),
    }.items()
}
"""What is not covered, named; one sentence a section, so that each language can say it properly."""

NEVER_SENT = Reason(
    "never_sent",
    _("Case notes and legal matters never leave the agency that wrote them."),
    _("Write what they need to know into the needs."),
)
NEEDS_NOT_SENT = Reason(
    "needs_not_sent",
    _("The needs are not part of what is sent; without them nobody can answer."),
    _("Ask the person whether you may tell them the needs."),
)
NEEDS_EMPTY = Reason(
    "needs_empty",
    _("Nothing stands under the needs yet; without them nobody can answer."),
    _("Write down what is needed, then ask the person whether you may tell it."),
)
NO_SAFETY_ANSWER = Reason(
    "no_safety_answer",
    _("There is no answer yet on how safe the person is."),
    _(
        "Under Safety, fill in the level of risk and until when the answer holds; with a high risk also what is done "
        "about it."
    ),
)
SAFETY_OUT_OF_DATE = Reason(
    "safety_out_of_date",
    _("The safety answer is out of date."),
    _("Look at it again with the person and set a new date."),
)
DANGER_NOT_MITIGATED = Reason(
    "danger_not_mitigated",
    _("The danger is high and nothing is planned against it."),
    _("Write down what is done about the danger, by whom and until when, then send."),
)
_ANOTHER_WAY = _(
    "Choose another agency. If the person sees it otherwise today, they change their list with you first."
)
NEVER_THIS_COUNTRY = Reason(
    "never_this_country", _("The person has said: nothing may ever go to this country."), _ANOTHER_WAY
)
NEVER_THIS_KIND = Reason(
    "never_this_kind", _("The person has said: nothing may ever go to an agency of this kind."), _ANOTHER_WAY
)
NEVER_THIS_AGENCY = Reason(
    "never_this_agency", _("The person has said: nothing may ever go to this agency."), _ANOTHER_WAY
)
CHILD_NEEDS_PROTECTION = Reason(
    "child_needs_protection",
    _("A child, or somebody who may be one, has no guardian yet."),
    _("Have a guardian appointed, or refer to child protection first."),
)
CLOSED_TO_YOU = Reason(
    "closed_to_you",
    _("A part of what would be sent is closed to you, so you can neither check nor send it."),
    _("Ask whoever leads the case."),
)
NOT_KNOWN_TO_BE_NO_CHILD = Reason(
    "not_known_to_be_no_child",
    _("Nobody has said yet whether the person is a child; until then a guardian must give the permission."),
    _("Answer it in the profile, or have the guardian at the talk."),
)
GUARDIAN_IN_THE_TALK = Reason(
    "guardian_in_the_talk",
    _("The person is a child: a guardian gives the permission, and the child says yes too."),
    _("Have the guardian at the talk, or refer to child protection first."),
)
TOO_MUCH_HELD_BACK = Reason(
    "too_much_held_back",
    _("What opens when they accept is longer than one message can be."),
    _("Shorten the longest texts of these sections, such as the rows of the plan, or leave a section out."),
)
CAPACITY_NOT_ASKED = Reason(
    "capacity_not_asked",
    _("It is not known whether they have room."),
    _("Ask them, or say why you did not."),
)
PREVIEW_NOT_SEEN = Reason(
    "preview_not_seen",
    _("You have not seen yet what they will see."),
    _("Look at the preview together with the person."),
)

NOT_MET_BY_POLICE = Reason(
    "not_met_by_police",
    _("The person has said: not to the police. The plan has police or a border guard with them."),
    _("Plan somebody else, or ask the person again."),
)
PLACE_NOT_SAID = Reason(
    "place_not_said",
    _("Which station, airport or other place it is, and in which town, is not written."),
    _("Write it in the words that go with the plan; they go sealed."),
)
