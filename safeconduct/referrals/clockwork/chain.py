"""A taking back along a chain: whoever referred on is asked, and what came of it is told one link back.

The inbox of the one peer sees nothing that is shared with another, and the worker decides nothing: it puts the question
beside the onward referral, and carries a code back where the person agreed that the first agency knows of it.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.agencies.queries import country_of
from safeconduct.exchange.outbox import Parcel, try_post
from safeconduct.exchange.wire import Lane
from safeconduct.referrals import effects, ledger
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.clockwork.parts import ROLE, Due, locked, say, show
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event
from safeconduct.referrals.partners.models import ByHand
from safeconduct.referrals.partners.rules import Step
from safeconduct.referrals.sub_referrals import following
from safeconduct.referrals.sub_referrals.rules import Onward
from safeconduct.referrals.sub_referrals.taking_back import Back, Standing, open_parts, standing

CHAIN = "safeconduct.clock.chain.v1"


def due(now: datetime) -> Iterator[Due]:
    """The onward referrals beside which the question has to appear or to go, or of which something is to be told."""
    for row in following.to_follow():
        if _asks(row) is not (Beside.TAKEN_BACK_BEFORE in row.flags):
            yield Due(now, 1, row.id, partial(_show, row.id))
        if _to_tell(row):
            yield Due(now, 1, row.id, partial(_tell, row.id))


def _asks(row: Referral) -> bool:
    return bool(open_parts(following.before_of(row), following.next_of(row)))


def _to_tell(row: Referral) -> str:
    """What is to be told one link back and was not: a code, of parts with their names; empty for nothing."""
    found = standing(following.before_of(row), following.next_of(row))
    if found is None or following.FIRST not in (row.chain or []):
        return ""
    parts = sorted(following.before_of(row).parts)
    said = f"{found}:{','.join(parts)}" if found is Standing.PART_SEEN_TO else found.value
    return "" if said == row.first_told else said


def _again(referral: UUID) -> Referral | None:
    """The row, locked, with what came before it as it stands now."""
    return following.with_before().filter(id=referral).first() if locked(referral) is not None else None


def _show(referral: UUID) -> bool:
    with working():
        at, row = domain_now(), _again(referral)
        return row is not None and show(row, Beside.TAKEN_BACK_BEFORE, is_set=_asks(row), at=at)


def _tell(referral: UUID) -> bool:
    with working():
        at, row = domain_now(), _again(referral)
        said = _to_tell(row) if row is not None else ""
        first = following.first_of(row) if row is not None else None
        if row is None or first is None or not said:
            return False
        answer = Standing(said.partition(":")[0])
        if not try_post(effects.road(first), _parcel(first, row, _back(row, answer, at)), at=at):
            return False
        Referral.objects.filter(id=row.id).update(first_told=said)
        say("referral:chain_told", row, at, {"answer": answer.value})
        return True


def _back(row: Referral, answer: Standing, at: datetime) -> Back:
    """Of a partner without a node, who was told there and when; else the moment at which it is passed on."""
    if answer is not Standing.TOLD:
        return Back(answer, at)
    told = ByHand.objects.filter(referral=row, step=Step.TOLD_BACK).order_by("entered_at").last()
    return Back(answer, told.at, told.told_by) if told is not None else Back(answer, at)


def _parcel(first: Referral, row: Referral, back: Back) -> Parcel:
    """By the name of the referral that both know; of the next link what was told when it left, and the code."""
    sent = next(move.at for move in ledger.history(row).standing if move.event is Event.SEND)
    onward = Onward(row.other_agency_id, country_of(row.other_agency_id), row.service, sent)
    body = {"referral": str(first.shared), "onward": onward.members(), "back": back.members(), "role": ROLE}
    return Parcel(type=CHAIN, body=body, lane=Lane.RECEIPTS, case=first.case_id, referral=first.shared)
