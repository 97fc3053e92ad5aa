"""Who is let in at the door, who gets a certificate, who answers the evaluation. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.marking import mark as _

UNKNOWN = Reason(
    "unknown_ticket",
    _("This ticket is not known."),
    _("Look for the name instead, or ask for the message with the seat."),
)
OF_ANOTHER = Reason(
    "ticket_of_another_conference",
    _("This ticket is not for this conference."),
    _("It belongs to another one: look at its day and place on the page of the person."),
)
CANCELLED = Reason(
    "ticket_cancelled",
    _("This ticket was cancelled."),
    _("If there is a free seat, let the person register again."),
)
NO_SEAT = Reason(
    "no_seat",
    _("This person has no seat."),
    _("They wait for one, or did not confirm it yet. If there is a free seat, give it to them first."),
)
ALREADY = Reason("already_here", _("This person is already here."), _("Nothing was changed."))
NOT_ITS_DAY = Reason(
    "not_its_day",
    _("This conference is not today."),
    _("Write down who was there in the list of attendance instead."),
)
TAKEN_PLACE = Reason("conference_held", _("This conference has taken place already."), NOT_ITS_DAY.instead)
CALLED_OFF = Reason("conference_cancelled", _("This conference is cancelled."))
NOT_OVER = Reason(
    "conference_not_over",
    _("The conference is not over yet."),
    _("Come back to this page when it has ended."),
)
NOT_HELD = Reason(
    "conference_not_held", _("This conference was not held."), _("There are no certificates for it.")
)
NOT_THERE = Reason(
    "not_there",
    _("Nobody wrote down that you were there."),
    _("If you were, write to the organiser: the list can be corrected."),
)
NO_SESSION = Reason(
    "no_session",
    _("Nobody wrote down a session in which you were."),
    _("If you were in one, write to the organiser: the list can be corrected."),
)
ANSWERED = Reason(
    "evaluation_answered",
    _("You have answered already. Thank you."),
    _("Your answer cannot be changed: nobody can tell which one it is."),
)
JUST_SENT = Reason("evaluation_sent", _("Thank you. Your answers are sent."), ANSWERED.instead)

SLACK = timedelta(minutes=5)
"""So much a telephone's clock may be ahead."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is known of a ticket. `state` is a code of RegistrationState; `edition` that of its conference."""

    edition: str
    state: str
    is_here: bool
    """At the door, or in the session that was chosen."""


def may_enter(ticket: Ticket | None, edition: str, *, is_called_off: bool) -> Decision:
    """Whether a ticket is taken at the door of `edition`, or at one of its sessions; None is an unknown one.

    Who came to a conference that was called off, and was let in, would stand in its figures.
    """
    if ticket is None:
        return Refused(UNKNOWN)
    if ticket.edition != edition:
        return Refused(OF_ANOTHER)
    if is_called_off:
        return Refused(CALLED_OFF)
    if ticket.state == "cancelled":
        return Refused(CANCELLED)
    if ticket.state != "seated":
        return Refused(NO_SEAT)
    return Refused(ALREADY) if ticket.is_here else Allowed()


def stands_open(state: str, *, now: datetime, first: datetime, last: datetime) -> Decision:
    """Whether it is the time of this door: said before anybody is scanned. `first` and `last` as for a moment."""
    if state == "cancelled":
        return Refused(CALLED_OFF)
    if state == "held":
        return Refused(TAKEN_PLACE)
    return Allowed() if first <= now <= last else Refused(NOT_ITS_DAY)


def moment(claimed: datetime | None, *, now: datetime, first: datetime, last: datetime) -> datetime | None:
    """When somebody came: what the device says if it can be true, now if that can; None outside the days.

    `first` and `last` are the ends of the edition's days. A device's clock may be wrong, so its time is only taken
    within them and not from the future; what was scanned on the day and is sent after it counts for the day.
    """
    if claimed is not None and first <= claimed <= min(last, now + SLACK):
        return min(claimed, now)
    return now if first <= now <= last else None


def may_have_certificate(
    *, state: str, ends_at: datetime, has_arrived: bool, sessions: int, now: datetime
) -> Decision:
    """Whether somebody gets one: the conference was held and is over, they came, and were in a session at least."""
    if state in ("draft", "cancelled"):
        return Refused(NOT_HELD)
    if now < ends_at:
        return Refused(NOT_OVER)
    if not has_arrived:
        return Refused(NOT_THERE)
    return Allowed() if sessions else Refused(NO_SESSION)


def may_evaluate(*, has_arrived: bool, has_evaluated: bool) -> Decision:
    """Whether somebody answers: they came, and have not answered yet."""
    if not has_arrived:
        return Refused(NOT_THERE)
    return Refused(ANSWERED) if has_evaluated else Allowed()
