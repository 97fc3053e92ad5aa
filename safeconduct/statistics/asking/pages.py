"""The page to ask: a year and a code for some dimensions; the answer or why not, and what was asked before."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.statistics.asking.actions import Said, ask, closed, earlier
from safeconduct.statistics.asking.costs import MAY_COST, MEANT
from safeconduct.statistics.asking.losing import can_lose
from safeconduct.statistics.asking.questions import OTHER_AGENCIES, offered, read, why_not
from safeconduct.statistics.editions import rules, store
from safeconduct.statistics.editions.actions import may_prepare
from safeconduct.statistics.editions.tables import NAMES
from safeconduct.statistics.editions.words import DIMENSIONS
from safeconduct.vocabulary.decisions import NotPossible, Words, require
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

ANY: Words = _("Do not ask")


@for_members
def questions(request: MemberRequest) -> HttpResponse:
    """Ask, by a press: reading the page says nothing of a group that was not asked for before."""
    require(may_prepare(request.member))
    if request.method == "POST":
        return _asked(request)
    record("figures:questions_read", by=as_actor(request.member), at=request.at)
    return _page(request)


def _asked(request: MemberRequest) -> HttpResponse:
    typed = request.POST.dict()
    today = timezone.localtime(request.at).date()
    try:
        question = read(typed.get("year", ""), {name: typed.get(name, "") for name in NAMES}, today)
        said = ask(question, by=request.member, at=request.at, is_meant=typed.get(MEANT) == "yes")
    except BadInput as bad:
        return _page(request, typed, errors=bad.errors)
    except NotPossible as refused:
        where = f"{MEANT}-yes" if refused.reason == MAY_COST else "year"
        return _page(request, typed, errors={where: refused.reason.whole})
    return _page(request, typed, said=said)


def _page(
    request: MemberRequest, typed: Mapping[str, str] | None = None, *, said: Said | None = None,
    errors: Mapping[str, Words] | None = None,
) -> HttpResponse:  # fmt: skip
    typed, errors = typed or {}, errors or {}
    today = timezone.localtime(request.at).date()
    over = rules.years_over(today)
    not_now = closed(request.member, over)
    can_be = [one for one in over if one not in not_now]
    chosen = typed.get("year") or str(next(iter(can_be), ""))
    year = Question(
        "year", _("Year"), "select", chosen, [(str(one), str(one)) for one in can_be], errors.get("year", "")
    )
    parts = [
        Question(
            name,
            DIMENSIONS[name],
            "select",
            typed.get(name, ""),
            [("", ANY), *offered(name)],
            errors.get(name, ""),
        )
        for name in NAMES
    ]
    still, lost = can_lose(request.member, can_be)
    context = {
        "questions": [year, *parts, *([_meant(errors)] if still or f"{MEANT}-yes" in errors else [])],
        "can_lose": still,
        "lost": lost,
        "can_ask": bool(can_be),
        "running": why_not(today.year, today),
        "not_now": not_now,
        "why_not_now": OTHER_AGENCIES,
        "said": said,
        "errors": errors,
        "earlier": earlier(request.member),
        "waiting": sorted(
            {one.span.code for one in store.waiting() if one.state == "ready" and not one.is_old}
        ),
    }
    return render(request, "statistics/ask.html", context, status=422 if errors else 200)


def _meant(errors: Mapping[str, Words]) -> Question:
    """Ticked anew for each question: what is ticked once for all is not read."""
    label = _("I ask all the same: it may cost the year tables with sex and age, for good")
    return Question(MEANT, label, "tick", error=errors.get(f"{MEANT}-yes", ""))
