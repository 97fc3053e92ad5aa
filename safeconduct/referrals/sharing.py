"""A later version of a section goes to those who have the earlier one, where the consent says so."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction

from safeconduct.access import doors
from safeconduct.access.queries import disclosures
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.exchange import held
from safeconduct.exchange.outbox import Parcel, post
from safeconduct.referrals import actions, children, effects, envelope
from safeconduct.referrals.carried import part
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Side, State
from safeconduct.referrals.transfers.guarding import kept_in
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.identifiers import NO_NODE
from safeconduct.vocabulary.sections import Section

UPDATED = "safeconduct.referral.updated.v1"


def under_way(case: UUID) -> list[Referral]:
    """The referrals of a case that are under way and whose consent lets later versions go too."""
    rows = Referral.objects.filter(case_id=case, side=Side.SENDER).exclude(state__in=[State.DRAFT, *ENDED])
    rows = rows.exclude(peer=NO_NODE)  # what a partner without a node hears is said by somebody
    return [row for row in rows.order_by("created_at") if envelope.extract(row.consent).follow_changes]


def told_on(case: UUID) -> Counter[Section]:
    """How many would be told of a new version, by section."""
    return Counter(Section(name) for row in under_way(case) for name in [*row.at_once, *row.held_back])


@transaction.atomic
def tell_change(*, case: UUID, section: Section, by: Member, at: datetime) -> int:
    """Tell the new version of a section to everybody who may have it; how many were told.

    To whom it was sent already it goes now; where it still waits for acceptance, what is held back is sealed
    anew. Nobody is told whose consent does not say that changes go too, or has ended.
    """
    doors.hold_still(case)
    live = {(found.team, found.section) for found in disclosures(case)}
    told = 0
    for found in under_way(case):
        row = actions.locked(found.id)
        if section.value not in [*row.at_once, *row.held_back]:
            continue
        if (row.team_id, section) not in live or State(row.state) in ENDED:
            continue
        if (stays := kept_in(row)) is not None:
            _note_kept_in(row, section, stays, by=by, at=at)
            continue
        _tell_one(row, section, by=by, at=at)
        told += 1
    return told


def _note_kept_in(row: Referral, section: Section, why: Reason, *, by: Member, at: datetime) -> None:
    """The own file is saved all the same; that the version did not leave the European Union is recorded."""
    record(
        "section:told", by=as_actor(by), at=at, case=row.case_id, section=section, referral=row.shared,
        refused=why.code,
    )  # fmt: skip


def _tell_one(row: Referral, section: Section, *, by: Member, at: datetime) -> None:
    assert row.case_id is not None  # noqa: S101  (a sender's referral has its case)
    waiting = held.sections_held(row.shared)
    if section in waiting:
        readings = read_sections(row.case_id, waiting, by=by, at=at)
        parts = {name: part(reading) for name, reading in readings.items()}
        effects.hold_back(row, parts, at=at)
    else:
        readings = read_sections(row.case_id, [section], by=by, at=at)
        _post_update(row, readings, by=by, at=at)
        if profile := readings.get(Section.PROFILE):
            children.note(row, profile.content)
    record("section:told", by=as_actor(by), at=at, case=row.case_id, section=section, referral=row.shared)


def _post_update(row: Referral, readings: dict[Section, Reading], *, by: Member, at: datetime) -> None:
    body = {
        "referral": str(row.shared),
        "role": by.profession,
        "sections": {section.value: part(reading) for section, reading in readings.items()},
    }
    parcel = Parcel(
        type=UPDATED,
        body=body,
        case=row.case_id,
        referral=row.shared,
        sections=list(readings),
        consent=envelope.consent_ref(row),
        until=envelope.extract(row.consent).until,
    )
    post(effects.road(row), parcel, at=at)
