"""Choosing another layout, or more years: the preparation is dropped, and one is prepared anew."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.statistics.editions import actions, rules, runner, store
from safeconduct.statistics.editions.actions import Chosen
from safeconduct.statistics.editions.kinds import ABOUT, KINDS
from safeconduct.statistics.editions.store import Preparation
from safeconduct.statistics.editions.years import Span
from safeconduct.vocabulary.decisions import NotPossible, require

YEARS_MORE = "years-"
"""How a press says that more years are to be taken."""


@forms_only
@for_members
def choose(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """Another layout, or the same beside what was released meanwhile: this one is dropped, and one is prepared anew."""
    by, at = request.member, request.at
    of = store.preparation(preparation)
    require(actions.may_prepare(by))
    if of.prepared_by != by.id or of.state not in ("ready", "refused"):
        raise NotPossible(rules.NOT_READY)
    layout = request.POST.get("layout", "")
    span = longer(of, layout)
    wanted = chosen(of, "" if span != of.span else layout)
    actions.drop(of, by=by, at=at)
    made = actions.begin(Chosen(of.kind, span), wanted, reason=of.reason, embargo=of.embargo, by=by, at=at)
    runner.go_on(made, by.id)
    return redirect("edition_prepared", preparation=made)


def longer(of: Preparation, layout: str) -> Span:
    """The years that were chosen beside what is prepared; its own where none were."""
    offered = {f"{YEARS_MORE}{years}": years for years, _loss in of.outcome.get("longer", ())}
    return Span(of.year, offered.get(layout, of.years))


def chosen(of: Preparation, layout: str) -> dict[str, Any]:
    """What is prepared next: a rung of the ladder, or the tables as they are with one of them in another layout."""
    if layout in KINDS[of.kind].ladder:
        return {"rung": layout, "a4": False}
    if not layout.isascii() or not layout.isdecimal() or of.state != "ready":
        return of.wanted
    place = int(layout)
    if place >= len(of.outcome["tables"]):
        raise NotPossible(rules.NOT_READY)
    name, other = of.outcome["tables"][place]
    tables = [
        [
            one["code"],
            other["codes"]
            if one["code"] == name
            else [list(pair) for pair in zip(one["dimensions"], one["codes"], strict=True)],
        ]
        for one in of.document["tables"]
        if one["code"] in ABOUT
    ]
    return {"rung": of.outcome["loss"]["rung"], "tables": tables}
