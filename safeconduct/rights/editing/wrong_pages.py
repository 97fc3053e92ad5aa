"""“This is wrong”, said of a rule by anybody who works here, and the answer of those who keep it. No case is named."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.four_eyes import queries
from safeconduct.agencies.four_eyes.rules import NOT_AN_EDITOR
from safeconduct.cases.asking.queries import today_of
from safeconduct.rights.editing import actions, forms
from safeconduct.rights.editing.content import SUBJECT
from safeconduct.rights.editing.queries import in_force, versions
from safeconduct.rights.editing.remarks import OF_A_READER, said_of
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput, NotPossible


@for_members
def wrong(request: MemberRequest, rule: str) -> HttpResponse:
    """Say what is wrong with a rule. It leads back to the rule and knows nothing of where it was seen."""
    stands = in_force(versions(rule), today_of(request.at))
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if entered:
        try:
            code, words = request.POST.get("code", ""), request.POST.get("words", "")
            actions.say_wrong(stands, code, words, by=request.member, at=request.at)
        except BadInput as bad:
            errors = dict(bad.errors)
        else:
            messages.success(request, _said(stands.jurisdiction))
            return redirect("rule", rule=rule)
    context = {
        "name": rule,
        "said": stands.says,
        "title": _("This is wrong"),
        "questions": forms.remark_questions(entered, errors),
        "errors": errors,
    }
    return render(request, "rights/editing/wrong.html", context, status=422 if errors else 200)


def _said(scope: str) -> str:
    if queries.holders(SUBJECT, scope):
        return _("Told to those who keep this rule. Their answer will stand here.")
    return _("Kept. Nobody keeps this rule on this node yet: whoever does will read it.")


@for_members
def answer(request: MemberRequest, remark: UUID) -> HttpResponse:
    """Answer what somebody said of a rule."""
    row = queries.remark(remark, SUBJECT)
    if row.scope not in queries.held(request.member, SUBJECT).edits:
        raise NotPossible(NOT_AN_EDITOR)
    stands = in_force(versions(row.key), today_of(request.at))
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if entered:
        try:
            actions.answer(row, request.POST.get("words", ""), stands, by=request.member, at=request.at)
        except BadInput as bad:
            errors = dict(bad.errors)
        else:
            messages.success(request, _("Answered."))
            return redirect("rule", rule=row.key)
    context = {
        "name": row.key,
        "said": stands.says,
        "title": _("Answer"),
        "remark": row,
        "wrong": OF_A_READER if row.from_site else said_of(row.code),
        "questions": [forms.answering(entered, errors)],
        "errors": errors,
    }
    return render(request, "rights/editing/wrong.html", context, status=422 if errors else 200)
