"""The pages of a conference across agencies: whom the lead asks here, and what a colleague answers over there."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.agencies.queries import agency
from safeconduct.cases.conferences.queries import Found, one
from safeconduct.cases.conferences.rules import may_open
from safeconduct.cases.seen import in_full
from safeconduct.referrals import queries
from safeconduct.referrals.actions import note_reading
from safeconduct.referrals.conferring import actions, forms
from safeconduct.referrals.conferring.codes import ANSWERS, Step
from safeconduct.referrals.conferring.queries import There, there
from safeconduct.referrals.conferring.rules import NOT_OF_THEIRS, may_answer, sees_answers
from safeconduct.referrals.conferring.sharing import offers
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.pages.referral import under_way
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.pages.tasks import ADDING
from safeconduct.referrals.tasks.rules import LONGEST as LONGEST_TASK
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Refused, Words, require
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import INTERFACE

STEP = "conference"
"""What a refusal on these pages is recorded as."""


@for_members
def invite(request: MemberRequest, conference: UUID) -> HttpResponse:
    """Which agencies may be asked, by which referral and about which items; and asking them."""
    found = one(conference, by=request.member, at=request.at)
    require(may_open(leads=found.leads))
    errors: dict[str, Words] = {}
    if request.method == "POST":
        language = forms.language_of(request.POST.dict(), errors)
        if not errors:
            return _ask(request, found, language)
    return _invite_page(request, found, errors=errors)


def _ask(request: MemberRequest, found: Found, language: str) -> HttpResponse:
    row = queries.by_reference(request.POST.get("referral", ""))
    try:
        n = actions.invite(found.id, row.id, language=language, by=request.member, at=request.at)
    except NotPossible as refused:
        record_refused(request, row, STEP, refused)
        return _invite_page(request, found, refused=refused)
    messages.success(request, ngettext("%(n)d item went to them.", "%(n)d items went to them.", n) % {"n": n})
    return redirect("conference", conference=found.id)


def _invite_page(
    request: MemberRequest,
    found: Found,
    *,
    errors: dict[str, Words] | None = None,
    refused: NotPossible | None = None,
) -> HttpResponse:
    lines = [
        {
            "row": offer.row,
            "agency": in_full(offer.other),
            "items": [(label(item.section), item.text) for item in offer.new],
            "went": offer.went,
            "decision": offer.decision,
            "why": offer.decision.reason if isinstance(offer.decision, Refused) else None,
        }
        for offer in offers(found, by=request.member, at=request.at)
    ]
    status = 422 if errors else 409 if refused else 200
    context = {
        "found": found,
        "lines": lines,
        "may_ask": any(line["decision"] for line in lines),
        "spoken": forms.spoken(
            request.POST.dict(), chosen=_language(), error=(errors or {}).get("spoken", "")
        ),
        "errors": errors,
        "refused": refused,
    }
    return render(request, "referrals/conferring/invite.html", context, status=status)


@for_members
def shared(request: MemberRequest, reference: str) -> HttpResponse:
    """What another agency asks the colleagues here, and what they answered."""
    return _shared_page(request, _received(reference))


@forms_only
@for_members
def answer(request: MemberRequest, reference: str, item: UUID) -> HttpResponse:
    """A proposal, or the word that the own profession takes no part; a slip shows the page as it was filled in."""
    row, given = _received(reference), request.POST.dict()
    try:
        text, language = (
            ("", "") if given.get("do") == Step.NO_PART else forms.proposed(given, prefix=_prefix(item))
        )
        actions.answer(row.id, item, text, language, by=request.member, at=request.at)
    except BadInput as wrong:
        return _shared_page(request, row, item, given, errors=wrong.errors, status=422)
    except NotPossible as refused:
        record_refused(request, row, STEP, refused)
        return _shared_page(request, row, item, given, refused=refused, status=409)
    messages.success(request, _("Sent to the agency that asked."))
    return redirect("shared_conference", reference=row.reference)


@for_members
def task(request: MemberRequest, reference: str, conference: UUID, item: UUID) -> HttpResponse:
    """The form of a task in common, filled in with what was decided on an item: it is added on the referral's page."""
    row = queries.by_reference(reference)
    of = one(conference, by=request.member, at=request.at)
    found = of.item(item)
    decision = next((line for line in found.written if "decision" in line.content), None)
    # What was decided of one person stands in no form that goes to the team of another.
    if row.side != Side.SENDER or row.case_id != of.case or decision is None:
        raise NotFound(_("There is no such referral for you."))
    given = {
        "text": decision.content["decision"][:LONGEST_TASK], "owner": Side.RECEIVER.value,
        "about": found.section.value, "spoken": _language(), "due": "",
    }  # fmt: skip
    return under_way(request, row, ADDING, given)


def _received(reference: str) -> Referral:
    row = queries.by_reference(reference)
    if row.side != Side.RECEIVER:
        raise NotFound(_("There is no such referral for you."))
    return row


def _shared_page(
    request: MemberRequest, row: Referral, item: UUID | None = None, given: dict[str, str] | None = None, *,
    errors: Any = None, refused: NotPossible | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    other = agency(row.other_agency_id)
    found = there(row, other, by=request.member, at=request.at)
    sections = list(dict.fromkeys(one.section for one in found))
    if untold := queries.untold_of(row, sections, by=request.member, at=request.at):
        note_reading(referral=row, sections=untold, by=request.member, at=request.at)
    if item is not None and refused is None and item not in {one.shared for one in found}:
        refused = NotPossible(NOT_OF_THEIRS)
    conferences = groupby(
        sorted(found, key=lambda one: (one.until, one.conference)), lambda one: one.conference
    )
    context = {
        "row": row,
        "other": in_full(other),
        "conferences": [
            _in_words(list(items), given if item else None, item, errors or {})
            for _name, items in conferences
        ],
        "errors": errors,
        "refused": refused,
        "entered": (given or {}).get("text", "") if refused else "",
    }
    return render(request, "referrals/conferring/shared.html", context, status=status)


def _in_words(items: list[There], given: Any, item: UUID | None, errors: dict[str, Words]) -> dict[str, Any]:
    return {
        "until": items[0].until,
        "meets_at": items[0].meets_at,
        "came": items[0].came,
        "items": [_item(one, given if one.shared == item else {}, errors) for one in items],
    }


def _item(one: There, given: dict[str, str], errors: dict[str, Words]) -> dict[str, Any]:
    may = may_answer(one.standing)
    return {
        "one": one,
        "section": label(one.section),
        "answers": [(line, label(Profession(line.role))) for line in one.of(*ANSWERS)],
        "is_told": sees_answers(one.standing),
        "decision": next(iter(one.of(Step.DECIDED)), None),
        "minutes": one.of(Step.MINUTED),
        "why": may.reason if isinstance(may, Refused) and not one.standing.has_answered else None,
        "questions": forms.proposal(given, errors, prefix=_prefix(one.shared), chosen=_language())
        if may
        else [],
    }


def _prefix(item: UUID) -> str:
    return f"item-{item}-"


def _language() -> str:
    found = (translation.get_language() or "en").partition("-")[0]
    return found if found in INTERFACE else "en"
