"""Somebody else was taken: each service of the round that may wait is told so, once.

The inbox of the one peer sees nothing that is shared with another, so the worker tells; it decides nothing, and reads
of an enquiry where it goes and how it stands.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.audit.actions import Actor as AuditActor
from safeconduct.audit.actions import record
from safeconduct.exchange.outbox import Parcel, Road, can_seal, post
from safeconduct.referrals.clockwork.parts import ROLE, Due
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.moves import Side
from safeconduct.referrals.rounds import rules
from safeconduct.referrals.rounds.deciding import asked
from safeconduct.referrals.rounds.models import Round
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle, NodeId

TAKEN = "safeconduct.clock.enquiry_taken.v1"
READ = (
    "id", "shared", "side", "agency_id", "other_agency_id", "peer", "handle", "together", "until", "answer",
    "withdrawn_at", "converted_at", "taken_at",
)  # fmt: skip
"""What the worker may read of an enquiry."""


def due(now: datetime) -> Iterator[Due]:
    """The enquiries of decided rounds of which the other side is still to be told."""
    won = dict(Round.objects.filter(won_by__isnull=False).values_list("id", "won_by"))
    if not won:
        return
    for row in _open().filter(together__in=won):
        if row.together and rules.to_tell([asked(row)], won[row.together]):
            yield Due(now, 1, row.id, partial(_tell, row.id))


def _open() -> QuerySet[Enquiry]:
    rows = Enquiry.objects.filter(side=Side.SENDER, taken_at=None, withdrawn_at=None, converted_at=None)
    return rows.only(*READ)


def _tell(enquiry: UUID) -> bool:
    """Under the row's lock the round is read again: whoever took another one meanwhile held this row."""
    with working():
        at, row = domain_now(), _open().select_for_update().filter(id=enquiry).first()
        if row is None or not rules.to_tell([asked(row)], _winner(row)) or not can_seal(_road(row)):
            return False
        row.closing = post(
            _road(row), Parcel(type=TAKEN, body={"enquiry": str(row.shared), "role": ROLE}), at=at
        )
        row.taken_at = row.changed_at = at
        row.save(update_fields=["taken_at", "changed_at", "closing"])
        by = AuditActor(kind="clock", id="", role=ROLE, agency=row.agency_id)
        record("enquiry:taken", by=by, at=at, detail={"enquiry": str(row.shared)})
        return True


def _winner(row: Enquiry) -> UUID | None:
    rows = Round.objects.filter(id=row.together) if row.together else Round.objects.none()
    return rows.values_list("won_by", flat=True).first()


def _road(row: Enquiry) -> Road:
    return Road(
        handle=CaseHandle(row.handle),
        sender=AgencyId(row.agency_id),
        recipient=AgencyId(row.other_agency_id),
        peer=NodeId(row.peer),
    )
