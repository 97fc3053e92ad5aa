"""Taking a list out: the reason, the file with its password, and who took what out."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.lists import queries, taking_out
from safeconduct.referrals.lists.codes import TAKINGS, Taking
from safeconduct.referrals.lists.filters import Filters, from_query
from safeconduct.referrals.lists.models import TakenOut
from safeconduct.referrals.lists.reasons import NO_REASON
from safeconduct.referrals.lists.rules import MOST_FETCHED, MOST_ROWS, MOST_TAKEN, may_take_out
from safeconduct.referrals.pages.lists import for_lists
from safeconduct.vocabulary.decisions import Reason, Refused, Words
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.questions import Question

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "list.xlsx"
"""Nothing of what is in it stands in the name of the file."""


@for_lists
def take_out(request: MemberRequest) -> HttpResponse:
    """Ask for the reason, after a fresh confirmation of who one is; then the file and its password, shown once."""
    if request.method != "POST":
        return step_up(request) or _page(request, from_query(request.GET.urlencode()))
    require_step_up(request)
    filters, reason = from_query(request.POST.get("asked", "")), request.POST.get("reason", "")
    try:
        taken = taking_out.take_out(filters=filters, reason=reason, by=request.member, at=request.at)
    except NotPossible as refused:
        record("list:taken_out", by=as_actor(request.member), at=request.at, refused=refused.reason.code)
        errors = {"take-reason": NO_REASON.sentence} if refused.reason == NO_REASON else {}
        return _page(request, filters, errors, refused.reason, status=422 if errors else 409)
    return render(request, "referrals/taken_out.html", {"taken": taken, "most": MOST_FETCHED})


@forms_only
@for_lists
def fetch(request: MemberRequest, taken_out: UUID) -> HttpResponse:
    """The encrypted file itself."""
    content = taking_out.fetch(taken_out=taken_out, by=request.member, at=request.at)
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{NAME}"'}
    )


@for_lists
def taken(request: MemberRequest) -> HttpResponse:
    """What was taken out lately: one's own; for a supervisor by whom of the agency, when and why."""
    rows = queries.taken_out(by=request.member)
    record("list:takings", by=as_actor(request.member), at=request.at, detail={"rows": len(rows)})
    names = queries.names_of({row.member_id for row in rows})
    lines = [
        (row, names.get(row.member_id, ""), TAKINGS[Taking(row.reason)], _left(request, row)) for row in rows
    ]
    return render(request, "referrals/takings.html", {"lines": lines})


def _left(request: MemberRequest, row: TakenOut) -> int:
    """How often the member can still fetch the file; 0 when it is gone, or somebody else's."""
    file = getattr(row, "file", None)
    is_there = file is not None and file.member_id == request.member.id and file.until > request.at
    return MOST_FETCHED - file.fetched if is_there and file is not None else 0


def _page(
    request: MemberRequest,
    filters: Filters,
    errors: dict[str, Words] | None = None,
    refused: Reason | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    rows = queries.found(filters, by=request.member, at=request.at).count()
    lately = taking_out.taken_lately(request.member, request.at)
    decision = may_take_out(rows, taken=lately, reason=True)
    options: Any = [(code.value, words) for code, words in TAKINGS.items()]
    error = (errors or {}).get("take-reason", "")
    why = Question(
        "reason", _("Why"), "radios", request.POST.get("reason", ""), options, error=error, prefix="take-"
    )
    context = {
        "rows": rows,
        "asked": filters.query(),
        "why_not": decision.reason if isinstance(decision, Refused) else (None if errors else refused),
        "fields": [why],
        "left": MOST_TAKEN - lately,
        "most": MOST_ROWS,
        "errors": errors,
    }
    return render(request, "referrals/take_out.html", context, status=status)
