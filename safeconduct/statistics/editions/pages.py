"""The pages of editions: the list, and one that was released."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.statistics.editions import actions, correcting, rules, shown, store, words
from safeconduct.vocabulary.decisions import require


@for_members
def front(request: MemberRequest) -> HttpResponse:
    """What was released, what waits, and the years of which an edition can be prepared."""
    require(actions.may_see(request.member))
    record("editions:read", by=as_actor(request.member), at=request.at)
    context = {
        "editions": store.listed(),
        "waiting": store.waiting(),
        "may_prepare": bool(actions.may_prepare(request.member)),
        "years": rules.years_over(timezone.localtime(request.at).date()),
        "now": request.at,
    }
    return render(request, "statistics/editions/front.html", context)


@for_members
def edition(request: MemberRequest, name: str) -> HttpResponse:
    """What was released, with its signature."""
    require(actions.may_see(request.member))
    of = store.edition(name)
    record("editions:edition_read", by=as_actor(request.member), at=request.at, detail={"edition": of.id})
    waits = bool(of.embargo and of.embargo > request.at)
    context = {
        "of": of,
        "what": words.KINDS[of.kind],
        "title": shown.title(of.document),
        "scope": shown.scope(of.document),
        "waits": waits,
        "corrected_by": correcting.correction(of),
        "now": request.at,
        **shown.as_page(of.document),
    }
    return render(request, "statistics/editions/edition.html", context)
