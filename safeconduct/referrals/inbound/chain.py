"""How a referral onwards stands after a taking back here: the receiver's clock says it, as a code."""

from datetime import datetime

from safeconduct.audit.actions import record
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.wire import Opened
from safeconduct.referrals import clockwork
from safeconduct.referrals.inbound.parts import peer_actor, required
from safeconduct.referrals.inbound.telling import MOST_ONWARD
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.sub_referrals.rules import Onward, read_onward
from safeconduct.referrals.sub_referrals.taking_back import Back, read_back
from safeconduct.vocabulary.identifiers import NodeId


def chain_stands(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Kept beside the onward referral that it names; the latest stands. One that was never told of is added."""
    row = required(message, at=Side.SENDER)
    try:
        onward, back = read_onward(message.body.get("onward")), read_back(message.body.get("back"))
    except ValueError as error:
        raise RefuseMessage("malformed_body") from error
    _keep(row, onward, back)
    record(
        "referral:chain_stands",
        by=peer_actor(peer, clockwork.ROLE, message),
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail={"answer": back.answer.value},
    )
    return Handled(referral=row.shared)


def _keep(row: Referral, onward: Onward, back: Back) -> None:
    names = ("agency", "service", "at")
    wanted = [onward.members()[name] for name in names]
    is_it = [[one.get(name) for name in names] == wanted for one in row.onward]
    kept = [
        {**one, "back": back.members()} if found else one
        for one, found in zip(row.onward, is_it, strict=True)
    ]
    if not any(is_it):
        if len(row.onward) >= MOST_ONWARD:
            return
        kept.append({**onward.members(), "back": back.members()})
    row.onward = kept
    row.save(update_fields=["onward"])
