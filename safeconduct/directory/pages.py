"""Finding a service: a list first, each with its reasons; then how many there are by country, without any point."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.directory.finding import finding, gaps, instead, shown
from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.finding.by_country import by_country
from safeconduct.directory.finding.search_form import (
    Asked,
    asked,
    first_questions,
    needs_question,
    wanted,
    who_questions,
    wish_questions,
)
from safeconduct.directory.finding.shown import names_of
from safeconduct.directory.finding.wishes import KEEP_OUT, WISH
from safeconduct.directory.finding.wishes import read as read_wishes
from safeconduct.directory.reading import typed
from safeconduct.directory.reading.putting_right import put_right
from safeconduct.vocabulary.codes import Need
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.labels import label

ON_A_PAGE = 20


@for_members
def find(request: MemberRequest) -> HttpResponse:
    """The services that fit what the address asks for, twenty at a time."""
    search = asked(request.GET)
    wishes = read_wishes(search.values[WISH], search.values[KEEP_OUT], at=request.at)
    looked_for = wishes.added_to(wanted(search, near=request.member.agency.country))
    words = typed.read(search.text)
    result = finding.search(looked_for, by=request.member, at=request.at, typed=words)
    first = _first(request.GET.get("from", ""), len(result.lines))
    after = first + ON_A_PAGE
    context = {
        **_form(search),
        "wishes": wish_questions(search, wishes),
        "wishes_number": sum(bool(search.values[name]) for name in (WISH, KEEP_OUT)),
        "wishes_wrong": bool(wishes.wrong or wishes.read_as),
        "wished": [shown.close(one) for one in result.wished],
        "needs_named": ", ".join(str(label(Need(one))) for one in search.needs),
        "lines": [shown.line(one) for one in result.lines[first:after]],
        "number": len(result.lines),
        "first": first + 1,
        "last": min(after, len(result.lines)),
        "next": search.address(**{"from": str(after)}) if after < len(result.lines) else "",
        "before": search.address(**{"from": str(max(0, first - ON_A_PAGE))}) if first else "",
        "here": search.address(),
        "is_cut": result.is_cut,
        "put_right": put_right(search.text, words, names_of(result.lines[:ON_A_PAGE])),
        "by_country": by_country(looked_for) if not search.text else [],
    }
    if not result.lines and search.said:
        wished = {one.entry.id for one in result.wished}
        context |= _nothing(request, search, looked_for, words, wished)
    return render(request, "directory/find.html", context)


def _nothing(
    request: MemberRequest, search: Asked, looked_for: Wanted, words: typed.Typed | None, wished: set[UUID]
) -> dict[str, Any]:
    """What the page says when nothing fits; counted once, and never when the page itself offered this search."""
    # Where the person keeps somebody out, what is missing may be there for others.
    is_gap = gaps.is_gap(looked_for, search.text) and not looked_for.apart.agencies
    was_counted = is_gap and instead.MARK in request.GET
    if is_counted := is_gap and not was_counted:
        gaps.count(looked_for, request.session, request.at)
    near_by = finding.around(looked_for, at=request.at)
    near = request.member.agency.country
    # A search by words alone has nothing that could change: the names that are spelt alike say more.
    close = [] if set(search.said) == {"q"} else finding.closest(looked_for, near_by, at=request.at)
    return {
        "nothing": True,
        "is_counted": is_counted,
        "was_counted": was_counted,
        "names_only": not gaps.is_gap(looked_for, search.text),
        "close": [shown.close(one) for one in close if one.entry.id not in wished],
        "ways": instead.ways(search, near_by, near=near, at=request.at, typed=words, apart=looked_for.apart),
        "names_near": instead.names_near(search.text, at=request.at),
        "held": None if close else instead.held(looked_for.country),
        "country": country_in_full(looked_for.country) if looked_for.country else "",
    }


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
    wanted = number_in(text, digits=4) or 0
    return wanted if wanted < number else 0
