"""What the other lawyer's node says: a link that is proposed or accepted, what was said in it, its end.

It runs in the inbox's transaction, as that peer, and asks the rules of the side that sends once more. What comes is
sealed under a key that is made for it, as the inbox can: the inbox cannot open it again.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from safeconduct.agencies.queries import agency
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.asking.queries import today_of
from safeconduct.counsel.channel import rules
from safeconduct.counsel.channel.actions import content, destroy, due_of
from safeconduct.counsel.channel.message import Step, read
from safeconduct.counsel.channel.models import Link, LinkItem
from safeconduct.counsel.channel.queries import PLACE, SECTION, road
from safeconduct.counsel.codes import State
from safeconduct.counsel.models import Matter
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.wire import Opened
from safeconduct.referrals.inbound.parts import peer_actor, required, role_of
from safeconduct.referrals.models import Referral
from safeconduct.referrals.wire.linking import LinkEnd, LinkSide, LinkStep
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.identifiers import NodeId


def linked(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Take in one step."""
    if "role" not in message.body:
        raise RefuseMessage("malformed_body")
    row, step, role = required(message), read(message.body.get("link")), role_of(message.body)
    link = Link.objects.filter(referral=row, shared=step.link).first()
    if step.step is not LinkStep.ENDED:
        _require_road(row, role, at)
    TAKING[step.step](row, link, step, at)
    record(
        f"link:{step.step}", by=peer_actor(peer, role, message), at=at, case=link.case_id if link else None,
        section=SECTION, referral=row.shared, purpose=row.purpose, detail=step.detail(),
    )  # fmt: skip
    return Handled(referral=row.shared)


def _require_road(row: Referral, role: str, at: datetime) -> None:
    if role != Profession.LAWYER or not road(row, agency(row.agency_id), agency(row.other_agency_id), at):
        raise RefuseMessage("link_not_possible")


def _proposed(row: Referral, link: Link | None, step: Step, at: datetime) -> None:
    if link is not None:
        raise RefuseMessage("already_here")
    if Link.objects.filter(referral=row).count() >= rules.MOST_LINKS:
        raise RefuseMessage("too_many_links")
    Link(
        referral=row, agency_id=row.agency_id, shared=step.link, ours=LinkSide.ACCEPTER, agreed_there=step.agreed_on,
        proposed_at=at,
    ).save(force_insert=True)  # fmt: skip


def _accepted(_row: Referral, link: Link | None, step: Step, at: datetime) -> None:
    found = _known(link)
    if found.ours != LinkSide.PROPOSER:
        raise RefuseMessage("not_your_side")
    if found.accepted_at is not None:
        raise RefuseMessage("already_here")
    if found.ended_at is not None:
        raise RefuseMessage("link_not_open")
    Link.objects.filter(id=found.id).update(accepted_at=at, agreed_there=step.agreed_on)


def _said(_row: Referral, link: Link | None, step: Step, at: datetime) -> None:
    found = _open(link, at)
    names = LinkItem.objects.filter(link=found).values_list("shared", flat=True)
    if step.item in names:
        raise RefuseMessage("already_here")
    if len(names) >= rules.MOST_ITEMS:
        raise RefuseMessage("too_many_links")
    assert found.case_id is not None  # noqa: S101  (an open link has its matter)
    generation, key = vault.made_next(found.case_id, SECTION)
    item = LinkItem(
        id=uuid4(), link=found, agency_id=found.agency_id, case_id=found.case_id, section=SECTION,
        generation=generation, shared=step.named(), kind=step.step, is_ours=False, whose=step.whose or "", at=at,
        due=due_of(step),
    )  # fmt: skip
    item.sealed = vault.sealed_at(key, PLACE, item.id, content(step))
    item.save(force_insert=True)


def _done(_row: Referral, link: Link | None, step: Step, at: datetime) -> None:
    found = _open(link, at)
    theirs = LinkSide(found.ours).other
    tasks = LinkItem.objects.filter(link=found, shared=step.named(), kind=LinkStep.TASK)
    whose = tasks.values_list("whose", "done_at").first()
    if whose is None:
        raise RefuseMessage("unknown_item")
    if whose[0] != theirs:
        raise RefuseMessage("not_your_side")
    if whose[1] is not None:
        raise RefuseMessage("already_here")
    tasks.update(done_at=at)


def _ended(row: Referral, link: Link | None, step: Step, at: datetime) -> None:
    """Taken in whatever the referral's state: to end is always allowed, and may be said twice."""
    if link is None:
        return
    if step.why is LinkEnd.WITHDRAWN:
        destroy(row, link.id)
    else:
        still = Link.objects.filter(id=link.id, ended_at=None)
        still.update(ended_at=at, why=step.why, ended_by=LinkSide(link.ours).other)


TAKING: dict[LinkStep, Callable[[Referral, Link | None, Step, datetime], None]] = {
    LinkStep.PROPOSED: _proposed,
    LinkStep.ACCEPTED: _accepted,
    LinkStep.SAID: _said,
    LinkStep.DATE: _said,
    LinkStep.SERVED: _said,
    LinkStep.TASK: _said,
    LinkStep.DONE: _done,
    LinkStep.ENDED: _ended,
}


def _known(link: Link | None) -> Link:
    if link is None:
        raise RefuseMessage("unknown_link")
    return link


def _open(link: Link | None, at: datetime) -> Link:
    """A link in which something can be said: accepted, not over, and its matter here goes on under a mandate."""
    found = _known(link)
    if found.accepted_at is None or found.ended_at is not None or found.matter_id is None:
        raise RefuseMessage("link_not_open")
    mine = Matter.objects.filter(id=found.matter_id).values_list("state", "mandate_until").first()
    if mine is None or mine[0] != State.OPEN or (mine[1] is not None and mine[1] < today_of(at)):
        raise RefuseMessage("link_not_open")
    return found
