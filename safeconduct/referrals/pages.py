"""Today, making a referral, and the referral itself with the moves that are possible now."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agency, colleagues, team
from safeconduct.cases.aliases import offered
from safeconduct.cases.forms import facts
from safeconduct.cases.forms import questions as section_questions
from safeconduct.cases.pages import strip
from safeconduct.cases.queries import case_of, my_people
from safeconduct.consent import actions as consent_actions
from safeconduct.consent import forms as consent_forms
from safeconduct.consent.rules import Channel
from safeconduct.directory.queries import entry, find
from safeconduct.referrals import actions, drafting, forms, queries
from safeconduct.referrals.labels import EVENTS, NEXT, STATES, STEPS
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import TURN, Event, Side, State
from safeconduct.vocabulary.codes import Need, Purpose, Service, Urgency, Withdrawal
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import USED, Section, in_order


@for_members
def today(request: MemberRequest) -> HttpResponse:
    """What waits for the member, what waits for others, and "My people" by alias."""
    return _today(request)


def _today(
    request: MemberRequest, entered: Any = None, errors: Any = None, *, status: int = 200
) -> HttpResponse:
    people = my_people(by=request.member, at=request.at)
    lists = queries.lists(by=request.member, at=request.at)
    alias = {"pseudonym": offered({person.alias for person in people})}
    context = {
        "queues": [
            (
                _("Your turn"),
                [_line(line) for line in lists.your_turn],
                _("Referrals that wait for you appear here."),
            ),
            (
                _("Their turn"),
                [_line(line) for line in lists.their_turn],
                _("Referrals that wait for others appear here."),
            ),
            (
                _("Drafts"),
                [_line(line) for line in lists.drafts],
                _("Referrals that you have begun appear here."),
            ),
        ],
        "people": people,
        "questions": section_questions(Section.PROFILE, alias, entered, errors),
        "errors": errors,
    }
    return render(request, "referrals/today.html", context, status=status)


def _line(line: queries.Line) -> dict[str, Any]:
    row = line.row
    return {
        "row": row,
        "alias": line.alias,
        "other": line.other,
        "state": STATES[State(row.state)],
        "service": label(Service(row.service)),
        "is_yours": Side(row.side) in TURN[State(row.state)],
        "next": NEXT[State(row.state)],
    }


@for_members
def refer(request: MemberRequest, case: UUID) -> HttpResponse:
    """Choose the service and how urgent it is; a draft begins and nothing leaves."""
    bare = case_of(case)
    errors: dict[str, Any] = {}
    if request.method == "POST":
        chosen, urgency = request.POST.get("service", ""), request.POST.get("urgency", "")
        if urgency not in set(Urgency):
            errors["urgency"] = _("Choose how urgent it is.")
        try:
            service = entry(UUID(chosen))
        except (ValueError, NotFound):
            errors["service"] = _("Choose the service.")
        if not errors:
            need = next(iter(service.needs), Need.SAFETY.value)
            row = drafting.draft(
                case=CaseId(case),
                entry=service,
                need=need,
                urgency=Urgency(urgency),
                by=request.member,
                at=request.at,
            )
            return redirect("referral", reference=row.reference)
    found = [item for item in find() if item.agency_id != request.member.agency_id]
    services = [
        (str(item.id), f"{label(Service(item.service))}: {item.team.name}, {item.agency}") for item in found
    ]
    asked = [
        Question(
            name="service",
            label=_("Service"),
            kind="select",
            options=services,
            value=request.POST.get("service", ""),
            error=errors.get("service", ""),
        ),
        Question(
            name="urgency",
            label=_("How urgent"),
            kind="select",
            options=list(choices(Urgency)),
            value=request.POST.get("urgency", ""),
            error=errors.get("urgency", ""),
        ),
    ]
    context = {"case": bare, "questions": asked, "errors": errors, "found": found}
    return render(request, "referrals/refer.html", context, status=422 if errors else 200)


@for_members
def referral(request: MemberRequest, reference: str) -> HttpResponse:
    """One referral: whose turn it is, what both sides know, and what of the person the member may open."""
    row = queries.by_reference(reference)
    return _draft(request, row) if row.state == State.DRAFT else _under_way(request, row)


@require_POST
@for_members
def consent(request: MemberRequest, reference: str) -> HttpResponse:
    """Record the talk: save it as far as it went, give the consent, or record the no."""
    row = queries.by_reference(reference)
    if row.case_id is None:
        raise NotFound(_("There is no such referral for you."))
    entered = dict(request.POST.lists())
    case = CaseId(row.case_id)
    try:
        made = consent_forms.document(
            entered, team=row.team_id, agency=row.other_agency_id, purpose=Purpose(row.purpose)
        )
        match request.POST.get("do"):
            case "refuse":
                consent_actions.refuse(case=case, document=made, by=request.member, at=request.at)
            case "save":
                consent_actions.record_talk(case=case, document=made, by=request.member, at=request.at)
            case _:
                given = consent_actions.give(case=case, document=made, by=request.member, at=request.at)
                drafting.rest_on(referral=row, consent=given, by=request.member, at=request.at)
    except BadInput as wrong:
        return _draft(request, row, entered, dict(wrong.errors), status=422)
    except NotPossible as refused:
        return _draft(
            request, row, entered, {"": refused.reason.sentence, " ": refused.reason.instead}, status=409
        )
    return redirect("referral", reference=row.reference)


@require_POST
@for_members
def send(request: MemberRequest, reference: str) -> HttpResponse:
    """Send, once what they will see was looked at."""
    row = queries.by_reference(reference)
    capacity = request.POST.get("capacity", "")
    if capacity in CAPACITY:
        drafting.note_preview(referral=row, capacity=capacity, by=request.member, at=request.at)
    row.refresh_from_db()
    drafting.send(referral=row, recipient=agency(row.other_agency_id), by=request.member, at=request.at)
    return redirect("referral", reference=row.reference)


@require_POST
@for_members
def discard(request: MemberRequest, reference: str) -> HttpResponse:
    """Delete a draft."""
    drafting.discard(referral=queries.by_reference(reference), by=request.member, at=request.at)
    return redirect("today")


@require_POST
@for_members
def move(request: MemberRequest, reference: str, event: str) -> HttpResponse:
    """Make a move. An incomplete one shows the page again with what was entered; an impossible one is a 409."""
    row = queries.by_reference(reference)
    if event not in set(Event) or Event(event) in forms.WITHOUT_A_FORM:
        raise NotFound(_("There is no such step."))
    entered = request.POST.dict()
    try:
        actions.move(
            referral=row.id,
            event=Event(event),
            codes=forms.codes(row, Event(event), entered),
            by=request.member,
            at=request.at,
        )
    except NotPossible as refused:
        return _under_way(request, row, Event(event), entered, refused, status=409)
    return redirect("referral", reference=row.reference)


@require_POST
@for_members
def withdraw(request: MemberRequest, reference: str) -> HttpResponse:
    """Take it back, in one step, by reference; nobody is asked why beyond a code."""
    row = queries.by_reference(reference)
    reason = request.POST.get("reason", "")
    channel = request.POST.get("channel", "")
    actions.withdraw(
        referral=row.id,
        reason=Withdrawal(reason) if reason in set(Withdrawal) else Withdrawal.CONSENT_WITHDRAWN,
        channel=Channel(channel) if channel in set(Channel) else Channel.WORKER,
        by=request.member,
        at=request.at,
    )
    return redirect("referral", reference=row.reference)


CAPACITY = {
    "asked": _("Asked: they have room"),
    "listed": _("Not asked: the directory says that they have room"),
    "urgent": _("Not asked: it cannot wait"),
}


def _draft(
    request: MemberRequest, row: Referral, entered: Any = None, errors: Any = None, *, status: int = 200
) -> HttpResponse:
    recipient: Agency = agency(row.other_agency_id)
    preview = drafting.preview(referral=row, recipient=recipient, by=request.member, at=request.at)
    parts = {
        section: facts(section, reading.content)
        for section, reading in {**preview.at_once, **preview.held_back}.items()
    }
    shown = [(label(section), parts[section], section in preview.held_back) for section in in_order(parts)]
    hidden = [label(section) for section in in_order(USED) if section not in parts]
    context = {
        **_line(queries.Line(row, "", recipient)),
        "team": team(row.team_id),
        "consent": row.consent,
        "form": consent_forms.questions(entered, errors),
        "errors": errors,
        "shown": shown,
        "hidden": hidden,
        "missing": [
            reason
            for reason in preview.missing
            if reason.code not in ("preview_not_seen", "capacity_not_asked")
        ],
        "capacity": Question(
            name="capacity", label=_("Have they room?"), kind="select", options=list(CAPACITY.items())
        ),
    }
    return render(request, "referrals/draft.html", context, status=status)


def _under_way(
    request: MemberRequest,
    row: Referral,
    event: Event | None = None,
    entered: Any = None,
    refused: NotPossible | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    whole = queries.whole(row, by=request.member, at=request.at)
    actions.note_reading(referral=row, sections=list(whole.readings), by=request.member, at=request.at)
    members = colleagues(request.member.agency_id)
    asked = [
        {
            "event": possible.value,
            "label": EVENTS[possible],
            "questions": forms.questions(
                row, possible, colleagues=members, agencies=[], entered=entered if possible is event else None
            ),
            "refused": refused if possible is event else None,
        }
        for possible in whole.possible
        if possible not in forms.WITHOUT_A_FORM and possible is not Event.MARK_AS_ERROR
    ]
    context = {
        **_line(queries.Line(row, "", whole.other)),
        "whole": whole,
        "moves": [(EVENTS[Event(made.event)], made) for made in whole.moves],
        "parts": [
            (label(section), facts(section, reading.content)) for section, reading in whole.readings.items()
        ],
        "closed": [label(section) for section in whole.closed],
        "rungs": [(STEPS[rung.step], rung.at) for rung in whole.rungs],
        "asked": asked,
        "refused": refused,
        "strip": strip(whole.readings),
        "withdrawal": [
            Question(
                name="reason",
                label=_("Why"),
                kind="select",
                options=list(choices(Withdrawal)),
                value="",
                prefix="back-",
            ),
            Question(
                name="channel",
                label=_("How it was said"),
                kind="select",
                options=CHANNELS,
                value="",
                prefix="back-",
            ),
        ],
    }
    return render(request, "referrals/referral.html", context, status=status)


CHANNELS = [
    (Channel.PERSON.value, _("By the person")),
    (Channel.WORKER.value, _("Through the worker")),
    (Channel.TELEPHONE.value, _("By telephone")),
    (Channel.LAWYER.value, _("Through a lawyer")),
]
