"""The node's own terms, after the wizard: periods of clocks, and how long things are kept.

What is weaker than before is seen by two.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from safeconduct.access.requests import MemberRequest
from safeconduct.access.ring import ring
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.referrals.agreed import as_rows, forget, in_force, is_agreed_on
from safeconduct.site.administration import agency_doors
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.site.administration.proposals import (
    agreed_before,
    changed,
    lines,
    lines_of_following,
    lines_of_terms,
    proposals,
)
from safeconduct.site.administration.retention import AFTER, asked_of, term_errors
from safeconduct.site.administration.second import who_can_see
from safeconduct.site.agreements import following, promises
from safeconduct.site.agreements.doors import said
from safeconduct.site.agreements.following import Following
from safeconduct.site.agreements.reading import texts
from safeconduct.site.setup.clocks import (
    RETENTION,
    Written,
    as_written,
    period_errors,
    period_groups,
    period_names,
    periods_in,
)
from safeconduct.vocabulary.decisions import Words


@for_keepers
@confirmed
def clocks(request: MemberRequest) -> HttpResponse:
    """How long a referral may wait in each state, for each urgency."""
    periods, cited = in_force()
    stands, follows = as_written(periods), following.standing(cited)
    if request.method != "POST":
        return _clocks(request, stands, follows, follows, {})
    given = {name: request.POST.get(name, "").strip() for name in stands}
    named = following.offered(texts(), follows)
    now = following.said(request.POST.dict(), request.POST.getlist(following.CLOCKS), named)
    text = promises.text_followed(now, texts())
    errors = following.errors_of(now) | period_errors(given)
    if errors := errors or promises.errors_of_promises(now, periods_in(given), text):
        return _clocks(request, given, follows, now, errors)
    outcome = agency_doors.change_periods(as_rows(periods_in(given), now.by_state))
    forget()
    names = [name for name in stands if given[name] != stands[name]]
    told = [*_periods_told(stands, given), *lines_of_following(follows.by_state, now.by_state)]
    if follows != now:
        names.append(following.AGREEMENT)
    return _changed(request, "clocks", outcome, names, told, signed=_signed(now))


def _periods_told(before: Written, after: Written) -> Iterator[str]:
    for name, words in period_names().items():
        if before[name] != after[name]:
            yield changed(words, before[name], after[name])


@for_keepers
@confirmed
def terms(request: MemberRequest) -> HttpResponse:
    """How long the content of what is closed is kept, and the record of who did what: each changed by itself."""
    stands = agency_doors.terms()
    what = request.POST.get("what", "")
    if request.method != "POST" or what not in RETENTION:
        return _terms(request, stands, {})
    given = {"end": request.POST.get("end", ""), "days": request.POST.get("days", "").strip()}
    if errors := term_errors(what, given, stands.get(what)):
        return _terms(request, stands, errors, {what: given})
    days = int(given["days"]) if given["end"] == AFTER else None
    outcome = agency_doors.change_terms({what: days})
    told = list(lines_of_terms({what: days}, {what: stands.get(what)}))
    return _changed(request, "retention", outcome, [what] if told else [], told)


def _clocks(
    request: MemberRequest,
    given: Written,
    stands: Following,
    now: Following,
    errors: dict[str, Words],
) -> HttpResponse:
    known = texts()
    text = promises.text_followed(now, known)
    context = _about(request, "clocks") | {
        "groups": period_groups(given, errors, text.promised if text is not None else {}),
        "promises": promises.promises(text),
        "is_compared": bool(text is not None and text.promised),
        "signed": _signed(stands),
        "is_first": not is_agreed_on(),
        "errors": errors,
        "agreements": following.questions(now, following.offered(known, stands), errors),
        "follows": stands.agreement,
        "newer": following.newer_than(stands, known),
        "once": agreed_before(),
    }
    return render(request, "administration/clocks.html", context, status=422 if errors else 200)


def _terms(
    request: MemberRequest,
    stands: Mapping[str, int],
    errors: dict[str, Words],
    entered: Mapping[str, Written] | None = None,
) -> HttpResponse:
    asked = [
        asked_of(what, stands.get(what), errors, entered=(entered or {}).get(what)) for what in RETENTION
    ]
    context = _about(request, "retention") | {"terms": asked, "errors": errors}
    return render(request, "administration/terms.html", context, status=422 if errors else 200)


def _signed(of: Following) -> promises.Signed | None:
    """Who of this node stands to what is followed; None where nothing is named."""
    if of.agreement is None:
        return None
    return promises.signed_by((each.statement for each in said(ring().node)), of.agreement)


def _about(request: MemberRequest, kind: str) -> dict[str, Any]:
    """What waits already, which a new change takes the place of; and who can be the second person."""
    waits = [one for one in proposals() if one.kind == kind and not one.by_one]
    told = [line for one in waits for line in lines(one)]
    return {"waits": bool(waits), "told": told, "seconds": who_can_see(request.member, of_node=True)}


def _changed(
    request: MemberRequest,
    kind: str,
    outcome: str,
    names: list[str],
    told: list[str],
    signed: promises.Signed | None = None,
) -> HttpResponse:
    detail: Detail = {"outcome": outcome, "changed": names}
    record(f"{kind}:changed", by=as_actor(request.member), at=request.at, detail=detail)
    context: dict[str, Any] = {"kind": kind, "outcome": outcome, "told": told, "signed": signed}
    if outcome == "waits":
        context["seconds"] = who_can_see(request.member, of_node=True)
    return render(request, "administration/terms_changed.html", context)
