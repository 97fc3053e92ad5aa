"""What can be done with a case: open it, save a section of it, take in a replica."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.access import doors
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Actor, Entry, record, record_all
from safeconduct.cases import saved, vault
from safeconduct.cases.child import rules as child
from safeconduct.cases.conflicts.actions import mark_the_person
from safeconduct.cases.contents import Content, answer
from safeconduct.cases.models import SectionVersion
from safeconduct.cases.planning import rules as planning
from safeconduct.cases.returning import rules as returning
from safeconduct.cases.returning.leaving import require_may_leave
from safeconduct.cases.safe_hours import on_a_clock
from safeconduct.vocabulary.decisions import Reason, require
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.ready import insert
from safeconduct.vocabulary.sections import Section

EDITED_MEANWHILE = Reason(
    "edited_meanwhile",
    _("Somebody else saved this section while you were writing."),
    _("Compare both versions below and save the one that is right."),
)


DUE: dict[Section, Callable[[Content], date | None]] = {
    Section.PLAN: planning.due,
    Section.FAMILY: child.due,
    Section.RETURN: returning.due,
}
"""Of which sections a day stands in clear, so that Today can say unopened that something in it is due."""


class EditedMeanwhile(NotPossible):
    """Two members edited one section; `current` is the version that stands."""

    def __init__(self, section: Section, current: int) -> None:
        super().__init__(EDITED_MEANWHILE)
        self.section, self.current = section, current


@transaction.atomic
def open_case(*, by: Member, at: datetime, profile: Content) -> CaseId:
    """Open a case of the member's agency; the member leads it. Raises AccessRefused."""
    case = CaseId(uuid4())
    doors.open_case(case)
    record("case:opened", by=as_actor(by), at=at, case=case)
    save_section(case=case, section=Section.PROFILE, content=profile, base=0, by=by, at=at)
    return case


@transaction.atomic
def save_section(
    *, case: CaseId, section: Section, content: Content, base: int, by: Member, at: datetime
) -> int:
    """Save a new version made on version `base` (0: none yet); the new number.

    Raises EditedMeanwhile when `base` is not the newest, NotPossible when the policy does not let `by` edit, or
    where it says that a person has left who may not.
    """
    if section is Section.SAFE_CONTACT:
        content = on_a_clock(content, by.agency.country)
    _lock(case, section)
    ruled = decide(by, held(case), section, Action.EDIT)
    require(ruled.decision)
    newest = _newest(case, section)
    if newest != base:
        raise EditedMeanwhile(section, newest)
    if section is Section.RETURN:
        require_may_leave(case, content, by=by, at=at)
    generation, key = vault.key_for_writing(case, section)
    row = SectionVersion(
        case_id=case,
        section=section,
        version=newest + 1,
        generation=generation,
        saved_at=at,
        saved_by_role=by.profession,
        saved_by_agency=by.agency_id,
        due=DUE[section](content) if section in DUE else None,
    )
    row.sealed = vault.sealed(key, row, content)
    row.save(force_insert=True)
    if section is Section.IDENTITY:
        mark_the_person(case, answer(content, "names") or "", by=by, at=at)
    record(
        "section:saved",
        by=as_actor(by),
        at=at,
        case=case,
        section=section,
        purpose=ruled.purpose,
        policy=ruled.policy,
        detail={"version": row.version},
    )
    saved.tell(saved.Saved(case, section, content), by=by)
    return row.version


@dataclass(frozen=True, slots=True)
class Replica:
    """A section as a peer's message brought it."""

    section: Section
    version: int
    content: Content
    role: str


@transaction.atomic(savepoint=False)  # the inbox has one round the whole message
def take_in(*, case: UUID, replicas: list[Replica], sender: UUID, by: Actor, at: datetime) -> None:
    """Store replicas in a received case, each under a key of a new generation.

    Runs as the inbox, which can write these rows and read none of them.
    """
    keys = vault.made_next_of(case, [replica.section for replica in replicas])
    rows: list[SectionVersion] = []
    for replica in replicas:
        generation, key = keys[replica.section]
        row = SectionVersion(
            case_id=case,
            section=replica.section,
            version=replica.version,
            generation=generation,
            saved_at=at,
            saved_by_role=replica.role,
            saved_by_agency=sender,
        )
        row.sealed = vault.sealed(key, row, replica.content)
        rows.append(row)
    insert(*rows, may_wait=True)
    record_all(
        (
            Entry("section:received", case, section=replica.section, detail={"version": replica.version})
            for replica in replicas
        ),
        by=by,
        at=at,
    )


def _newest(case: UUID, section: Section) -> int:
    newest = (
        SectionVersion.objects.filter(case_id=case, section=section)
        .order_by("-version")
        .values_list("version", flat=True)
        .first()
    )
    return newest or 0


def _lock(case: UUID, section: Section) -> None:
    # Two members may save one section at once: the second waits here, and then sees the first one's version.
    wait_in_turn(f"{case}/{section}")
