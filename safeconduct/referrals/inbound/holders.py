"""Who holds what at the receiver, as it says; and a question to that holder, or the answer."""

from datetime import datetime
from uuid import UUID

from safeconduct.agencies.queries import agencies
from safeconduct.audit.actions import Actor, record
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.wire import Opened
from safeconduct.referrals.actions import NO_NEWS
from safeconduct.referrals.holders.actions import between
from safeconduct.referrals.holders.members import Asked, read_asked, read_held
from safeconduct.referrals.holders.models import HolderAsk, NamedHolder
from safeconduct.referrals.holders.rules import NOT_UNDER_WAY, HolderAnswer, may_know
from safeconduct.referrals.inbound.content import keep_texts
from safeconduct.referrals.inbound.parts import peer_actor, required, role_of
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.texts import Kind
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.identifiers import NodeId

MOST_ASKS = 100
"""So many questions to holders of one referral are kept."""


def named(row: Referral, found: object, actor: Actor, at: datetime) -> None:
    """What the receiver says it holds takes the place of what it said before. What crosses with an end does nothing."""
    try:
        told = read_held(found)
    except ValueError as error:
        raise RefuseMessage("malformed_body") from error
    if row.case_id is None or not _may_know(row, at):
        return
    NamedHolder.objects.filter(referral=row).delete()
    NamedHolder.objects.bulk_create(
        NamedHolder(
            referral=row, agency_id=row.agency_id, case_id=row.case_id, section=one.section,
            profession=one.profession, since=one.since, told_at=at,
        )
        for one in told
    )  # fmt: skip
    professions = [f"{one.section}:{one.profession}" for one in told]
    record(
        "holder:named_there",
        by=actor,
        at=at,
        case=row.case_id,
        referral=row.shared,
        detail={"holders": professions},
    )


def holder_asked(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Keep a question for whoever holds the section, or the answer to one of ours; the first answer stands."""
    row = required(message)
    try:
        asked = read_asked(message.body.get("asked"))
    except ValueError as error:
        raise RefuseMessage("malformed_body") from error
    role, words = role_of(message.body), message.body.get("texts", [])
    if State(row.state) in NO_NEWS:
        raise RefuseMessage("consent_ended")
    if not _may_know(row, at):
        return Handled(referral=row.shared)
    taken_in = _keep if asked.answer is None else _answered
    case = taken_in(row, asked, role, at, words)
    record(
        "holder:asked_there" if asked.answer is None else "holder:answered_there",
        by=peer_actor(peer, role, message),
        at=at,
        case=case,
        section=asked.section,
        referral=row.shared,
        detail={"ask": str(asked.id), "said": str(asked.answer or asked.ask_for)},
    )
    return Handled(referral=row.shared)


def _may_know(row: Referral, at: datetime) -> bool:
    """Whether anything of holders is said between the two. Raises RefuseMessage where it never could be."""
    both = agencies({row.agency_id, row.other_agency_id})
    decision = may_know(between(row, both[row.agency_id], both[row.other_agency_id], at=at))
    if isinstance(decision, Refused) and decision.reason is not NOT_UNDER_WAY:
        raise RefuseMessage("holder_not_to_be_named")
    return not isinstance(decision, Refused)


def _keep(row: Referral, asked: Asked, role: str, at: datetime, words: object) -> UUID:
    if row.side != Side.RECEIVER:
        raise RefuseMessage("not_your_side")
    if words:
        raise RefuseMessage("malformed_body")
    holder = NamedHolder.objects.filter(referral=row, section=asked.section).first()
    if holder is None:
        raise RefuseMessage("holder_not_named")
    known = HolderAsk.objects.filter(referral=row)
    if known.filter(shared=asked.id).exists() or known.count() >= MOST_ASKS:
        raise RefuseMessage("already_here")
    HolderAsk(
        referral=row, agency_id=row.agency_id, case_id=holder.case_id, shared=asked.id, section=asked.section,
        role=role, ask_for=asked.ask_for, until=asked.until, asked_at=at,
    ).save(force_insert=True)  # fmt: skip
    return holder.case_id


def _answered(row: Referral, asked: Asked, role: str, at: datetime, words: object) -> UUID:
    if row.side != Side.SENDER:
        raise RefuseMessage("not_your_side")
    found = HolderAsk.objects.filter(referral=row, shared=asked.id).first()
    if found is None:
        raise RefuseMessage("holder_not_asked")
    if found.answer:
        raise RefuseMessage("already_here")
    if (asked.answer is HolderAnswer.IN_WORDS) is not (
        len(keep_texts(row, words, role, at, only=Kind.ANSWER)) == 1
    ):
        raise RefuseMessage("malformed_body")
    found.answer, found.answered_at = str(asked.answer), at
    found.save(update_fields=["answer", "answered_at"])
    return found.case_id
