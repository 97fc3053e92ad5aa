"""Recording the talk with the person: saved as far as it went, a consent, or a no."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.consent import actions as consent_actions
from safeconduct.consent import forms as consent_forms
from safeconduct.consent.entering import document
from safeconduct.consent.queries import talk_of, talk_under_way
from safeconduct.consent.rules import missing_to_give
from safeconduct.referrals import drafting, queries
from safeconduct.referrals.guarding import of_a_child
from safeconduct.referrals.law.with_the_talk import law_with
from safeconduct.referrals.pages.draft import draft_page
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId, ConsentId


@forms_only
@for_members
def consent(request: MemberRequest, reference: str) -> HttpResponse:
    """Record the talk: save it as far as it went, give the consent, or record the no; with the law that was said."""
    row = queries.by_reference(reference)
    if row.case_id is None:
        raise NotFound(_("There is no such referral for you."))
    entered = dict(request.POST.lists())
    case = CaseId(row.case_id)
    talk = talk_under_way(case, row.team_id)
    begun = ConsentId(talk.consent_id) if talk else None
    named = request.POST.get("guardian", "").strip()
    is_child, guardian_refused = of_a_child(case, named, by=request.member, at=request.at)
    law, is_law_wrong = law_with(row, entered, by=request.member, at=request.at)
    if is_law_wrong:
        return draft_page(request, row, entered, law=law, status=422)
    try:
        made = document(entered, team=row.team_id, agency=row.other_agency_id, purpose=Purpose(row.purpose))
        match request.POST.get("do"):
            case "refuse":
                consent_actions.refuse(
                    case=case, document=made, by=request.member, at=request.at, consent=begun
                )
                messages.success(request, _("The person's no is recorded. Help goes on, and nothing leaves."))
            case "save":
                consent_actions.record_talk(
                    case=case, document=made, by=request.member, at=request.at, consent=begun
                )
                messages.success(request, _("Saved. The talk can go on later."))
            case _:
                given = consent_actions.give(
                    case=case,
                    document=made,
                    by=request.member,
                    at=request.at,
                    is_child=is_child,
                    guardian_refused=guardian_refused,
                    consent=begun,
                )
                drafting.rest_on(referral=row, consent=given, by=request.member, at=request.at)
    except BadInput as wrong:
        return draft_page(request, row, entered, dict(wrong.errors), law=law, status=422)
    except NotPossible as refused:
        so_far = talk_of(
            made, case=case, by=request.member, is_child=is_child, guardian_refused=guardian_refused
        )
        lacking = missing_to_give(so_far, now=request.at) or [refused.reason]
        errors = consent_forms.marked(lacking, made, so_far.shareable)
        return draft_page(request, row, entered, errors, law=law, status=409)
    return redirect("referral", reference=row.reference)
