"""Who does which step of a plan: put to other agencies in one step, and how each stands with them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.answering import rows_of
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.forms import in_words
from safeconduct.cases.planning.rules import ACTIONS, STANDING_IN_WORDS, standing
from safeconduct.referrals.plan_tasks import actions, forms
from safeconduct.referrals.plan_tasks.rules import StepState, may_put, may_write_back, state
from safeconduct.referrals.tasks.shown import of_case
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.sections import Section

STATES: dict[StepState, Words] = {
    StepState.WITH_NOBODY: gettext_lazy("No other agency has it"),
    StepState.LATE: gettext_lazy("Late"),
    StepState.OPEN: gettext_lazy("Under way"),
    StepState.DONE: gettext_lazy("Done"),
    StepState.NOT_DONE: gettext_lazy("Not done"),
}


@for_members
def plan_team(request: MemberRequest, case: UUID) -> HttpResponse:
    """The steps of a plan with who has each; a slip, or a refusal, shows the page as it was filled in."""
    if request.method != "POST":
        return _page(request, case)
    entered = _entered(request)
    try:
        said = _done(request, case, entered)
    except BadInput as wrong:
        return _page(request, case, _entered(request, dict(wrong.errors)), status=422)
    except NotPossible as refused:
        record("plan:put", by=as_actor(request.member), at=request.at, case=case, refused=refused.reason.code)
        return _page(request, case, entered, refused=refused, status=409)
    messages.success(request, said)
    return redirect("plan_team", case=case)


def _entered(request: MemberRequest, errors: dict[str, Words] | None = None) -> forms.Entered:
    given = request.POST
    return forms.Entered(
        given.get("what", ""),
        given.getlist("referrals"),
        given.get("about", ""),
        given.get("spoken", ""),
        given.get("due", ""),
        errors or {},
    )


def _done(request: MemberRequest, case: UUID, entered: forms.Entered) -> str:
    by, at = request.member, request.at
    match request.POST.get("do"):
        case "put":
            n = actions.put(case, forms.put(entered, actions.together(case)), by=by, at=at)
            return ngettext("Put to %(n)d agency, and told.", "Put to %(n)d agencies, and told.", n) % {
                "n": n
            }
        case "write":
            actions.write_back(case, entered.what, by=by, at=at)
            return _("The plan says that it is done.")
        case _:
            raise NotFound(_("There is no such step."))


def _page(
    request: MemberRequest,
    case: UUID,
    entered: forms.Entered | None = None,
    *,
    refused: NotPossible | None = None,
    status: int = 200,
) -> HttpResponse:
    plan = actions.plan_of(case, by=request.member, at=request.at)
    rows = actions.together(case)
    names = agencies({row.other_agency_id for row in rows}) if rows else {}
    lines = [line for line in of_case(case, by=request.member, at=request.at) if not line.is_ours]
    stands = standing(plan.content)
    steps: list[dict[str, Any]] = []
    for number, step in enumerate(rows_of(plan.content, ACTIONS)):
        those = [line for line in lines if line.text == step.get("what")]
        has_it = {line.referral for line in those if not line.ended}
        free = [row for row in rows if row.id not in has_it]
        could = may_put(stands, step.get("state"), chosen=[row.id for row in free], has_it=has_it)
        given = entered if entered and entered.what == step.get("what") else None
        steps.append(
            {
                "number": number,
                "step": step,
                "facts": _facts(step),
                "lines": those,
                "stands": STATES[state([actions.had(line) for line in those])],
                "may_write": bool(may_write_back(step.get("state"), [actions.had(line) for line in those])),
                "questions": forms.questions(step, number, free, names, given) if could else [],
                "is_open": given is not None,
            }
        )
    known = {step["step"].get("what") for step in steps}
    context = {
        "case": case,
        "standing": STANDING_IN_WORDS[stands],
        "steps": steps,
        "others": [line for line in lines if line.text not in known],
        "is_anybody": bool(rows),
        "refused": refused,
        "errors": _named(steps, entered),
    }
    return render(request, "referrals/plan_tasks/team.html", context, status=status)


def _facts(step: dict[str, Any]) -> list[tuple[Words, str]]:
    """Who does it in the plan's own words, until when, and how far the plan says it is."""
    parts = next(field.parts for field in FIELDS[Section.PLAN] if field.name == ACTIONS)
    return [
        (part.label, in_words(part, step[part.name]))
        for part in parts
        if part.name in ("who", "planned", "state", "ended") and isinstance(step.get(part.name), str)
    ]


def _named(steps: list[dict[str, Any]], entered: forms.Entered | None) -> dict[str, Words]:
    number = next((one["number"] for one in steps if one["is_open"]), 0)
    return {f"step-{number}-{name}": said for name, said in (entered.errors if entered else {}).items()}
