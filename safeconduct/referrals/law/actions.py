"""Saying which law a draft asks about, and forgetting it where what was received is erased."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.reasons import NOT_POSSIBLE_NOW
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.law import NOT_SAID, Law, is_legal

FIELDS = ("jurisdictions", "proceeding_types")

NOT_A_LEGAL_NEED = Reason(
    "not_a_legal_need",
    _("This referral asks for no legal help, so nobody asks which law is meant."),
    _("Make a referral for a legal need."),
)


@transaction.atomic
def say(*, referral: UUID, law: Law, by: Member, at: datetime) -> None:
    """Which law a draft asks about; what they will see has to be looked at again. Raises NotFound, NotPossible."""
    row = Referral.objects.select_for_update().filter(id=referral).first()
    if row is None:
        raise NotFound(_("There is no such referral for you."))
    if row.state != State.DRAFT:
        raise NotPossible(NOT_POSSIBLE_NOW[State(row.state)])
    if not is_legal(row.need):
        raise NotPossible(NOT_A_LEGAL_NEED)
    put(row, law)
    row.preview_seen = False
    row.save(update_fields=[*FIELDS, "preview_seen"])
    record("referral:law_said", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)


def put(row: Referral, law: Law) -> None:
    """Into the row; it is not saved."""
    row.jurisdictions = list(law.jurisdictions)
    row.proceeding_types = [kind.value for kind in law.proceeding_types]


def forget(row: Referral) -> None:
    """What was received is erased: so is which law was asked about, and of which enquiry it was made. No query where
    neither was said."""
    if row.jurisdictions or row.proceeding_types or row.enquiry:
        put(row, NOT_SAID)
        row.enquiry = None
        Referral.objects.filter(id=row.id).update(jurisdictions=[], proceeding_types=[], enquiry=None)
