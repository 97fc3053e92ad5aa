"""The lead answers what the person said: with what became of it, after the person has heard it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.queries import held
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Basis
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.wrong import actions
from safeconduct.cases.wrong.codes import Answer, Kind, label
from safeconduct.cases.wrong.queries import Word, one
from safeconduct.referrals.persons_side.lines import names_of
from safeconduct.referrals.persons_side.stopping import is_untold
from safeconduct.referrals.persons_side.wording import words_in
from safeconduct.vocabulary.questions import Question

NO_ANSWER = gettext_lazy("Choose what became of it.")
NOT_TOLD = gettext_lazy("Those who hold something were not told yet: take the consent back first.")
PERSON_KNOWS = gettext_lazy("Tell the person first, in a way that is safe; then tick this.")


NOT_OPEN = gettext_lazy("A line that was erased meanwhile, or that you may not open")


@for_members
def word(request: MemberRequest, word: UUID) -> HttpResponse:
    """What the person said, and the lead's answer to it."""
    found = one(word)
    line = _line(found, request)
    errors: dict[str, Any] = {}
    if request.method == "POST":
        said = request.POST.get("answer", "")
        errors = {} if said in set(Answer) else {"answer": NO_ANSWER}
        if said == Answer.STOPPED and found.consent and is_untold(found.case, found.consent):
            errors = {"answer": NOT_TOLD}
        if request.POST.get("knows") != "yes":
            errors["knows-yes"] = PERSON_KNOWS
        if not errors:
            actions.answer(word, Answer(said), person_knows=True, by=request.member, at=request.at)
            # The page itself names the line: a message lies in the session, where no words of a plan belong.
            messages.success(request, _("Answered."))
            return redirect("persons_word", word=word)
    if found.words:
        record(
            "person:word_read", by=as_actor(request.member), at=request.at, case=found.case, section="plan"
        )
    context = {
        "one": found,
        "line": line,
        "kind": label(found.kind),
        "about": label(found.about),
        "answer": label(found.answer) if found.answer else "",
        "is_lead": any(grant.basis is Basis.LEAD for grant in held(found.case)),
        "questions": _questions(found, request, errors),
        "errors": errors,
    }
    return render(request, "referrals/persons_side/word.html", context, status=422 if errors else 200)


def _line(found: Word, request: MemberRequest) -> str:
    """The line in words, as the person reads it, as it stood when they said it; "" for the part as a whole."""
    if found.line is None:
        return ""
    words = words_in(translation.get_language() or "en")
    names = names_of([found], words, by=request.member, at=request.at)
    return names.get(found.id) or str(NOT_OPEN)


def _questions(found: Word, request: MemberRequest, errors: dict[str, Any]) -> list[Question]:
    fits = [code for code in Answer if (code is Answer.STOPPED) is (found.kind is Kind.STOP)]
    return [
        Question(
            "answer", _("What became of it"), "radios", request.POST.get("answer", ""),
            [(code.value, label(code)) for code in fits], errors.get("answer", ""),
        ),
        Question(
            "knows", _("The person knows it"), "tick", request.POST.get("knows") == "yes",
            error=errors.get("knows-yes", ""),
        ),
    ]  # fmt: skip
