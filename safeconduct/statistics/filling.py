"""A file that was there before the figures is counted, as its lead: by an operator who holds the node's keys."""

from collections.abc import Iterator
from uuid import UUID

from safeconduct.access.acting import acting
from safeconduct.agencies.queries import as_actor, member
from safeconduct.audit.actions import record
from safeconduct.cases import saved, vault
from safeconduct.cases.answering import answer
from safeconduct.cases.follow_up import queries as follow_up
from safeconduct.cases.models import SectionVersion
from safeconduct.rights import queries as rights
from safeconduct.rights.compensation import queries as claims
from safeconduct.rights.compensation.claim import OneClaim
from safeconduct.statistics.classes import classes
from safeconduct.statistics.persons import REGISTERED_IN, note
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section

COUNTED = (Section.PROFILE, Section.IDENTITY, Section.EXPLOITATION)


def fill(case: UUID, lead: UUID) -> bool:
    """Count one file as its lead; False when nothing of it can be read. The record says that an operator did it."""
    with acting(MemberId(lead)) as at:
        found = list(_of(case))
        if not found:
            return False
        by = member(lead)
        note(found, by)
        record("facts:counted", by=as_actor(by), at=at, case=case, detail={"by_operator": True})
    return True


def _of(case: UUID) -> Iterator[saved.Saved]:
    rows = list(
        SectionVersion.objects.filter(case_id=case, section__in=COUNTED).order_by("section", "version")
    )
    opened = vault.opened(rows)
    newest = {row.section: row for row in rows if row.id in opened}
    for section, row in newest.items():
        content = opened[row.id]
        if section == Section.EXPLOITATION and (year := _year(rows, opened)):
            content = content | {REGISTERED_IN: year}
        yield saved.Saved(case, section, content)
    if newest:
        yield saved.Saved(case, "rights", rights.newest(case).sheet)
        if (sheet := follow_up.newest(case).sheet) is not None:
            yield saved.Saved(case, "follow_up", sheet)
        for one in claims.newest(case):
            yield saved.Saved(case, "claim", OneClaim(one.id, one.claim))


def _year(rows: list[SectionVersion], opened: dict[UUID, dict[str, object]]) -> int | None:
    """In which year the status that stands began to be one of the registered."""
    began: int | None = None
    for row in rows:
        if row.section == Section.EXPLOITATION and row.id in opened:
            is_registered = answer(opened[row.id], "status") in classes()["status"]["registered"]
            began = (began or row.saved_at.year) if is_registered else None
    return began
