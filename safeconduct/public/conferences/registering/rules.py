"""Who may register, confirm, leave, and until when. Pure: no clock and no database.

The words of states are those of `EditionState` and `RegistrationState`; a test compares them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

DRAFT, OPEN, CLOSED, HELD, CANCELLED = "draft", "open", "closed", "held", "cancelled"
UNCONFIRMED, SEATED, WAITING, OFFERED = "unconfirmed", "seated", "waiting", "offered"
DAY = timedelta(days=1)
TO_CONFIRM = timedelta(hours=48)
"""So long a registration waits for its address to be confirmed; then it is forgotten."""
LIST_IS_RIGHT = timedelta(hours=12)
"""So long after its end organisers may correct who was there, before anybody is written to."""
TOLD_FOR = timedelta(days=14)

WRITE = _("Write to the organiser if you have a question.")
NOT_OPEN_YET = Reason(
    "not_open_yet", _("Registration for this conference is not open yet."), _("Come back later.")
)
IS_CANCELLED = Reason("edition_cancelled", _("This conference was cancelled, so nobody can register."), WRITE)
IS_HELD = Reason("edition_held", _("This conference has taken place already."), _("Look for the next one."))
IS_CLOSED = Reason("registration_closed", _("Registration for this conference is closed."), WRITE)
NO_MAIL = Reason("no_mail", _("This site sends no mail yet, so nobody can register here."), WRITE)
HAS_BEGUN = Reason("edition_begun", _("This conference has begun, so nothing can be changed here."), WRITE)
NOT_WAITING = Reason(
    "not_to_confirm", _("This address was confirmed already."), _("You need not do anything.")
)
NO_OFFER = Reason("no_offer", _("No seat is offered to you now."), _("Your page says how things stand."))
OFFER_OVER = Reason(
    "offer_over",
    _("The time to take this seat is over, and it went to the next person."),
    _("You can register again for the waiting list."),
)
IS_OVER = Reason(
    "already_cancelled", _("This registration was cancelled already."), _("You can register again.")
)
NO_LETTER = Reason(
    "no_letter",
    _("There is no letter of invitation for you now."),
    _("It is made for those who have a seat and have said that they need one, until the conference is over."),
)
NOT_TO_SEAT = Reason(
    "not_to_seat",
    _("A seat is given to people who wait or to whom one is offered."),
    _("Whoever has not confirmed the address, or has cancelled, cannot be given one."),
)
FULL = Reason(
    "full",
    _("There is no free seat for this person: all seats are taken, or those of a quota."),
    _("Raise the seats or the quota, or cancel somebody else first."),
)


@dataclass(frozen=True, slots=True)
class Times:
    """What of an edition decides who may register. All times know their zone."""

    state: str
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime
    ends_at: datetime


def may_register(edition: Times, *, now: datetime, sends_mail: bool = True) -> Decision:
    """Whether somebody may register now. Without mail no address can be confirmed."""
    if edition.state == CANCELLED:
        return Refused(IS_CANCELLED)
    if edition.state == HELD or now >= edition.ends_at:
        return Refused(IS_HELD)
    if edition.state == DRAFT or (edition.state == OPEN and now < edition.opens_at):
        return Refused(NOT_OPEN_YET)
    if edition.state == CLOSED or now >= edition.closes_at:
        return Refused(IS_CLOSED)
    return Allowed() if sends_mail else Refused(NO_MAIL)


def seats_end(edition: Times) -> datetime:
    """Until when seats are taken or given back: until it begins; longer where registration is open longer."""
    if edition.state != OPEN:
        return edition.starts_at
    return min(max(edition.starts_at, edition.closes_at), edition.ends_at)


def may_change(edition: Times, *, now: datetime) -> Decision:
    """Whether seats may still be confirmed, offered, taken or given back. Before it begins, a closed registration
    does not end that.
    """
    if edition.state == CANCELLED:
        return Refused(IS_CANCELLED)
    return Refused(HAS_BEGUN) if edition.state == HELD or now >= seats_end(edition) else Allowed()


def may_confirm(state: str) -> Decision:
    """An address is confirmed once."""
    if state == CANCELLED:
        return Refused(IS_OVER)
    return Allowed() if state == UNCONFIRMED else Refused(NOT_WAITING)


def may_answer_offer(state: str, offered_until: datetime | None, *, now: datetime) -> Decision:
    """Whether an offered seat may be taken or declined: before its end."""
    if state != OFFERED or offered_until is None:
        return Refused(NO_OFFER)
    return Allowed() if now < offered_until else Refused(OFFER_OVER)


def may_cancel(state: str) -> Decision:
    """Whoever is in it may leave, once."""
    return Refused(IS_OVER) if state == CANCELLED else Allowed()


def may_leave(edition: Times, state: str, *, has_arrived: bool, now: datetime) -> Decision:
    """Whether somebody may cancel by themselves: as long as seats move, and not once they are there."""
    decision = may_change(edition, now=now)
    if not decision:
        return decision
    return Refused(HAS_BEGUN) if has_arrived else may_cancel(state)


def may_have_letter(edition: Times, state: str, *, wants_letter: bool, now: datetime) -> Decision:
    """Whether somebody gets a letter of invitation: to nothing that is cancelled or over."""
    takes_place = edition.state != CANCELLED and now < edition.ends_at
    return Allowed() if takes_place and state == SEATED and wants_letter else Refused(NO_LETTER)


def links_from(edition: Times) -> datetime:
    """When participants are shown the links of rooms: a day before it begins."""
    return edition.starts_at - DAY


def may_see_links(edition: Times, state: str, *, now: datetime) -> bool:
    """Whether somebody is shown the links of rooms: with a seat, until it ends."""
    takes_place = edition.state not in (DRAFT, CANCELLED, HELD)
    return takes_place and state == SEATED and links_from(edition) <= now < edition.ends_at


def may_seat_by_hand(state: str) -> Decision:
    """Whom an organiser may give a seat out of turn: their address is confirmed."""
    return Allowed() if state in (WAITING, OFFERED) else Refused(NOT_TO_SEAT)


def offer_ends(edition: Times, *, hours: int, now: datetime) -> datetime:
    """Until when an offered seat can be taken: so many hours, and no longer than seats are taken at all."""
    return min(now + timedelta(hours=hours), seats_end(edition))


def may_be_told_it_is_over(edition: Times, *, now: datetime) -> bool:
    """Whether those who were there are written to: from some hours after its end, when the list of attendance can be
    right, for two weeks. Later nobody expects it: a site that was off, or is newer than the conference, stays silent.
    """
    took_place = edition.state not in (DRAFT, CANCELLED)
    return took_place and edition.ends_at + LIST_IS_RIGHT <= now < edition.ends_at + TOLD_FOR


def needs_end(ends_at: datetime) -> datetime:
    """When what people need to be there is erased: as soon as the conference is over."""
    return ends_at


def registrations_end(ends_at: datetime, keeps_days: int) -> datetime:
    """When registrations are erased."""
    return ends_at + timedelta(days=keeps_days)


def unconfirmed_end(made_at: datetime) -> datetime:
    """When a registration whose address nobody confirmed is erased."""
    return made_at + TO_CONFIRM


def confirm_until(edition: Times, made_at: datetime) -> datetime:
    """Until when an address can be confirmed: before it is forgotten, and while seats are taken."""
    return min(unconfirmed_end(made_at), seats_end(edition))
