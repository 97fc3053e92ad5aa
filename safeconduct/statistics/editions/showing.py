"""The press after which the numbers of what is prepared are read: from then on they count as said.

Two drafts of the same facts hide in two ways, and together they would tell what each hides. So a layout is chosen by
what it loses, and nobody reads a number of a draft that the next one is not examined beside.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.statistics.editions import actions, rules, store
from safeconduct.statistics.editions.prepared_page import page
from safeconduct.vocabulary.decisions import NotPossible


@forms_only
@for_members
def show(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """Show its tables to everybody who sees editions."""
    of = store.preparation(preparation)
    try:
        actions.show(of, by=request.member, at=request.at)
    except NotPossible as refused:
        if refused.reason.code != rules.LEDGER_MOVED.code:
            raise
        return page(request, store.preparation(preparation), {}, status=409)
    return redirect("edition_prepared", preparation=preparation)
