"""The pages of deadlines: what is kept and what would change, a day of a document, what became of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Action
from safeconduct.cases.asking.queries import today_of
from safeconduct.rights.codes import Right, label
from safeconduct.rights.deadlines import actions, forms, rules
from safeconduct.rights.deadlines.queries import deadline, kept_in, opened, rows_of
from safeconduct.rights.deadlines.shown import changes_in_words, lines, replaced, without_a_day
from safeconduct.rights.queries import deciding, rights_of
from safeconduct.rights.seen import mark
from safeconduct.rights.shown import asked_far_back
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.entered import Entered
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible

AT = {rules.FAR_AHEAD.code: "due", rules.LONG_OVER.code: "due"}


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """Every deadline of a person, and which days would be others if they were counted now."""
    read = rights_of(case, by=request.member, at=request.at)
    rows = rows_of(case)
    found_here = opened(case, rows, read.decided, by=request.member, at=request.at)
    kept = lines(found_here, read.today, request.member.id)
    days = kept_in(rows)
    found = actions.pending(days, read)
    context = {
        "case": case,
        "waiting": [line for line in kept if line.is_open],
        "over": [line for line in kept if not line.is_open],
        "changes": list(zip(found, changes_in_words(found), strict=True)),
        "without": without_a_day(rules.lacking(read.rights, days)),
        "unlimited": "; ".join(str(label(right)) for right in rules.unlimited(read.rights, days)),
        "may_edit": read.may_edit,
        "alias": read.alias,
    }
    return render(request, "rights/deadlines/all.html", context)


@forms_only
@for_members
def take_over(request: MemberRequest, case: UUID) -> HttpResponse:
    """Keep the day that was counted now for one right. Where it is another by now, the page shows that one."""
    right = request.POST.get("right", "")
    if right not in set(Right):
        raise NotFound
    given = request.POST.get("rule", ""), request.POST.get("due", "")
    read = rights_of(case, by=request.member, at=request.at)
    if actions.take_over(case, read, Right(right), *given, by=request.member, at=request.at):
        messages.success(request, _("Written down."))
    return redirect("deadlines", case=case)


@for_members
def enter(request: MemberRequest, case: UUID) -> HttpResponse:
    """A day of a document. Where it goes in the place of a counted one, both are shown first, and saved when seen."""
    deciding(case, Action.EDIT, by=request.member)
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    asked: list[Words] = []
    moved: list[Words] = []
    if entered:
        errors, asked, moved = _entered(request, case, entered)
        if not (errors or asked or moved):
            messages.success(request, _("Written down."))
            return redirect("deadlines", case=case)
    context = {
        "case": case,
        "title": _("A last day from a document"),
        "questions": forms.entering(entered, errors, right=request.GET.get("right", "")),
        "errors": errors,
        "asked": asked,
        "moves": moved,
        "seen": mark([*asked, *moved]),
    }
    return render(request, "rights/deadlines/one.html", context, status=422 if errors else 200)


def _entered(
    request: MemberRequest, case: UUID, entered: Entered
) -> tuple[dict[str, Words], list[Words], list[Words]]:
    """What was wrong, what is asked, what would move, and was not seen yet; it is kept where there is none of them."""
    try:
        given, today = forms.document(entered), today_of(request.at)
        require(rules.may_enter(given.due, today=today))
        counted = actions.counted_of(case, given.right) if given.replaces else None
        asked = asked_far_back(_("Last day, by the document"), given.due, today)
        moved = [replaced(given.right, counted.due, given.due)] if counted else []
        if (asked or moved) and request.POST.get("seen") != mark([*asked, *moved]):
            return {}, asked, moved
        actions.enter(case, given, by=request.member, at=request.at)
    except BadInput as wrong:
        return dict(wrong.errors), [], []
    except NotPossible as refused:
        return refused.beside(AT), [], []
    return {}, [], []


@for_members
def end(request: MemberRequest, case: UUID, which: UUID) -> HttpResponse:
    """Write down that nobody has to act on it any more."""
    deciding(case, Action.EDIT, by=request.member)
    row = deadline(case, which)
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        try:
            actions.end(case, which, forms.over(entered), by=request.member, at=request.at)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            messages.success(request, _("Written down."))
            return redirect("deadlines", case=case)
    context: dict[str, Any] = {
        "case": case, "title": label(Right(row.right_code)), "due": row.due, "errors": errors,
        "questions": forms.ending(entered, errors),
    }  # fmt: skip
    return render(request, "rights/deadlines/one.html", context, status=422 if errors else 200)
