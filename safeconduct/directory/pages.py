"""Finding a service: a list first, each with its reasons; then how many there are by country, without any point."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.directory import finding, gaps, shown, typed
from safeconduct.directory.by_country import by_country
from safeconduct.directory.search_form import (
    LABELS,
    Asked,
    asked,
    first_questions,
    needs_question,
    wanted,
    who_questions,
)

ON_A_PAGE = 20


@for_members
def find(request: MemberRequest) -> HttpResponse:
    """The services that fit what the address asks for, twenty at a time."""
    search = asked(request.GET)
    looked_for = wanted(search, near=request.member.agency.country)
    words = typed.read(search.text)
    result = finding.search(looked_for, by=request.member, at=request.at, typed=words)
    first = _first(request.GET.get("from", ""), len(result.lines))
    after = first + ON_A_PAGE
    context = {
        **_form(search),
        "lines": [shown.line(one) for one in result.lines[first:after]],
        "number": len(result.lines),
        "first": first + 1,
        "last": min(after, len(result.lines)),
        "next": search.address(**{"from": str(after)}) if after < len(result.lines) else "",
        "before": search.address(**{"from": str(max(0, first - ON_A_PAGE))}) if first else "",
        "is_cut": result.is_cut,
        "by_country": by_country(looked_for) if not search.text else [],
    }
    if not result.lines and search.said:
        gaps.count(looked_for, request.session, request.at)
        context |= {
            "close": [shown.close(one) for one in finding.close(looked_for, at=request.at)],
            "fewer": [(LABELS[name], search.address(without=name)) for name in search.said],
        }
    return render(request, "directory/find.html", context)


@for_members
def missing(request: MemberRequest) -> HttpResponse:
    """What was looked for in the last 90 days and not found."""
    return render(request, "directory/missing.html", {"missing": gaps.missing(request.at)})


def _form(search: Asked) -> dict[str, Any]:
    who = ("takes", "age", "children", "steps", "papers", "abroad", "open", "apart")
    return {
        "questions": first_questions(search),
        "needs": needs_question(search),
        "who": who_questions(search),
        "who_number": sum(bool(search.values[name]) for name in who),
        "is_filtered": bool(search.said),
    }


def _first(text: str, number: int) -> int:
    """From which service on; the first where the address says none that is there."""
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    return wanted if wanted < number else 0
