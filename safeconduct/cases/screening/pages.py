"""The pages of identification support: what is said first, the signs part by part, the results, the conclusion."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.queries import decide, held
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Action
from safeconduct.cases.contents import may_be_child as by_profile
from safeconduct.cases.interpreters.queries import asked_here
from safeconduct.cases.interviews.codes import AgainWhy, InterviewSubject
from safeconduct.cases.interviews.queries import lines as interviews
from safeconduct.cases.interviews.rules import AGAIN
from safeconduct.cases.interviews.shown import in_words as interview_in_words
from safeconduct.cases.queries import read_sections
from safeconduct.cases.reaching import in_their_words, when_safe
from safeconduct.cases.safe_hours import safe_contact
from safeconduct.cases.screening import actions, contents, forms, shown
from safeconduct.cases.screening.codes import Agreed, Dimension, Profile, label
from safeconduct.cases.screening.contents import Talk
from safeconduct.cases.screening.lists import lists
from safeconduct.cases.screening.queries import (
    SECTION,
    Read,
    corrections,
    may_be_child,
    one,
    opening,
    screenings,
    signs_of,
)
from safeconduct.cases.screening.rules import (
    NO_CONCLUSION,
    NO_REASONS,
    PRESUMED_CHILD,
    may_ask_list,
    may_take_over,
    may_write,
)
from safeconduct.cases.screening.words import why
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Refused, Words, require
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.sections import Section

type Errors = dict[str, Words]

AT = {NO_CONCLUSION.code: "conclusion", NO_REASONS.code: "reasons"}
"""At which question of the conclusion a refusal is shown."""


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """The screenings of one person, the newest first."""
    found = screenings(case, by=request.member, at=request.at)
    context = {
        "case": case,
        "lines": [shown.in_words(read) for read in found],
        "may_begin": _edits(request, case),
    }
    return render(request, "cases/screening/front.html", context)


@for_members
def begin(request: MemberRequest, case: UUID) -> HttpResponse:
    """What cannot wait, what is said first, and the person's own yes."""
    opening(case, by=request.member)
    require(decide(request.member, held(case), SECTION, Action.EDIT).decision)
    if request.method != "POST":
        return _begin_form(request, case, None, {})
    entered = dict(request.POST.lists())
    errors: Errors = {}
    agreed = request.POST.get("agreed", "")
    if agreed == Agreed.NO:
        actions.begin(case, _declined(), by=request.member, at=request.at)
        messages.success(
            request,
            _("Written down: the person did not want the talk. Nothing else is kept, and help goes on."),
        )
        return redirect("screenings", case=case)
    if agreed != Agreed.YES:
        errors["agreed"] = _("Ask the person, and write down the answer.")
    try:
        about = contents.head(entered, asked_here())
    except BadInput as wrong:
        errors |= wrong.errors
    if errors:
        return _begin_form(request, case, entered, errors)
    again = request.POST.get("again", "")
    talk = Talk(Agreed.YES, **about, again=AgainWhy(again) if again in set(AgainWhy) else None)
    try:
        made = actions.begin(case, talk, by=request.member, at=request.at)
    except NotPossible as refused:
        at = {AGAIN.code: "again", PRESUMED_CHILD.code: "profile"}.get(refused.reason.code)
        if at is None:
            raise
        return _begin_form(request, case, entered, {at: refused.reason.instead})
    return redirect("screening_part", screening=made, part=lists()[talk.profile].dimensions[0].lower())


def _declined() -> Talk:
    return Talk(Agreed.NO, Profile.OTHER_CHILD, 1)  # which list would have been asked is not kept


def _begin_form(request: MemberRequest, case: UUID, entered: Any, errors: Errors) -> HttpResponse:
    before = [line for line in interviews(case) if line.subject is InterviewSubject.IDENTIFICATION]
    wanted = [Section.PROFILE, Section.SAFE_CONTACT]
    found = read_sections(case, wanted, by=request.member, at=request.at)
    profile, contact = (found[one].content if one in found else None for one in wanted)
    is_child = by_profile(profile)
    reach = safe_contact(contact or {}, request.member.agency.country)
    context = {
        "case": case,
        "questions": forms.beginning(entered, errors, asked_here(), is_child=is_child, is_again=bool(before)),
        "before": [interview_in_words(line) for line in before],
        "says": [*when_safe(reach, request.at), *in_their_words(reach)],
        "errors": errors,
    }
    return render(request, "cases/screening/begin.html", context, status=422 if errors else 200)


@for_members
def screening(request: MemberRequest, screening: UUID) -> HttpResponse:
    """A draft: its parts. A finished one: what it found, and the conclusion."""
    read = one(screening, by=request.member, at=request.at)
    if read.is_finished:
        return _finished(request, read)
    signs = signs_of(read.talk)
    context = _context(request, read) | {
        "parts": [(side.lower(), label(side), shown.state_of(read.talk, side)) for side in signs.dimensions],
        "may_write": read.is_mine and _edits(request, read.case),
    }
    return render(request, "cases/screening/draft.html", context)


@for_members
def part(request: MemberRequest, screening: UUID, part: str) -> HttpResponse:
    """One dimension: saved by itself."""
    read = _draft(request, screening)
    signs = signs_of(read.talk)
    side = next((one for one in signs.dimensions if one.lower() == part), None)
    if side is None:
        raise NotFound(_("There is no such part of this list."))
    entered, errors = None, {}
    if request.method == "POST":
        entered = dict(request.POST.lists())
        try:
            answers, note = contents.part(read.talk.profile, side, entered)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            actions.save_part(screening, side, answers, note, by=request.member, at=request.at)
            return _onwards(request, read, side)
    context = _context(request, read) | {
        "side": label(side),
        "why": why(read.talk.profile, side),
        "asked": forms.asked(read.talk, side, entered, errors),
        "groups": forms.lines(),
        "note": forms.note(read.talk.notes.get(side.value, ""), entered, errors),
        "is_last": side is signs.dimensions[-1],
        "errors": errors,
    }
    return render(request, "cases/screening/part.html", context, status=422 if errors else 200)


def _onwards(request: MemberRequest, read: Read, side: Dimension) -> HttpResponse:
    messages.success(request, _("Saved."))
    following = signs_of(read.talk).dimensions
    at = following.index(side) + 1
    if request.POST.get("do") != "next":
        return redirect("screening", screening=read.id)
    if at == len(following):
        return redirect("screening_end", screening=read.id)
    return redirect("screening_part", screening=read.id, part=following[at].lower())


@for_members
def about(request: MemberRequest, screening: UUID) -> HttpResponse:
    """What is round the talk, and which list is asked."""
    read = _draft(request, screening)
    child = may_be_child(read.case, by=request.member, at=request.at)
    offered, stands = asked_here(), read.talk.head.get(contents.INTERPRETER, "")
    entered, errors = None, {}
    if request.method == "POST":
        entered = dict(request.POST.lists())
        try:
            told = contents.head(entered, offered, stands=stands)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            allowed = may_ask_list(told["profile"], may_be_child=child)
            if not isinstance(allowed, Refused):
                actions.save_about(screening, by=request.member, at=request.at, **told)
                messages.success(request, _("Saved."))
                return redirect("screening", screening=screening)
            errors["profile"] = allowed.reason.instead
    talk = read.talk
    said = ", ".join(talk.said if entered is None else entered.get("said", []))
    profile = talk.profile.value if entered is None else (entered.get("profile") or [""])[0]
    questions = [
        forms.said(said),
        forms.which(profile, errors, is_child=child),
        *forms.about(talk.head, entered, errors, offered),
    ]
    context = _context(request, read) | {"questions": questions, "errors": errors}
    return render(request, "cases/screening/about.html", context, status=422 if errors else 200)


@for_members
def end(request: MemberRequest, screening: UUID) -> HttpResponse:
    """The results with the answers behind them, and the conclusion that is the reader's own."""
    read = _draft(request, screening)
    entered, errors = None, {}
    if request.method == "POST":
        entered = dict(request.POST.lists())
        try:
            told = contents.conclusion(entered)
            if request.POST.get("do") == "finish":
                actions.finish(screening, *told, by=request.member, at=request.at)
            else:
                actions.save_conclusion(screening, *told, by=request.member, at=request.at)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        except NotPossible as refused:
            at = AT.get(refused.reason.code)
            if at is None:
                raise
            errors[at] = refused.reason.instead
        else:
            messages.success(request, _("Saved."))
            return redirect("screening", screening=screening)
    context = _context(request, read) | {
        "sides": shown.sides(read),
        "is_labour": shown.offers_labour(read),
        "questions": forms.concluding(read.talk, entered, errors),
        "errors": errors,
    }
    return render(request, "cases/screening/end.html", context, status=422 if errors else 200)


@forms_only
@for_members
def stop(request: MemberRequest, screening: UUID) -> HttpResponse:
    """The person does not want to go on: nothing that was answered is kept."""
    read = one(screening, by=request.member, at=request.at)
    actions.stop(screening, by=request.member, at=request.at)
    messages.success(request, _("Ended. Nothing that was answered is kept, and help goes on."))
    return redirect("screenings", case=read.case)


@forms_only
@for_members
def correct(request: MemberRequest, screening: UUID) -> HttpResponse:
    """Another one beside a finished one, with its answers."""
    made = actions.correct(screening, by=request.member, at=request.at)
    return redirect("screening", screening=made)


@forms_only
@for_members
def take_over(request: MemberRequest, screening: UUID) -> HttpResponse:
    """The conclusion becomes the file's status, as a presumption."""
    read = one(screening, by=request.member, at=request.at)
    actions.take_over(screening, by=request.member, at=request.at)
    messages.success(request, _("Taken over into the section Exploitation."))
    return redirect("person", case=read.case)


def _finished(request: MemberRequest, read: Read) -> HttpResponse:
    sector = Sector(request.member.agency.sector)
    taking = may_take_over(read.talk.conclusion, sector, stands="", is_finished=True)
    context = _context(request, read) | {
        "sides": shown.sides(read),
        "is_labour": shown.offers_labour(read),
        "steps": shown.next_steps(read.talk, read.case),
        "taking": taking,
        "corrected_by": corrections(read.id),
        "may_edit": _edits(request, read.case),
    }
    return render(request, "cases/screening/finished.html", context)


def _draft(request: MemberRequest, screening: UUID) -> Read:
    read = one(screening, by=request.member, at=request.at)
    require(may_write(is_author=read.is_mine, is_finished=read.is_finished))
    return read


def _context(request: MemberRequest, read: Read) -> dict[str, Any]:
    signs = signs_of(read.talk)
    return {"case": read.case, "it": shown.in_words(read), "list": shown.unchecked(signs), "talk": read.talk}


def _edits(request: MemberRequest, case: UUID) -> bool:
    return bool(decide(request.member, held(case), SECTION, Action.EDIT).decision)
