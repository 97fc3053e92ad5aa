"""The page on which the ground is recorded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import agency
from safeconduct.referrals import queries
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, State
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.transfers import actions, forms
from safeconduct.referrals.transfers.countries import lists
from safeconduct.referrals.transfers.guarding import asks_ground
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section


@for_members
def transfer(request: MemberRequest, reference: str) -> HttpResponse:
    """On which ground something of this referral leaves the European Union."""
    row = queries.by_reference(reference)
    if not asks_ground(row) or State(row.state) in ENDED:
        raise NotFound(_("Nothing of this referral needs a ground to leave."))
    if request.method != "POST":
        stands = {"ground": row.transfer_ground, "number": row.transfer_number}
        return _page(request, row, stands, {})
    given = request.POST.dict()
    try:
        actions.rest_on(referral=row.id, transfer=forms.entered(given), by=request.member, at=request.at)
    except NotPossible as refused:
        record_refused(request, row, "transfer_ground", refused)
        return _page(request, row, given, forms.marked(refused.reason), status=409)
    messages.success(request, _("Recorded. It stands with the referral."))
    return redirect("referral", reference=row.reference)


def _page(
    request: MemberRequest,
    row: Referral,
    entered: dict[str, str],
    errors: dict[str, Words],
    *,
    status: int = 200,
) -> HttpResponse:
    other = agency(row.other_agency_id)
    context = {
        "row": row,
        "other": other,
        "country": country_in_full(other.country),
        "leaves": [label(Section(name)) for name in [*row.at_once, *row.held_back]],
        "questions": forms.questions(entered, errors),
        "errors": errors,
        "list": lists(),
    }
    return render(request, "referrals/transfers/transfer.html", context, status=status)
