"""Entering a request, deciding it, and printing a copy: each recorded in the same transaction."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.giving_out import rules
from safeconduct.cases.giving_out.models import Given, Giving
from safeconduct.cases.giving_out.queries import lawyers_of, one, standing
from safeconduct.cases.giving_out.rules import Asked
from safeconduct.cases.queries import case_in_hand
from safeconduct.vocabulary.codes import GivingKind
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotPossible

type Detail = dict[str, str | int | bool | list[str]]


@transaction.atomic
def enter(case: UUID, asked: Asked, *, by: Member, at: datetime) -> UUID:
    """The request's id. Raises NotFound for a case that the member has not in hand, NotPossible with the reason."""
    case_in_hand(case)
    require(rules.may_enter(asked, today=today_of(at)))
    is_of_person = asked.kind is GivingKind.PERSON
    row = Giving(
        case_id=case,
        agency_id=by.agency_id,
        kind=asked.kind.value,
        number="" if is_of_person else asked.number,
        language=asked.language,
        asked_on=asked.on,
        due=asked.until or asked.on + timedelta(days=rules.ANSWER_DAYS),
        fields=sorted(asked.fields),
        withheld=sorted(f"{name}:{why}" for name, why in asked.withheld.items()),
        asked_by=by.id,
        asked_at=at,
        verdict=rules.begins_as(asked),
    )
    row.save(force_insert=True)
    _record("giving:entered", row, by, at, {"fields": row.fields, "withheld": row.withheld})
    return row.id


@transaction.atomic
def agree(giving: UUID, *, fields: Collection[str] = (), lawyer: str = "", by: Member, at: datetime) -> None:
    """The second person agrees; of an order to these answers and no other. Raises NotFound, NotPossible."""
    row = one(giving)
    has_lawyer = bool(lawyers_of(row.case_id))
    require(rules.may_agree(standing(row), by.id, fields=fields, lawyer=lawyer, has_lawyer=has_lawyer))
    is_of_person = row.kind == GivingKind.PERSON
    chosen, told = (row.fields, "") if is_of_person else (sorted(set(fields)), lawyer)
    _decide(row, by, at, verdict=rules.AGREED, fields=chosen, lawyer=told)
    _record("giving:agreed", row, by, at, {"fields": chosen, "lawyer": told})


@transaction.atomic
def refuse(giving: UUID, *, why: str, by: Member, at: datetime) -> None:
    """The second person refuses, with the reason. Raises NotFound, NotPossible."""
    row = one(giving)
    require(rules.may_refuse(standing(row), by.id, why))
    _decide(row, by, at, verdict=rules.REFUSED, why=why)
    _record("giving:refused", row, by, at, {"why": why})


def _decide(row: Giving, by: Member, at: datetime, **said: object) -> None:
    # Two decide at once: the second finds no row that waits.
    waits = Giving.objects.filter(id=row.id, verdict=rules.WAITS)
    if not waits.update(decided_by=by.id, decided_at=at, **said):
        raise NotPossible(rules.DECIDED)


@transaction.atomic
def give(giving: UUID, *, fields: Collection[str], by: Member, at: datetime) -> int:
    """A copy is printed with these answers; the number of the copy. The caller reads them in the same transaction.
    Raises NotFound, NotPossible."""
    row = one(giving)
    case_in_hand(row.case_id)
    require(rules.may_give(standing(row)))
    Given(
        giving_id=row.id,
        case_id=row.case_id,
        agency_id=by.agency_id,
        fields=sorted(fields),
        given_by=by.id,
        given_at=at,
    ).save(force_insert=True)
    number = Given.objects.filter(giving_id=row.id).count()
    _record("giving:printed", row, by, at, {"fields": sorted(fields), "copy": number})
    return number


def _record(what: str, row: Giving, by: Member, at: datetime, detail: Detail) -> None:
    record(
        what,
        by=as_actor(by),
        at=at,
        case=row.case_id,
        detail={"giving": str(row.id), "kind": row.kind, **detail},
    )
