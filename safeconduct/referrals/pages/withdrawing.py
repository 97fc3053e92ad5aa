"""The acts of taking a referral back: the whole or parts of it, and telling the other side again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.consent.rules import Channel
from safeconduct.referrals import actions, queries, takebacks
from safeconduct.referrals.moves import Side
from safeconduct.referrals.narrowing import confirm_what_they_will_learn, take_back_sections
from safeconduct.referrals.pages.referral import under_way
from safeconduct.referrals.pages.taking_back import WITHDRAW, WITHDRAWALS, said_of
from safeconduct.referrals.reasons import REASON_MISSING
from safeconduct.vocabulary.codes import Withdrawal
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.sections import Section

NOTHING_TICKED = Reason(
    "nothing_ticked",
    _("No part was ticked, so nothing was taken back."),
    _("Tick what is taken back, or take back everything."),
)


@forms_only
@for_members
def withdraw(request: MemberRequest, reference: str) -> HttpResponse:
    """Take it back, in one step, by reference, whole or by section; nobody is asked why beyond a code."""
    row = queries.by_reference(reference)
    reason, channel = request.POST.get("reason", ""), request.POST.get("channel", "")
    heard = Channel(channel) if channel in set(Channel) else Channel.WORKER
    sections = [Section(name) for name in request.POST.getlist("sections") if name in set(Section)]
    if request.POST.get("do") == "part" and not sections:
        raise NotPossible(NOTHING_TICKED)
    if reason not in WITHDRAWALS[Side(row.side)]:
        errors = {"back-reason": REASON_MISSING.sentence}
        return under_way(request, row, WITHDRAW, request.POST, errors=errors, status=422)
    why = Withdrawal(reason)
    if sections and request.POST.get("do") != "all":
        done = take_back_sections(
            referral=row.id, sections=sections, why=why, channel=heard, by=request.member, at=request.at
        )
        messages.success(request, said_of(done, sections))
    else:
        actions.withdraw(referral=row.id, reason=why, channel=heard, by=request.member, at=request.at)
        messages.success(request, _("Taken back. It holds here at once."))
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def tell_again(request: MemberRequest, reference: str) -> HttpResponse:
    """Tell them what was taken back while they could not be told."""
    row = queries.by_reference(reference)
    takebacks.tell_again(referral=row.id, by=request.member, at=request.at)
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def confirm_anew(request: MemberRequest, reference: str) -> HttpResponse:
    """Confirm what they will learn, after a part of it was taken back."""
    row = queries.by_reference(reference)
    confirm_what_they_will_learn(referral=row.id, by=request.member, at=request.at)
    return redirect("referral", reference=row.reference)
