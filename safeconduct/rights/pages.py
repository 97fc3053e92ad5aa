"""The pages of rights: what applies to one person, what is known of them, what they were told, what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action
from safeconduct.cases.interpreters.queries import asked_here
from safeconduct.rights import actions, forms, rules
from safeconduct.rights.codes import Right, label
from safeconduct.rights.deadlines.queries import kept_of
from safeconduct.rights.deadlines.rules import Origin, State, long_before
from safeconduct.rights.editing.standing import book
from safeconduct.rights.evaluating import evaluate
from safeconduct.rights.queries import Read, deciding, rights_of
from safeconduct.rights.seen import mark
from safeconduct.rights.shown import asked_about, facts_in_words, groups, moves, tellings
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label as section_label

AT = {
    rules.AHEAD.code: "on", rules.BEFORE_LAST.code: "on", rules.NO_STEP.code: "standing",
    rules.NO_PROOF.code: "proof", rules.NO_LANGUAGE.code: "language", rules.NO_WAY.code: "how",
}  # fmt: skip
"""At which question a refusal of the rule is said, so that nothing that was typed is lost."""


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """Every right of a person with how far it has come, why it applies, and what is not known."""
    read = rights_of(case, by=request.member, at=request.at)
    context = {
        "case": case,
        "groups": groups(read, _of_documents(case)),
        "facts": facts_in_words(read.facts),
        "closed": [section_label(section) for section in read.closed],
        "is_denied": read.facts.is_denied,
        "is_checked": any(
            found.rule.is_checked(read.today) for one in read.rights for found in (*one.found, *one.excluded)
        ),
        "has_pack": read.facts.country in book().countries,
        "tellings": tellings(read.sheet),
        "news": read.sheet.news.facts,
        "may_edit": read.may_edit,
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
    questions: Callable[[forms.Entered, dict[str, Words]], list[Any]]
    act: Callable[[forms.Entered], None]


@for_members
def known(request: MemberRequest, case: UUID) -> HttpResponse:
    """Where the person is, and the days. Where a last day moves by it, that is shown first, and saved when seen."""
    read = _to_edit(request, case)
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    moved = _moved(request, read, entered) if entered else []
    seen = mark(moved)
    if moved and request.POST.get("seen") != seen:
        questions = forms.known_questions(read.sheet, request.member.agency.country, entered, {})
        context = {"case": case, "what": "known", "title": _("What is known"), "questions": questions}
        return render(request, "rights/one.html", {**context, "moves": moved, "seen": seen}, status=200)

    def act(given: forms.Entered) -> None:
        actions.know(case, *forms.known_entered(given), by=request.member, at=request.at)

    def ask(given: forms.Entered, errors: dict[str, Words]) -> list[Any]:
        return forms.known_questions(read.sheet, request.member.agency.country, given, errors)

    return _form(request, case, _Form("known", _("What is known"), ask, act))


@for_members
def told(request: MemberRequest, case: UUID) -> HttpResponse:
    """Write down of which rights the person was told, and what shows it."""
    today, offered = _to_edit(request, case).today, asked_here()

    def act(given: forms.Entered) -> None:
        telling = forms.tell_entered(given, request.member.profession, offered)
        actions.tell(case, telling, by=request.member, at=request.at)

    def ask(given: forms.Entered, errors: dict[str, Words]) -> list[Any]:
        return forms.tell_questions(given, errors, today=today, offered=offered)

    return _form(request, case, _Form("told", _("Telling the person of their rights"), ask, act))


@for_members
def one(request: MemberRequest, case: UUID, right: str) -> HttpResponse:
    """Write down what became of one right."""
    if right not in set(Right):
        raise NotFound(_("There is no such right."))
    read, of = _to_edit(request, case), Right(right)

    def act(given: forms.Entered) -> None:
        step = forms.step_entered(given, request.member.profession)
        actions.step(case, of, step, by=request.member, at=request.at)

    def ask(given: forms.Entered, errors: dict[str, Words]) -> list[Any]:
        return forms.step_questions(read.sheet, of, given, errors, today=read.today)

    return _form(request, case, _Form("step", str(label(of)), ask, act))


def _to_edit(request: MemberRequest, case: UUID) -> Read:
    deciding(case, Action.EDIT, by=request.member)
    return rights_of(case, by=request.member, at=request.at)


def _form(request: MemberRequest, case: UUID, form: _Form) -> HttpResponse:
    """What was entered stays where the rule or the form refuses it."""
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        errors = _refused(lambda: form.act(entered))
        if not errors:
            messages.success(request, _("Written down."))
            return redirect("rights", case=case)
    context = {
        "case": case,
        "what": form.what,
        "title": form.title,
        "questions": form.questions(entered, errors),
        "errors": errors,
    }
    return render(request, "rights/one.html", context, status=422 if errors else 200)


def _moved(request: MemberRequest, read: Read, entered: forms.Entered) -> list[Words]:
    """Which last days what was entered would move; none where it cannot be so."""
    try:
        country, events = forms.known_entered(entered)
    except BadInput:
        return []
    if rules.may_know(events, today=read.today):
        return []
    after = read.with_days(country or request.member.agency.country, events)
    asked = long_before(
        {one: day for one, day in events.items() if read.sheet.events.get(one) != day}, read.opened_on
    )
    return [*asked_about(asked, events), *moves(read.rights, evaluate(book(), after, read.today))]


def _refused(act: Callable[[], None]) -> dict[str, Words]:
    """What was wrong, by question; nothing when it was done. What belongs to no question is refused as a whole page."""
    try:
        act()
    except BadInput as wrong:
        return dict(wrong.errors)
    except NotPossible as refused:
        at = AT.get(refused.reason.code)
        if at is None:
            raise
        return {at: f"{refused.reason.sentence} {refused.reason.instead}"}
    return {}
