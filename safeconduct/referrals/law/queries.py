"""Which law was asked about by the referrals with which a person came."""

from uuid import UUID

from safeconduct.referrals.law.shown import asked_law
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.sub_referrals.actions import received_beside
from safeconduct.vocabulary.law import NOT_SAID, Law


def asked_about(case: UUID) -> Law:
    """Of the newest that says it: the file was received with it, or it lies beside the agency's own file."""
    received = Referral.objects.filter(case_id=case, side=Side.RECEIVER).order_by("-created_at")
    rows = [*received, *received_beside(case)]
    return next((said for row in rows if (said := asked_law(row))), NOT_SAID)
