"""Silent referrals: a coordinator's sight of one, by references only, and the nudge of whoever must act."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.agencies.queries import agencies
from safeconduct.referrals import giving_on, nudging, queries
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.pages.lines import in_words
from safeconduct.referrals.pages.referral import under_way
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.reminders import coordinated
from safeconduct.vocabulary.errors import NotPossible


@for_members
def silent(request: MemberRequest, reference: str) -> HttpResponse:
    """What a coordinator sees of a silent referral: references, states, dates and the duty numbers."""
    return _from_outside(request, coordinated(reference, by=request.member))


@forms_only
@for_members
def ask(request: MemberRequest, reference: str) -> HttpResponse:
    """The coordinator asks whoever's turn it is to act."""
    return _asked(request, reference, "nudge", nudging.nudge_as_coordinator)


@forms_only
@for_members
def give(request: MemberRequest, reference: str) -> HttpResponse:
    """The coordinator asks whoever supervises there to give it to a colleague."""
    return _asked(request, reference, "give", giving_on.ask_to_give)


@forms_only
@for_members
def nudge(request: MemberRequest, reference: str) -> HttpResponse:
    """A member asks the other side to act."""
    row = queries.by_reference(reference)
    try:
        nudging.nudge(referral=row.id, by=request.member, at=request.at)
    except NotPossible as refused:
        record_refused(request, row, "nudge", refused)
        return under_way(request, row, refused=refused, status=409)
    return redirect("referral", reference=row.reference)


def _asked(
    request: MemberRequest, reference: str, step: str, ask_it: Callable[..., Referral]
) -> HttpResponse:
    """What the coordinator asks; where it is refused, the same page says why."""
    try:
        row = ask_it(reference=reference, by=request.member, at=request.at)
    except NotPossible as refused:
        row = coordinated(reference, by=request.member)
        record_refused(request, row, step, refused)
        return _from_outside(request, row, status=409)
    return redirect("silent", reference=row.reference)


def _from_outside(request: MemberRequest, row: Referral, *, status: int = 200) -> HttpResponse:
    known = agencies({row.agency_id, row.other_agency_id})
    own, other = known[row.agency_id], known[row.other_agency_id]
    by_side = {Side(row.side): own, Side(row.side).other: other}
    context = {
        **in_words(queries.Line(row, "", other), request.at),
        "sender": by_side[Side.SENDER],
        "receiver": by_side[Side.RECEIVER],
        "must_act": [by_side[side] for side in nudging.asked(row)],
        "ask": nudging.for_the_coordinator([row], request.at)[row.id],
        "giving": giving_on.ask(row, request.at),
    }
    return render(request, "referrals/from_outside.html", context, status=status)
