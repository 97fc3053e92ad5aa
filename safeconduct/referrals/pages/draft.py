"""A draft's page: the person's consent, what they will see, and sending. The service was chosen before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import held
from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agency, team
from safeconduct.cases.pages import alias
from safeconduct.consent import forms as consent_forms
from safeconduct.consent.document import read
from safeconduct.consent.entering import entered_from
from safeconduct.consent.models import Version
from safeconduct.consent.queries import newest_about, shareable
from safeconduct.consent.rules import Shareable
from safeconduct.consent.rules import State as ConsentState
from safeconduct.consent.wording import LANGUAGES as SCRIPTS
from safeconduct.consent.wording import TEXT_VERSION
from safeconduct.directory.queries import entry_of, is_there
from safeconduct.referrals import carried, queries
from safeconduct.referrals.envelope import extract
from safeconduct.referrals.labels import CAPACITY
from safeconduct.referrals.law.shown import LawCard, law_card
from safeconduct.referrals.models import Referral
from safeconduct.referrals.pages.agreed import agreed
from safeconduct.referrals.pages.lines import in_words
from safeconduct.referrals.pages.preview import (
    before_the_talk,
    closed_sections,
    in_the_way,
    languages,
    spoken_of,
    what_they_see,
    with_profile,
)
from safeconduct.referrals.sub_referrals.shown import asking
from safeconduct.referrals.transfers.shown import card as transfer_card
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.languages import LANGUAGES
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import OFFERED, Section


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
    room: str = "",
    unsent: Mapping[str, Words] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The draft's page: consent, the two columns, check and send. `unsent` says why it was not sent, by the part of the
    page to look at; `room` is what was answered there."""
    service = entry_of(row.team_id, row.service)
    to = service.team if service else team(row.team_id)
    recipient: Agency = service.agency if service else agency(row.other_agency_id)
    newest = newest_about(row.case_id, row.team_id) if row.case_id else None
    grants = held(row.case_id) if row.case_id else []
    preview = carried.preview(
        referral=row, recipient=recipient, by=request.member, at=request.at, grants=grants
    )
    readings = {**preview.at_once, **preview.held_back}
    shut = closed_sections(request, row, grants)
    whose = with_profile(request, row, readings)
    may_share = (
        shareable(row.case_id, to, Purpose(row.purpose), by=request.member) if row.case_id else Shareable()
    )
    asked = spoken_of(whose.get(Section.PROFILE), may_share)
    missing = in_the_way(preview.missing, shut) if row.consent else []
    context = {
        **in_words(queries.Line(row, alias(whose), recipient)),
        "team": to,
        "consent": row.consent,
        "until": extract(row.consent).until if row.consent else None,
        "agreed": agreed(row),
        "said_no_at": _said_no_at(newest),
        **before_the_talk(request, row, recipient, newest),
        "form": consent_forms.questions(
            entered or _begun(newest) or consent_forms.untouched(request.at),
            errors,
            may_share,
            asked & OFFERED,
        ),
        "text_version": TEXT_VERSION,
        "scripts": [(tag, LANGUAGES[tag].own) for tag in SCRIPTS],
        "errors": errors,
        **what_they_see(preview, shut, asked),
        "mark": preview.mark,
        "chain": queries.chain(row),
        "asking": asking(row, recipient, entered=chain_entered, errors=chain_errors),
        "chain_errors": chain_errors,
        "law": law or law_card(row),
        "holds": bool(grants),
        "missing": missing,
        "is_locked": not row.consent or bool(missing),
        "capacity": Question(
            name="capacity",
            label=_("Have they room?"),
            kind="select",
            value=room,
            options=list(CAPACITY.items()),
        ),
        "unsent": unsent,
        "entry": service,
        "is_there": is_there(service, at=request.at) if service is not None else True,
        "transfer": transfer_card(row, request.member.agency, recipient),
        "call": call or (None if row.phoned_at else call_question()),
        "call_errors": {call.name: call.error} if call else {},
        **languages(request, to, readings),
    }
    return render(request, "referrals/draft.html", context, status=status)


def call_question(entered: str = "", error: Words = "") -> Question:
    """When they were phoned, of an emergency that was made by telephone."""
    return Question(
        "phoned_at", _("I phoned them first at"), "datetime-local", entered, error=error, prefix="call-"
    )


def _begun(newest: Version | None) -> dict[str, list[str]] | None:
    """A talk that was saved and not finished stands in the form again."""
    is_talk = newest is not None and newest.state == ConsentState.DRAFT
    return entered_from(read(newest.document)) if newest and is_talk else None


def _said_no_at(newest: Version | None) -> datetime | None:
    """When the person said no to telling this team, if nothing was recorded since."""
    return newest.recorded_at if newest is not None and newest.state == ConsentState.REFUSED else None
