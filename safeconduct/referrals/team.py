"""What the page Team asks of referrals: which other agencies hold something of a case, and who works on what next."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.text import format_lazy
from django.utils.timezone import localtime

from safeconduct.agencies.models import Agency, Member, Team
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.audit.actions import Entry, record_all
from safeconduct.cases.models import Beside
from safeconduct.cases.team.others import Asker, Other
from safeconduct.exchange.held import held_back_of
from safeconduct.referrals import envelope
from safeconduct.referrals.authorities.queries import for_file
from safeconduct.referrals.labels import STATES
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.referrals.sub_referrals.rules import Onward, known
from safeconduct.referrals.tasks.models import Task
from safeconduct.vocabulary.codes import Purpose, Service
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.identifiers import NO_NODE
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section, in_order

LATELY = timedelta(days=30)
MOST = 100


def others_of(case: UUID, at: datetime) -> list[Other]:
    """The teams that were sent something of a case, newest first, and who sent what lies beside it (`referred_us`).

    What ended longer ago than a month is left out.

    Four statements, however many there are; one more where one has no node, and one where one has referred on.
    """
    beside = Beside.objects.filter(own_case=case).values("received_case")
    ours, theirs = Q(case_id=case, side=Side.SENDER), Q(case_id__in=beside, side=Side.RECEIVER)
    rows = Referral.objects.filter(ours | theirs).exclude(state=State.DRAFT)
    found = list(rows.exclude(state__in=ENDED, since__lt=at - LATELY).order_by("-created_at")[:MOST])
    teams = Team.objects.select_related("agency").in_bulk({row.team_id for row in found})
    held = {**held_back_of([row.shared for row in found if row.side == Side.SENDER]), **_not_told_yet(found)}
    named, tasks = _named(found), _open_tasks(found, at)
    return [
        replace(
            _other(row, teams[row.team_id], held.get(row.shared, frozenset()), at),
            **_sender(row, named),
            is_by_hand=row.peer == NO_NODE,
            onward=tuple(
                format_lazy("{agency}: {service}", agency=_agency(named, one), service=_service(one.service))
                for one in known(row.onward)
            ),
            open_tasks=tasks.get(row.id, (0, 0))[0],
            late_tasks=tasks.get(row.id, (0, 0))[1],
        )
        for row in found
    ]


def askers_of(case: UUID, at: datetime) -> list[Asker]:
    """The authorities that ask for a section, or to whom one is open; two statements, and one where nobody asks."""
    asks = [
        one for one in for_file(case) if not one.ended_why and one.until > at and one.answer in ("", "yes")
    ]
    units = Team.objects.select_related("agency").in_bulk({one.team_id for one in asks}) if asks else {}
    return [
        Asker(f"{units[one.team_id].agency}, {units[one.team_id].name}", Section(one.section), one.until)
        for one in asks
        if one.team_id in units
    ]


def _sender(row: Referral, named: dict[UUID, Agency]) -> dict[str, Any]:
    """Of what was referred to us the other agency is who sent it, and the team is our own."""
    if row.side == Side.SENDER or row.other_agency_id not in named:
        return {}
    sender = named[row.other_agency_id]
    return {"referred_us": True, "agency": sender.name, "country": country_in_full(sender.country)}


def _open_tasks(found: list[Referral], at: datetime) -> dict[UUID, tuple[int, int]]:
    """How many tasks are open by each referral, and how many of them are late: of those whose words are open here."""
    today = localtime(at).date()
    readable = Task.objects.filter(
        referral__in=found, ended="", text__case_id__in={one.case_id for one in found}
    )
    n, late = Count("text_id"), Count("text_id", filter=Q(due__lt=today))
    counted = readable.values("referral_id").annotate(n=n, late=late)
    return {one["referral_id"]: (one["n"], one["late"]) for one in counted}


def _named(found: list[Referral]) -> dict[UUID, Agency]:
    """Whom they referred on to, and who referred to us."""
    wanted = {one.agency for row in found for one in known(row.onward)}
    wanted |= {row.other_agency_id for row in found if row.side == Side.RECEIVER}
    return agencies(wanted) if wanted else {}


def _agency(named: dict[UUID, Agency], one: Onward) -> Words:
    return str(named[one.agency]) if one.agency in named else country_in_full(one.country)


def _service(code: str) -> Words:
    return label(Service(code)) if code in set(Service) else code


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
