"""A conference as the other side tells it: an item that comes, an answer to one of ours, what was decided there."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.queries import agency
from safeconduct.audit.actions import record
from safeconduct.exchange.handlers import Handled, RefuseMessage
from safeconduct.exchange.wire import Opened
from safeconduct.referrals.actions import NO_NEWS
from safeconduct.referrals.conferring.codes import ANSWERS, BY, Step
from safeconduct.referrals.conferring.message import WORDS, Said, read
from safeconduct.referrals.conferring.models import SharedEntry, SharedItem
from safeconduct.referrals.conferring.rules import MOST_ITEMS, may_confer
from safeconduct.referrals.conferring.sharing import bond
from safeconduct.referrals.inbound.content import keep_texts
from safeconduct.referrals.inbound.parts import peer_actor, required, role_of
from safeconduct.referrals.models import Referral
from safeconduct.referrals.texts import read as read_words
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.sections import Section


def conferred(message: Opened, peer: NodeId, at: datetime) -> Handled:
    """Take in one step. Nothing reaches an agency behind the firewall or comes from one, whatever the sender thinks."""
    row, said = required(message), read(message.body.get("conference"))
    role, words = role_of(message.body), message.body.get("texts")
    if not isinstance(words, list):
        raise RefuseMessage("malformed_body")
    if BY[said.step].value == row.side:
        raise RefuseMessage("not_your_side")
    _require_bond(row, at)
    section = TAKING[said.step](row, said, words, role, at)
    record(
        f"conference:{said.step}", by=peer_actor(peer, role, message), at=at, case=row.case_id, section=section,
        referral=row.shared, purpose=row.purpose, detail=said.detail(),
    )  # fmt: skip
    return Handled(referral=row.shared)


def _require_bond(row: Referral, at: datetime) -> None:
    """The rule of the side that sends, asked once more; the code says what the other side has to know of it."""
    held = bond(row, agency(row.agency_id), agency(row.other_agency_id), at)
    if held.state in NO_NEWS or not held.is_consent_live:
        raise RefuseMessage("consent_ended")
    decision = may_confer(held)
    if isinstance(decision, Refused):
        raise RefuseMessage(decision.reason.code)


def _asked(row: Referral, said: Said, words: list[object], role: str, at: datetime) -> str:
    if SharedItem.objects.filter(referral=row, shared=said.named()).exists():
        raise RefuseMessage("already_here")
    if SharedItem.objects.filter(referral=row).count() >= MOST_ITEMS:
        raise RefuseMessage("too_many_items")
    text, section = _words(row, said, words, role, at)
    assert said.until is not None  # noqa: S101  (`read` has looked)
    SharedItem(
        text_id=text, referral=row, agency_id=row.agency_id, section=section, shared=said.named(),
        conference=said.conference, until=said.until, meets_at=said.meets_at,
    ).save(force_insert=True)  # fmt: skip
    return section


def _answered(row: Referral, said: Said, words: list[object], role: str, at: datetime) -> str:
    item = _known(row, said)
    if role not in set(Profession):
        raise RefuseMessage("malformed_body")
    if item.decided_at is not None:
        raise RefuseMessage("item_is_decided")
    if SharedEntry.objects.filter(item=item, role=role, kind__in=ANSWERS).exists():
        raise RefuseMessage("already_here")
    text = None
    if said.step in WORDS:
        text, _section = _words(row, said, words, role, at, about=item.section)
    elif words:
        raise RefuseMessage("malformed_body")
    _keep(row, item, said, text, role, at)
    return item.section


def _met(row: Referral, said: Said, words: list[object], _role: str, _at: datetime) -> str:
    if words:
        raise RefuseMessage("malformed_body")
    SharedItem.objects.filter(referral=row, conference=said.conference).update(
        meets_at=said.meets_at, came=said.came
    )
    return ""


def _told(row: Referral, said: Said, words: list[object], role: str, at: datetime) -> str:
    item = _known(row, said)
    if said.step is Step.DECIDED and item.decided_at is not None:
        raise RefuseMessage("already_here")
    text, section = _words(row, said, words, role, at, about=item.section)
    _keep(row, item, said, text, role, at)
    if said.step is Step.DECIDED:
        item.decided_at = at
        item.save(update_fields=["decided_at"])
    return section


TAKING: dict[Step, Callable[[Referral, Said, list[object], str, datetime], str]] = {
    Step.ASKED: _asked,
    Step.PROPOSED: _answered,
    Step.NO_PART: _answered,
    Step.MET: _met,
    Step.DECIDED: _told,
    Step.MINUTED: _told,
}
"""What each step does; the section that it was about, or "" where it was about none."""


def _known(row: Referral, said: Said) -> SharedItem:
    item = SharedItem.objects.filter(referral=row, shared=said.named(), conference=said.conference).first()
    if item is None:
        raise RefuseMessage("unknown_item")
    return item


def _words(
    row: Referral, said: Said, words: list[object], role: str, at: datetime, *, about: str = ""
) -> tuple[UUID, Section]:
    """The one text of a step, kept; `about` is the section that it must be about."""
    if len(words) != 1:
        raise RefuseMessage("malformed_body")
    section = read_words(words[0]).section
    if about and section != about:
        raise RefuseMessage("malformed_body")
    return keep_texts(row, words, role, at, only=WORDS[said.step])[0], section


def _keep(row: Referral, item: SharedItem, said: Said, text: UUID | None, role: str, at: datetime) -> None:
    SharedEntry(
        item=item, referral=row, agency_id=row.agency_id, text_id=text, kind=said.step.value, role=role, at=at
    ).save(force_insert=True)
