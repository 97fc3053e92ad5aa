"""After a restore: what had not left is stopped, and whoever leads is asked whether it may go."""

from datetime import datetime
from uuid import UUID

from safeconduct.exchange import held
from safeconduct.exchange.outbox import void_waiting
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.clockwork.parts import locked, show
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Side, State


def stop(*, referral: UUID, at: datetime) -> int:
    """Void everything of a referral that carries a person and has not left; how many messages. As the worker.

    They may have left after the backup was taken, and the person may have taken it back since: nobody here knows.
    On the sender's side somebody confirms what they will learn, on the receiver's somebody looks what to tell again.
    """
    sides = list(Referral.objects.filter(shared=referral).values_list("id", flat=True))
    rows = [row for row in map(locked, sides) if row is not None]
    voided = void_waiting(referral=referral, sections=None, at=at) + held.void(referral=referral)
    for row in rows:
        if State(row.state) in ENDED:
            continue
        show(row, Beside.STOPPED, is_set=True, at=at)
        if row.side == Side.SENDER:
            show(row, Beside.TO_CONFIRM, is_set=True, at=at)
    return voided


def say_erased(*, cases: list[UUID], at: datetime) -> None:
    """What these received cases held was erased after the backup; the history here does not know why. As the worker."""
    found = Referral.objects.filter(case_id__in=cases, side=Side.RECEIVER).values_list("id", flat=True)
    for row in map(locked, list(found)):
        if row is not None and State(row.state) not in ENDED:
            show(row, Beside.ERASED, is_set=True, at=at)
