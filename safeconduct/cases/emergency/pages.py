"""The pages of emergency reading: find the file, ask, read while it is open, end it; and the second person's page."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access import emergency
from safeconduct.access.emergency import Use
from safeconduct.access.numbers import typed
from safeconduct.access.policy import policy
from safeconduct.access.queries import held
from safeconduct.access.requests import MemberRequest, for_members, forms_only, rest_of, sign_in_of
from safeconduct.access.rules import Basis
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.agencies.queries import supervisors
from safeconduct.cases import handlers
from safeconduct.cases.emergency import actions, forms
from safeconduct.cases.emergency.mark import forget_open, mark_open
from safeconduct.cases.emergency.rules import NOT_FOR_YOU, could_read, may_ask
from safeconduct.cases.forms import facts
from safeconduct.cases.queries import read_sections
from safeconduct.vocabulary.decisions import NotPossible, Refused, require
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import in_order


@for_members
def find(request: MemberRequest) -> HttpResponse:
    """Which file: by its number, which its lead tells, or by a referral's reference."""
    if not could_read(policy(), actions.reader_of(request.member, has_sign_in=True)):
        raise NotPossible(NOT_FOR_YOU)
    text = request.GET.get("number", "").strip()
    whom = {"own": request.member.agency, "supervisors": _supervisors(request)}
    if not text:
        return render(request, "cases/emergency/find.html", whom)
    if isinstance(refused := typed(forms.plain_number(text)), Refused):
        said = refused.reason.whole
        context = {**whom, "entered": text, "errors": {"number": said}}
        return render(request, "cases/emergency/find.html", context, status=429)
    case = emergency.case_numbered(forms.plain_number(text)) or handlers.named(text)
    if case is None:
        nothing = _("Your agency has no file of this number and no referral of this reference.")
        context = {**whom, "entered": text, "errors": {"number": nothing}}
        return render(request, "cases/emergency/find.html", context, status=404)
    return redirect("emergency", case=case)


@for_members
def page(request: MemberRequest, case: UUID) -> HttpResponse:
    """What is open, while it is; otherwise the questions, after a fresh confirmation of who asks."""
    if request.method == "POST":
        return _ask(request, case)
    if (now_open := _open_here(case)) is not None:
        return _reading(request, now_open)
    forget_open(request, case)
    reader = actions.reader_of(request.member, has_sign_in=bool(sign_in_of(request)))
    offered = actions.offered(case, reader)
    require(may_ask(policy(), reader, offered, block=emergency.block()))
    return step_up(request) or _form(request, case)


@forms_only
@for_members
def end(request: MemberRequest, case: UUID) -> HttpResponse:
    """The reader needs it no more."""
    for closed in {case, *actions.end(by=request.member, at=request.at)}:
        forget_open(request, closed)
    messages.success(request, _("It is closed. Tell whoever leads the case what you did."))
    return redirect("today")


@for_members
def second(request: MemberRequest, use: UUID) -> HttpResponse:
    """A second person looks at somebody's emergency reading, and says whether it was justified."""
    found = actions.waiting(use, what="review")
    if request.method != "POST":
        return _second_form(request, found)
    entered = dict(request.POST.lists())
    try:
        verdict, words = forms.verdict(entered)
    except BadInput as wrong:
        return _second_form(request, found, entered, dict(wrong.errors), status=422)
    actions.review(use, verdict, words, by=request.member, at=request.at)
    return redirect("today")


@for_members
def noted(request: MemberRequest, use: UUID) -> HttpResponse:
    """A supervisor reads why a reading was not justified, and takes note of it."""
    found = actions.waiting(use, what="note")
    if request.method == "POST":
        actions.note(use, by=request.member, at=request.at)
        return redirect("today")
    context = {**_about(found), "verdict_words": actions.verdict_words_of(found)}
    return render(request, "cases/emergency/note.html", context)


def _ask(request: MemberRequest, case: UUID) -> HttpResponse:
    require_step_up(request)
    entered = dict(request.POST.lists())
    try:
        sections, reason, words = forms.reading(entered)
    except BadInput as wrong:
        return _form(request, case, entered, dict(wrong.errors), status=422)
    rest = rest_of(request) if sign_in_of(request) else timedelta()
    asked = actions.Asked(case, sections, reason, words, rest)
    until = actions.read(asked, by=request.member, at=request.at)
    mark_open(request, case, until)
    return redirect("emergency", case=case)


def _open_here(case: UUID) -> Use | None:
    """The member's own reading of this case that is open in this sign-in."""
    mine = (one for one in emergency.for_me() if one.what == "mine" and one.case == case)
    return next((one for one in mine if one.ends_at is not None), None)


def _form(
    request: MemberRequest, case: UUID, entered: Any = None, errors: Any = None, *, status: int = 200
) -> HttpResponse:
    reader = actions.reader_of(request.member, has_sign_in=True)
    closed = [section for section, is_open in actions.offered(case, reader).items() if not is_open]
    context = {
        "case": case,
        "number": forms.number_of(case),
        "supervisors": _supervisors(request),
        "questions": forms.asked_for(entered or {}, errors or {}, closed),
        "errors": errors,
    }
    return render(request, "cases/emergency/ask.html", context, status=status)


def _reading(request: MemberRequest, now_open: Use) -> HttpResponse:
    mark_open(request, now_open.case, now_open.ends_at)
    sections = in_order(now_open.sections)
    found = read_sections(now_open.case, sections, by=request.member, at=request.at)
    context = {
        "case": now_open.case,
        "number": forms.number_of(now_open.case),
        "use": now_open,
        "supervisors": _supervisors(request),
        "left": _left(now_open.ends_at, request.at),
        "parts": [
            (label(section), facts(section, found[section].content) if section in found else [])
            for section in sections
        ],
    }
    return render(request, "cases/emergency/reading.html", context)


def _supervisors(request: MemberRequest) -> str:
    """Who else supervises here, by name; "" where nobody does. Who has a case in hand is not told to who has not."""
    others = (one for one in supervisors(request.member.agency_id) if one.id != request.member.id)
    return ", ".join(one.name for one in others)


def _left(ends_at: datetime | None, now: datetime) -> tuple[int, int]:
    """Hours and minutes that are left."""
    minutes = int((ends_at - now).total_seconds() // 60) if ends_at else 0
    return divmod(max(minutes, 0), 60)


def _second_form(
    request: MemberRequest, found: Use, entered: Any = None, errors: Any = None, *, status: int = 200
) -> HttpResponse:
    in_hand = any(grant.basis is not Basis.BREAK_GLASS for grant in held(found.case))
    asked = forms.looked_at(entered or {}, errors or {})
    context = {**_about(found), "is_in_hand": in_hand, "questions": asked, "errors": errors}
    return render(request, "cases/emergency/second.html", context, status=status)


def _about(found: Use) -> dict[str, Any]:
    return {
        "use": found,
        "number": forms.number_of(found.case),
        "referrals": [reference for reference, _state, _begun in handlers.lines(found.case)],
        "role": label(found.profession),
        "reason": label(found.reason),
        "sections": [label(section) for section in in_order(found.sections)],
        "words": actions.words_of(found),
    }
