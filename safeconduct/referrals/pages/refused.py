"""A step that was refused, recorded."""

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.models import Referral
from safeconduct.vocabulary.errors import NotPossible


def record_refused(request: MemberRequest, row: Referral, step: str, refused: NotPossible) -> None:
    """A step that was refused is recorded, although the page is shown again."""
    record(
        f"referral:{step}",
        by=as_actor(request.member),
        at=request.at,
        case=row.case_id,
        referral=row.shared,
        refused=refused.reason.code,
    )
