"""The first page of administration, and what waits for a second person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from safeconduct.access.queries import restoration
from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.site.administration import actions, doors, queries
from safeconduct.site.administration.guard import confirmed, for_administrators, for_seconds


@for_administrators
def front(request: MemberRequest) -> HttpResponse:
    """What there is to administer, with numbers and without any case."""
    context = {
        "member": request.member,
        "numbers": queries.numbers(request.member.agency_id),
        "waiting": len(doors.waiting_for_me()),
        "invitations": len(doors.invitations()),
        "restored": restoration(),
    }
    return render(request, "administration/front.html", context)


@for_seconds
@confirmed
def changes(request: MemberRequest) -> HttpResponse:
    """What gives somebody rights and waits for a second pair of eyes."""
    return render(request, "administration/changes.html", {"waiting": doors.waiting_for_me()})


@forms_only
@for_seconds
@confirmed
def answer(request: MemberRequest, change: UUID) -> HttpResponse:
    """Confirm it, or refuse it."""
    agrees = request.POST.get("answer") == "yes"
    actions.answer(change, agrees=agrees, by=request.member, at=request.at)
    return redirect("administration_changes")
