"""The page that says of a step, or of a record of information, that it was written in error."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action
from safeconduct.rights import actions, rules
from safeconduct.rights.codes import Error, Right, choices, label
from safeconduct.rights.queries import Read, deciding, rights_of
from safeconduct.rights.sheet import Line, Struck
from safeconduct.rights.shown import steps_of, tellings
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.questions import Question

TOLD = "told"
"""Instead of a right, in the address of a record of information."""


@for_members
def page(request: MemberRequest, case: UUID, what: str, number: int) -> HttpResponse:
    """Ask why, and write it down. What was written stays to be read and counts no more."""
    if what != TOLD and what not in set(Right):
        raise NotFound(_("There is no such right."))
    deciding(case, Action.EDIT, by=request.member)
    read = rights_of(case, by=request.member, at=request.at)
    line = Line(None if what == TOLD else Right(what), number)
    require(rules.may_strike(read.sheet, line))

    def act(why: Error) -> None:
        how = Struck(why, read.today, request.member.profession)
        actions.strike(case, line, how, by=request.member, at=request.at)

    return ask(request, _facts(read, line), act, reverse("rights", args=[case]), _("Rights"))


def ask(
    request: MemberRequest,
    facts: list[tuple[Words, Words]],
    act: Callable[[Error], None],
    back: str,
    back_words: Words,
) -> HttpResponse:
    """The page of it: what was written, and why it is wrong. Claims ask in the same way."""
    why = request.POST.get("why", "")
    errors: dict[str, Words] = {}
    if request.method == "POST":
        if why in set(Error):
            act(Error(why))
            messages.success(request, _("It counts no more, and stays to be read."))
            return redirect(back)
        errors["why"] = _("Choose what comes closest.")
    questions = [Question("why", _("Why"), "radios", why, choices(Error), errors.get("why", ""))]
    context = {
        "facts": facts,
        "questions": questions,
        "errors": errors,
        "back": back,
        "back_words": back_words,
    }
    return render(request, "rights/in_error.html", context, status=422 if errors else 200)


def _facts(read: Read, line: Line) -> list[tuple[Words, Words]]:
    """The line as it stands on the page."""
    if line.right is None:
        return next(facts for _one, facts, number, _struck in tellings(read.sheet) if number == line.number)
    step = next(one for one in steps_of(read.sheet, line.right) if one.number == line.number)
    return [(label(line.right), f"{step.name}. {step.evidence}" if step.evidence else step.name)]
