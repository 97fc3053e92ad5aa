"""Making a referral: the service, the person's consent, what they will see, and sending."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agency, team
from safeconduct.cases.contents import answer
from safeconduct.cases.forms import facts
from safeconduct.cases.queries import case_of, read_sections
from safeconduct.consent import actions as consent_actions
from safeconduct.consent import forms as consent_forms
from safeconduct.consent.document import read
from safeconduct.consent.queries import talk_under_way
from safeconduct.directory.queries import entry, find
from safeconduct.referrals import drafting, queries
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.pages.lines import in_words
from safeconduct.vocabulary.codes import Answer3, Need, Purpose, Service, Urgency
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId, ConsentId
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import NEVER_SENT, USED, Section, in_order

CAPACITY = {
    "asked": _("Asked: they have room"),
    "listed": _("Not asked: the directory says that they have room"),
    "urgent": _("Not asked: it cannot wait"),
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


@require_POST
@for_members
def consent(request: MemberRequest, reference: str) -> HttpResponse:
    """Record the talk: save it as far as it went, give the consent, or record the no."""
    row = queries.by_reference(reference)
    if row.case_id is None:
        raise NotFound(_("There is no such referral for you."))
    entered = dict(request.POST.lists())
    case = CaseId(row.case_id)
    talk = talk_under_way(case, row.team_id)
    begun = ConsentId(talk.consent_id) if talk else None
    try:
        made = consent_forms.document(
            entered, team=row.team_id, agency=row.other_agency_id, purpose=Purpose(row.purpose)
        )
        match request.POST.get("do"):
            case "refuse":
                consent_actions.refuse(
                    case=case, document=made, by=request.member, at=request.at, consent=begun
                )
            case "save":
                consent_actions.record_talk(
                    case=case, document=made, by=request.member, at=request.at, consent=begun
                )
            case _:
                given = consent_actions.give(
                    case=case,
                    document=made,
                    by=request.member,
                    at=request.at,
                    is_child=_may_be_child(request, row),
                    consent=begun,
                )
                drafting.rest_on(referral=row, consent=given, by=request.member, at=request.at)
    except BadInput as wrong:
        return draft_page(request, row, entered, dict(wrong.errors), status=422)
    except NotPossible as refused:
        return draft_page(
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


def _may_be_child(request: MemberRequest, row: Referral) -> bool:
    """A child, or nobody has said that it is none: child rules apply."""
    if row.case_id is None:
        return True
    profile = read_sections(row.case_id, [Section.PROFILE], by=request.member, at=request.at).get(
        Section.PROFILE
    )
    return profile is None or answer(profile.content, "is_child") != Answer3.NO


@for_members
def ground(request: MemberRequest, reference: str) -> HttpResponse:
    """Share on a listed legal ground, without consent: after a fresh confirmation, seen by a second person."""
    row = queries.by_reference(reference)
    if row.case_id is None or row.state != State.DRAFT:
        raise NotFound(_("There is no such draft for you."))
    if request.method != "POST":
        again = step_up(request)
        return again or _ground_page(request, row)
    entered = dict(request.POST.lists())
    require_step_up(request)
    try:
        made = consent_forms.ground_document(entered, team=row.team_id, agency=row.other_agency_id)
        given = consent_actions.share_on_ground(
            case=CaseId(row.case_id), document=made, by=request.member, at=request.at
        )
        drafting.rest_on(referral=row, consent=given, by=request.member, at=request.at)
    except BadInput as wrong:
        return _ground_page(request, row, entered, dict(wrong.errors), status=422)
    except NotPossible as refused:
        errors = {"": refused.reason.sentence, " ": refused.reason.instead}
        return _ground_page(request, row, entered, errors, status=409)
    return redirect("referral", reference=row.reference)


def _ground_page(
    request: MemberRequest, row: Referral, entered: Any = None, errors: Any = None, *, status: int = 200
) -> HttpResponse:
    context = {
        **in_words(queries.Line(row, "", agency(row.other_agency_id))),
        "team": team(row.team_id),
        "form": consent_forms.ground_questions(entered, errors),
        "errors": errors,
    }
    return render(request, "referrals/ground.html", context, status=status)


@require_POST
@for_members
def reviewed(request: MemberRequest, review: UUID) -> HttpResponse:
    """A second person has looked at a sharing without consent."""
    consent_actions.review(review=review, by=request.member, at=request.at)
    return redirect("today")


def _begun(row: Referral) -> dict[str, list[str]] | None:
    """A talk that was saved and not finished stands in the form again."""
    talk = talk_under_way(row.case_id, row.team_id) if row.case_id else None
    return consent_forms.entered_from(read(talk.document)) if talk else None


def draft_page(
    request: MemberRequest, row: Referral, entered: Any = None, errors: Any = None, *, status: int = 200
) -> HttpResponse:
    """The draft's page: consent, the two columns, check and send."""
    recipient: Agency = agency(row.other_agency_id)
    preview = drafting.preview(referral=row, recipient=recipient, by=request.member, at=request.at)
    parts = {
        section: facts(section, reading.content)
        for section, reading in {**preview.at_once, **preview.held_back}.items()
    }
    shown = [(label(section), parts[section], section in preview.held_back) for section in in_order(parts)]
    hidden = [(label(section), section in NEVER_SENT) for section in in_order(USED) if section not in parts]
    context = {
        **in_words(queries.Line(row, "", recipient)),
        "team": team(row.team_id),
        "consent": row.consent,
        "form": consent_forms.questions(entered or _begun(row), errors),
        "errors": errors,
        "shown": shown,
        "chain": queries.chain(row),
        "hits": [(label(hit.section), hit.piece) for hit in preview.hits],
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
