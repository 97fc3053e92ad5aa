"""The pages of the bed count: the picture with its table, counting, and agreeing by two people."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.referrals.beds import actions, drawing, forms, queries, rules
from safeconduct.referrals.beds.labels import STATES
from safeconduct.referrals.beds.rules import State
from safeconduct.vocabulary.codes import Profession, Service
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.workdays import zone


@for_members
def beds(request: MemberRequest) -> HttpResponse:
    """Free places of the network."""
    return _page(request)


@for_members
def count(request: MemberRequest) -> HttpResponse:
    """The count of the day: what is there is confirmed, or changed."""
    entries = _counted_by(request)
    errors: Any = {}
    if request.method == "POST":
        try:
            free, totals = forms.entered(entries, request.POST)
            actions.count(
                free={entry.id: number for entry, number in free.items()},
                totals=totals,
                by=request.member,
                at=request.at,
            )
            messages.success(request, _("Counted. Those with whom your agency agreed are told."))
            return redirect("beds")
        except BadInput as wrong:
            errors = wrong.errors
        except NotPossible as refused:
            errors = {f"free-{entries[0].id}" if entries else " ": refused.reason.whole}
    asked = forms.questions(entries, queries.totals(by=request.member), request.POST, errors)
    context = {"questions": asked, "errors": errors}
    return render(request, "referrals/beds/count.html", context, status=422 if errors else 200)


@forms_only
@for_members
def propose(request: MemberRequest) -> HttpResponse:
    """The first of two people wants an agreement with this agency."""
    chosen = identifier_in(request.POST.get("agency", ""))
    other = next((one for one in queries.could_be_asked(by=request.member) if one.id == chosen), None)
    if other is None:
        return _page(request, {"agency": _("Choose the agency.")}, status=422)
    actions.propose(other=other, by=request.member, at=request.at)
    messages.success(request, _("Noted. A second person of your agency says yes, then they are asked."))
    return redirect("beds")


@forms_only
@for_members
def say_yes(request: MemberRequest, agreement: UUID) -> HttpResponse:
    """A yes of one person."""
    try:
        found = actions.say_yes(agreement=agreement, by=request.member, at=request.at)
    except NotPossible as refused:
        return _page(request, {" ": refused.reason.whole}, status=409)
    messages.success(request, STATES[found])
    return redirect("beds")


@forms_only
@for_members
def end(request: MemberRequest, agreement: UUID) -> HttpResponse:
    """It is over, and what came by it is deleted."""
    if queries.stands(agreement, by=request.member) and "sure" not in request.POST:
        wrong = _("Tick that it ends, and press again: the counts of both sides are deleted.")
        return _page(request, {f"sure-{agreement}": wrong}, status=422)
    state = actions.end(agreement=agreement, by=request.member, at=request.at)
    said = _("Ended. What they had counted is deleted here, and yours there.")
    messages.success(request, _("Taken off the list.") if state is State.ENDED else said)
    return redirect("beds")


def _page(request: MemberRequest, errors: Any = None, *, status: int = 200) -> HttpResponse:
    by = request.member
    entries, found = actions.own_entries(by), queries.network(by=by, at=request.at)
    today = request.at.astimezone(zone(by.agency.country)).date()
    highest = max((free for one in found for _day, free in one.history), default=0)
    decides = bool(rules.may_agree(Profession(by.profession), supervises=by.supervises))
    agreements = [_agreement(one, by.id) for one in queries.agreements(by=by)]
    waits = any(one["waits_for_another"] for one in agreements)
    context = {
        "errors": errors or {},
        "second": [one.name for one in queries.could_be_second(by=by)] if waits else [],
        "network": [_of(one, highest, today) for one in found],
        "late": [one.agency for one in found if one.is_late and (entries or not one.is_own)],
        "has_others": len(found) > 1,
        "gives_beds": bool(entries),
        "may_count": any(entry.team_id in set(by.teams) for entry in entries),
        "agreements": agreements,
        "decides": decides,
        "others": queries.could_be_asked(by=by) if decides else [],
    }
    return render(request, "referrals/beds/beds.html", context, status=status)


def _counted_by(request: MemberRequest) -> list[Any]:
    teams = set(request.member.teams)
    return [entry for entry in actions.own_entries(request.member) if entry.team_id in teams]


def _of(one: queries.OfAgency, highest: int, today: Any) -> dict[str, Any]:
    return {
        "agency": one.agency,
        "is_own": one.is_own,
        "is_late": one.is_late,
        "kinds": [
            {
                "row": row,
                "name": label(Service(row.service)),
                "share": drawing.share(row.free, row.total),
            }
            for row in one.last
        ],
        "line": drawing.line(one.history, today, highest),
        "history": one.history,
    }


def _agreement(one: queries.Agreement, who: UUID) -> dict[str, Any]:
    state = State(one.row.state)
    leads = rules.says_yes(state, first=one.row.first_by, who=who)
    return {
        "row": one.row,
        "sure": f"sure-{one.row.id}",
        "other": one.other,
        "state": STATES[state],
        "refusal": one.refusal,
        "may_say_yes": isinstance(leads, State),
        "waits_for_another": leads is rules.SECOND_PERSON,
        "is_agreed": state is State.AGREED,
        "is_ended": state is State.ENDED,
    }
