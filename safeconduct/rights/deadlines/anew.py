"""What the worker does when somebody has asked for it: count the days of a rule anew, or tell what a proposal moves.

A round takes some seconds and then leaves; the next one goes on. How far it is stands in the row, written in the
transaction that moved the days, so a killed worker has neither moved a day twice nor forgotten to say so.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.agencies.four_eyes.models import ContentProposal
from safeconduct.agencies.four_eyes.rules import Outcome
from safeconduct.audit.actions import record
from safeconduct.rights.deadlines.models import CountingAnew
from safeconduct.rights.deadlines.recompute import BY, Recount, Told
from safeconduct.rights.editing.content import rule_of_text
from safeconduct.rights.editing.overlay import with_version
from safeconduct.rights.editing.standing import book
from safeconduct.rights.rule import Book

SECONDS = 10.0
"""So long a round works before other rounds have their turn."""
KEPT = timedelta(days=365)
"""So long a counting that has ended can be looked at."""


def count_anew(is_time: Callable[[], bool] | None = None) -> None:
    """Do what was asked for, the oldest first; `is_time` says after each step whether there is still time."""
    if is_time is None:
        ends = time.monotonic() + SECONDS
        is_time = lambda: time.monotonic() < ends  # noqa: E731 - a clock of this call
    with working():
        asked = list(CountingAnew.objects.filter(ended_at=None).order_by("asked_at", "id"))
        stands = book(at_once=True) if asked else None
    for row in asked:
        assert stands is not None  # noqa: S101 - something was asked for
        if row.proposal_id is not None:
            _tell(row, row.proposal_id, stands)
        elif not _move(row, stands, is_time):
            return


def _tell(row: CountingAnew, of: UUID, stands: Book) -> None:
    """Say what the proposal would move; nothing where it was answered meanwhile."""
    with working():
        proposal = ContentProposal.objects.filter(id=of, outcome=Outcome.WAITS).first()
    told = Told()
    if proposal is not None:
        rule = rule_of_text(proposal.scope, proposal.content)
        told = Recount(with_version(stands, rule), rule.id).told()
    with working() as at:
        CountingAnew.objects.filter(id=row.id, ended_at=None).update(
            total=told.all if proposal else None, stayed=told.stay, moved=told.move.total(), gone=told.gone.total(),
            ended_at=at,
        )  # fmt: skip


def _move(row: CountingAnew, stands: Book, is_time: Callable[[], bool]) -> bool:
    """Move its days in portions; whether it is done."""
    recount = Recount(stands, row.rule)
    if row.total is None:
        total = recount.told().all
        with working():
            CountingAnew.objects.filter(id=row.id, total=None).update(total=total)
    while recount.portion(partial(_keep, row.id)).all:
        if not is_time():
            return False
    with working() as at:
        if CountingAnew.objects.filter(id=row.id, ended_at=None).update(ended_at=at):
            row.refresh_from_db()
            numbers = {"moved": row.moved, "gone": row.gone, "stayed": row.stayed}
            record("rights:counted_anew", by=BY, at=at, detail={"rule": row.rule, **numbers})
    return True


def _keep(which: UUID, told: Told) -> None:
    """In the transaction that moved them. What was entered since the worker began makes the whole larger."""
    done = F("stayed") + F("moved") + F("gone") + told.all
    CountingAnew.objects.filter(id=which).update(
        stayed=F("stayed") + told.stay, moved=F("moved") + told.move.total(), gone=F("gone") + told.gone.total(),
        total=Greatest(F("total"), done),
    )  # fmt: skip


def forget() -> int:
    """Countings that ended a year ago are forgotten; how many. As the worker, in its transaction."""
    return CountingAnew.objects.filter(ended_at__lt=domain_now() - KEPT).delete()[0]
