"""The page of pairs: for the leads of two files what they are asked, for a coordinator what a code stands for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Coordination
from safeconduct.agencies.queries import agencies as known_agencies
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import aliases
from safeconduct.statistics.once import actions
from safeconduct.statistics.once.queries import MyPair, my_pairs, open_pair
from safeconduct.statistics.once.rules import SAYS, Says, code_of, may_answer
from safeconduct.statistics.reading import reading
from safeconduct.statistics.rules import may_read
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.questions import Question

NO_SUCH_CODE = gettext_lazy(
    "No open question has this code, or one of its two agencies has not named you. Ask for the code again."
)
CHOOSE = gettext_lazy("Choose one of the three answers.")


@for_members
def pairs(request: MemberRequest) -> HttpResponse:
    """What the member is asked about files that they lead; a coordinator may look up a code."""
    errors: dict[str, Words] = {}
    if request.method == "POST" and "says" in request.POST:
        return _answered(request)
    is_coordinator = _coordinates(request)
    context: dict[str, Any] = {"is_coordinator": is_coordinator, "errors": errors}
    if request.method == "POST":
        context |= _looked_up(request, errors)
    if is_coordinator:
        typed = request.POST.get("code", "")
        context["question"] = Question("code", _("Code"), value=typed, error=errors.get("code", ""))
    context["lines"] = _lines(request)
    return render(request, "statistics/once.html", context, status=422 if errors else 200)


def _answered(request: MemberRequest) -> HttpResponse:
    said = request.POST["says"]
    if said not in set(Says):
        messages.warning(request, CHOOSE)
        return redirect("counted_once")
    code = code_of(request.POST.get("code", ""))
    actions.answer(code, Says(said), by=request.member, at=request.at)
    messages.success(request, _("Written down. Nothing in the file has changed."))
    return redirect("counted_once")


def _coordinates(request: MemberRequest) -> bool:
    member = request.member
    if Profession(member.profession) is not Profession.COORDINATOR:
        return False
    return bool(
        may_read(
            Profession.COORDINATOR, is_named=Coordination.objects.filter(coordinator_id=member.id).exists()
        )
    )


def _looked_up(request: MemberRequest, errors: dict[str, Words]) -> dict[str, Any]:
    """The two agencies of an open pair. Raises NotPossible for whoever is no coordinator; the look is recorded."""
    member, code = request.member, code_of(request.POST.get("code", ""))
    is_named = Coordination.objects.filter(coordinator_id=member.id).exists()
    require(may_read(Profession(member.profession), is_named=is_named))
    with reading(MemberId(member.id)) as read:
        found = open_pair(read, code)
    record("once:looked_up", by=as_actor(member), at=request.at, detail={"code": code} if found else None)
    if found is None:
        errors["code"] = NO_SUCH_CODE
        return {}
    known = known_agencies(set(found.answered))
    sides = [(known[id_].name if id_ in known else "–", said) for id_, said in found.answered.items()]
    return {"found": {"code": code, "year": found.year, "sides": sorted(sides)}}


def _lines(request: MemberRequest) -> list[dict[str, Any]]:
    mine = my_pairs()
    named = aliases([one.case for one in mine], by=request.member) if mine else {}
    return [line(one) | {"alias": named.get(one.case, "")} for one in mine]


def line(pair: MyPair) -> dict[str, Any]:
    """A pair as a page shows it: what was said from here, and what may be said now."""
    is_open = bool(may_answer(pair.says, is_closed=pair.is_closed))
    return {
        "pair": pair,
        "said": SAYS[Says(pair.says)] if pair.says else "",
        "choices": [(one.value, words) for one, words in SAYS.items() if one != pair.says] if is_open else [],
    }
