"""Entering what the person said of the chain: in a draft, and when the link before is taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.consent.rules import Channel
from safeconduct.referrals import queries
from safeconduct.referrals.codes import Kind, has_shape
from safeconduct.referrals.pages.draft import draft_page
from safeconduct.referrals.pages.referral import under_way
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.sub_referrals import actions, keeping_on
from safeconduct.referrals.sub_referrals.rules import Chain
from safeconduct.referrals.sub_referrals.shown import OWN_MATTER
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotPossible


@forms_only
@for_members
def goes_on(request: MemberRequest, reference: str) -> HttpResponse:
    """The person was asked about an onward referral whose link before is taken back, and lets it go on."""
    row, channel = queries.by_reference(reference), request.POST.get("channel", "")
    if channel not in set(Channel):
        errors = {"goes-on-channel": _("Choose how the person said it.")}
        return under_way(request, row, errors=errors, status=422)
    try:
        keeping_on.keep_on(referral=row.id, channel=Channel(channel), by=request.member, at=request.at)
    except NotPossible as refused:
        record_refused(request, row, "chain", refused)
        return under_way(request, row, refused=refused, status=409)
    messages.success(request, _("Entered as the person said it."))
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def chain(request: MemberRequest, reference: str) -> HttpResponse:
    """From which received referral this one goes on, and who may know of it. Nothing is answered beforehand."""
    row, entered = queries.by_reference(reference), request.POST
    errors: dict[str, Words] = {}
    part_of = entered.get("part_of", "")
    is_own = part_of == OWN_MATTER
    if not is_own and not has_shape(part_of, Kind.IDENTIFIER):
        errors["part_of"] = _("Choose where it goes on from, or that it is a matter of its own.")
    for name in ("first_may_know", "next_may_know"):
        if not is_own and entered.get(name) not in ("yes", "no"):
            errors[name] = _("Ask the person, and enter the answer.")
    if errors:
        return draft_page(request, row, chain_entered=entered.dict(), chain_errors=errors, status=422)
    said = Chain(
        part_of=None if is_own else UUID(part_of),
        first_may_know=entered.get("first_may_know") == "yes",
        next_may_know=entered.get("next_may_know") == "yes",
    )
    actions.ask(referral=row, chain=said, by=request.member, at=request.at)
    messages.success(request, _("Entered as the person said it."))
    return redirect("referral", reference=row.reference)
