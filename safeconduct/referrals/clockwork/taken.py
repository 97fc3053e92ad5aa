"""Who has a round is told that whoever asked goes on with it; all others that may wait, that somebody else can.

Each once, and again whenever another one is taken: who lost it and who has it now.

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
KEPT = "safeconduct.clock.enquiry_kept.v1"
READ = (
    "id", "shared", "side", "agency_id", "other_agency_id", "peer", "handle", "together", "until", "answer",
    "withdrawn_at", "converted_at", "taken_at", "kept_at",
)  # fmt: skip
"""What the worker may read of an enquiry."""


def due(now: datetime) -> Iterator[Due]:
    """The enquiries of decided rounds of which the other side is still to be told how it was decided."""
    won = dict(Round.objects.filter(won_by__isnull=False).values_list("id", "won_by"))
    if not won:
        return
    for row in _open().filter(together__in=won):
        if row.together and _message(row, won[row.together]):
            yield Due(now, 1, row.id, partial(_tell, row.id))


def _open() -> QuerySet[Enquiry]:
    """Those of which something may be to tell: the one that has a round was not told that another one has."""
    rows = Enquiry.objects.filter(side=Side.SENDER, taken_at=None, withdrawn_at=None)
    return rows.only(*READ)


def _message(row: Enquiry, winner: UUID | None) -> str:
    """Which message is still to be sent, or ""."""
    if rules.to_keep([asked(row)], winner):
        return KEPT
    return TAKEN if rules.to_tell([asked(row)], winner) else ""


def _tell(enquiry: UUID) -> bool:
    """Under the row's lock the round is read again: whoever took another one meanwhile held this row."""
    with working():
        at, row = domain_now(), _open().select_for_update().filter(id=enquiry).first()
        message = _message(row, _winner(row)) if row is not None else ""
        if row is None or not message or not can_seal(_road(row)):
            return False
        row.closing = post(
            _road(row), Parcel(type=message, body={"enquiry": str(row.shared), "role": ROLE}), at=at
        )
        is_kept = message == KEPT
        row.kept_at, row.taken_at, row.changed_at = (at if is_kept else None), (None if is_kept else at), at
        row.save(update_fields=["kept_at", "taken_at", "changed_at", "closing"])
        by = AuditActor(kind="clock", id="", role=ROLE, agency=row.agency_id)
        record(
            "enquiry:kept" if is_kept else "enquiry:taken", by=by, at=at, detail={"enquiry": str(row.shared)}
        )
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
