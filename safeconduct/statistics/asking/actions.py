"""Asking: one question at a time, recorded, and what was said is in the ledger before anybody has the answer.

A refusal is an answer too: that a group is too small tells something. So nothing is raised where the guard says no, and
the transaction that holds both the record and the ledger commits.
"""

import json
import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from safeconduct.access.doors import AccessRefused, called
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.statistics.asking.costs import may_cost
from safeconduct.statistics.asking.losing import can_lose
from safeconduct.statistics.asking.questions import ANSWERED, REASONS, Question
from safeconduct.statistics.editions import rules, store
from safeconduct.statistics.editions.actions import may_prepare
from safeconduct.statistics.editions.counting import read_span
from safeconduct.statistics.editions.ledger import as_texts
from safeconduct.statistics.editions.preparing import RULES
from safeconduct.statistics.editions.years import Span, undated
from safeconduct.statistics.protecting.guard import Answer, answer
from safeconduct.statistics.protecting.settings import Effort
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.reading import reading
from safeconduct.vocabulary.decisions import NotPossible, Reason, Refused, require
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.together import asked

SECONDS = 45.0
"""So long a question is looked at; then it is refused. Whoever asks next about the year waits as long."""
_BEGIN = "SELECT statistics.begin_answer(%s, %s)"
_KEEP = "SELECT statistics.keep_answer(%s, %s, %s, %s, %s::jsonb, %s, %s, %s::jsonb)"
_CLOSED = "SELECT statistics.closed_to_questions(%s, %s)"
_EARLIER = """
    SELECT year, asked::text, outcome, number, at FROM statistics.answer
     WHERE country = %s ORDER BY at DESC, id LIMIT %s
"""
MOST = 50
"""Earlier answers on the page."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a question: the number of persons, or why it is not said."""

    question: Question
    number: int | None
    reason: Reason | None
    at: datetime


def ask(question: Question, *, by: Member, at: datetime, is_meant: bool) -> Said:
    """The answer, which is written down before it is given. Raises NotPossible for whoever may not ask at all.

    `is_meant`: whoever asks has said that it may cost the year tables with sex and age.
    """
    require(may_prepare(by))
    require(rules.may_be_of(question.year, timezone.localtime(at).date()))
    country = by.agency.country
    if not is_meant:
        still, _lost = can_lose(by, [question.year])
        require(may_cost(is_open=bool(still), is_meant=is_meant))
    # Locked before the ledger is read: a second question sees what was said to the first.
    agencies = sorted(str(one) for one in _called(_BEGIN, [country, question.year]))
    span = Span(question.year)
    ledger = store.ledger(country, span)
    with reading(MemberId(by.id)) as read:
        counted = read_span(read, agencies, span, ledger.also(span, [question.known])).counted
    pairs = counted.pairs(question.pairs)
    found = answer(counted.facts, pairs, ledger.of_persons, RULES, _effort())
    said = _said(question, found, at)
    outcome = said.reason.code if said.reason else ANSWERED
    statements = as_texts([_plain(found.statement)] if found.statement else [])
    _called(
        _KEEP,
        [
            uuid4(),
            country,
            question.year,
            ledger.seen,
            json.dumps(dict(question.pairs)),
            outcome,
            said.number,
            json.dumps(statements),
        ],
    )
    detail: Detail = {
        "year": question.year,
        "codes": [f"{name}={code}" for name, code in question.pairs],
        "outcome": outcome,
    }
    record("figures:asked", by=as_actor(by), at=at, detail=detail)
    return said


def closed(by: Member, years: list[int]) -> list[int]:
    """Those of these years of which the member may ask nothing: what was said of them counted other agencies."""
    return list(asked(_CLOSED, [by.agency.country, years])[0][0])


def earlier(by: Member) -> list[Said]:
    """What was asked of the member's country before, the newest first; by whom is not said."""
    rows = asked(_EARLIER, [by.agency.country, MOST])
    return [
        Said(Question(year, json.loads(codes)), number, REASONS.get(outcome), at)
        for year, codes, outcome, number, at in rows
    ]


def _plain(one: Statement) -> Statement:
    """As the ledger keeps it, beside its year."""
    return replace(one, region=undated(one.region))


def _said(question: Question, found: Answer, at: datetime) -> Said:
    if isinstance(found.decision, Refused):
        return Said(question, None, found.decision.reason, at)
    return Said(question, found.count, None, at)


def _effort() -> Effort:
    end = time.monotonic() + SECONDS
    return Effort(has_time=lambda: time.monotonic() < end)


def _called(sql: str, values: list[Any]) -> Any:
    """A function of the database. Raises NotPossible with its reason."""
    try:
        return called(sql, values)
    except AccessRefused as refused:
        raise NotPossible(REASONS.get(refused.code, refused.reason)) from None
