"""The pages of interpreters: the agency's register, and the talks of one person with them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.queries import decide, held
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Action
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.interpreters import actions, forms, register, rules
from safeconduct.cases.interpreters.codes import State, label
from safeconduct.cases.interpreters.queries import SECTION, Read, case_of_talk, helper, interpreting
from safeconduct.cases.interpreters.queries import register as registered
from safeconduct.cases.interpreters.rules import Assignment, Helper, may_keep_register, to_know
from safeconduct.cases.reaching import in_their_words, when_safe
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Reason, Refused, Words
from safeconduct.vocabulary.entered import Entered, identifier_in
from safeconduct.vocabulary.errors import BadInput, NotPossible
from safeconduct.vocabulary.languages import language_in_full

AT = {
    rules.NOT_ASKED.code: "tie", rules.TIED.code: "tie", rules.NO_NAME.code: "interpreter",
    rules.NOT_IN_THE_REGISTER.code: "helper", rules.NOT_OFFERED.code: "helper", rules.NOT_VETTED.code: "helper",
    rules.NOT_SIGNED.code: "helper", rules.CLOSE_TO_EXPLOITERS.code: "helper", rules.OTHER_LANGUAGE: "language",
    rules.DAY_IS_OVER.code: "on", rules.TOO_FAR.code: "on", "no_safe_hour_that_day": "on", "outside_safe_hours": "at",
    "not_by_telephone": "by_telephone", rules.AGAINST_WISHES: "agrees", rules.POSSIBLE_CONFLICT.code: "names",
    "too_many_conflict_questions": "names", "conflicts_are_for_those_who_help": "names",
}  # fmt: skip
"""At which question a refusal of the rule is said, so that nothing that was typed is lost."""

type Errors = dict[str, Words]


# --- the register ---


@for_members
def front(request: MemberRequest) -> HttpResponse:
    """Everybody of the register, for every colleague; whoever keeps it finds the way to change it."""
    today = today_of(request.at)
    lines = [
        {"one": one, "facts": forms.facts(one), "is_vetted": one.is_vetted(today), "role": label(one.role)}
        for one in registered()
    ]
    return render(request, "cases/interpreters/register.html", {"lines": lines, "keeps": _keeps(request)})


@for_members
def enter(request: MemberRequest) -> HttpResponse:
    """Enter somebody."""
    register.requires_keeper(request.member)

    def act(entered: Entered) -> None:
        register.enter(forms.entry(entered), by=request.member, at=request.at)

    return _entry(request, None, act)


@for_members
def one(request: MemberRequest, interpreter: UUID) -> HttpResponse:
    """Change what stands of somebody, or say that they are not asked any more."""
    register.requires_keeper(request.member)
    found = helper(interpreter)
    done = {"end": register.end, "again": register.ask_again, "out": register.take_out}
    if (what := request.POST.get("do", "")) in done:
        done[what](interpreter, by=request.member, at=request.at)
        messages.success(request, _("Saved."))
        return redirect("interpreters")

    def act(entered: Entered) -> None:
        register.change(interpreter, forms.entry(entered), by=request.member, at=request.at)

    return _entry(request, found, act)


def _entry(request: MemberRequest, found: Helper | None, act: Callable[[Entered], None]) -> HttpResponse:
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: Errors = {}
    if request.method == "POST":
        try:
            act(entered)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            messages.success(request, _("Saved."))
            return redirect("interpreters")
    context = {"one": found, "questions": forms.entry_questions(found, entered, errors), "errors": errors}
    return render(request, "cases/interpreters/entry.html", context, status=422 if errors else 200)


def _keeps(request: MemberRequest) -> bool:
    by = request.member
    return bool(may_keep_register(Profession(by.profession), supervises=by.supervises))


# --- the talks of one person ---


@for_members
def talks(request: MemberRequest, case: UUID) -> HttpResponse:
    """What the person wishes, what is arranged, and who is not offered."""
    read = interpreting(case, by=request.member, at=request.at)
    may_edit = _may_edit(request, case)
    known = {found.id: found for found in registered()}
    context = {
        "case": case,
        "wishes": read.whom.wishes.words,
        "lines": [_line(found, read, known) for found in read.talks],
        "may_edit": may_edit,
        "apart": [(wanted, said) for wanted, (_row, said) in read.apart.items()] if may_edit else [],
        "others": [
            (found.id, forms.called(found))
            for found in known.values()
            if found.is_active and found.id not in read.apart
        ],
        "has_register": any(found.is_active for found in known.values()),
    }
    return render(request, "cases/interpreters/talks.html", context)


@for_members
def arrange(request: MemberRequest, case: UUID) -> HttpResponse:
    """Arrange a talk, within the hours in which the person may be reached."""

    def act(entered: Entered) -> UUID | Refused:
        return actions.assign(case, *forms.talk_entered(entered), by=request.member, at=request.at)

    return _talk(request, case, None, act)


@for_members
def change(request: MemberRequest, talk: UUID) -> HttpResponse:
    """Arrange it otherwise. The form has no question why."""

    def act(entered: Entered) -> UUID | Refused:
        again = request.POST.get("apart") != "yes"
        return actions.change(
            talk, *forms.talk_entered(entered), again=again, by=request.member, at=request.at
        )

    return _talk(request, case_of_talk(talk), talk, act)


@forms_only
@for_members
def end(request: MemberRequest, talk: UUID) -> HttpResponse:
    """It does not take place. The form has no question why."""
    case = case_of_talk(talk)
    actions.end(talk, again=request.POST.get("apart") != "yes", by=request.member, at=request.at)
    messages.success(request, _("Ended."))
    return redirect("interpreting", case=case)


@forms_only
@for_members
def apart(request: MemberRequest, case: UUID) -> HttpResponse:
    """Somebody is not offered for this person, or is offered again."""
    done = actions.offer_again if request.POST.get("do") == "again" else actions.keep_apart
    wanted = identifier_in(request.POST.get("helper", ""))
    if wanted is not None:
        done(case, wanted, by=request.member, at=request.at)
        messages.success(request, _("Saved."))
    return redirect("interpreting", case=case)


@for_members
def slip(request: MemberRequest, talk: UUID) -> HttpResponse:
    """What the interpreter is told: time, place and language. Nothing here leads to the person."""
    case = case_of_talk(talk)
    found = interpreting(case, by=request.member, at=request.at).talk(talk)
    meeting = found.meeting
    context = {"meeting": meeting, "language": language_in_full(meeting.language), "case": case}
    return render(request, "cases/interpreters/slip.html", context)


def _talk(
    request: MemberRequest, case: UUID, talk: UUID | None, act: Callable[[Entered], UUID | Refused]
) -> HttpResponse:
    """The form of a talk: what was entered stays where the rule or the form refuses it."""
    read = interpreting(case, by=request.member, at=request.at)
    stands = read.talk(talk) if talk else None
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: Errors = {}
    if request.method == "POST":
        errors = _refused(request, case, lambda: act(entered))
        if not errors:
            messages.success(request, _("Arranged."))
            return redirect("interpreting", case=case)
    contact = read.whom.contact
    offered = [found for found in registered() if found.is_active and found.id not in read.apart]
    context = {
        "case": case,
        "is_change": stands is not None,
        "wishes": read.whom.wishes.words,
        "says": [*when_safe(contact, request.at), *in_their_words(contact)],
        "questions": forms.talk_questions(offered, stands, read.language, entered, errors),
        "again": forms.again_question(entered) if stands and stands.helper else None,
        "errors": errors,
    }
    return render(request, "cases/interpreters/talk.html", context, status=422 if errors else 200)


def _refused(request: MemberRequest, case: UUID, act: Callable[[], UUID | Refused]) -> Errors:
    """What was wrong, by question; nothing when it was done. A refusal of the rule is recorded with its code."""
    try:
        done = act()
    except BadInput as wrong:
        return dict(wrong.errors)
    except NotPossible as refused:
        if refused.reason.code not in AT:
            raise
        return _said(request, case, refused.reason)
    return _said(request, case, done.reason) if isinstance(done, Refused) else {}


def _said(request: MemberRequest, case: UUID, reason: Reason) -> Errors:
    record(
        "interpreting:refused", by=as_actor(request.member), at=request.at, case=case, section=SECTION,
        refused=reason.code,
    )  # fmt: skip
    return {AT[reason.code]: reason.whole}


def _line(found: Assignment, read: Read, known: dict[UUID, Helper]) -> dict[str, Any]:
    """One talk in words, and what speaks against it since it was arranged."""
    asked = known.get(found.helper) if found.helper else None
    is_planned = found.state is State.PLANNED
    against: list[Words] = []
    when = rules.may_meet(found.meeting, read.whom) if is_planned else None
    is_over = isinstance(when, Refused) and when.reason == rules.DAY_IS_OVER
    if isinstance(when, Refused) and not is_over:
        against.append(when.reason.sentence)
    if asked and is_planned and not is_over:
        against += to_know(asked, found.meeting, read.whom)
        if found.meeting.on and not asked.is_vetted(found.meeting.on):
            against.append(rules.NOT_VETTED.sentence)
    return {
        "one": found,
        "language": language_in_full(found.meeting.language),
        "state": label(found.state),
        "is_planned": is_planned and not is_over,
        "against": against,
        "is_other": found.helper is None,
    }


def _may_edit(request: MemberRequest, case: UUID) -> bool:
    return bool(decide(request.member, held(case), SECTION, Action.EDIT).decision)
