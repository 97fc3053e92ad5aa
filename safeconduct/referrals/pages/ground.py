"""Sharing on a listed legal ground, without consent, and the second person who looks at it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.agencies.queries import agency, team
from safeconduct.consent import actions as consent_actions
from safeconduct.consent import forms as consent_forms
from safeconduct.consent.entering import ground_document
from safeconduct.consent.queries import shareable_on_grounds
from safeconduct.consent.rules import Shareable
from safeconduct.referrals import drafting, queries
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.pages.lines import in_words
from safeconduct.vocabulary.codes import NoConsentGround
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId


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
        made = ground_document(entered, team=row.team_id, agency=row.other_agency_id)
        given = consent_actions.share_on_ground(
            case=CaseId(row.case_id), document=made, by=request.member, at=request.at
        )
        drafting.rest_on(referral=row, consent=given, by=request.member, at=request.at)
    except BadInput as wrong:
        return _ground_page(request, row, entered, dict(wrong.errors), status=422)
    except NotPossible as refused:
        on = _on_grounds(request, row)[NoConsentGround(made.ground)]
        errors = consent_forms.marked([refused.reason], made, on)
        return _ground_page(request, row, entered, errors, status=409)
    return redirect("referral", reference=row.reference)


def _ground_page(
    request: MemberRequest, row: Referral, entered: Any = None, errors: Any = None, *, status: int = 200
) -> HttpResponse:
    context = {
        **in_words(queries.Line(row, "", agency(row.other_agency_id))),
        "team": team(row.team_id),
        "form": consent_forms.ground_questions(entered, errors, _on_grounds(request, row)),
        "errors": errors,
    }
    return render(request, "referrals/ground.html", context, status=status)


def _on_grounds(request: MemberRequest, row: Referral) -> dict[NoConsentGround, Shareable]:
    if row.case_id is None:
        return {}
    return shareable_on_grounds(row.case_id, team(row.team_id), by=request.member)


@forms_only
@for_members
def reviewed(request: MemberRequest, review: UUID) -> HttpResponse:
    """A second person has looked at a sharing without consent."""
    consent_actions.review(review=review, by=request.member, at=request.at)
    return redirect("today")
