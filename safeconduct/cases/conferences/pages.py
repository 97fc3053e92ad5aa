"""The pages of case conferences: those of a case, one with its agenda, one item with its forms, the meeting."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.queries import decide
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action
from safeconduct.cases.conferences import actions, forms, shown
from safeconduct.cases.conferences.queries import (
    Found,
    Item,
    conferences_of,
    grants_in,
    leads,
    may_add_to,
    of_item,
    one,
)
from safeconduct.cases.conferences.rules import (
    DECIDED,
    IS_OVER,
    NO_DAY,
    NO_WISH,
    NOT_MET,
    PAST_DAY,
    PERSON_HAS_NOT_AGREED,
    STILL_COLLECTED,
    TOO_LATE_A_DAY,
    may_add,
    may_open,
)
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.errors import BadInput, NotPossible
from safeconduct.vocabulary.sections import Section

type Errors = dict[str, Words]
type Entered = dict[str, Any]

AT = {reason.code: "until" for reason in (NO_DAY, PAST_DAY, TOO_LATE_A_DAY)} | {
    PERSON_HAS_NOT_AGREED.code: "agrees",
    NOT_MET.code: "came",
}
"""At which question a refusal is shown."""
FIRST = {"wish": "wish", "proposal": "proposal", "decision": "decision", "minutes": "minutes", "step": "what"}
MEANWHILE = frozenset(reason.code for reason in (DECIDED, IS_OVER, NO_WISH, STILL_COLLECTED))
"""What a colleague or the clock may have changed while somebody wrote: what they wrote stays on the page."""


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """The conferences of one case, the newest first."""
    lines, is_lead = conferences_of(case, by=request.member, at=request.at)
    context = {
        "case": case,
        "lines": [(line, line.ends_at <= request.at) for line in lines],
        "leads": is_lead,
    }
    return render(request, "cases/conferences/front.html", context)


@for_members
def begin(request: MemberRequest, case: UUID) -> HttpResponse:
    """What is asked, and until when."""
    require(may_open(leads=leads(grants_in(case))))
    entered, errors = _entered(request)
    if request.method == "POST":
        made: list[UUID] = []

        def act() -> None:
            said = forms.opened(entered)
            made.append(
                actions.open_conference(case, said.question, said.until, by=request.member, at=request.at)
            )

        errors = _tried(act)
        if not errors:
            messages.success(request, _("Opened. Now put on the agenda what is to be decided."))
            return redirect("add_conference_item", conference=made[0])
    context = {"case": case, "questions": forms.opening(entered, errors), "errors": errors}
    return render(request, "cases/conferences/new.html", context, status=422 if errors else 200)


@for_members
def conference(request: MemberRequest, conference: UUID) -> HttpResponse:
    """The question, the meeting, and the items that are open to the member."""
    found = one(conference, by=request.member, at=request.at)
    is_over = found.is_over(request.at)
    context = {
        "found": found,
        "is_over": is_over,
        "meeting": shown.meeting_in_words(found),
        "items": [
            shown.item_in_words(item, by=request.member, has_met=found.has_met(request.at))
            | {"state": shown.state_of(item, request.at, found.ends_at)}
            for item in found.items
        ],
        "may_add": not is_over and bool(may_add_to(found.grants, by=request.member)),
    }
    return render(request, "cases/conferences/conference.html", context)


@for_members
def add(request: MemberRequest, conference: UUID) -> HttpResponse:
    """One more item, in a section in which the member writes."""
    found = one(conference, by=request.member, at=request.at)
    sections = may_add_to(found.grants, by=request.member)
    require(may_add(edits=bool(sections), is_over=found.is_over(request.at)))
    entered, errors = _entered(request)
    if request.method == "POST":
        made: list[UUID] = []

        def act() -> None:
            section, text = forms.added(sections, entered)
            made.append(actions.add_item(conference, section, text, by=request.member, at=request.at))

        errors = _tried(act)
        if not errors:
            messages.success(request, _("On the agenda. Now write down what the person says to it."))
            return redirect("conference_item", item=made[0])
    context = {"found": found, "questions": forms.item(sections, entered, errors), "errors": errors}
    return render(request, "cases/conferences/add.html", context, status=422 if errors else 200)


@for_members
def item(request: MemberRequest, item: UUID) -> HttpResponse:
    """One item, and the forms that the member may fill in now: each is sent by itself."""
    entered, errors = _entered(request)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if do in DOING:
        errors = _tried(lambda: DOING[do](request, item, entered), else_at=FIRST[do])
        if not errors:
            messages.success(request, DONE[do])
            return redirect("conference_item", item=item)
    found, to = of_item(item, by=request.member, at=request.at)
    context = {
        "found": found,
        "item": shown.item_in_words(to, by=request.member, has_met=found.has_met(request.at))
        | {"state": shown.state_of(to, request.at, found.ends_at)},
        "asked": _questions(request, found, to, do, entered, errors),
        "errors": errors,
        "do": do,
    }
    return render(request, "cases/conferences/item.html", context, status=422 if errors else 200)


@for_members
def meeting(request: MemberRequest, conference: UUID) -> HttpResponse:
    """When and where one meets, and afterwards who was there."""
    found = one(conference, by=request.member, at=request.at)
    require(may_open(leads=found.leads))
    entered, errors = _entered(request)
    if request.method == "POST":
        errors = _tried(
            lambda: actions.set_meeting(
                conference, *forms.met(found, entered), by=request.member, at=request.at
            )
        )
        if not errors:
            messages.success(request, _("Saved."))
            return redirect("conference", conference=conference)
    context = {"found": found, "questions": forms.meeting(found, entered, errors), "errors": errors}
    return render(request, "cases/conferences/meeting.html", context, status=422 if errors else 200)


def _wish(request: MemberRequest, item: UUID, entered: Entered) -> None:
    actions.write_wish(item, forms.wished(entered), by=request.member, at=request.at)


def _proposal(request: MemberRequest, item: UUID, entered: Entered) -> None:
    actions.propose(item, forms.text_of(entered, "proposal"), by=request.member, at=request.at)


def _decision(request: MemberRequest, item: UUID, entered: Entered) -> None:
    actions.decide_item(item, *forms.decided(entered), by=request.member, at=request.at)


def _minutes(request: MemberRequest, item: UUID, entered: Entered) -> None:
    actions.keep_minutes(item, forms.text_of(entered, "minutes"), by=request.member, at=request.at)


def _step(request: MemberRequest, item: UUID, entered: Entered) -> None:
    said = forms.stepped(entered)
    actions.follow(
        item, said.what, said.who, said.planned, person_agrees=said.person_agrees, by=request.member, at=request.at
    )  # fmt: skip


DOING: dict[str, Callable[[MemberRequest, UUID, Entered], None]] = {
    "wish": _wish,
    "proposal": _proposal,
    "decision": _decision,
    "minutes": _minutes,
    "step": _step,
}
DONE = {
    "wish": gettext_lazy("Written down."),
    "proposal": gettext_lazy("Your proposal is written. Below you see what colleagues propose."),
    "decision": gettext_lazy("Decided. Tell the person, and say what follows."),
    "minutes": gettext_lazy("Written down."),
    "step": gettext_lazy("It stands in the plan now."),
}


def _questions(
    request: MemberRequest, found: Found, to: Item, do: str, entered: Entered, errors: Errors
) -> dict[str, Any]:
    """The forms that the member may fill in, by what they do; what was entered stands in the one that was sent."""
    edits_plan = bool(decide(request.member, found.grants, Section.PLAN, Action.EDIT).decision)
    words = shown.item_in_words(to, by=request.member, has_met=found.has_met(request.at))
    offered = {
        "wish": (words["may_wish"], forms.wish),
        "proposal": (words["may_propose"], forms.proposal),
        "decision": (words["may_decide"], forms.decision),
        "minutes": (words["may_keep"], forms.minutes),
        "step": (to.standing.is_decided and edits_plan, forms.step),
    }
    return {
        name: asking(*((entered, errors) if name == do else ({}, {})))
        for name, (may, asking) in offered.items()
        if may or (name == do and errors)
    }


def _entered(request: MemberRequest) -> tuple[Entered, Errors]:
    return (dict(request.POST.lists()) if request.method == "POST" else {}), {}


def _tried(act: Callable[[], None], else_at: str = "") -> Errors:
    """What was wrong with what was entered, by the question; other refusals go on.

    `else_at` is the question at which it is said what has changed meanwhile.
    """
    try:
        act()
    except BadInput as wrong:
        return dict(wrong.errors)
    except NotPossible as refused:
        code = refused.reason.code
        if else_at and code in MEANWHILE:
            return {else_at: refused.reason.whole}
        if code not in AT:
            raise
        return {AT[code]: refused.reason.instead}
    return {}
