"""Saying in a draft which law is asked about, where it is not said with the talk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.referrals import queries
from safeconduct.referrals.law import actions
from safeconduct.referrals.law.shown import LawCard, law_card
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.law import law_entered


@for_members
def law(request: MemberRequest, reference: str) -> HttpResponse:
    """Countries and kinds of proceedings; both may stay open."""
    row, entered = queries.by_reference(reference), dict(request.POST.lists())
    card = law_card(row)
    if request.method != "POST":
        if row.state != State.DRAFT or card is None:
            raise NotFound(_("There is no such draft for you."))
        return _page(request, row, card)
    try:
        said = law_entered(request.POST.get("jurisdictions", ""), request.POST.getlist("proceeding_types"))
    except BadInput as wrong:
        return _page(request, row, law_card(row, entered, wrong.errors), status=422)
    actions.say(referral=row.id, law=said, by=request.member, at=request.at)
    messages.success(request, _("Saved."))
    return redirect("referral", reference=row.reference)


def _page(request: MemberRequest, row: Referral, card: LawCard | None, *, status: int = 200) -> HttpResponse:
    return render(request, "referrals/law/ask.html", {"row": row, "law": card}, status=status)
