"""The node's own terms, after the wizard: periods of clocks, and how long things are kept.

What is weaker than before is seen by two.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.referrals.agreed import as_rows, forget, in_force
from safeconduct.site.administration import doors
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.site.administration.proposals import proposals
from safeconduct.site.setup.clocks import (
    RETENTION,
    Written,
    as_written,
    period_errors,
    period_groups,
    periods_in,
    term_errors,
    term_questions,
)
from safeconduct.vocabulary.decisions import Words


@for_keepers
@confirmed
def clocks(request: MemberRequest) -> HttpResponse:
    """How long a referral may wait in each state, for each urgency."""
    stands = as_written(in_force())
    if request.method != "POST":
        return _clocks(request, stands, {})
    given = {name: request.POST.get(name, "").strip() for name in stands}
    if errors := period_errors(given):
        return _clocks(request, given, errors)
    outcome = doors.change_periods(as_rows(periods_in(given)))
    forget()
    changed = [name for name in stands if given[name] != stands[name]]
    return _changed(request, "clocks", outcome, changed)


@for_keepers
@confirmed
def terms(request: MemberRequest) -> HttpResponse:
    """How long the content of what is closed is kept, and the record of who did what."""
    stands = {what: str(days) for what, days in doors.terms().items()}
    if request.method != "POST":
        return _terms(request, stands, {})
    given = {what: request.POST.get(what, "").strip() for what in RETENTION}
    if errors := term_errors(given):
        return _terms(request, given, errors)
    outcome = doors.change_terms({what: int(days) for what, days in given.items()})
    changed = [what for what in RETENTION if given[what] != stands.get(what)]
    return _changed(request, "retention", outcome, changed)


def _clocks(request: HttpRequest, given: Written, errors: dict[str, Words]) -> HttpResponse:
    context = {"groups": period_groups(given, errors), "errors": errors, "waits": _waits("clocks")}
    return render(request, "administration/clocks.html", context, status=422 if errors else 200)


def _terms(request: HttpRequest, given: Written, errors: dict[str, Words]) -> HttpResponse:
    context = {"terms": term_questions(given, errors), "errors": errors, "waits": _waits("retention")}
    return render(request, "administration/terms.html", context, status=422 if errors else 200)


def _waits(kind: str) -> bool:
    """Whether another change of this waits already: a new one takes its place."""
    return any(one.kind == kind and not one.by_one for one in proposals())


def _changed(request: MemberRequest, kind: str, outcome: str, names: list[str]) -> HttpResponse:
    detail: Detail = {"outcome": outcome, "changed": names}
    record(f"{kind}:changed", by=as_actor(request.member), at=request.at, detail=detail)
    return render(request, "administration/terms_changed.html", {"kind": kind, "outcome": outcome})
