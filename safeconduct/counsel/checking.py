"""The check for a conflict of interest, before a matter is opened and before the name of a legal referral is read.

Names are compared by marks inside the own agency (docs/explanation/conflicts.md). What is met is shown to nobody; that
something was, only to who asked and to who supervises.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from safeconduct.access.doors import called
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.agencies.rights import REASONS
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.conflicts.actions import ask_marks, ask_of_the_received, mark_the_person, marks_of
from safeconduct.cases.conflicts.models import PartyMark
from safeconduct.cases.conflicts.rules import NAME_TOO_SHORT, Standing
from safeconduct.cases.contents import answer
from safeconduct.cases.models import SectionVersion
from safeconduct.counsel.codes import CheckState
from safeconduct.counsel.models import ConflictCheck
from safeconduct.counsel.queries import keeping
from safeconduct.counsel.rules import NOT_CLEARED, may_open
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.decisions import Reason, Refused
from safeconduct.vocabulary.errors import BadInput, NotPossible
from safeconduct.vocabulary.law import LEGAL_PURPOSES
from safeconduct.vocabulary.sections import Section


def check_of(case: UUID) -> CheckState:
    """What the acting member's check of a case has said; not run where they asked none."""
    row = ConflictCheck.objects.filter(case_id=case).first()
    return CheckState(row.state) if row else CheckState.NOT_RUN


@transaction.atomic
def run_check(case: UUID, names: str, *, by: Member, at: datetime) -> CheckState:
    """Compare who the file is about, and whom it is against, with the agency's other files.

    `names` is the person's, where the file has no name yet. Raises NotFound, NotPossible, BadInput.
    """
    keeping(case, by=by)
    helped = _marks(case, Standing.HELPED) | marks_of(names, by)
    if not helped:
        raise BadInput({"names": NAME_TOO_SHORT})
    opposed = _marks(case, Standing.OPPOSED)
    is_possible = ask_marks(helped, Standing.HELPED, case)
    if opposed:
        is_possible = ask_marks(opposed, Standing.OPPOSED, case) or is_possible
    return put_check(case, is_possible, helped | opposed, by=by, at=at)


def put_check(
    case: UUID, is_possible: bool, marks: Iterable[bytes], *, by: Member, at: datetime
) -> CheckState:
    """Write what was found. The record is the same whatever it was."""
    said = called("SELECT counsel.put_check(%s, %s, %s)", [case, is_possible, digest(marks)])
    record("matter:checked", by=as_actor(by), at=at, case=case)
    return CheckState(said)


def before_the_name(case: UUID, section: Section, purpose: str, by: Member, at: datetime) -> Reason | None:
    """Why the name that came with a legal referral stays closed to this reader; None where it may be read.

    It is compared as the reader would open it, by the process and before it is shown to anybody. Whoever is not that
    reader sees no difference: the same page, the same questions to the database, the same records.
    """
    if section is not Section.IDENTITY or purpose not in LEGAL_PURPOSES:
        return None
    state = check_of(case)
    if state is CheckState.NOT_RUN:
        state = _compared(case, by=by, at=at)
    decision = may_open(state)
    return decision.reason if isinstance(decision, Refused) else None


def before_acceptance(row: Referral, by: Member, at: datetime) -> Reason | None:
    """Why this lawyer may not accept a legal referral: a possible match that they met in this file is not cleared.

    The name has not come yet, so no check by name can be asked for here; it is made before anybody reads the name.
    """
    if row.side != Side.RECEIVER or row.purpose not in LEGAL_PURPOSES or row.case_id is None:
        return None
    return NOT_CLEARED if check_of(row.case_id) is CheckState.POSSIBLE_MATCH else None


def _compared(case: UUID, *, by: Member, at: datetime) -> CheckState:
    version = (
        SectionVersion.objects.filter(case_id=case, section=Section.IDENTITY).order_by("-version").first()
    )
    content = vault.opened([version]).get(version.id, {}) if version else {}
    names = answer(content, "names") or ""
    marks = marks_of(names, by)
    if not marks:  # nothing has come yet, or one part alone: it fits too many to be compared
        return CheckState.NO_MATCH
    found = ask_of_the_received(case, names, by=by, at=at)
    if found is None:
        return CheckState.NOT_RUN
    mark_the_person(case, names, by=by, at=at)
    return put_check(case, found.is_possible, marks, by=by, at=at)


def digest(marks: Iterable[bytes]) -> bytes:
    """One value for a set of marks, by which another name is known to be another."""
    return sha256(b"".join(sorted(marks))).digest()


def to_clear() -> list[tuple[UUID, UUID, datetime]]:
    """Which check waits, who asked it and when, for who supervises; nothing for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT check_id, member_id, asked_at FROM counsel.checks_to_clear() ORDER BY asked_at LIMIT 50"
        )
        return list(cursor.fetchall())


@transaction.atomic
def clear(check: UUID, *, asked: datetime, by: Member, at: datetime) -> None:
    """A colleague may go on. `asked` is when they asked what is cleared: a later match of the same file is another one.

    Raises NotPossible for who did not have to clear it, and where it was asked anew meanwhile.
    """
    if any(waits == check and anew != asked for waits, _who, anew in to_clear()):
        raise NotPossible(REASONS["nothing_waits"])
    called("SELECT counsel.clear_check(%s)", [check])
    record("conflict:cleared", by=as_actor(by), at=at, detail={"check": str(check)})


def _marks(case: UUID, standing: Standing) -> frozenset[bytes]:
    rows = PartyMark.objects.filter(case_id=case, standing=standing.value)
    return frozenset(bytes(mark) for mark in rows.values_list("mark", flat=True))
