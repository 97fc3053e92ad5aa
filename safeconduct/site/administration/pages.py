"""The first page of administration, and what waits for a second person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from safeconduct.access.emergency import numbers
from safeconduct.access.queries import restoration
from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.agencies.rights import REASONS
from safeconduct.exchange.queries import held_peers
from safeconduct.site.administration import actions, doors, proposals, queries
from safeconduct.site.administration.guard import confirmed, for_administrators, for_seconds
from safeconduct.site.administration.own_keys import standing
from safeconduct.site.agreements.handing_over import hand_over
from safeconduct.vocabulary.errors import NotPossible

ANSWERED = {
    "agreed": _("You have agreed, and it is in force."),
    "refused": _("You have not agreed. What stood before stays, or stands again."),
    "invitation-agreed": _("You have agreed: whoever was invited can use the link."),
    "invitation-refused": _("You have not agreed. The link opens no more."),
}
"""What the second person's word has done."""


@for_administrators
def front(request: MemberRequest) -> HttpResponse:
    """What there is to administer, with numbers and without any case."""
    found = proposals.proposals()
    hand_over()
    context = {
        "member": request.member,
        "numbers": queries.numbers(request.member.agency_id),
        "waiting": len(doors.waiting_for_me()) + sum(one.for_me for one in found),
        "asked": sum(not one.for_me and not one.by_one for one in found),
        "by_one": sum(not one.for_me and one.by_one for one in found),
        "invitations": len(doors.invitations()),
        "held": held_peers() if request.member.keeps_node else 0,
        "keys": standing() if request.member.keeps_node else "",
        "restored": restoration(),
        "emergencies": numbers(),
    }
    return render(request, "administration/front.html", context)


@for_seconds
@confirmed
def changes(request: MemberRequest) -> HttpResponse:
    """What gives somebody rights and waits for a second pair of eyes, or has been seen by one only."""
    shown = [(one, proposals.title(one), proposals.lines(one)) for one in proposals.proposals()]
    invited = doors.invited_for_me()
    context = {
        "said": ANSWERED.get(request.GET.get("answered", ""), ""),
        "waiting": [(one, *invited.get(one.id, ("", []))) for one in doors.waiting_for_me()],
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
    is_invitation = change in doors.invited_for_me()
    actions.answer(change, agrees=agrees, by=request.member, at=request.at)
    return _answered(agrees=agrees, is_invitation=is_invitation)


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
    return _answered(agrees=agrees)


def _answered(*, agrees: bool, is_invitation: bool = False) -> HttpResponse:
    """Back to the list, which says what the answer has done."""
    word = ("invitation-" if is_invitation else "") + ("agreed" if agrees else "refused")
    return redirect(f"{reverse('administration_changes')}?answered={word}")
