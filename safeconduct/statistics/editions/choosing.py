"""Another layout, more years, or the same again: the preparation is dropped, and one is prepared anew."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.statistics.editions import actions, forms, runner, store
from safeconduct.statistics.editions.actions import Chosen
from safeconduct.statistics.editions.layouts import chosen, longer
from safeconduct.statistics.editions.prepared_page import page
from safeconduct.vocabulary.decisions import NotPossible


@forms_only
@for_members
def choose(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """Another layout, or the same beside what was released meanwhile: nothing of it is typed again.

    Only where something was released of these very years meanwhile, and no reason is known, a reason is asked for.
    """
    by, at = request.member, request.at
    of = store.preparation(preparation)
    layout = request.POST.get("layout", "")
    span = longer(of, layout)
    wanted = chosen(of, "" if span != of.span else layout)
    reason = request.POST.get("reason") or of.reason
    try:
        made = actions.anew(of, Chosen(of.kind, span), wanted, reason=reason, by=by, at=at)
    except NotPossible as refused:
        return page(request, of, forms.errors_of(refused))
    runner.go_on(made, by.id)
    return redirect("edition_prepared", preparation=made)


@forms_only
@for_members
def reword(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """Another reason of a correction, now that its layout is known."""
    of = store.preparation(preparation)
    try:
        actions.reword(of, reason=request.POST.get("reason", ""), by=request.member, at=request.at)
    except NotPossible as refused:
        return page(request, of, forms.errors_of(refused))
    messages.success(request, _("The reason is changed. Whoever has read the edition reads it again."))
    return redirect("edition_prepared", preparation=preparation)
