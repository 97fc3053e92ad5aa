"""What the page Team asks of referrals: which other agencies hold something of a case, and who works on what next."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from safeconduct.agencies.models import Member, Team
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Entry, record_all
from safeconduct.cases.team.others import Other
from safeconduct.exchange.held import held_back_of
from safeconduct.referrals import envelope
from safeconduct.referrals.labels import STATES
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.identifiers import NO_NODE
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section, in_order

LATELY = timedelta(days=30)
MOST = 100


def others_of(case: UUID, at: datetime) -> list[Other]:
    """The teams that were sent something of a case, newest first; what ended longer ago than a month is left out.

    Three statements, however many there are, and a fourth where one has no node.
    """
    rows = Referral.objects.filter(case_id=case, side=Side.SENDER).exclude(state=State.DRAFT)
    found = list(rows.exclude(state__in=ENDED, since__lt=at - LATELY).order_by("-created_at")[:MOST])
    teams = Team.objects.select_related("agency").in_bulk({row.team_id for row in found})
    held = {**held_back_of([row.shared for row in found]), **_not_told_yet(found)}
    return [_other(row, teams[row.team_id], held.get(row.shared, frozenset()), at) for row in found]


def _not_told_yet(found: list[Referral]) -> dict[UUID, frozenset[Section]]:
    """The same for partners without a node, for whom nothing waits sealed: before their yes it is not told."""
    by_hand = {row.id: row for row in found if row.peer == NO_NODE}
    if not by_hand:
        return {}
    accepted = StoredMove.objects.filter(
        referral_id__in=list(by_hand), event=Event.ACCEPT, ordinal__isnull=False
    )
    said_yes = set(accepted.values_list("referral_id", flat=True))
    return {
        row.shared: frozenset(map(Section, row.held_back))
        for row in by_hand.values()
        if row.id not in said_yes
    }


def _other(row: Referral, to: Team, held: frozenset[Section], at: datetime) -> Other:
    until = envelope.extract(row.consent).until
    ended_at = row.since if row.state in ENDED else until if until <= at else None
    shared = in_order(Section(name) for name in (*row.at_once, *row.held_back))
    return Other(
        reference=row.reference,
        agency=to.agency.name,
        country=country_in_full(to.agency.country),
        team=to.name,
        sections=tuple(section for section in shared if section not in held),
        waiting=tuple(section for section in shared if section in held),
        purpose=label(Purpose(row.purpose)),
        until=until,
        state=STATES[State(row.state)],
        ended_at=ended_at,
    )


def follow(case: UUID, keep: AbstractSet[UUID], by: Member, at: datetime) -> int:
    """The referrals of a case go to its new lead, `by`, but for those that somebody in `keep` works on; how many.

    The caller holds the case; rows are locked in one order.
    """
    rows = Referral.objects.select_for_update().filter(case_id=case, side=Side.SENDER, agency_id=by.agency_id)
    to_move = rows.exclude(worker_id=by.id).filter(Q(worker_id=None) | ~Q(worker_id__in=list(keep)))
    return _assigned(to_move, by, at)


def follow_received(cases: list[UUID], by: Member, at: datetime) -> int:
    """The referrals by which these cases came go to whoever took the work over, with the lead of the file; how many."""
    rows = Referral.objects.select_for_update().filter(
        case_id__in=cases, side=Side.RECEIVER, agency_id=by.agency_id
    )
    return _assigned(rows.exclude(worker_id=by.id), by, at)


def _assigned(rows: QuerySet[Referral], by: Member, at: datetime) -> int:
    moved = list(rows.order_by("id"))
    Referral.objects.filter(id__in=[row.id for row in moved]).update(worker_id=by.id)
    record_all(
        (
            Entry("referral:assigned", row.case_id, referral=row.shared, detail={"to": str(by.id)})
            for row in moved
        ),
        by=as_actor(by),
        at=at,
    )
    return len(moved)
