"""The pages of rights: what applies to one person, what is known of them, what they were told, what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action
from safeconduct.cases.interpreters.queries import asked_here
from safeconduct.cases.way_back import way_back
from safeconduct.rights import actions, forms, rules
from safeconduct.rights.codes import Right, Trigger, label
from safeconduct.rights.deadlines.queries import kept_of
from safeconduct.rights.deadlines.rules import Origin, State, long_before
from safeconduct.rights.editing.standing import book
from safeconduct.rights.evaluating import evaluate
from safeconduct.rights.queries import Read, deciding, rights_of
from safeconduct.rights.seen import mark
from safeconduct.rights.sheet import Step, Telling
from safeconduct.rights.shown import (
    asked_about,
    asked_far_back,
    asked_unborn,
    facts_in_words,
    groups,
    moves,
    of_received,
    tellings,
    todos,
)
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.entered import Entered
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label as section_label

AT = {
    rules.AHEAD.code: "on", rules.BEFORE_LAST.code: "on", rules.NO_STEP.code: "standing",
    rules.LONG_AGO.code: "on",
    rules.NO_PROOF.code: "proof", rules.NO_LANGUAGE.code: "language", rules.NO_WAY.code: "how",
}  # fmt: skip
"""At which question a refusal of the rule is said, so that nothing that was typed is lost."""


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """Every right of a person with how far it has come, why it applies, and what is not known."""
    read = rights_of(case, by=request.member, at=request.at)
    found = groups(read, _of_documents(case))
    context = {
        "case": case,
        "groups": found,
        "todos": todos(found),
        "is_whole": request.GET.get("fold") == "open",
        "facts": facts_in_words(read.known),
        "received": of_received(read),
        "closed": [section_label(section) for section in read.closed],
        "is_denied": read.facts.is_denied,
        "is_checked": any(
            found.rule.is_checked(read.today) for one in read.rights for found in (*one.found, *one.excluded)
        ),
        "has_pack": read.facts.country in book().countries,
        "tellings": tellings(read.sheet),
        "news": read.sheet.news.facts,
        "may_edit": read.may_edit,
        "alias": read.alias,
        "today": read.today,
    }
    return render(request, "rights/all.html", context)


def _of_documents(case: UUID) -> dict[Right, date]:
    """Last days that were entered from a document: each goes before whatever is counted, on every page alike."""
    found = [one for one in kept_of(case) if one.origin is Origin.DOCUMENT and one.state is State.OPEN]
    return {one.right: one.due for one in sorted(found, key=lambda one: one.due, reverse=True)}


@dataclass(frozen=True, slots=True)
class _Form:
    """What differs between the three forms."""

    what: str
    title: str
    questions: Callable[[Entered, dict[str, Words]], list[Any]]
    act: Callable[[Entered], None]
    asks: Callable[[Entered], list[Words]]
    """What is asked once before it is saved, such as a year that may be wrong; raises what `act` would."""
    moves: Callable[[Entered], list[Words]] = lambda _entered: []
    """Which last days what was entered would move: shown once before it is saved."""


@for_members
def known(request: MemberRequest, case: UUID) -> HttpResponse:
    """Where the person is, and the days. Where a last day moves by it, that is shown first, and saved when seen."""
    read = _to_edit(request, case)
    own = request.member.agency.country

    def act(given: Entered) -> None:
        actions.know(case, *forms.known_entered(given), by=request.member, at=request.at)

    def ask(given: Entered, errors: dict[str, Words]) -> list[Any]:
        return forms.known_questions(read.sheet, own, given, errors)

    def asks(given: Entered) -> list[Words]:
        return _far_back(read, forms.known_entered(given)[1])

    def moving(given: Entered) -> list[Words]:
        country, events = forms.known_entered(given)
        after = read.with_days(country or own, events)
        return moves(read.rights, evaluate(book(), after, read.today))

    return _form(request, case, _Form("known", _("What is known"), ask, act, asks, moving), read.alias)


def _far_back(read: Read, events: Mapping[Trigger, date]) -> list[Words]:
    """Which of these days are asked about: far back, or long before the person was met; once, when they are new."""
    if wrong := rules.may_know(events, today=read.today):
        raise BadInput({one.value: reason.whole for one, reason in wrong.items()})
    new = {one: day for one, day in events.items() if read.sheet.events.get(one) != day}
    unborn = [one for one, day in new.items() if read.born_after and day < read.born_after]
    before = [one for one in long_before(new, read.opened_on) if one not in unborn]
    far = [
        said
        for one, day in new.items()
        if one not in (*unborn, *before)
        for said in asked_far_back(label(one), day, read.today)
    ]
    return [*asked_unborn(unborn, new), *asked_about(before, new), *far]


@for_members
def told(request: MemberRequest, case: UUID) -> HttpResponse:
    """Write down of which rights the person was told, and what shows it."""
    read, offered = _to_edit(request, case), asked_here()
    today = read.today

    def entered(given: Entered) -> Telling:
        return forms.tell_entered(given, request.member.profession, offered)

    def act(given: Entered) -> None:
        actions.tell(case, entered(given), by=request.member, at=request.at)

    def ask(given: Entered, errors: dict[str, Words]) -> list[Any]:
        return forms.tell_questions(read.sheet, given, errors, today=today, offered=offered)

    def asks(given: Entered) -> list[Words]:
        telling = entered(given)
        require(rules.may_tell(telling, today=today))
        return asked_far_back(_("On which day"), telling.on, today)

    return _form(
        request, case, _Form("told", _("Telling the person of their rights"), ask, act, asks), read.alias
    )


@for_members
def one(request: MemberRequest, case: UUID, right: str) -> HttpResponse:
    """Write down what became of one right."""
    if right not in set(Right):
        raise NotFound(_("There is no such right."))
    read, of = _to_edit(request, case), Right(right)

    def entered(given: Entered) -> Step:
        return forms.step_entered(given, request.member.profession)

    def act(given: Entered) -> None:
        actions.step(case, of, entered(given), by=request.member, at=request.at)

    def ask(given: Entered, errors: dict[str, Words]) -> list[Any]:
        return forms.step_questions(read.sheet, of, given, errors, today=read.today)

    def asks(given: Entered) -> list[Words]:
        step = entered(given)
        require(rules.may_step(read.sheet, of, step.standing, step.on, today=read.today))
        return asked_far_back(label(step.standing), step.on, read.today)

    return _form(request, case, _Form("step", str(label(of)), ask, act, asks), read.alias)


def _to_edit(request: MemberRequest, case: UUID) -> Read:
    deciding(case, Action.EDIT, by=request.member)
    return rights_of(case, by=request.member, at=request.at)


def _form(request: MemberRequest, case: UUID, form: _Form, alias: str) -> HttpResponse:
    """What was entered stays where the rule or the form refuses it, and where something is asked before it is saved."""
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    asked: list[Words] = []
    moved: list[Words] = []
    back = way_back(case, request.GET)
    if request.method == "POST":
        errors = _refused(lambda: asked.extend(form.asks(entered)))
        moved = [] if errors else form.moves(entered)
        seen = mark([*asked, *moved])
        if not errors and (not seen or request.POST.get("seen") == seen):
            errors = _refused(lambda: form.act(entered))
            if not errors:
                messages.success(request, _("Written down."))
                return redirect(back.address or reverse("rights", args=[case]))
    context = {
        "case": case,
        "what": form.what,
        "title": form.title,
        "alias": alias,
        "questions": form.questions(entered, errors),
        "errors": errors,
        "asked": [] if errors else asked,
        "moves": [] if errors else moved,
        "seen": mark([*asked, *moved]),
        "way_back": back.address,
    }
    return render(request, "rights/one.html", context, status=422 if errors else 200)


def _refused(act: Callable[[], None]) -> dict[str, Words]:
    """What was wrong, by question; nothing when it was done. What belongs to no question is refused as a whole page."""
    try:
        act()
    except BadInput as wrong:
        return dict(wrong.errors)
    except NotPossible as refused:
        return refused.beside(AT)
    return {}
