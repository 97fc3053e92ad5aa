"""Marking who stands where in a case, and asking whether somebody stands on the other side of another.

Names come as they were typed and are never stored: what is kept is marks. Every question is recorded, without the name
and without what it met.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from safeconduct.access.doors import called
from safeconduct.access.ring import ring
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor, supervisors
from safeconduct.audit.actions import record
from safeconduct.cases.conflicts.compounds import compounds
from safeconduct.cases.conflicts.models import PartyMark
from safeconduct.cases.conflicts.rules import A_DAY, NAME_TOO_SHORT, TOO_MANY, Standing, may_ask
from safeconduct.cases.queries import case_in_hand
from safeconduct.keys.blind import mark, marking_key
from safeconduct.keys.keysets import MarkingKey
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Refused, require
from safeconduct.vocabulary.errors import BadInput

COLUMN = "cases.party_mark"
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Found:
    """Whether there may be a conflict, and who of the own agency knows more. Never which case or which name."""

    is_possible: bool
    ask: tuple[Member, ...] = ()


@transaction.atomic
def ask(names: str, standing: Standing, *, by: Member, at: datetime, but: UUID = NOBODY) -> Found:
    """Whether somebody of this name stands on the other side of a case of the own agency, `but` left out.

    Raises BadInput for a name of one part, NotPossible for who may not ask, or not as often.
    """
    require(may_ask(Profession(by.profession)))
    found = _ask(_marks(names, by), standing, but)
    if found is None:
        require(Refused(TOO_MANY))
    return _found(bool(found), by=by, at=at)


@transaction.atomic
def oppose(case: UUID, names: str, *, by: Member, at: datetime) -> Found:
    """Mark somebody as against the person of this case, and ask whether the agency helps them elsewhere.

    Raises NotFound for a case that the member has not in hand, BadInput and NotPossible as `ask` does.
    """
    case_in_hand(case)
    found = ask(names, Standing.OPPOSED, by=by, at=at, but=case)
    rows = PartyMark.objects.bulk_create(_rows(case, _marks(names, by), Standing.OPPOSED, by, at))
    record("conflict:marked", by=as_actor(by), at=at, case=case, detail={"party": str(rows[0].party)})
    return found


@transaction.atomic
def forget(case: UUID, party: UUID, *, by: Member, at: datetime) -> None:
    """Take away somebody who was marked as against the person; nothing happens where nobody was."""
    case_in_hand(case)
    gone, _by_table = PartyMark.objects.filter(
        case_id=case, party=party, standing=Standing.OPPOSED.value
    ).delete()
    if gone:
        record("conflict:forgotten", by=as_actor(by), at=at, case=case, detail={"party": str(party)})


def mark_the_person(case: UUID, names: str, *, by: Member, at: datetime) -> None:
    """Mark the person of a case by their own name, in the transaction that saves it: the newest name alone counts."""
    PartyMark.objects.filter(case_id=case, standing=Standing.HELPED.value).delete()
    mark_people({case: names}, by=by, at=at)


def mark_people(names: Mapping[UUID, str], *, by: Member, at: datetime) -> None:
    """The same of many new cases at once, as an import opens them; a name of one part gets no mark."""
    named = {case: name for case, name in names.items() if compounds(name)}
    if named:
        key = marking_key(ring(), by.agency_id)
        rows = [_rows(case, _marked(key, name), Standing.HELPED, by, at) for case, name in named.items()]
        PartyMark.objects.bulk_create([row for group in rows for row in group], batch_size=500)


def ask_of_the_person(case: UUID, names: str, *, by: Member, at: datetime) -> Found | None:
    """Whether the person of a case stands on the other side of another; None where it cannot be asked.

    Who may not ask, or has asked too often, or a name of one part: nothing of it stops what is being saved.
    """
    if not may_ask(Profession(by.profession)) or not compounds(names):
        return None
    found = _ask(_marks(names, by), Standing.HELPED, case)
    return None if found is None else _found(found, by=by, at=at)


def ask_of_the_received(case: UUID, names: str, *, by: Member, at: datetime) -> Found | None:
    """The same of the person of a received case, whose name nobody here typed: it counts against no day's questions.

    None where it cannot be asked. Raises AccessRefused for a case that is not received, or not in hand.
    """
    if not may_ask(Profession(by.profession)) or not compounds(names):
        return None
    met = called("SELECT cases.received_in_conflict(%s::bytea[], %s)", [_marks(names, by), case])
    return None if met is None else _found(bool(met), by=by, at=at)


def marks_of(names: str, by: Member) -> frozenset[bytes]:
    """The marks that these names have in the own agency; none for a name of one part."""
    return frozenset(_marked(marking_key(ring(), by.agency_id), names)) if compounds(names) else frozenset()


def ask_marks(marks: Iterable[bytes], standing: Standing, but: UUID) -> bool:
    """Whether these marks stand on the other side of another case. Raises NotPossible when asked too often."""
    found = _ask(sorted(marks), standing, but)
    if found is None:
        require(Refused(TOO_MANY))
    return bool(found)


def _ask(marks: list[bytes], standing: Standing, but: UUID) -> bool | None:
    """What the database says; None when the member has asked too often. It counts by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cases.in_conflict(%s::bytea[], %s, %s, %s)", [marks, standing.other.value, but, A_DAY]
        )
        row: tuple[Any, ...] = cursor.fetchone()
    return None if row[0] is None else bool(row[0])


def _found(is_possible: bool, *, by: Member, at: datetime) -> Found:
    record("conflict:asked", by=as_actor(by), at=at, detail={"possible": is_possible})
    others = [one for one in supervisors(by.agency_id) if one.id != by.id] if is_possible else []
    return Found(is_possible, tuple(others))


def _marks(names: str, by: Member) -> list[bytes]:
    if not compounds(names):
        raise BadInput({"names": NAME_TOO_SHORT})
    return _marked(marking_key(ring(), by.agency_id), names)


def _marked(key: MarkingKey, names: str) -> list[bytes]:
    return sorted({mark(key, COLUMN, compound) for compound in compounds(names)})


def _rows(
    case: UUID, marks: Iterable[bytes], standing: Standing, by: Member, at: datetime
) -> list[PartyMark]:
    party = uuid4()
    return [
        PartyMark(
            case_id=case, agency_id=by.agency_id, party=party, standing=standing.value, mark=one, role=by.profession,
            entered_by=by.id, entered_at=at,
        )
        for one in marks
    ]  # fmt: skip
