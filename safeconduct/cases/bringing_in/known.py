"""The people whom the acting member may read already, as far as they are compared with a file."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from uuid import UUID

from safeconduct.access.policy import policy
from safeconduct.access.queries import held
from safeconduct.access.rules import Action, Basis, Cell, may
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.bringing_in.opening import ORIGIN
from safeconduct.cases.bringing_in.twins import Facts, facts
from safeconduct.cases.contents import Content
from safeconduct.cases.models import Brought, SectionVersion
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.sections import Section

COMPARED = (Section.PROFILE, Section.IDENTITY)
AT_ONCE = 2000


def people(*, by: Member, at: datetime) -> Iterator[Facts]:
    """The own agency's cases in which `by` leads or has a place, and only the sections that `by` may open of each.

    What was received from others is never compared. Each list of cases that was read is recorded.
    """
    open_to_me = _open(by)
    for cases in batched(sorted(open_to_me), AT_ONCE, strict=False):
        read = _read(list(cases), open_to_me)
        numbers = _numbers(list(cases))
        record("list:compared", by=as_actor(by), at=at, detail={"cases": [str(case) for case in cases]})
        for case in cases:
            if case in read or case in numbers:
                yield facts(str(case), read.get(case, {}), numbers.get(case, ""))


def _open(by: Member) -> dict[UUID, set[Section]]:
    found: dict[UUID, set[Section]] = defaultdict(set)
    for grant in held():
        if grant.section in COMPARED and grant.basis in (Basis.LEAD, Basis.PLACE):
            cell = Cell(
                Sector(by.agency.sector),
                Profession(by.profession),
                grant.purpose,
                grant.section,
                Action.OPEN,
                grant.basis,
            )
            if may(policy(), cell):
                found[grant.case].add(grant.section)
    return found


def _read(cases: list[UUID], open_to_me: dict[UUID, set[Section]]) -> dict[UUID, dict[Section, Content]]:
    newest = (
        SectionVersion.objects.filter(case_id__in=cases, section__in=[str(one) for one in COMPARED])
        .order_by("case_id", "section", "-version")
        .distinct("case_id", "section")
    )
    rows = [row for row in newest if Section(row.section) in open_to_me[row.case_id]]
    contents = vault.opened(rows)
    found: dict[UUID, dict[Section, Content]] = defaultdict(dict)
    for row in rows:
        if row.id in contents:
            found[row.case_id][Section(row.section)] = contents[row.id]
    return found


def _numbers(cases: list[UUID]) -> dict[UUID, str]:
    rows = list(Brought.objects.filter(case_id__in=cases))
    contents = vault.opened_at(ORIGIN, rows)
    return {row.case_id: str(contents[row.id].get("case_number", "")) for row in rows if row.id in contents}
