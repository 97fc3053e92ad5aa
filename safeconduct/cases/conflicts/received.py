"""The name that came with a referral, compared as it is opened here for the first time.

The inbox takes a name in and can make no mark (its process has no key for it): so the first reader with the case in
hand compares it, as an own name is when it is saved. A new version of the name is compared anew.
"""

from datetime import datetime
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.cases.conflicts.actions import Found, ask_of_the_received, mark_the_person, marks_of
from safeconduct.cases.conflicts.models import PartyMark
from safeconduct.cases.conflicts.rules import Standing
from safeconduct.cases.contents import Content, answer
from safeconduct.cases.queries import is_in_hand


def compare_received(case: UUID, identity: Content, *, by: Member, at: datetime) -> Found | None:
    """Whether the person of this received case stands on the other side of a case of the own agency.

    None where it was compared before, and where this reader cannot ask: then whoever can compares it as they open it.
    """
    names = answer(identity, "names") or ""
    marks = marks_of(names, by)
    # Who reads in an emergency marks nothing.
    if not marks or _compared(case) == marks or not is_in_hand(case):
        return None
    found = ask_of_the_received(case, names, by=by, at=at)
    if found is not None:
        mark_the_person(case, names, by=by, at=at)
    return found


def _compared(case: UUID) -> frozenset[bytes]:
    rows = PartyMark.objects.filter(case_id=case, standing=Standing.HELPED.value)
    return frozenset(bytes(mark) for mark in rows.values_list("mark", flat=True))
