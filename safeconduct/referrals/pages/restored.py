"""After a restore: somebody has telephoned the other side about what one of the two does not have."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.referrals import given_back, queries


@forms_only
@for_members
def spoken(request: MemberRequest, reference: str) -> HttpResponse:
    """A member has spoken with them about this referral, and goes on with it."""
    row = queries.by_reference(reference)
    given_back.have_spoken(referral=row.id, by=request.member, at=request.at)
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def spoken_of(request: MemberRequest, gap: UUID) -> HttpResponse:
    """Likewise, from the list on Today: the referral may not be here any more."""
    given_back.have_spoken_of(gap=gap, by=request.member, at=request.at)
    return redirect("today")
