"""The pages of editions: the list, and one that was released."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.statistics.editions import actions, correcting, rules, shown, store, words
from safeconduct.statistics.editions.actions import Chosen
from safeconduct.statistics.editions.correcting import NoLonger
from safeconduct.statistics.editions.forms import address
from safeconduct.statistics.editions.store import Edition
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
        "gone": _gone(of),
        "correct_it": _correct_it(request.member, of),
        "now": request.at,
        **shown.as_page(of.document),
    }
    return render(request, "statistics/editions/edition.html", context)


def _gone(of: Edition) -> NoLonger | None:
    """What the edition that it corrects said, and it does not."""
    corrects = of.document["corrects"]
    return correcting.no_longer(store.edition(corrects).document, of.document) if corrects else None


def _correct_it(by: Member, of: Edition) -> str:
    """Where the member corrects it; "" for whoever may not, and where it was corrected already."""
    if of.corrected_by or not actions.may_correct(by, of):
        return ""
    return address(Chosen(of.kind, of.span))
