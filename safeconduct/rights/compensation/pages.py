"""The pages of claims: those of one person, one claim with its steps and payments, and the list of what is open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from safeconduct.access.holders import holders
from safeconduct.access.queries import decide, held
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.asking.words import held_by
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.rights import rules as of_rights
from safeconduct.rights.codes import Error
from safeconduct.rights.compensation import actions, forms, rules, shown
from safeconduct.rights.compensation.queries import (
    MOST_PAGES,
    NO_SUCH_CLAIM,
    SECTION,
    Stands,
    claim_in,
    claims_by,
    deciding,
    open_claims,
)
from safeconduct.rights.deadlines.days import as_shown
from safeconduct.rights.in_error import ask
from safeconduct.rights.sheet import Struck
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.entered import Entered
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible

AT = {
    of_rights.AHEAD.code: "on", of_rights.LONG_AGO.code: "on", rules.BEFORE_BIRTH.code: "on",
    rules.BEFORE_LAST.code: "on", rules.NO_MOVE.code: "state", rules.NO_AWARD.code: "award",
    rules.ABOVE_AWARD.code: "above", rules.COUNTS_ELSE.code: "counts", rules.NOT_BOUND.code: "routes",
}  # fmt: skip
"""At which question a refusal of the rule is said, so that nothing that was typed is lost."""
TITLES: dict[str, Words] = {
    "known": _("Where and how it is claimed"),
    "losses": _("What was lost"),
    "step": _("How far it has come"),
    "payment": _("A payment"),
}


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """The claims of a person for who opens legal matters; who helps and decides in each country, for everybody."""
    by = request.member
    own_case_in_hand(case)
    grants = held(case)
    answered = decide(by, grants, SECTION, Action.OPEN)
    may_open, found = bool(answered.decision), claims_by(answered, case, by=by, at=request.at)
    context = {
        "case": case,
        "may_open": may_open,
        "may_edit": bool(decide(by, grants, SECTION, Action.EDIT).decision),
        "door": ""
        if may_open
        else held_by(one.profession for one in holders(case) if one.section is SECTION),
        "claims": [
            (one, shown.name_of(one.claim), shown.state_of(one.claim), one.claim.award, one.claim.unpaid)
            for one in found
        ],
        "countries": shown.table(),
    }
    return render(request, "rights/compensation/front.html", context)


@for_members
def claim(request: MemberRequest, case: UUID, claim: UUID) -> HttpResponse:
    """One claim: where, what was lost, what happened, what is unpaid; a press settles one of its days."""
    if request.POST.get("do") == "settle":
        actions.settle(case, claim, _settled_day(request), by=request.member, at=request.at)
        messages.success(request, _("Settled: you are told of this day no more."))
        return redirect("claim", case=case, claim=claim)
    stands = claim_in(case, claim, by=request.member, at=request.at)
    one = stands.claim
    way, authorities = shown.way(one.known)
    context = {
        "case": case,
        "stands": stands,
        "claim": one,
        "title": shown.name_of(one),
        "state": shown.state_of(one),
        "way": way,
        "authorities": authorities,
        "facts": shown.facts(one.known),
        "deadline": shown.deadline(one.known),
        "days": as_shown(stands.days, today_of(request.at)),
        "losses": shown.losses(one),
        "claimed": shown.claimed(one),
        "steps": shown.steps(one),
        "may_edit": bool(decide(request.member, held(case), SECTION, Action.EDIT).decision),
        "may_step": bool(rules.FOLLOWS[one.state]),
        "may_pay": one.state in rules.PAYABLE,
    }
    return render(request, "rights/compensation/claim.html", context)


@for_members
def listed(request: MemberRequest) -> HttpResponse:
    """What is open among the claims that the member has in hand: awarded, unpaid, waited for; oldest first."""
    number = request.GET.get("page", "1")
    is_number = number.isdecimal() and len(number) < 6
    page = min(int(number), MOST_PAGES) if is_number and int(number) > 0 else 1
    found = open_claims(page, by=request.member, at=request.at)
    context = {
        "open": found,
        "lines": [
            (line, shown.name_of(line.stands.claim), shown.state_of(line.stands.claim))
            for line in found.lines
        ],
        "before": page - 1,
        "after": page + 1 if found.has_more else 0,
    }
    return render(request, "rights/compensation/list.html", context)


@dataclass(frozen=True, slots=True)
class _Form:
    """What differs between the forms."""

    what: str
    questions: Callable[[Entered, forms.Errors], list[Any]]
    act: Callable[[Entered], UUID | None]
    at: str = ""
    """Where a refusal of an amount is said."""


@for_members
def begin(request: MemberRequest, case: UUID) -> HttpResponse:
    """Begin a claim: where it happened, where the person lives, and how it is claimed."""
    deciding(case, Action.EDIT, by=request.member)

    def act(given: Entered) -> UUID:
        return actions.begin(case, forms.known_entered(given), by=request.member, at=request.at)

    form = _Form("known", lambda given, errors: forms.known_questions(None, given, errors), act)
    return _shown(request, case, None, form)


@for_members
def known(request: MemberRequest, case: UUID, claim: UUID) -> HttpResponse:
    """Write down where and how it is claimed."""
    stands = _to_edit(request, case, claim)

    def act(given: Entered) -> None:
        actions.know(case, claim, forms.known_entered(given), by=request.member, at=request.at)

    form = _Form("known", lambda given, errors: forms.known_questions(stands.claim.known, given, errors), act)
    return _shown(request, case, claim, form)


@for_members
def losses(request: MemberRequest, case: UUID, claim: UUID) -> HttpResponse:
    """Write down what was lost, head by head."""
    stands = _to_edit(request, case, claim)

    def act(given: Entered) -> None:
        actions.lose(case, claim, forms.losses_entered(given), by=request.member, at=request.at)

    form = _Form("losses", lambda given, errors: forms.loss_groups(stands.claim, given, errors), act)
    return _shown(request, case, claim, form)


@for_members
def step(request: MemberRequest, case: UUID, claim: UUID) -> HttpResponse:
    """Write down how far it has come."""
    one, today = _to_edit(request, case, claim).claim, today_of(request.at)

    def act(given: Entered) -> None:
        to = forms.step_entered(given, request.member.profession)
        actions.step(case, claim, to, by=request.member, at=request.at)

    form = _Form(
        "step", lambda given, errors: forms.step_questions(one, given, errors, today=today), act, "award"
    )
    return _shown(request, case, claim, form)


@for_members
def payment(request: MemberRequest, case: UUID, claim: UUID) -> HttpResponse:
    """Write down a payment."""
    one, today = _to_edit(request, case, claim).claim, today_of(request.at)

    def act(given: Entered) -> None:
        paid = forms.payment_entered(one, given, request.member.profession)
        actions.pay(case, claim, paid, by=request.member, at=request.at)

    form = _Form(
        "payment", lambda given, errors: forms.payment_questions(one, given, errors, today=today), act, "paid"
    )
    return _shown(request, case, claim, form)


@for_members
def in_error(request: MemberRequest, case: UUID, claim: UUID, number: int) -> HttpResponse:
    """Say of a step or a payment that it was written in error."""
    one, today = _to_edit(request, case, claim).claim, today_of(request.at)
    require(rules.may_strike(one, number))

    def act(why: Error) -> None:
        how = Struck(why, today, request.member.profession)
        actions.strike(case, claim, number, how, by=request.member, at=request.at)

    line = next(step for step in shown.steps(one) if step.number == number)
    said = f"{line.money}. {line.evidence}" if line.money else line.evidence
    back = reverse("claim", args=[case, claim])
    return ask(request, [(line.name, said)], act, back, _("Claim for compensation"))


def _settled_day(request: MemberRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise NotFound(NO_SUCH_CLAIM) from None


def _to_edit(request: MemberRequest, case: UUID, claim: UUID) -> Stands:
    deciding(case, Action.EDIT, by=request.member)
    return claim_in(case, claim, by=request.member, at=request.at)


def _shown(request: MemberRequest, case: UUID, claim: UUID | None, form: _Form) -> HttpResponse:
    """What was entered stays where the rule or the form refuses it."""
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        try:
            made = form.act(entered)
            messages.success(request, _("Written down."))
            return redirect("claim", case=case, claim=claim or made)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        except NotPossible as refused:
            errors = _at(refused, form)
    asked = form.questions(entered, errors)
    context = {
        "case": case, "claim": claim, "what": form.what, "title": TITLES[form.what], "errors": errors,
        **({"groups": asked} if form.what == "losses" else {"questions": asked}),
    }  # fmt: skip
    return render(request, "rights/compensation/form.html", context, status=422 if errors else 200)


def _at(refused: NotPossible, form: _Form) -> dict[str, Words]:
    """The refusal at its question. What belongs to no question is refused as a whole page."""
    code = refused.reason.code
    at = AT.get(code) or (form.at if code in (rules.NOT_POSITIVE.code, rules.TOO_MUCH.code) else "")
    if form.what == "known" and at == "on":
        at = "sample_on"
    if not at:
        raise refused
    return {at: refused.reason.whole}
