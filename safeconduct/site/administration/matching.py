"""How much each soft reason counts when services are put in an order, and what another weight would change.

Who keeps the node changes it; every administrator can look. One person is enough: no weight lifts a hard condition, and
none stands above the wish of the person.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.directory import handlers
from safeconduct.directory.finding import finding
from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.finding.soft import NAMES, USUAL, Soft
from safeconduct.directory.reading.candidates import candidates
from safeconduct.directory.reading.laid_out import Weight
from safeconduct.site.administration.calling import call
from safeconduct.site.administration.guard import for_administrators
from safeconduct.vocabulary.codes import Need, Service
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question

HIGHEST = 10
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One soft reason: how much it counts, in points and as a share of all, and the question about it."""

    question: Question
    share: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A service in an example search: its place by the weights that stand, and by those that were entered."""

    name: str
    before: int
    after: int
    reasons: list[str]


@for_administrators
def matching(request: MemberRequest) -> HttpResponse:
    """The weights, what they do to an example, and for who keeps the node: other ones."""
    stands = weights_of_node()
    if request.method != "POST":
        return _page(request, {soft: str(points) for soft, points in stands.items()}, stands, stands)
    entered = {soft: request.POST.get(soft.value, "").strip() for soft in Soft}
    errors = {soft.value: _wrong() for soft, text in entered.items() if not _is_weight(text)}
    if errors:
        return _page(request, entered, stands, stands, errors)
    new = {soft: int(text) for soft, text in entered.items()}
    if request.POST.get("do") != "save":
        return _page(request, entered, stands, new)
    if not request.member.keeps_node:
        raise NotFound(
            _("This page belongs to who keeps the node. Ask the administrator of its first agency.")
        )
    call("SELECT directory.save_weights(%s::jsonb)", [json.dumps({soft.value: n for soft, n in new.items()})])
    changed = [soft.value for soft in Soft if new[soft] != stands[soft]]
    record("weights:changed", by=as_actor(request.member), at=request.at, detail={"changed": changed})
    return redirect("administration_matching")


def weights_of_node() -> dict[Soft, int]:
    """What stands, in one question; what was never said is as the release has it."""
    said = dict(Weight.objects.values_list("what", "points"))
    return {soft: said.get(soft.value, usual) for soft, usual in USUAL.items()}


def _wrong() -> Words:
    return _("Enter a whole number from 0 to %(most)d.") % {"most": HIGHEST}


def _is_weight(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= HIGHEST


def _page(
    request: MemberRequest,
    entered: dict[Soft, str],
    stands: dict[Soft, int],
    new: dict[Soft, int],
    errors: dict[str, Words] | None = None,
) -> HttpResponse:
    need = request.POST.get("need", "") if request.POST.get("need") in set(Need) else Need.HOUSING.value
    total = sum(new.values()) or 1
    hints = {soft: _("Usually %(n)d") % {"n": usual} for soft, usual in USUAL.items()}
    rows = [
        Row(
            Question(
                soft.value, NAMES[soft], "number", entered[soft], prefix="weight-", hint=hints[soft],
                error=(errors or {}).get(soft.value, ""), longest=2,
            ),
            100 * new[soft] // total,
        )
        for soft in Soft
    ]  # fmt: skip
    context: dict[str, Any] = {
        "rows": rows,
        "errors": errors,
        "need": Question("need", _("Example: services for this need"), "select", need, choices(Need)),
        "moved": moved(request, need, stands, new),
        "may_save": request.member.keeps_node,
        "differs": new != stands,
    }
    return render(request, "administration/matching.html", context, status=422 if errors else 200)


def _kind(code: str) -> Words:
    return label(Service(code)) if code in set(Service) else code


def moved(request: MemberRequest, need: str, stands: dict[Soft, int], new: dict[Soft, int]) -> list[Moved]:
    """The first services of an example search by the new weights, each with its place by those that stand."""
    wanted = Wanted(needs=frozenset({need}), near=request.member.agency.country)
    entries = candidates(wanted, now=request.at).entries
    answered = handlers.answered(entries, request.member, request.at)
    before, after = (
        finding.ordered(entries, wanted, at=request.at, weights=weights, answered=answered)
        for weights in (stands, new)
    )
    places = {line.entry.id: place for place, line in enumerate(before, 1)}
    return [
        Moved(
            f"{_kind(line.entry.service)}: {line.entry.team.name}, {line.entry.agency.name}, "
            f"{line.entry.agency.country}",
            places[line.entry.id], place, line.ranked.reasons,
        )
        for place, line in enumerate(after[:SHOWN], 1)
    ]  # fmt: skip
