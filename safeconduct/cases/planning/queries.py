"""The versions of a section that are kept, and two of them opened. Each opening is recorded with its version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Reading as Seen
from safeconduct.audit.actions import record_readings
from safeconduct.cases import vault
from safeconduct.cases.models import SectionVersion
from safeconduct.cases.queries import Reading, own_right
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.sections import Section

MOST = 100
"""Versions to choose from, the newest."""


@dataclass(frozen=True, slots=True)
class Version:
    """When a version was saved, and by which role. Nothing of it was opened."""

    number: int
    saved_at: datetime
    role: str


def versions_of(case: UUID, section: Section, *, by: Member) -> list[Version]:
    """The versions of a section of an own case, newest first.

    Raises NotFound for a case that is not `by`'s, NotPossible where the policy does not let `by` open the section.
    """
    own_right(case, section, Action.OPEN, by=by)
    rows = SectionVersion.objects.filter(case_id=case, section=section).order_by("-version")
    return [Version(*one) for one in rows.values_list("version", "saved_at", "saved_by_role")[:MOST]]


def read_versions(
    case: UUID, section: Section, numbers: Sequence[int], *, by: Member, at: datetime
) -> dict[int, Reading]:
    """These versions of a section, opened; one that was erased is not in the answer. Raises as `versions_of`."""
    said = decide(by, held(case), section, Action.OPEN)
    require(said.decision)
    rows = list(SectionVersion.objects.filter(case_id=case, section=section, version__in=set(numbers)))
    contents = vault.opened(rows)
    found = {
        row.version: Reading(section, row.version, contents[row.id], row.saved_at, row.saved_by_role)
        for row in rows
        if row.id in contents
    }
    seen = [Seen(section, number, said.purpose, said.policy) for number in sorted(found)]
    if seen:
        record_readings(seen, by=as_actor(by), at=at, case=case)
    return found
