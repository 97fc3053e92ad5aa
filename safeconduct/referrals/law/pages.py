"""Saying in a draft which law is asked about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.referrals import queries
from safeconduct.referrals.law import actions
from safeconduct.referrals.law.shown import law_card
from safeconduct.referrals.pages.draft import draft_page
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.law import law_entered


@forms_only
@for_members
def law(request: MemberRequest, reference: str) -> HttpResponse:
    """Countries and kinds of proceedings; both may stay open."""
    row, entered = queries.by_reference(reference), dict(request.POST.lists())
    try:
        said = law_entered(request.POST.get("jurisdictions", ""), request.POST.getlist("proceeding_types"))
    except BadInput as wrong:
        return draft_page(request, row, law=law_card(row, entered, wrong.errors), status=422)
    actions.say(referral=row.id, law=said, by=request.member, at=request.at)
    messages.success(request, _("Saved."))
    return redirect("referral", reference=row.reference)
