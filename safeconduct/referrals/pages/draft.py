"""A draft: the person's consent, what they will see, and sending. The service was chosen before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import make_aware
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import Held, held
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.agencies.models import Agency, Team
from safeconduct.agencies.queries import agency, as_actor, team
from safeconduct.audit.actions import record
from safeconduct.cases.contents import has_prose
from safeconduct.cases.forms import facts
from safeconduct.cases.matching import field_label
from safeconduct.cases.pages import alias
from safeconduct.cases.queries import Reading, closed_to, read_sections
from safeconduct.consent import actions as consent_actions
from safeconduct.consent import forms as consent_forms
from safeconduct.consent.document import read
from safeconduct.consent.models import Version
from safeconduct.consent.queries import newest_about, shareable, shareable_on_grounds, talk_of, talk_under_way
from safeconduct.consent.rules import OF_THE_GUARDIAN, Shareable, missing_to_give
from safeconduct.consent.rules import State as ConsentState
from safeconduct.consent.wording import LANGUAGES as SCRIPTS
from safeconduct.consent.wording import TEXT_VERSION
from safeconduct.directory.queries import entry_of, is_there
from safeconduct.referrals import carried, drafting, queries
from safeconduct.referrals.envelope import extract
from safeconduct.referrals.guarding import of_a_child
from safeconduct.referrals.law.shown import LawCard, law_card
from safeconduct.referrals.law.with_the_talk import law_with
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.pages.agreed import agreed
from safeconduct.referrals.pages.lines import in_words
from safeconduct.referrals.pages.offers import is_child_possible, reads
from safeconduct.referrals.reasons import (
    CHILD_NEEDS_PROTECTION,
    CLOSED_TO_YOU,
    DANGER_NOT_MITIGATED,
    GUARDIAN_IN_THE_TALK,
    NEEDS_EMPTY,
    NEEDS_NOT_SENT,
    NEVER_THIS_AGENCY,
    NEVER_THIS_COUNTRY,
    NEVER_THIS_KIND,
    NO_SAFETY_ANSWER,
    NOT_KNOWN_TO_BE_NO_CHILD,
    SAFETY_OUT_OF_DATE,
)
from safeconduct.referrals.sub_referrals.shown import asking
from safeconduct.referrals.transfers.shown import card as transfer_card
from safeconduct.vocabulary.codes import NoConsentGround, Purpose
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId, ConsentId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES, language_in_full
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import (
    NEVER_SENT,
    OF_A_CHILD,
    OFFERED,
    ON_REQUEST,
    USED,
    Section,
    in_order,
)

CAPACITY = {
    "asked": _("Asked: they have room"),
    "listed": _("Not asked: the directory says that they have room"),
    "urgent": _("Not asked: it cannot wait"),
}

SAID_OF = {
    NEEDS_NOT_SENT: Section.NEEDS,
    NO_SAFETY_ANSWER: Section.SAFETY,
    SAFETY_OUT_OF_DATE: Section.SAFETY,
    DANGER_NOT_MITIGATED: Section.SAFETY,
    **dict.fromkeys((NEVER_THIS_COUNTRY, NEVER_THIS_KIND, NEVER_THIS_AGENCY), Section.SAFETY),
    CHILD_NEEDS_PROTECTION: Section.PROFILE,
}
"""What is said of a section's content; who may not read it is told nothing of it, for it might be wrong."""

MENDED_IN = {
    NEEDS_EMPTY.code: Section.NEEDS,
    NO_SAFETY_ANSWER.code: Section.SAFETY,
    SAFETY_OUT_OF_DATE.code: Section.SAFETY,
    DANGER_NOT_MITIGATED.code: Section.SAFETY,
    NEVER_THIS_COUNTRY.code: Section.SAFETY,
    NEVER_THIS_KIND.code: Section.SAFETY,
    NEVER_THIS_AGENCY.code: Section.SAFETY,
    NOT_KNOWN_TO_BE_NO_CHILD.code: Section.PROFILE,
    GUARDIAN_IN_THE_TALK.code: Section.PROFILE,
    **dict.fromkeys(OF_THE_GUARDIAN, Section.FAMILY),
}
"""In which section of the person's page what the file lacks is filled in."""


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
        made = consent_forms.document(
            entered, team=row.team_id, agency=row.other_agency_id, purpose=Purpose(row.purpose)
        )
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


@forms_only
@for_members
def send(request: MemberRequest, reference: str) -> HttpResponse:
    """Send, once what they will see was looked at."""
    row = queries.by_reference(reference)
    capacity = request.POST.get("capacity", "")
    if capacity in CAPACITY:
        drafting.note_preview(referral=row, capacity=capacity, by=request.member, at=request.at)
    try:
        drafting.send(referral=row, recipient=agency(row.other_agency_id), by=request.member, at=request.at)
    except NotPossible as refused:
        row.refresh_from_db()
        record_refused(request, row, "send", refused)
        return draft_page(request, row, errors={"capacity": refused.reason.sentence}, status=409)
    return redirect("referral", reference=row.reference)


@forms_only
@for_members
def phoned(request: MemberRequest, reference: str) -> HttpResponse:
    """ "I phoned them first": an emergency that was made by telephone, entered within 24 hours."""
    row, entered = queries.by_reference(reference), request.POST.get("phoned_at", "")
    try:
        at = make_aware(datetime.fromisoformat(entered).replace(tzinfo=None))
    except ValueError:
        call = _call(entered, _("Enter the day and the time of the call."))
        return draft_page(request, row, call=call, status=422)
    try:
        drafting.note_call(referral=row, phoned_at=at, by=request.member, at=request.at)
    except NotPossible as refused:
        if row.state != State.DRAFT:
            raise
        call = _call(entered, f"{refused.reason.sentence} {refused.reason.instead}")
        return draft_page(request, row, call=call, status=409)
    return redirect("referral", reference=row.reference)


def _call(entered: str = "", error: Words = "") -> Question:
    return Question(
        "phoned_at", _("I phoned them first at"), "datetime-local", entered, error=error, prefix="call-"
    )


@forms_only
@for_members
def discard(request: MemberRequest, reference: str) -> HttpResponse:
    """Delete a draft."""
    drafting.discard(referral=queries.by_reference(reference), by=request.member, at=request.at)
    return redirect("today")


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


def _begun(newest: Version | None) -> dict[str, list[str]] | None:
    """A talk that was saved and not finished stands in the form again."""
    is_talk = newest is not None and newest.state == ConsentState.DRAFT
    return consent_forms.entered_from(read(newest.document)) if newest and is_talk else None


def _said_no_at(newest: Version | None) -> datetime | None:
    """When the person said no to telling this team, if nothing was recorded since."""
    return newest.recorded_at if newest is not None and newest.state == ConsentState.REFUSED else None


def _before_the_talk(
    request: MemberRequest, row: Referral, recipient: Agency, newest: Version | None
) -> list[tuple[Reason, str]]:
    """What the file lacks, and where on the person's page it is mended; said first, or the talk is held twice."""
    if row.consent or row.case_id is None:
        return []
    is_talk = newest is not None and newest.state == ConsentState.DRAFT
    has_guardian = bool(newest and is_talk and read(newest.document).guardian)
    lacking = carried.missing_in_file(
        referral=row, recipient=recipient, has_guardian=has_guardian, by=request.member, at=request.at
    )
    return [(reason, f"/people/{row.case_id}/#{MENDED_IN[reason.code]}") for reason in lacking]


def record_refused(request: MemberRequest, row: Referral, step: str, refused: NotPossible) -> None:
    """A step that was refused is recorded, although the page is shown again."""
    record(
        f"referral:{step}",
        by=as_actor(request.member),
        at=request.at,
        case=row.case_id,
        referral=row.shared,
        refused=refused.reason.code,
    )


def draft_page(
    request: MemberRequest,
    row: Referral,
    entered: Any = None,
    errors: Any = None,
    *,
    call: Question | None = None,
    chain_entered: Mapping[str, str] | None = None,
    chain_errors: Mapping[str, Words] | None = None,
    law: LawCard | None = None,
    status: int = 200,
) -> HttpResponse:
    """The draft's page: consent, the two columns, check and send."""
    service = entry_of(row.team_id, row.service)
    to = service.team if service else team(row.team_id)
    recipient: Agency = service.agency if service else agency(row.other_agency_id)
    newest = newest_about(row.case_id, row.team_id) if row.case_id else None
    grants = held(row.case_id) if row.case_id else []
    preview = carried.preview(
        referral=row, recipient=recipient, by=request.member, at=request.at, grants=grants
    )
    readings = {**preview.at_once, **preview.held_back}
    parts = {section: facts(section, reading.content) for section, reading in readings.items()}
    shown = [(label(section), parts[section], section in preview.held_back) for section in in_order(parts)]
    shut = _closed_to(request, row, grants)
    whose = _profile(request, row, readings)
    may_share = (
        shareable(row.case_id, to, Purpose(row.purpose), by=request.member) if row.case_id else Shareable()
    )
    asked = _asked(whose.get(Section.PROFILE), may_share)
    hidden = [
        (label(section), section in NEVER_SENT)
        for section in in_order(USED)
        if section not in parts and section not in shut and section in asked
    ]
    missing = _missing(preview.missing, shut) if row.consent else []
    context = {
        **in_words(queries.Line(row, alias(whose), recipient)),
        "team": to,
        "consent": row.consent,
        "until": extract(row.consent).until if row.consent else None,
        "agreed": agreed(row),
        "said_no_at": _said_no_at(newest),
        "before": _before_the_talk(request, row, recipient, newest),
        "form": consent_forms.questions(
            entered or _begun(newest) or consent_forms.untouched(request.at),
            errors,
            may_share,
            asked & OFFERED,
        ),
        "text_version": TEXT_VERSION,
        "scripts": [(tag, LANGUAGES[tag].own) for tag in SCRIPTS],
        "errors": errors,
        "shown": shown,
        "chain": queries.chain(row),
        "asking": asking(row, recipient, entered=chain_entered, errors=chain_errors),
        "chain_errors": chain_errors,
        "law": law or law_card(row),
        "hits": [(hit.section.value, label(hit.section), field_label(hit), hit.piece) for hit in preview.hits],
        "hidden": hidden,
        "shut": [label(section) for section in shut],
        "holds": bool(grants),
        "missing": missing,
        "is_locked": not row.consent or bool(missing),
        "capacity": Question(
            name="capacity", label=_("Have they room?"), kind="select", options=list(CAPACITY.items())
        ),
        "entry": service,
        "is_closed_now": service is not None and not is_there(service, at=request.at),
        "transfer": transfer_card(row, request.member.agency, recipient),
        "call": call or (None if row.phoned_at else _call()),
        "call_errors": {call.name: call.error} if call else {},
        **_languages(request, to, readings),
    }  # fmt: skip
    return render(request, "referrals/draft.html", context, status=status)


def _closed_to(request: MemberRequest, row: Referral, grants: list[Held]) -> list[Section]:
    """What the person agreed to tell them and this member may not read: of it nothing can be said here."""
    if row.case_id is None or not row.consent:
        return []
    return closed_to(row.case_id, in_order(extract(row.consent).sections), by=request.member, grants=grants)


def _missing(found: list[Reason], shut: list[Section]) -> list[Reason]:
    """What stands in the way, without what is checked on the page itself, and without a word on what is closed."""
    unseen = {"preview_not_seen", "capacity_not_asked"}
    unsaid = {reason.code for reason, section in SAID_OF.items() if section in shut}
    told = [reason for reason in found if reason.code not in unseen | unsaid]
    return [CLOSED_TO_YOU, *told] if shut else told


def _asked(profile: Reading | None, may_share: Shareable) -> frozenset[Section]:
    """What this page speaks of: of a known adult nothing about a child, of a return only to who may hold that."""
    of_a_child = frozenset[Section]() if is_child_possible(profile) else OF_A_CHILD
    return USED - of_a_child - (ON_REQUEST - may_share.with_them)


def _profile(
    request: MemberRequest, row: Referral, readings: dict[Section, Reading]
) -> dict[Section, Reading]:
    """Whose draft it is; before there is a consent, the own profile is read for it."""
    if Section.PROFILE in readings or row.case_id is None:
        return readings
    return read_sections(row.case_id, [Section.PROFILE], by=request.member, at=request.at)


def _languages(request: MemberRequest, to: Team, readings: dict[Section, Reading]) -> dict[str, Any]:
    """Whether the team reads the language of the texts: the one chosen on the page, else that of the pages."""
    asked = request.GET.get("texts", "")
    tag = asked if asked in INTERFACE else get_language() or "en"
    spoken = language_in_full(tag)
    return {
        "reads": reads(to.languages),
        "has_texts": any(has_prose(section, reading.content) for section, reading in readings.items()),
        "not_read": "" if not to.languages or tag in to.languages else spoken,
        "texts": Question(
            "texts", _("Language of your texts"), "select", tag, [(code, LANGUAGES[code].own) for code in INTERFACE]
        ),
    }  # fmt: skip
