"""What others sent about the person of an own file, for its page: read there, recorded, the sender told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from safeconduct.agencies.models import Agency, Member
from safeconduct.cases.beside.queries import Link, Received, read_received
from safeconduct.cases.conflicts.pages import said
from safeconduct.cases.handlers import Over, Theirs
from safeconduct.cases.seen import in_full
from safeconduct.referrals import actions, envelope
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import ENDED, Event, State
from safeconduct.referrals.own_file.conflicts import found_in
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.ready import beside as joined
from safeconduct.vocabulary.sections import Section, in_order
from safeconduct.vocabulary.workdays import zone

_MORE = """
    ARRAY(SELECT DISTINCT k.receipt->>'section' FROM exchange.receipt k
           WHERE k.message_id = o.offer_message AND k.agency_id = o.agency_id AND k.step = 'opened'
             AND (k.at AT TIME ZONE 'UTC')::date = %s AND k.receipt->>'role' = %s AND k.receipt ? 'section'),
    a.name, a.country
"""
_FROM = """
    referrals.referral o JOIN agencies.agency a ON a.id = o.other_agency_id
     WHERE o.case_id = ANY (%s) AND o.side = 'receiver'
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A received referral, the agency that sent it, and of which sections it was told today that this role reads."""

    referral: Referral
    agency: Agency
    told: frozenset[str]


def received_beside(links: list[Link], by: Member, at: datetime, only: Collection[Section]) -> list[Theirs]:
    """Each referral whose content lies beside a file, in the order of the links; `only` these sections are read."""
    rows = _rows([link.received for link in links], by, at)
    shared = {
        case: [section for section in _shared(row.referral) if section in only] for case, row in rows.items()
    }
    found = read_received(list(shared), shared, by=by, at=at)
    is_read = {case: _tell(row, found[case], by=by, at=at) for case, row in rows.items()}
    met = {case: _conflict(row, found[case], by=by, at=at) for case, row in rows.items() if is_read[case]}
    withdrawn = _withdrawn_at(row.referral for row in rows.values())
    return [
        _theirs(
            row.referral,
            row.agency,
            found[link.received] if is_read[link.received] else replace(found[link.received], readings={}),
            copied=link.copied,
            withdrawn_at=withdrawn.get(row.referral.id),
            conflict=met.get(link.received, ""),
            at=at,
        )
        for link in links
        if (row := rows.get(link.received))
    ]


def _rows(cases: list[UUID], by: Member, at: datetime) -> dict[UUID, Row]:
    """The referrals by which these cases were received, by case, in one question."""
    found = joined(Referral, _MORE, _FROM, [at.date(), by.profession, cases])
    return {
        row.case_id: Row(row, Agency(id=row.other_agency_id, name=name, country=country), frozenset(told))
        for row, (told, name, country) in found
        if row.case_id is not None
    }


def _theirs(
    row: Referral,
    agency: Agency,
    found: Received,
    *,
    copied: list[Section],
    withdrawn_at: datetime | None,
    conflict: str,
    at: datetime,
) -> Theirs:
    until = envelope.extract(row.consent).until
    is_over = State(row.state) in ENDED or until <= at
    ended_at = (withdrawn_at or (row.since if State(row.state) in ENDED else until)) if is_over else None
    return Theirs(
        agency=in_full(agency),
        reference=row.reference,
        held=found.sections,
        until=last_day(row, agency),
        over=over_because(is_over=is_over, is_held=bool(found.sections), is_read=bool(found.readings)),
        ended_at=ended_at,
        copied=copied,
        readings=found.readings,
        conflict=conflict,
        country=agency.country,
    )


def over_because(*, is_over: bool, is_held: bool, is_read: bool) -> Over:
    """Why nothing of it is read on this page; pure."""
    if is_over:
        return Over.ENDED
    if not is_held:
        return Over.ELSEWHERE
    return Over.NO if is_read else Over.WAITS


def last_day(row: Referral, giver: Agency) -> date:
    """The last day that the person has set, on the calendar of the country where it was said."""
    return envelope.extract(row.consent).until.astimezone(zone(giver.country)).date()


def _shared(row: Referral) -> list[Section]:
    return in_order(Section(name) for name in [*row.at_once, *row.held_back])


def _tell(row: Row, found: Received, *, by: Member, at: datetime) -> bool:
    """Tell the sender of what this role reads today for the first time.

    False where nothing can be sealed to them: then it is not shown either.
    """
    untold = [section for section in found.readings if section.value not in row.told]
    if not untold:
        return True
    try:
        with transaction.atomic():
            actions.note_reading(referral=row.referral, sections=untold, by=by, at=at)
    except NotPossible:
        return False
    return True


def _conflict(row: Row, found: Received, *, by: Member, at: datetime) -> str:
    untold = [section for section in found.readings if section.value not in row.told]
    met = found_in(row.referral, found.readings, untold, by=by, at=at)
    return said(met) if met is not None and met.is_possible else ""


def _withdrawn_at(rows: Iterable[Referral]) -> dict[UUID, datetime]:
    """When those that are over were taken back: the first of both sides' words counts."""
    ended = [row.id for row in rows if State(row.state) in ENDED]
    if not ended:
        return {}
    moves = StoredMove.objects.filter(referral_id__in=ended, event=Event.WITHDRAW, ordinal__isnull=False)
    return dict(moves.order_by("-at").values_list("referral_id", "at"))  # the earliest last, and so it stays
