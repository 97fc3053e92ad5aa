"""Asking about a closed section and answering it: each recorded in the same transaction. Neither opens anything."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.access.holders import holders
from safeconduct.access.models import Case
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action, Basis
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.asking.queries import asked_of, one, today_of
from safeconduct.cases.asking.rules import Answering, Asking, may_answer, may_ask, may_need_until
from safeconduct.cases.models import Ask
from safeconduct.cases.queries import case_in_hand
from safeconduct.vocabulary.codes import AskAnswer, AskFor
from safeconduct.vocabulary.decisions import Allowed, require
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.sections import Section

IN_THE_TEAM = frozenset({Basis.LEAD, Basis.PLACE})


def asking_of(case: Case, section: Section, *, by: Member, at: datetime) -> Asking:
    """The facts about who asks that the rule wants."""
    grants = held(case.id)
    return Asking(
        has_place=case.kind == "own" and any(grant.basis in IN_THE_TEAM for grant in grants),
        opens_it=isinstance(decide(by, grants, section, Action.OPEN).decision, Allowed),
        is_held=any(holder.section is section for holder in holders(case.id)),
        is_waiting=any(
            asked.is_mine and asked.section is section and asked.is_waiting(today_of(at))
            for asked in asked_of(case.id, by=by)
        ),
    )


@transaction.atomic
def ask(case: UUID, section: Section, ask_for: AskFor, until: date, *, by: Member, at: datetime) -> UUID:
    """Ask whoever holds the section; the question's id.

    Raises NotFound for a case that the member has not in hand, NotPossible with the rule's reason.
    """
    _lock(case, section)
    require(may_ask(asking_of(case_in_hand(case), section, by=by, at=at)))
    require(may_need_until(until, today=today_of(at)))
    row = Ask(
        id=uuid4(), case_id=case, agency_id=by.agency_id, section=section, asked_by=by.id, ask_for=ask_for, until=until,
        asked_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    detail: dict[str, str | int | bool | list[str]] = {
        "ask": str(row.id), "for": ask_for.value, "until": row.until.isoformat()
    }  # fmt: skip
    record("ask:made", by=as_actor(by), at=at, case=case, section=section, detail=detail)
    return row.id


@transaction.atomic
def answer(ask: UUID, said: AskAnswer, *, by: Member, at: datetime) -> None:
    """The holder's word on it. The first of several holders counts.

    Raises NotFound for what the member may not see, NotPossible with the rule's reason.
    """
    found = one(ask, by=by)
    _lock(found.case, found.section)
    found = one(ask, by=by)  # as it stands now that nobody else answers
    opens = decide(by, held(found.case), found.section, Action.OPEN).decision
    answering = Answering(isinstance(opens, Allowed), found.is_mine, found.answer is not None, found.until)
    require(may_answer(answering, today=today_of(at)))
    Ask.objects.filter(id=ask).update(answer=said, answered_by=by.id, answered_at=at)
    detail: dict[str, str | int | bool | list[str]] = {"ask": str(ask), "answer": said.value}
    record("ask:answered", by=as_actor(by), at=at, case=found.case, section=found.section, detail=detail)


def _lock(case: UUID, section: Section) -> None:
    # Two presses of one button, or two holders at once: the second waits, and then sees what the first one did.
    wait_in_turn(f"ask/{case}/{section}")
