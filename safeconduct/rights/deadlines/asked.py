"""Asking the worker to count days anew, and reading how far it is: numbers of one rule, for those who keep rules."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction

from safeconduct.agencies.four_eyes.models import ContentProposal
from safeconduct.agencies.four_eyes.queries import held
from safeconduct.agencies.four_eyes.rules import NOT_AN_EDITOR
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.rights.deadlines.models import CountingAnew
from safeconduct.rights.deadlines.recompute import marks
from safeconduct.rights.editing.content import SUBJECT
from safeconduct.rights.rule import Book
from safeconduct.vocabulary.decisions import NotPossible

TOLD_HOLDS = timedelta(hours=1)
"""So long what a proposal would move is shown before it is told anew: days are entered all the time."""


def days_to_count(stands: Book) -> dict[str, int]:
    """How many open days each rule gave by another version of it. Nothing for who keeps no rule of any country."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rule, n FROM rights.days_to_count(%s)", [marks(stands)])
        return {rule: int(n) for rule, n in cursor.fetchall()}


@transaction.atomic
def ask(rule: str, scope: str, *, by: Member, at: datetime) -> None:
    """Let the worker count the days of a rule anew. Raises NotPossible for who does not keep it."""
    if scope not in held(by, SUBJECT).edits:
        raise NotPossible(NOT_AN_EDITOR)
    _ask(rule, None)
    record("rights:counting_asked", by=as_actor(by), at=at, detail={"rule": rule})


def newest(rule: str) -> CountingAnew | None:
    """The last time that the days of a rule were moved, or are being moved now."""
    return CountingAnew.objects.filter(rule=rule, proposal_id=None).order_by("-asked_at").first()


def ask_what_moves(proposal: UUID, rule: str) -> None:
    """Let the worker tell what a proposal would move. Only for who keeps the rule: the database refuses others."""
    _ask(rule, proposal)


def what_moves(row: ContentProposal, *, at: datetime) -> CountingAnew | None:
    """What a proposal would move, told not too long ago, for who keeps its rule; None while the worker counts."""
    told = CountingAnew.objects.filter(rule=row.key, proposal_id=row.id).order_by("-asked_at").first()
    if told is None or told.asked_at < max(row.proposed_at, at - TOLD_HOLDS):
        ask_what_moves(row.id, row.key)
        return None
    return told if told.ended_at else None


def _ask(rule: str, proposal: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rights.ask_to_count(%s, %s, %s)", [uuid4(), rule, proposal])
