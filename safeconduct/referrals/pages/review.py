"""Review referrals: one at a time, the most urgent first; after each answer the next one comes."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.referrals import queries
from safeconduct.referrals.pages.referral import under_way


@for_members
def review(request: MemberRequest) -> HttpResponse:
    """The first referral that waits for an answer; `?after=` goes past one that is left for later."""
    waiting = queries.to_answer(by=request.member)
    if not waiting:
        return render(request, "referrals/nothing_to_answer.html")
    after = request.GET.get("after", "")
    references = [row.reference for row in waiting]
    place = references.index(after) + 1 if after in references else 0
    if place >= len(waiting):
        return redirect("today")
    return under_way(request, waiting[place], queue=(place + 1, len(waiting)))
