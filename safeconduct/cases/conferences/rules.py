"""Who opens a conference, puts an item on its agenda, proposes, sees what others propose, and decides. Pure.

Proposals are written independently: whoever reads the first one tends to follow it, most of all when it is the lead's.
So each colleague sees those of others once they have written their own, or when the day is over. The row policies
hold the same.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

LONGEST = timedelta(days=90)
"""No question is collected on for longer than this."""

ONLY_THE_LEAD = Reason(
    "only_the_lead_confers",
    _("Only whoever leads the case opens a conference and sets its meeting."),
    _("Ask the lead: the page Team says who it is."),
)
NO_DAY = Reason("no_day_of_conference", _("Until when is not said."), _("Enter a day, such as 2027-03-31."))
PAST_DAY = Reason("past_day_of_conference", _("This day is over."), _("Enter today or a later day."))
TOO_LATE_A_DAY = Reason(
    "too_late_a_day_of_conference",
    _("No conference lasts longer than 90 days."),
    _("Enter an earlier day, and open another one then."),
)
NOT_YOUR_SECTION = Reason(
    "item_of_a_section_not_kept",
    _("An item is put on the agenda by whoever keeps the section that it touches."),
    _("Choose a section in which you write, or ask the colleague who keeps it."),
)
IS_OVER = Reason(
    "conference_is_over",
    _("The day of this conference is over."),
    _("Speak with whoever leads the case: they can open another one."),
)
WRITTEN_ALREADY = Reason(
    "proposed_already",
    _("You have written your proposal, and have seen those of others since."),
    _("What you think now, say to whoever decides."),
)
DECIDED = Reason(
    "item_is_decided",
    _("This item is decided."),
    _("If it must be looked at again, open another conference."),
)
NOT_THE_DECIDER = Reason(
    "not_the_decider",
    _("Whoever leads the case decides, or whoever keeps the section where the lead does not open it."),
    _("Write your proposal."),
)
NO_WISH = Reason(
    "no_wish_no_decision",
    _("Nothing is decided before the person's own view is written down, or why it is missing."),
    _("Ask the person, and write their view down first."),
)
STILL_COLLECTED = Reason(
    "proposals_still_collected",
    _("Colleagues still have time to propose."),
    _("Decide when everybody who sees this item has written, you too, or when the day is over."),
)
NOT_KEPT = Reason(
    "wish_of_a_section_not_kept",
    _("This is written by whoever keeps the section."),
    _("Tell the colleague who keeps it what the person said to you."),
)
PERSON_HAS_NOT_AGREED = Reason(
    "step_not_agreed",
    _("Nothing goes into the plan over the person's head."),
    _("Speak with the person first, then tick that they agree."),
)
NOT_MET = Reason(
    "conference_not_met",
    _("This meeting has not begun."),
    _("Say afterwards who was there and what was said."),
)
NOT_DECIDED = Reason(
    "nothing_decided_yet", _("Nothing is decided on this item yet."), _("Write the decision first.")
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one item stands for the acting member, as the database says it."""

    is_open: bool
    """Proposals are still collected: the day is not over, and nothing is decided."""
    has_mine: bool
    has_wish: bool
    is_decided: bool
    edits: bool
    """Whether the member writes in the section that the item touches."""
    decides: bool


def may_open(*, leads: bool) -> Decision:
    """Whether somebody opens a conference on the case, and sets when and where one meets."""
    return Allowed() if leads else Refused(ONLY_THE_LEAD)


def may_last_until(until: date | None, *, today: date) -> Decision:
    """Whether proposals may be collected until this day."""
    if until is None:
        return Refused(NO_DAY)
    if until < today:
        return Refused(PAST_DAY)
    return Refused(TOO_LATE_A_DAY) if until > today + LONGEST else Allowed()


def may_add(*, edits: bool, is_over: bool) -> Decision:
    """Whether an item that touches a section goes on the agenda."""
    if is_over:
        return Refused(IS_OVER)
    return Allowed() if edits else Refused(NOT_YOUR_SECTION)


def may_propose(item: Standing) -> Decision:
    """Whether the member writes a proposal: one, which is not changed after others have been read."""
    if item.is_decided:
        return Refused(DECIDED)
    if not item.is_open:
        return Refused(IS_OVER)
    return Refused(WRITTEN_ALREADY) if item.has_mine else Allowed()


def sees_proposals(item: Standing) -> bool:
    """Whether what colleagues propose is open to the member; their own always is."""
    return item.has_mine or not item.is_open


def may_write_wish(item: Standing) -> Decision:
    """Whether the person's own view, or why it is missing, is written by this member now."""
    if item.is_decided:
        return Refused(DECIDED)
    return Allowed() if item.edits else Refused(NOT_KEPT)


def may_decide(item: Standing, *, is_anybody_missing: bool) -> Decision:
    """Whether the member writes the decision: after the person's view, and when nobody's proposal is cut off."""
    if item.is_decided:
        return Refused(DECIDED)
    if not item.decides:
        return Refused(NOT_THE_DECIDER)
    if not item.has_wish:
        return Refused(NO_WISH)
    if item.is_open and (is_anybody_missing or not item.has_mine):
        return Refused(STILL_COLLECTED)
    return Allowed()


def may_attend(meets_at: datetime, *, says_who: bool, now: datetime) -> Decision:
    """Whether it can be said who was there: nobody was at a meeting that has not begun."""
    return Refused(NOT_MET) if says_who and meets_at > now else Allowed()


def may_keep_minutes(item: Standing, *, has_met: bool) -> Decision:
    """Whether the member writes what was said about an item in a meeting."""
    if not has_met:
        return Refused(NOT_MET)
    return Allowed() if item.edits or item.decides else Refused(NOT_KEPT)


def may_follow(item: Standing, *, person_agrees: bool) -> Decision:
    """Whether a step that follows from the decision goes into the plan."""
    if not item.is_decided:
        return Refused(NOT_DECIDED)
    return Allowed() if person_agrees else Refused(PERSON_HAS_NOT_AGREED)
