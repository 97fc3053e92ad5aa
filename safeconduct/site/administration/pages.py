"""The first page of administration, and what waits for a second person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from safeconduct.access.queries import restoration
from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.agencies.rights import REASONS
from safeconduct.exchange.queries import held_peers
from safeconduct.site.administration import actions, doors, proposals, queries
from safeconduct.site.administration.guard import confirmed, for_administrators, for_seconds
from safeconduct.vocabulary.errors import NotPossible


@for_administrators
def front(request: MemberRequest) -> HttpResponse:
    """What there is to administer, with numbers and without any case."""
    found = proposals.proposals()
    context = {
        "member": request.member,
        "numbers": queries.numbers(request.member.agency_id),
        "waiting": len(doors.waiting_for_me()) + sum(one.for_me for one in found),
        "asked": sum(not one.for_me and not one.by_one for one in found),
        "by_one": sum(not one.for_me and one.by_one for one in found),
        "invitations": len(doors.invitations()),
        "held": held_peers() if request.member.keeps_node else 0,
        "restored": restoration(),
    }
    return render(request, "administration/front.html", context)


@for_seconds
@confirmed
def changes(request: MemberRequest) -> HttpResponse:
    """What gives somebody rights and waits for a second pair of eyes, or has been seen by one only."""
    shown = [(one, proposals.title(one), proposals.lines(one)) for one in proposals.proposals()]
    context = {
        "waiting": doors.waiting_for_me(),
        "proposals": [one for one in shown if one[0].for_me],
        "asked": [one for one in shown if not one[0].for_me],
    }
    return render(request, "administration/changes.html", context)


@forms_only
@for_seconds
@confirmed
def answer(request: MemberRequest, change: UUID) -> HttpResponse:
    """Confirm it, or refuse it."""
    agrees = request.POST.get("answer") == "yes"
    actions.answer(change, agrees=agrees, by=request.member, at=request.at)
    return redirect("administration_changes")


@forms_only
@for_seconds
@confirmed
def answer_proposal(request: MemberRequest, proposal: UUID) -> HttpResponse:
    """Confirm what was proposed, or refuse it; what stands already is taken back."""
    found = next((one for one in proposals.proposals() if one.id == proposal), None)
    if found is None:
        raise NotPossible(REASONS["nothing_waits"])
    agrees = request.POST.get("answer") == "yes"
    actions.answer_proposal(found, agrees=agrees, by=request.member, at=request.at)
    return redirect("administration_changes")
