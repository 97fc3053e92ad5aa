"""The pages of complaints: written down from the person's page, heard and answered by a colleague."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.complaints import actions, forms
from safeconduct.cases.complaints.queries import Complaint, complaints_of, one, outside
from safeconduct.cases.complaints.rules import ANSWERED_WITHIN, may_complain
from safeconduct.cases.queries import case_in_hand
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import label


@for_members
def write_down(request: MemberRequest, case: UUID) -> HttpResponse:
    """What the person says went wrong; a slip shows the form again."""
    case_in_hand(case)
    hearers = outside(case)
    require(may_complain([hearer.id for hearer in hearers]))
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Any] = {}
    if request.method == "POST":
        try:
            said = forms.said(entered, hearers)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            written = actions.write_down(case, said, by=request.member, at=request.at)
            messages.success(request, _("Written down. Nobody who works on the case sees it but you."))
            return redirect("complaint", complaint=written)
    context = {
        "case": case,
        "questions": forms.questions(entered, hearers, errors),
        "errors": errors,
        "days": ANSWERED_WITHIN.days,
    }
    return render(request, "cases/complaints/new.html", context, status=422 if errors else 200)


@for_members
def complaint(request: MemberRequest, complaint: UUID) -> HttpResponse:
    """One of them, for who wrote it down and for who hears it, who answers here."""
    found = one(complaint)
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Any] = {}
    if request.method == "POST":
        try:
            said = forms.answered(entered)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            actions.answer(complaint, said, person_knows=True, by=request.member, at=request.at)
            messages.success(request, _("Answered."))
            return redirect("complaint", complaint=complaint)
    context = {
        "line": _in_words(found, today_of(request.at)),
        "is_to_you": found.heard_by == request.member.id,
        "questions": forms.answer_questions(entered, errors),
        "errors": errors,
    }
    return render(request, "cases/complaints/one.html", context, status=422 if errors else 200)


@for_members
def complaints(request: MemberRequest) -> HttpResponse:
    """All that the member hears or wrote down."""
    heard, written = complaints_of(by=request.member)
    today = today_of(request.at)
    context = {
        "heard": [_in_words(found, today) for found in heard],
        "written": [_in_words(found, today) for found in written],
    }
    return render(request, "cases/complaints/all.html", context)


def _in_words(found: Complaint, today: date) -> dict[str, Any]:
    return {
        "one": found,
        "kind": label(found.kind),
        "about": label(found.about),
        "wish": label(found.wish),
        "answer": label(found.answer) if found.answer else "",
        "is_late": found.is_late(today),
    }
