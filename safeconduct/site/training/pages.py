"""The pages of the exercises: the list, one of them, what the standard says to what was done, and the paper."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.site.demo import is_demo
from safeconduct.site.training import actions, queries, rules
from safeconduct.site.training.checks import Standing
from safeconduct.site.training.scenario import Scenario
from safeconduct.site.training.scenarios.all import SCENARIOS
from safeconduct.site.training.scenarios.common import PRACTICE
from safeconduct.site.training.sheet import sheet
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Decision, Refused, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.typesetting.setting import PDF, pdf

NAME = "exercise.pdf"
BACK = "exercise"
"""In the session: the exercise that was looked at last, so that each page of the demonstration leads back to it."""


def in_a_demonstration(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a signed-in member of a demonstration; anywhere else the rule refuses it, with its sentence."""

    @for_members
    @wraps(view)
    def page(request: MemberRequest, *args: object, **kwargs: object) -> HttpResponse:
        require(rules.may_train(is_demo()))
        return view(request, *args, **kwargs)

    return page


@in_a_demonstration
def exercises(request: MemberRequest) -> HttpResponse:
    """All of them, and those that this member has begun."""
    scenarios = list(SCENARIOS.values())
    context = {
        "scenarios": scenarios,
        "begun": queries.begun(scenarios, by=request.member, at=request.at),
    }
    return render(request, "site/training/exercises.html", context)


@in_a_demonstration
def exercise(request: MemberRequest, code: str) -> HttpResponse:
    """The situation and the steps; the button opens the case, for whoever plays the first part."""
    scenario = _scenario(code)
    if request.method == "POST":
        case = actions.begin(scenario, by=request.member, at=request.at)
        return redirect("exercise_done", code=code, case=case)
    may_begin = _may_begin(scenario, request)
    context = {
        "scenario": scenario,
        "alias": actions.next_alias(scenario, by=request.member, at=request.at) if may_begin else "",
        "may_begin": may_begin,
        "is_here": scenario.begins.country == request.member.agency.country,
    }
    return render(request, "site/training/exercise.html", context)


@in_a_demonstration
def done(request: MemberRequest, code: str, case: UUID) -> HttpResponse:
    """Step by step what the standard says, and whether it was done. Its address is kept for the way back."""
    if request.session.get(BACK) != request.path:
        request.session[BACK] = request.path
    return _done_page(request, _scenario(code), case)


@forms_only
@in_a_demonstration
def paper(request: MemberRequest, code: str, case: UUID) -> HttpResponse:
    """The paper with the name that was typed now; neither is kept."""
    scenario, name = _scenario(code), request.POST.get("name", "")
    facts = queries.facts_of(scenario, case, by=request.member, at=request.at)
    require(rules.may_attest(standing for _step, standing in scenario.standings(facts)))
    decision = rules.may_stand(name)
    if isinstance(decision, Refused):
        return _done_page(request, scenario, case, wrong=decision, name=name, status=422)
    made = pdf(sheet(scenario, name.strip(), on=timezone.localdate()))
    return HttpResponse(
        made, content_type=PDF, headers={"Content-Disposition": f'attachment; filename="{NAME}"'}
    )


def _done_page(
    request: MemberRequest,
    scenario: Scenario,
    case: UUID,
    *,
    wrong: Refused | None = None,
    name: str = "",
    status: int = 200,
) -> HttpResponse:
    facts = queries.facts_of(scenario, case, by=request.member, at=request.at)
    found = scenario.standings(facts)
    errors = {"name": wrong.reason.whole} if wrong is not None else {}
    context = {
        "scenario": scenario,
        "case": case,
        "sent": facts.sent,
        "steps": [
            (
                step,
                standing,
                _KINDS[standing],
                step.check.why(facts) if standing is Standing.OTHERWISE else [],
            )
            for step, standing in found
        ],
        "number_done": sum(standing is Standing.DONE for _step, standing in found),
        "may_attest": rules.may_attest(standing for _step, standing in found),
        "practice": PRACTICE,
        "errors": errors,
        "name": Question("name", _("Name on the paper"), "text", name, error=errors.get("name", "")),
    }
    return render(request, "site/training/done.html", context, status=status)


_KINDS = {Standing.DONE: "moss", Standing.NOT_YET: "theirs", Standing.OTHERWISE: "brick"}
"""The look of a tag."""


def _scenario(code: str) -> Scenario:
    scenario = SCENARIOS.get(code)
    if scenario is None:
        raise NotFound(_("There is no such exercise."))
    return scenario


def _may_begin(scenario: Scenario, request: MemberRequest) -> Decision:
    by = request.member
    return rules.may_begin(
        scenario,
        profession=Profession(by.profession),
        sector=Sector(by.agency.sector),
        country=by.agency.country,
    )
