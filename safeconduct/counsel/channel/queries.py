"""The links of a lawyer's matters, how they stand, and what was said in them; each reading is recorded."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q, TextField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from safeconduct.access.doors import called
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.beside.queries import own_file_of, received_beside
from safeconduct.cases.contents import Content
from safeconduct.counsel.channel import rules
from safeconduct.counsel.channel.models import Link, LinkItem
from safeconduct.counsel.codes import State
from safeconduct.counsel.models import Matter
from safeconduct.counsel.queries import newest
from safeconduct.referrals.conferring.sharing import bond
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.moves import State as Referred
from safeconduct.referrals.wire.linking import LinkEnd, LinkSide, LinkStep
from safeconduct.rights.deadlines.rules import FIRST
from safeconduct.vocabulary.decisions import Decision
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section

SECTION = Section.LEGAL
PLACE: vault.Place = ("counsel.link_item", "sealed")
MOST = 200
"""Items that a page shows, the newest; links and referrals that are looked at."""
LATELY = timedelta(days=14)
"""So long the list of matters says what another lawyer answered."""
_OUTCOME = "(SELECT o.state FROM exchange.outgoing o WHERE o.id = link_item.message)"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was said, opened."""

    shared: UUID
    kind: LinkStep
    is_ours: bool
    is_mine: bool
    """Whether the reader has written it."""
    at: datetime
    text: str
    language: str
    day: date | None
    whose: LinkSide | None
    done_at: datetime | None
    outcome: str
    """Of one of ours: how the message stands in the outbox; empty for what came."""
    waits: bool = False
    """Whether a day of it stands on Today by now, until somebody settles it."""


def facts_of(matter: Matter, at: datetime) -> rules.Matter:
    """What the rules ask of it: that somebody acts in it is said by its sheet, the last day by the row."""
    read = newest([matter]).get(matter.id)
    has_one = read is not None and bool(read.sheet.mandates)
    is_over = matter.mandate_until is not None and matter.mandate_until < today_of(at)
    return rules.Matter(is_open=matter.state == State.OPEN, has_mandate=has_one and not is_over)


def link_of(shared: UUID, matter: UUID | None = None) -> Link:
    """A link of the acting member's matter, or one that waits for them. Raises NotFound."""
    rows = Link.objects.select_related("referral").filter(shared=shared)
    found = rows.filter(matter_id=matter).first()
    if found is None:
        raise NotFound(_("There is no such link for you."))
    return found


def asked_link(shared: UUID, matter: UUID) -> Link:
    """A link that waits for an answer of the acting member, or was answered with this matter. Raises NotFound."""
    answered = Link.objects.select_related("referral").filter(shared=shared, matter_id=matter).first()
    return answered or link_of(shared)


def links_of(matter: Matter) -> list[Link]:
    """The links of a matter, the newest first."""
    rows = Link.objects.filter(matter_id=matter.id).select_related("referral")
    return list(rows.order_by("-proposed_at", "id")[:MOST])


def waiting_in(case: UUID) -> list[Link]:
    """The links that another lawyer has proposed about the person of this file, and that nobody has answered."""
    rows = Link.objects.filter(matter_id=None, ended_at=None, referral__in=_referrals(case))
    return list(rows.select_related("referral").order_by("proposed_at", "id")[:MOST])


def files_waiting() -> list[UUID]:
    """The files of the acting lawyer's people about which another lawyer asks for a link."""
    rows = (
        Link.objects.filter(matter_id=None, ended_at=None).select_related("referral").order_by("proposed_at")
    )
    return list(dict.fromkeys(case for row in rows[:MOST] if (case := file_of(row.referral))))


def heard(matters: Sequence[Matter]) -> Mapping[UUID, datetime]:
    """When the other lawyer last wrote, by the matter: of those in which one did."""
    theirs = LinkItem.objects.filter(link__matter_id__in=[one.id for one in matters], is_ours=False)
    return dict(theirs.values_list("link__matter_id").annotate(last=Max("at")))


def answered(matters: Sequence[Matter], *, at: datetime) -> Mapping[UUID, Link]:
    """By the matter, the link to which the other lawyer last said yes or no, or that they ended, within a fortnight."""
    since = at - LATELY
    rows = Link.objects.filter(matter_id__in=[one.id for one in matters]).filter(
        Q(ours=LinkSide.PROPOSER, ended_at=None, accepted_at__gte=since)
        | (Q(ended_at__gte=since) & ~Q(ended_by=F("ours")))
    )
    newest_last = sorted(rows, key=lambda link: link.ended_at or link.accepted_at or at)
    return {link.matter_id: link for link in newest_last if link.matter_id is not None}


def roads(case: UUID, *, by: Member, at: datetime) -> list[tuple[Referral, Agency, Decision]]:
    """The referrals of a file that are not over, each with the agency over there and whether it carries a link."""
    ended = [Referred.DRAFT, Referred.CLOSED, Referred.DECLINED, Referred.WITHDRAWN]
    rows = [row for row in _referrals(case) if row.state not in ended]
    others = agencies({row.other_agency_id for row in rows}) if rows else {}
    return [
        (row, others[row.other_agency_id], road(row, by.agency, others[row.other_agency_id], at))
        for row in rows
    ]


def road(row: Referral, own: Agency, other: Agency, at: datetime) -> Decision:
    """Whether the referral carries a link now."""
    return rules.may_link(bond(row, own, other, at), row.purpose)


def _referrals(case: UUID) -> list[Referral]:
    """Those that were sent from this file, and those that were received beside it."""
    sent = Referral.objects.filter(case_id=case, side=Side.SENDER).order_by("-created_at")[:MOST]
    received = Referral.objects.filter(case_id__in=received_beside(case), side=Side.RECEIVER)
    return [*sent, *received.order_by("-created_at")[:MOST]]


def file_of(row: Referral) -> UUID | None:
    """The own file that a referral leads to; None where a receiver keeps none."""
    if row.side == Side.SENDER or row.case_id is None:
        return row.case_id
    return own_file_of(row.case_id)


def standing(link: Link, matter: Matter | None, road_now: Decision, at: datetime) -> rules.Standing:
    """How a link stands here."""
    return rules.Standing(
        ours=LinkSide(link.ours),
        is_accepted=link.accepted_at is not None,
        ended=LinkEnd(link.why) if link.why else None,
        road=road_now,
        matter=facts_of(matter, at) if matter else None,
    )


def items_of(link: Link, *, by: Member, at: datetime) -> list[Item]:
    """What was said in a link, the oldest first; a recorded reading. What was destroyed is not there."""
    rows = list(
        LinkItem.objects.filter(link=link).annotate(outcome=_raw(_OUTCOME)).order_by("-at", "-id")[:MOST]
    )[::-1]
    words = vault.opened_at(PLACE, rows)
    _mark_opened(link, rows, words)
    if words and link.case_id is not None:
        answer = decide(by, held(link.case_id), SECTION, Action.OPEN)
        record(
            "section:read", by=as_actor(by), at=at, case=link.case_id, section=SECTION,
            purpose=answer.purpose, policy=answer.policy, detail={"link": str(link.shared)},
        )  # fmt: skip
    return [_item(row, words[row.id], by, today_of(at)) for row in rows if row.id in words]


def _mark_opened(link: Link, rows: Sequence[LinkItem], words: Container[UUID]) -> None:
    """What came and is shown now was opened; what is older than a page shows as well."""
    new = [row.id for row in rows if not row.is_ours and row.opened_at is None and row.id in words]
    if len(rows) == MOST:
        older = LinkItem.objects.filter(link=link, is_ours=False, opened_at=None, at__lt=rows[0].at)
        new += older.values_list("id", flat=True)
    if new:
        called("SELECT counsel.mark_opened(%s)", [new])


def _item(row: Any, words: Content, by: Member, today: date) -> Item:
    return Item(
        shared=row.shared,
        kind=LinkStep(row.kind),
        is_ours=row.is_ours,
        is_mine=row.author_id == by.id,
        at=row.at,
        text=words["text"],
        language=words["language"],
        day=date.fromisoformat(words["day"]) if words.get("day") else None,
        whose=LinkSide(row.whose) if row.whose else None,
        done_at=row.done_at,
        outcome=row.outcome or "",
        waits=row.kind == LinkStep.DATE
        and row.due is not None
        and row.settled_at is None
        and row.due <= today + FIRST,
    )


def _raw(statement: str) -> RawSQL:
    return RawSQL(statement, [], output_field=TextField())  # noqa: S611 - fixed
