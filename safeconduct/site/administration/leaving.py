"""How a member goes: what is in hand goes to colleagues, in parts, and then the place may end for good.

Every part is a form of its own: it shows how far the handover has come, can be stopped at any moment, and goes on from
what is left. An administrator sees numbers, so which case goes to whom follows from turn and profession.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor, case_colleagues
from safeconduct.agencies.rights import HAND_OVER_FIRST
from safeconduct.audit.actions import Detail, record
from safeconduct.site.administration import actions, doors, queries
from safeconduct.site.administration.guard import confirmed_for_long, for_administrators
from safeconduct.vocabulary.decisions import Words


@for_administrators
@confirmed_for_long
def leave(request: MemberRequest, member: UUID) -> HttpResponse:
    """What must be handed over, to whom, and the end of the place."""
    shown = queries.member_of(request.member.agency_id, member)
    able = [one for one in case_colleagues(shown.agency_id) if one.id != shown.id]
    if request.method != "POST":
        return _form(request, shown, able, {})
    wanted = set(request.POST.getlist("to"))
    to = [one.id for one in able if str(one.id) in wanted]
    work, stands = doors.in_hand(shown.id)
    has_something, wants_end = work.is_open or stands.is_open, bool(request.POST.get("remove"))
    if wants_end and has_something and not wanted:
        return _refused(request, shown, able, {"to": HAND_OVER_FIRST.whole})
    if len(to) != len(wanted) or (has_something and not to):
        return _form(request, shown, able, {"to": _("Choose one or more colleagues from the list.")})
    if stands.complaints and wants_end:
        return _refused(request, shown, able, {"complaints": _("The complaints come first: see below.")})
    return _go_on(request, shown, to)


def _refused(
    request: MemberRequest, shown: Member, able: list[Member], errors: dict[str, Words]
) -> HttpResponse:
    """The place does not end: the page says what stands with the colleague. Recorded."""
    code = HAND_OVER_FIRST.code
    detail: Detail = {"member": str(shown.id)}
    record("member:removed", by=as_actor(request.member), at=request.at, refused=code, detail=detail)
    return _form(request, shown, able, errors, status=409)


def _go_on(request: MemberRequest, shown: Member, to: list[UUID]) -> HttpResponse:
    """One more part; when nothing is left, the end of the place where that was asked for."""
    wants_end = bool(request.POST.get("remove"))
    begun = doors.open_work(shown.id).number
    left = actions.hand_over_part(shown.id, to, by=request.member, at=request.at) if to else None
    if left is not None and left.is_open:
        under_way = doors.handover_of(shown.id)
        total = under_way.total if under_way else begun
        context = {"shown": shown, "to": to, "total": total, "done": total - left.number, "remove": wants_end}
        return render(request, "administration/handing_over.html", context)
    if wants_end:
        actions.remove(shown, by=request.member, at=request.at)
    context = {"shown": shown, "done": bool(to), "removed": wants_end}
    return render(request, "administration/left.html", context)


def _form(
    request: MemberRequest,
    shown: Member,
    able: list[Member],
    errors: dict[str, Words],
    *,
    status: int = 422,
) -> HttpResponse:
    under_way = doors.handover_of(shown.id)
    work, stands = doors.in_hand(shown.id)
    context = {
        "shown": shown,
        "work": work,
        "stands": stands,
        "handover": under_way,
        "done": under_way.total - work.number if under_way else 0,
        "chosen": set(under_way.to) if under_way else set(),
        "colleagues": able,
        "may_go": queries.may_go(shown),
        "errors": errors,
    }
    return render(request, "administration/leave.html", context, status=status if errors else 200)
