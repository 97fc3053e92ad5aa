"""A missed arrival on the page: one worker of one side reaches the person, all others wait; a child is an alarm."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.queries import member
from safeconduct.cases.forms import facts
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.referrals import children
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.pages.lines import calls
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section

type Facts = list[tuple[Words, Any]]


class Caller(StrEnum):
    """Who reaches out, seen from the reader."""

    YOU = "you"
    COLLEAGUE = "colleague"
    THEY = "they"


@dataclass(frozen=True, slots=True)
class NoShow:
    """What the banner says after a missed arrival. The way to reach the person is for the one who reaches out, only."""

    caller: Caller
    colleague: str
    """The name of the colleague who reaches out; "" when nobody of this side is named any more."""
    is_child: bool
    contact: Facts


def no_show(request: MemberRequest, row: Referral, readings: dict[Section, Reading]) -> NoShow | None:
    """None in any other state. Who reaches out for the sender reads the own answer on safe contact; recorded."""
    if State(row.state) is not State.NO_SHOW:
        return None
    caller = _caller(request, row)
    found = readings
    if caller is Caller.YOU and row.side == Side.SENDER and row.case_id is not None:
        found = read_sections(row.case_id, [Section.SAFE_CONTACT], by=request.member, at=request.at)
    contact = found.get(Section.SAFE_CONTACT) if caller is Caller.YOU else None
    return NoShow(
        caller=caller,
        colleague=_name(row) if caller is Caller.COLLEAGUE else "",
        is_child=children.is_about_one(row),
        contact=facts(Section.SAFE_CONTACT, contact.content) if contact else [],
    )


def _caller(request: MemberRequest, row: Referral) -> Caller:
    if not calls(row):
        return Caller.THEY
    return Caller.YOU if row.worker_id == request.member.id else Caller.COLLEAGUE


def _name(row: Referral) -> str:
    try:
        return member(row.worker_id).name if row.worker_id else ""
    except NotFound:
        return ""
