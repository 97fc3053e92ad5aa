"""Sending a draft, entering that they were phoned first, and deleting it."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.agencies.queries import agency
from safeconduct.referrals import drafting, queries
from safeconduct.referrals.labels import CAPACITY
from safeconduct.referrals.moves import State
from safeconduct.referrals.pages.draft import call_question, draft_page
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.reasons import PREVIEW_NOT_SEEN
from safeconduct.vocabulary.errors import NotPossible


@forms_only
@for_members
def send(request: MemberRequest, reference: str) -> HttpResponse:
    """Send, once what they will see was looked at."""
    row = queries.by_reference(reference)
    to, capacity, seen = (
        agency(row.other_agency_id),
        request.POST.get("capacity", ""),
        request.POST.get("seen", ""),
    )
    if capacity in CAPACITY:
        drafting.note_preview(referral=row, capacity=capacity, by=request.member, at=request.at)
    try:
        drafting.send(referral=row, recipient=to, by=request.member, at=request.at, seen=seen)
    except NotPossible as refused:
        row.refresh_from_db()
        record_refused(request, row, "send", refused)
        where = "see" if refused.reason is PREVIEW_NOT_SEEN else "send"
        unsent = {where: refused.reason.sentence}
        return draft_page(request, row, room=capacity, unsent=unsent, status=409)
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def phoned(request: MemberRequest, reference: str) -> HttpResponse:
    """ "I phoned them first": an emergency that was made by telephone, entered within 24 hours."""
    row, entered = queries.by_reference(reference), request.POST.get("phoned_at", "")
    try:
        at = make_aware(datetime.fromisoformat(entered).replace(tzinfo=None))
    except ValueError:
        call = call_question(entered, _("Enter the day and the time of the call."))
        return draft_page(request, row, call=call, status=422)
    try:
        drafting.note_call(referral=row, phoned_at=at, by=request.member, at=request.at)
    except NotPossible as refused:
        if row.state != State.DRAFT:
            raise
        call = call_question(entered, refused.reason.whole)
        return draft_page(request, row, call=call, status=409)
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def discard(request: MemberRequest, reference: str) -> HttpResponse:
    """Delete a draft."""
    drafting.discard(referral=queries.by_reference(reference), by=request.member, at=request.at)
    return redirect("today")
