"""Tasks in common on the page of a referral: added, and ended by whoever may say so."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.referrals import queries
from safeconduct.referrals.pages.referral import under_way
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.tasks import actions, forms
from safeconduct.referrals.tasks.rules import Ended
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible

ADDING = "task"


@forms_only
@for_members
def add(request: MemberRequest, reference: str) -> HttpResponse:
    """Add a task; a slip, or a refusal, shows the page as it was filled in."""
    row, given = queries.by_reference(reference), request.POST.dict()
    try:
        made = forms.entered(row, given)
        actions.add(
            referral=row.id,
            words=made.words,
            owner=made.owner,
            due=made.due,
            by=request.member,
            at=request.at,
            key=identifier_in(given.get("key", "")),
        )
    except BadInput as wrong:
        return under_way(request, row, ADDING, given, errors=wrong.errors, status=422)
    except NotPossible as refused:
        record_refused(request, row, ADDING, refused)
        return under_way(request, row, ADDING, given, refused, status=409)
    messages.success(request, _("Added, and told to the other side."))
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def end(request: MemberRequest, reference: str, task: UUID) -> HttpResponse:
    """Say that a task is done, cannot be done, or is not needed any more."""
    row, how = queries.by_reference(reference), request.POST.get("how", "")
    if how not in set(Ended):
        raise NotFound(_("There is no such step."))
    try:
        actions.end(referral=row.id, task=task, how=Ended(how), by=request.member, at=request.at)
    except NotPossible as refused:
        record_refused(request, row, ADDING, refused)
        return under_way(request, row, refused=refused, status=409)
    messages.success(request, _("The other side is told."))
    return redirect("referral", reference=row.reference)
