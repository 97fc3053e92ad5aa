"""Laying a file beside what was received, taking the two apart, and taking answers over. The rules are asked above."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from safeconduct.access import doors
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.actions import save_section
from safeconduct.cases.beside.answers import merged
from safeconduct.cases.beside.queries import own_file_of
from safeconduct.cases.beside.reasons import BESIDE_ALREADY, NEWER_THERE, SOMETHING_COPIED
from safeconduct.cases.models import Beside, Copied
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.ready import insert
from safeconduct.vocabulary.sections import Section


class NewerThere(NotPossible):
    """What was to be taken over is not what stands there any more."""

    def __init__(self) -> None:
        super().__init__(NEWER_THERE)


@dataclass(frozen=True, slots=True)
class Origin:
    """From where answers are taken over: the received case, its referral, and for what it was sent."""

    received: UUID
    referral: UUID
    purpose: str


@transaction.atomic
def lay_beside(*, own: UUID, origin: Origin, by: Member, at: datetime) -> None:
    """The own file and what was received are of one person. Raises NotPossible where a file lies there already.

    The database asks once more whether `by` leads the one and holds something of the other.
    """
    # Two who press at once: the second waits here and finds the first one's file.
    doors.hold_still(origin.received)
    if own_file_of(origin.received) is not None:
        raise NotPossible(BESIDE_ALREADY)
    insert(Beside(own_case=own, received_case=origin.received, agency_id=by.agency_id, at=at))
    record("case:laid_beside", by=as_actor(by), at=at, case=own, referral=origin.referral)


@transaction.atomic
def take_apart(*, own: UUID, origin: Origin, by: Member, at: datetime) -> None:
    """They are not of one person after all. Raises NotPossible once something was taken over."""
    doors.hold_still(origin.received)
    if Copied.objects.filter(own_case=own, received_case=origin.received).exists():
        raise NotPossible(SOMETHING_COPIED)
    gone, _each = Beside.objects.filter(own_case=own, received_case=origin.received).delete()
    if gone:
        record("case:taken_apart", by=as_actor(by), at=at, case=own, referral=origin.referral)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which answers of a section are taken over, and on which versions of both files that was decided."""

    section: Section
    names: tuple[str, ...]
    theirs: int
    ours: int


@transaction.atomic
def take_over(*, own: UUID, origin: Origin, chosen: Chosen, by: Member, at: datetime) -> int:
    """A new version of the own section with these answers; its number. The case that was received must be held still.

    Raises NewerThere, EditedMeanwhile, BadInput, and NotPossible where the policy does not let `by` edit.
    """
    theirs = _reading(origin.received, chosen.section, by, at)
    if theirs is None or theirs.version != chosen.theirs:
        raise NewerThere
    ours = _reading(own, chosen.section, by, at)
    content = merged(chosen.section, ours.content if ours else {}, theirs.content, chosen.names)
    version = save_section(
        case=CaseId(own), section=chosen.section, content=content, base=chosen.ours, by=by, at=at
    )
    names = sorted(set(chosen.names))
    insert(
        Copied(
            own_case=own,
            received_case=origin.received,
            agency_id=by.agency_id,
            section=chosen.section,
            version=theirs.version,
            own_version=version,
            fields=names,
            role=by.profession,
            at=at,
        )
    )
    record(
        "section:copied",
        by=as_actor(by),
        at=at,
        case=own,
        section=chosen.section,
        referral=origin.referral,
        purpose=origin.purpose,
        detail={"version": theirs.version, "own_version": version, "fields": names},
    )
    return version


def _reading(case: UUID, section: Section, by: Member, at: datetime) -> Reading | None:
    return read_sections(case, [section], by=by, at=at).get(section)
