"""What a member sees of referrals: lists by whose turn it is, and one referral with everything around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Case, Func, Q, QuerySet, UUIDField, When
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.agencies.queries import agencies, agencies_in, agencies_of, team
from safeconduct.cases.queries import PersonLine, Reading, my_people, newest_own, read_sections
from safeconduct.exchange.models import Outgoing, StoredReceipt
from safeconduct.referrals import children, ledger
from safeconduct.referrals.clocks import ALARMING
from safeconduct.referrals.history import History, Move
from safeconduct.referrals.labels import STATES
from safeconduct.referrals.lists.away import asleep_of, put_away_by
from safeconduct.referrals.lists.models import PutAway
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.position import Position
from safeconduct.referrals.rules import REOPENING, possible_now
from safeconduct.vocabulary.ahead import Ahead, sent
from safeconduct.vocabulary.codes import ReceiptStep, Urgency
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadReference, NotFound
from safeconduct.vocabulary.identifiers import normal_reference
from safeconduct.vocabulary.ready import Ready
from safeconduct.vocabulary.sections import Section, in_order

MOST = 50


def over(at: datetime) -> Q:
    """Nothing more to do: closed, nobody proposes to open it again while that is possible, and nobody without a node
    has still to be told that it was taken back."""
    return _over(at - REOPENING)


def _over(reopens: datetime) -> Q:
    proposed = Q(flags__overlap=list(ledger.PROPOSED_BY.values()), since__gt=reopens)
    return Q(state=State.CLOSED) & ~proposed & ~ledger.TO_TELL_BY_HAND


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: a reference, an alias, codes and dates; nobody's name. A child that did not arrive alarms."""

    row: Referral
    alias: str
    other: Agency
    is_alarm: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """The referrals of a member by whose turn it is, each list limited."""

    your_turn: list[Line]
    their_turn: list[Line]
    drafts: list[Line]
    asleep: list[tuple[Line, PutAway]]
    """It is the member's turn, and the member has put it away."""


def mine(by: Member) -> Q:
    """The referrals that a member works on: sent by the member, or to one of the member's teams.

    Each half has its index: an agency may have thousands that are somebody else's.
    """
    return _mine(by.id, by.agency_id, by.teams)


def _mine(member: UUID, agency: UUID, teams: Iterable[UUID]) -> Q:
    to_us = Q(side=Side.RECEIVER, team_id__in=teams)
    own = Q(worker_id=member) & (Q(side=Side.SENDER) | to_us)
    return Q(agency_id=agency) & (own | (Q(worker_id=None) & to_us))


@cache
def _work(seats: int, most: int) -> Ready[Any]:
    """What a member with so many seats works on and is not over, at most so many; by `mine` and `over`."""

    def query(member: UUID, agency: UUID, reopens: datetime, **teams: UUID) -> QuerySet[Referral]:
        marked = Referral.objects.annotate(is_about_child=children.MARK, away=put_away_by(member))
        work = marked.filter(_mine(member, agency, list(teams.values()))).exclude(_over(reopens))
        return work.order_by("due_at", "created_at")[:most]

    return Ready(query)


def today(
    *, by: Member, at: datetime, most: int = MOST, ahead: Sequence[Ahead] = ()
) -> tuple[Lists, list[PersonLine]]:
    """The member's lists and own people: at most three times `most` referrals, the oldest clocks first.

    One audit record names all the cases shown. What is asked `ahead` is answered while aliases are opened.
    """
    seats = {f"team{place}": one for place, one in enumerate(by.teams)}
    work = _work(len(seats), 3 * most)
    listed = work.ahead(member=by.id, agency=by.agency_id, reopens=at - REOPENING, **seats)
    own = newest_own(most, behind=listed)
    rows = work.read(listed)
    cases = [row.case_id for row in rows if row.case_id]
    answer = agencies_of({row.other_agency_id for row in rows})
    people = my_people(by=by, at=at, beside=cases, own=own, inside=sent(*ahead, answer))
    others = agencies_in(answer)
    lines = [
        Line(
            row,
            people.names.get(row.case_id, "") if row.case_id else "",
            others[row.other_agency_id],
            State(row.state) in ALARMING and row.is_about_child,
        )
        for row in rows
    ]
    drafts = [line for line in lines if line.row.state == State.DRAFT]
    under_way = [line for line in lines if line.row.state != State.DRAFT]
    yours = [line for line in under_way if is_your_turn(line.row)]
    theirs = [line for line in under_way if not is_your_turn(line.row)]
    away = {line.row.id: asleep_of(line.row, at, is_alarm=line.is_alarm) for line in yours}
    awake = [line for line in yours if away[line.row.id] is None]
    asleep = [(line, sleeps) for line in yours if (sleeps := away[line.row.id]) is not None]
    return Lists(awake[:most], theirs[:most], drafts[:most], asleep[:most]), people.lines


def is_your_turn(row: Referral) -> bool:
    """Whether the side on which this row stands has to act next."""
    return ledger.has_turn(row, Side(row.side))


URGENCY_FIRST = Case(
    *[When(urgency=urgency, then=place) for place, urgency in enumerate(Urgency)], default=len(Urgency)
)


def to_answer(*, by: Member, most: int = MOST) -> list[Referral]:
    """What waits for this member's answer: emergencies first, then what is due first."""
    waiting = Referral.objects.filter(
        mine(by), side=Side.RECEIVER, state__in=[State.SENT, State.ACKNOWLEDGED]
    )
    return list(waiting.order_by(URGENCY_FIRST, "due_at", "created_at")[:most])


_OWN = Func(function="access.current_agency", output_field=UUIDField())
_NAMED = Ready(
    lambda reference: Referral.objects.filter(reference=reference, agency_id=_OWN).order_by("id")[:1]
)
_RECEIPTS = Ready(
    lambda message, agency: StoredReceipt.objects.filter(message_id=message, agency_id=agency).order_by("at")
)
_UNDELIVERED = Ready(
    lambda referral, agency: (
        Outgoing.objects.filter(referral_id=referral, agency_id=agency)
        .exclude(state__in=[Outgoing.SENT, Outgoing.VOIDED])
        .defer("event")
        .order_by("posted_at")[:MOST]
    )
)


def by_reference(text: str) -> Referral:
    """The referral of the member's agency with this reference, however it was typed. Raises NotFound."""
    try:
        reference = normal_reference(text)
    except BadReference as error:
        raise NotFound(str(error)) from error
    # A coordinator may list silent referrals of other agencies, and open none.
    row = _NAMED.first(reference=str(reference))
    if row is None:
        raise NotFound(_("There is no such referral for you."))
    return row


def case_named(text: str) -> UUID | None:
    """The case that the referral of this reference is about; None for what is no reference of the own agency's."""
    try:
        return by_reference(text).case_id
    except NotFound:
        return None


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
    to: Team | None
    """The team that was asked, on the side that asked it."""
    history: History
    moves: list[StoredMove]
    readings: dict[Section, Reading]
    closed: list[Section]
    untold: list[Section]
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
    moves = ledger.stored(row)
    history = ledger.history_of(row, moves)
    receipts = receipts_of(row)
    consented = in_order(Section(name) for name in [*row.at_once, *row.held_back])
    readings = (
        read_sections(row.case_id, consented, by=by, at=at)
        if row.case_id and row.side == Side.RECEIVER
        else {}
    )
    to = team(row.team_id) if row.side == Side.SENDER else None
    return Whole(
        row=row,
        other=to.agency if to else agencies({row.other_agency_id})[row.other_agency_id],
        to=to,
        history=history,
        moves=sorted(moves, key=lambda move: (move.ordinal or len(moves) + 1, move.at)),
        readings=readings,
        closed=[section for section in consented if section not in readings],
        untold=_untold(readings, receipts, by, at),
        rungs=ladder(receipts),
        undelivered=undelivered(row),
        possible=possible_now(history.position, Side(row.side), now=at),
    )


def some(
    row: Referral, sections: list[Section], *, by: Member, at: datetime
) -> tuple[dict[Section, Reading], list[Section]]:
    """Of a received referral these sections, as far as they were shared and `by` may open them; reading is recorded.

    And those of them of whose reading the sender has to be told. The sender's own file is read on the person's page.
    """
    shared = [section for section in sections if section.value in (*row.at_once, *row.held_back)]
    if row.case_id is None or row.side != Side.RECEIVER or not shared:
        return {}, []
    readings = read_sections(row.case_id, shared, by=by, at=at)
    return readings, _untold(readings, receipts_of(row), by, at)


def _untold(
    readings: Iterable[Section], receipts: list[StoredReceipt], by: Member, at: datetime
) -> list[Section]:
    """The sections that this role reads today for the first time: the sender is told of each, once a day."""
    today = {
        (found.receipt.get("role"), found.receipt.get("section"))
        for found in receipts
        if found.step == ReceiptStep.OPENED and found.at.date() == at.date()
    }
    return [section for section in readings if (by.profession, section.value) not in today]


def untold_of(row: Referral, sections: list[Section], *, by: Member, at: datetime) -> list[Section]:
    """Of these sections, which `by` has read here, those of whose reading the sender has still to be told."""
    return _untold(sections, receipts_of(row), by, at) if sections else []


def receipts_of(row: Referral) -> list[StoredReceipt]:
    """The receipts about the offer, oldest first."""
    if row.offer_message is None:
        return []
    return _RECEIPTS.all(message=row.offer_message, agency=row.agency_id)


def ladder(receipts: list[StoredReceipt]) -> list[Rung]:
    """How far the offer was delivered; delivery is not an answer."""
    found: dict[str, datetime] = {}
    for receipt in receipts:
        found.setdefault(receipt.step, receipt.at)
    rungs = [Rung(step, found.get(step)) for step in LADDER]
    failed = found.get(ReceiptStep.NON_DELIVERY)
    if failed and rungs[0].at is None:  # our own clock's word, until their receipt comes after all
        rungs.insert(0, Rung(ReceiptStep.NON_DELIVERY, failed))
    return rungs


def undelivered(row: Referral) -> list[Outgoing]:
    """The messages of a referral that have not arrived, the oldest first."""
    return _UNDELIVERED.all(referral=row.shared, agency=row.agency_id)


@dataclass(frozen=True, slots=True)
class Way:
    """How far a referral has come; nothing of the person."""

    other: Agency
    rungs: list[Rung]
    undelivered: list[Outgoing]


def way(row: Referral) -> Way:
    """What a page that stands open asks again and again."""
    return Way(
        agencies({row.other_agency_id})[row.other_agency_id], ladder(receipts_of(row)), undelivered(row)
    )


def of_case(case: UUID, most: int = MOST) -> list[Referral]:
    """The referrals made from a case, newest first."""
    return list(Referral.objects.filter(case_id=case).order_by("-created_at")[:most])


def standing(row: Referral) -> tuple[Move, ...]:
    """The moves that count, in their order."""
    return ledger.history(row).standing


def position(row: Referral) -> Position:
    """Where they lead to."""
    return ledger.history(row).position


def chain(row: Referral) -> list[Referral]:
    """The referral that this one follows and the one that follows it, as far as this agency made them."""
    wanted = [shared for shared in (row.previous, row.next) if shared]
    return (
        list(Referral.objects.filter(shared__in=wanted, side=Side.SENDER).order_by("created_at"))
        if wanted
        else []
    )


def lines_of(case: UUID) -> list[tuple[str, Words, date | None]]:
    """Reference and state of each referral made from a case, newest first; of those that have left also the day."""
    return [
        (
            row.reference,
            STATES[State(row.state)],
            None if row.state == State.DRAFT else localdate(row.created_at),
        )
        for row in of_case(case)
    ]
