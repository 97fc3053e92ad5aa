"""What a member sees of referrals: lists by whose turn it is, and one referral with everything around it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Q, When

from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies, as_actor, teams_of
from safeconduct.audit.actions import record
from safeconduct.cases.queries import Reading, aliases, read_sections
from safeconduct.exchange.models import Outgoing, StoredReceipt
from safeconduct.referrals import ledger
from safeconduct.referrals.history import History, Move
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import TURN, Event, Side, State
from safeconduct.referrals.rules import possible_now
from safeconduct.vocabulary.codes import ReceiptStep, Urgency
from safeconduct.vocabulary.errors import BadReference, NotFound
from safeconduct.vocabulary.identifiers import normal_reference
from safeconduct.vocabulary.sections import Section, in_order

MOST = 50

YOUR_TURN = Q(
    side=Side.SENDER, state__in=[s for s in State if Side.SENDER in TURN[s] and s is not State.DRAFT]
) | Q(side=Side.RECEIVER, state__in=[s for s in State if Side.RECEIVER in TURN[s]])
DRAFTS = Q(state=State.DRAFT)
OVER = Q(state=State.CLOSED)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: a reference, an alias, codes and dates; nobody's name."""

    row: Referral
    alias: str
    other: Agency


@dataclass(frozen=True, slots=True)
class Lists:
    """The referrals of a member by whose turn it is, each list limited."""

    your_turn: list[Line]
    their_turn: list[Line]
    drafts: list[Line]


def mine(by: Member) -> Q:
    """The referrals that a member works on: sent by the member, or to one of the member's teams."""
    sent = Q(side=Side.SENDER, worker_id=by.id)
    received = Q(side=Side.RECEIVER, team_id__in=teams_of(by.id)) & (Q(worker_id=None) | Q(worker_id=by.id))
    return Q(agency_id=by.agency_id) & (sent | received)


def lists(*, by: Member, at: datetime, most: int = MOST) -> Lists:
    """The member's lists; one audit record names the cases shown."""
    rows = Referral.objects.filter(mine(by))
    turns = rows.filter(YOUR_TURN).order_by("due_at", "created_at")[:most]
    waits = rows.exclude(YOUR_TURN | DRAFTS | OVER).order_by("due_at", "created_at")[:most]
    drafts = rows.filter(DRAFTS).order_by("-created_at")[:most]
    parts = [list(part) for part in (turns, waits, drafts)]
    shown = [row for part in parts for row in part]
    names = aliases([row.case_id for row in shown if row.case_id])
    others = agencies({row.other_agency_id for row in shown})
    record(
        "list:referrals",
        by=as_actor(by),
        at=at,
        detail={"cases": sorted({str(row.case_id) for row in shown if row.case_id})},
    )
    your_turn, their_turn, drafted = (
        [
            Line(row, names.get(row.case_id, "") if row.case_id else "", others[row.other_agency_id])
            for row in part
        ]
        for part in parts
    )
    return Lists(your_turn, their_turn, drafted)


URGENCY_FIRST = Case(
    *[When(urgency=urgency, then=place) for place, urgency in enumerate(Urgency)], default=len(Urgency)
)


def to_answer(*, by: Member, most: int = MOST) -> list[Referral]:
    """What waits for this member's answer: emergencies first, then what is due first."""
    waiting = Referral.objects.filter(
        mine(by), side=Side.RECEIVER, state__in=[State.SENT, State.ACKNOWLEDGED]
    )
    return list(waiting.order_by(URGENCY_FIRST, "due_at", "created_at")[:most])


def by_reference(text: str) -> Referral:
    """The referral of the member's agency with this reference, however it was typed. Raises NotFound."""
    try:
        reference = normal_reference(text)
    except BadReference as error:
        raise NotFound(str(error)) from error
    row = Referral.objects.filter(reference=reference).first()
    if row is None:
        raise NotFound("There is no such referral for you.")
    return row


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the delivery: when it was reached, or None."""

    step: ReceiptStep
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Whole:
    """One referral as its page shows it."""

    row: Referral
    other: Agency
    history: History
    moves: list[StoredMove]
    readings: dict[Section, Reading]
    closed: list[Section]
    rungs: list[Rung]
    undelivered: list[Outgoing]
    possible: list[Event]


LADDER = (
    ReceiptStep.ACCEPTED_BY_NODE,
    ReceiptStep.DELIVERED_TO_TEAM,
    ReceiptStep.OPENED,
    ReceiptStep.DECIDED,
)


def whole(row: Referral, *, by: Member, at: datetime) -> Whole:
    """A referral with what of the person the member may open; reading it is recorded."""
    history = ledger.history(row)
    consented = in_order(Section(name) for name in [*row.at_once, *row.held_back])
    readings = (
        read_sections(row.case_id, consented, by=by, at=at)
        if row.case_id and row.side == Side.RECEIVER
        else {}
    )
    return Whole(
        row=row,
        other=agencies({row.other_agency_id})[row.other_agency_id],
        history=history,
        moves=list(StoredMove.objects.filter(referral=row).order_by("ordinal", "at")),
        readings=readings,
        closed=[section for section in consented if section not in readings],
        rungs=ladder(row),
        undelivered=undelivered(row),
        possible=possible_now(history.position, Side(row.side), now=at),
    )


def ladder(row: Referral) -> list[Rung]:
    """How far the offer was delivered; delivery is not an answer."""
    if row.offer_message is None:
        return [Rung(step, None) for step in LADDER]
    found: dict[str, datetime] = {}
    for step, at in (
        StoredReceipt.objects.filter(message_id=row.offer_message, agency_id=row.agency_id)
        .order_by("at")
        .values_list("step", "at")
    ):
        found.setdefault(step, at)
    rungs = [Rung(step, found.get(step)) for step in LADDER]
    failed = found.get(ReceiptStep.NON_DELIVERY)
    if failed and rungs[0].at is None:  # our own clock's word, until their receipt comes after all
        rungs.insert(0, Rung(ReceiptStep.NON_DELIVERY, failed))
    return rungs


def undelivered(row: Referral) -> list[Outgoing]:
    """The messages of a referral that have not arrived, the oldest first."""
    return list(
        Outgoing.objects.filter(referral_id=row.shared, agency_id=row.agency_id)
        .exclude(state__in=[Outgoing.SENT, Outgoing.VOIDED])
        .defer("event")
        .order_by("posted_at")[:MOST]
    )


@dataclass(frozen=True, slots=True)
class Way:
    """How far a referral has come; nothing of the person."""

    other: Agency
    rungs: list[Rung]
    undelivered: list[Outgoing]


def way(row: Referral) -> Way:
    """What a page that stands open asks again and again."""
    return Way(agencies({row.other_agency_id})[row.other_agency_id], ladder(row), undelivered(row))


def of_case(case: UUID, most: int = MOST) -> list[Referral]:
    """The referrals made from a case, newest first."""
    return list(Referral.objects.filter(case_id=case).order_by("-created_at")[:most])


def standing(row: Referral) -> tuple[Move, ...]:
    """The moves that count, in their order."""
    return ledger.history(row).standing


def chain(row: Referral) -> list[Referral]:
    """The referral that this one follows and the one that follows it, as far as this agency made them."""
    wanted = [shared for shared in (row.previous, row.next) if shared]
    return (
        list(Referral.objects.filter(shared__in=wanted, side=Side.SENDER).order_by("created_at"))
        if wanted
        else []
    )
