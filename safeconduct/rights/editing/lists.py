"""The list of rules of one country: all of them for everybody, and what is to be done for those who keep them."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.four_eyes.queries import held, holders, waiting
from safeconduct.cases.asking.queries import today_of
from safeconduct.rights.codes import label
from safeconduct.rights.editing.content import SUBJECT
from safeconduct.rights.editing.queries import Work, new_rules, work
from safeconduct.rights.editing.standing import book
from safeconduct.rights.editing.words import scope_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.questions import Question

A_PAGE = 25
SHOW: Mapping[str, Words] = {
    "all": _("All rules"),
    "to_do": _("Everything to do"),
    "unchecked": _("Not checked within twelve months"),
    "source": _("Source read more than twelve months ago"),
    "remarks": _("Said to be wrong"),
    "proposals": _("Waiting to be signed"),
    "differs": _("Not as in the release"),
    "to_count": _("Days not yet counted anew"),
}


@for_members
def rules(request: MemberRequest) -> HttpResponse:
    """The rules of a country or layer, narrowed to what has to be done."""
    today, mine = today_of(request.at), held(request.member, SUBJECT)
    stands, waits = book(at_once=True), waiting(SUBJECT)
    there = list(stands.packs)
    scope = _scope(request, there, sorted(mine.edits))
    show = request.GET.get("show", "")
    if show not in SHOW:
        show = "to_do" if scope in mine.edits else "all"
    found = [one for one in work(stands, scope, today, waits) if is_shown(one, show)]
    number, numbers = _number(request), max(1, -(-len(found) // A_PAGE))
    number = min(number, numbers)
    context = {
        "filters": [
            Question("country", _("Country"), "select", scope, [(one, scope_in_full(one)) for one in there]),
            Question("show", _("Show"), "select", show, list(SHOW.items())),
        ],
        "title": scope_in_full(scope),
        "scope": scope,
        "total": len(found),
        "lines": [(one, label(one.rule.right)) for one in found[(number - 1) * A_PAGE : number * A_PAGE]],
        "new": new_rules(stands, scope, waits) if show in ("all", "to_do", "proposals") else [],
        "keepers": [(one.name, one.profession, one.agency.name) for one in holders(SUBJECT, scope)],
        "may_propose": scope in mine.edits,
        "number": number,
        "numbers": numbers,
        "before": _address(scope, show, number - 1) if number > 1 else "",
        "after": _address(scope, show, number + 1) if number < numbers else "",
    }
    return render(request, "rights/editing/rules.html", context)


def is_shown(one: Work, show: str) -> bool:
    """Whether a rule belongs to what is shown."""
    return {
        "all": True,
        "to_do": one.is_to_do,
        "unchecked": one.is_unchecked,
        "source": one.is_source_old,
        "remarks": bool(one.remarks),
        "proposals": one.proposal is not None,
        "differs": one.differs is not None,
        "to_count": bool(one.to_count),
    }[show]


def _scope(request: MemberRequest, there: list[str], mine: list[str]) -> str:
    for wanted in (request.GET.get("country", ""), *mine[:1], request.member.agency.country):
        if wanted in there:
            return wanted
    return there[0]


def _number(request: MemberRequest) -> int:
    return number_in(request.GET.get("page", ""), digits=5) or 1


def _address(scope: str, show: str, number: int) -> str:
    return "?" + urlencode({"country": scope, "show": show, "page": number})
