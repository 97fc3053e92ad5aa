"""The files that a member leads and that the figures do not count yet: whoever leads them saves something in each."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.cases.queries import aliases
from safeconduct.vocabulary.together import asked

_MINE = "SELECT statistics.my_files_not_counted()"


@for_members
def not_counted(request: MemberRequest) -> HttpResponse:
    """Own files by alias, the first two hundred; empty for whoever leads none. The look is recorded."""
    cases: list[UUID] = [row[0] for row in asked(_MINE, [])]
    names = aliases(cases, by=request.member) if cases else {}
    seen: Detail = {"cases": [str(case) for case in cases]}
    record("figures:not_counted_read", by=as_actor(request.member), at=request.at, detail=seen)
    files = sorted(
        ((names.get(case, ""), case) for case in cases), key=lambda one: (one[0].casefold(), one[1])
    )
    return render(request, "statistics/not_counted.html", {"files": files})
