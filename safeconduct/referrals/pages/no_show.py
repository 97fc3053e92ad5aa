"""A missed arrival on the page: one worker of one side reaches the person, all others wait; a child is an alarm."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.utils.timezone import localdate

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.queries import member
from safeconduct.cases.child.rules import Guarded, guarded, in_force, is_free
from safeconduct.cases.contents import answer
from safeconduct.cases.forms import facts
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.cases.reaching import when_safe
from safeconduct.cases.safe_hours import safe_contact
from safeconduct.referrals import children
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.pages.lines import calls
from safeconduct.referrals.reaching import country_of
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
    says: list[Words]
    """When the person may be reached next, or why that cannot be said; for the same one, only."""
    guarded: Guarded | None = None
    """How the child is guarded, as far as this side may read it."""
    guardians: list[str] = field(default_factory=list)
    """Those without a conflict of interest, in the words of the file: nobody else is called."""
    authority: str = ""
    """Whom the file names at the authority."""


def no_show(request: MemberRequest, row: Referral, readings: dict[Section, Reading]) -> NoShow | None:
    """None in any other state. `readings` are what this side has read of the person, the own file's at the sender."""
    if State(row.state) is not State.NO_SHOW:
        return None
    caller = _caller(request, row)
    contact = readings.get(Section.SAFE_CONTACT) if caller is Caller.YOU else None
    said = NoShow(
        caller=caller,
        colleague=_name(row) if caller is Caller.COLLEAGUE else "",
        is_child=children.is_about_one(row),
        contact=facts(Section.SAFE_CONTACT, contact.content) if contact else [],
        says=when_safe(safe_contact(contact.content, country_of(row, request.member)), request.at)
        if contact
        else [],
    )
    return _with_the_childs_file(request, row, readings, said) if said.is_child else said


def _with_the_childs_file(
    request: MemberRequest, row: Referral, readings: dict[Section, Reading], said: NoShow
) -> NoShow:
    """Whom to call, by the child's own file: the sender's, or what of it was shared. Reading is recorded."""
    found = readings
    if row.side == Side.SENDER and row.case_id is not None:
        found = read_sections(row.case_id, [Section.FAMILY], by=request.member, at=request.at)
    if Section.FAMILY not in found:
        return said
    content, today = found[Section.FAMILY].content, localdate(request.at)
    free = [str(one.get("who", "")) for one in in_force(content, today=today) if is_free(one)]
    authority = answer(content, "authority") or ""
    return replace(said, guarded=guarded(content, today=today), guardians=free, authority=authority)


def _caller(request: MemberRequest, row: Referral) -> Caller:
    if not calls(row):
        return Caller.THEY
    return Caller.YOU if row.worker_id == request.member.id else Caller.COLLEAGUE


def _name(row: Referral) -> str:
    try:
        return member(row.worker_id).name if row.worker_id else ""
    except NotFound:
        return ""
