"""Recording that a statement was offered, telling one member of the unit, and taking that back: each recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.agencies.models import Member, Team
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import case_in_hand, read_sections
from safeconduct.referrals.authorities import queries, rules
from safeconduct.referrals.authorities.models import Statement
from safeconduct.referrals.never import kept_out_by
from safeconduct.vocabulary.codes import StatementAnswer
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class Offered:
    """What was offered: on which day, to which unit, and what the person said."""

    on: date
    unit: Team
    answer: StatementAnswer


@transaction.atomic
def offer(case: UUID, offered: Offered, *, by: Member, at: datetime, today: date) -> UUID:
    """Its id. Nobody outside the case learns of it. Raises NotFound, NotPossible."""
    _own(case)
    require(rules.may_record(offered.on, today=today))
    row = Statement(
        id=uuid4(), case_id=case, agency_id=by.agency_id, team_id=offered.unit.id, offered_on=offered.on,
        answer=offered.answer, recorded_by=by.id, recorded_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    record("statement:offered", by=as_actor(by), at=at, case=case, detail={"statement": str(row.id)})
    return row.id


@transaction.atomic
def tell(
    case: UUID, statement: UUID, to: UUID, until: datetime, *, agrees: bool, by: Member, at: datetime, today: date
) -> None:  # fmt: skip
    """One member of the unit sees the one sentence until then. Raises NotFound, NotPossible."""
    _own(case)
    row = queries.statement(case, statement, lock=True)
    there = {one.id for one in queries.works_there(row.team_id)}
    decision = rules.may_tell(
        agrees=agrees,
        is_of_the_unit=to in there,
        is_told=row.told_to is not None,
        until=until.date(),
        today=today,
    )
    require(decision)
    safety = read_sections(case, [Section.SAFETY], by=by, at=at).get(Section.SAFETY)
    unit = Team.objects.select_related("agency").get(id=row.team_id)
    if never := kept_out_by(safety.content if safety else {}, unit.agency):
        raise NotPossible(never)
    row.told_to, row.told_by, row.told_at, row.told_until = to, by.id, at, until
    row.save(update_fields=["told_to", "told_by", "told_at", "told_until"])
    record(
        "statement:told", by=as_actor(by), at=at, case=case,
        detail={"statement": str(row.id), "to": str(to), "until": until.isoformat(timespec="minutes")},
    )  # fmt: skip


@transaction.atomic
def take_back(case: UUID, statement: UUID, *, by: Member, at: datetime) -> None:
    """They see it no more, from this moment. Raises NotFound; what is over is left as it is."""
    _own(case)
    row = queries.statement(case, statement, lock=True)
    if row.told_to is None or row.told_ended_at is not None:
        return
    row.told_ended_at = at
    row.save(update_fields=["told_ended_at"])
    record("statement:taken_back", by=as_actor(by), at=at, case=case, detail={"statement": str(row.id)})


def _own(case: UUID) -> None:
    if case_in_hand(case).kind != "own":
        raise NotFound
