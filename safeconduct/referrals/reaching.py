"""A handover is planned within the hours in which the person may be reached, as far as this side knows them."""

from datetime import datetime

from safeconduct.agencies.models import Member
from safeconduct.cases.queries import read_sections
from safeconduct.cases.safe_hours import OUTSIDE, SafeContact, may_reach, safe_contact
from safeconduct.referrals import queries
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side
from safeconduct.referrals.position import Position
from safeconduct.referrals.rules import Attempt, planned_for
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused
from safeconduct.vocabulary.sections import Section

MEETING = frozenset({Event.PROPOSE_HANDOVER, Event.CONFIRM_HANDOVER})
"""The moves that agree on a moment with the person; saying that they came or did not come is always possible."""


def is_time_safe(
    row: Referral, position: Position, attempt: Attempt, *, by: Member, at: datetime
) -> tuple[Decision, list[Section]]:
    """Refused where the hours of the person are known here and the moment lies outside them.

    The refusal names no hour: it may go where the section is not shown. Where nothing is known nothing is refused. With
    it the sections of whose reading the sender has to be told.
    """
    when = planned_for(position, attempt) if attempt.event in MEETING else None
    if when is None:
        return Allowed(), []
    contact, untold = _contact(row, by, at)
    safe = may_reach(contact, when, contact.zone)
    return (Refused(OUTSIDE) if isinstance(safe, Refused) else Allowed()), untold


def _contact(row: Referral, by: Member, at: datetime) -> tuple[SafeContact, list[Section]]:
    """How the person may be reached, by the case of this side; a recorded reading."""
    wanted = [Section.SAFE_CONTACT]
    untold: list[Section] = []
    if row.side == Side.RECEIVER:
        readings, untold = queries.some(row, wanted, by=by, at=at)
    else:
        readings = read_sections(row.case_id, wanted, by=by, at=at) if row.case_id else {}
    found = readings.get(Section.SAFE_CONTACT)
    return safe_contact(found.content if found else {}, country_of(row, by)), untold


def country_of(row: Referral, by: Member) -> str:
    """On whose clock hours are that name none: our own in our own file, nobody's in what was received."""
    return by.agency.country if row.side == Side.SENDER else ""
