"""The page on which somebody asks about a closed section, and the button by which its holder answers."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.holders import Holder, holders
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.cases.asking import actions, forms
from safeconduct.cases.asking.elsewhere import AskedFromThere, HeldThere
from safeconduct.cases.asking.queries import Asked, one, today_of
from safeconduct.cases.asking.rules import Asking, may_ask
from safeconduct.cases.asking.words import ELSEWHERE, held_by, held_there
from safeconduct.cases.queries import case_in_hand
from safeconduct.vocabulary.codes import AskAnswer
from safeconduct.vocabulary.decisions import Allowed, require
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.sections import USED, Section


@for_members
def ask(request: MemberRequest, case: UUID, section: str) -> HttpResponse:
    """What for, and until when; a slip shows the form again."""
    if section not in USED:
        raise NotFound(_("There is no such section."))
    about = Section(section)
    facts = actions.asking_of(case_in_hand(case), about, by=request.member, at=request.at)
    require(may_ask(facts))
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Any] = {}
    if request.method == "POST":
        try:
            ask_for, until = forms.asked(entered, today=today_of(request.at))
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            actions.ask(case, about, ask_for, until, by=request.member, at=request.at)
            messages.success(request, _("Asked. The answer will stand beside the closed section."))
            return redirect("person", case=case)
    keeping = [holder.profession for holder in holders(case) if holder.section is about]
    context = {
        "case": case,
        "section": label(about),
        "who": held_by(keeping),
        "questions": forms.questions(entered, errors),
        "errors": errors,
    }
    return render(request, "cases/asking/ask.html", context, status=422 if errors else 200)


@forms_only
@for_members
def answer(request: MemberRequest, ask: UUID) -> HttpResponse:
    """The holder's word; no reason is asked."""
    found = one(ask, by=request.member)
    said = request.POST.get("answer", "")
    if said not in set(AskAnswer):
        messages.error(request, _("Choose one of the three answers."))
        return redirect("person", case=found.case)
    actions.answer(ask, AskAnswer(said), by=request.member, at=request.at)
    messages.success(request, _("Answered. The section stays closed to them."))
    return redirect("person", case=found.case)


def doors(
    closed: Iterable[Section],
    keeping: list[Holder],
    asked: list[Asked],
    there: Sequence[HeldThere] = (),
    *,
    is_team: bool,
    today: date,
) -> list[dict[str, Any]]:
    """The closed sections of a person's page: who holds each, whether one can ask, and what was answered last."""
    found = []
    for section in closed:
        professions = [holder.profession for holder in keeping if holder.section is section]
        mine = [one for one in asked if one.is_mine and one.section is section]
        waits = any(one.is_waiting(today) for one in mine)
        facts = Asking(is_team, opens_it=False, is_held=bool(professions), is_waiting=waits)
        found.append(
            {
                "section": section.value,
                "label": label(section),
                "who": held_by(professions) if is_team else ELSEWHERE,
                "may_ask": isinstance(may_ask(facts), Allowed),
                "asked": _in_words(mine[0], today) if mine else None,
                "there": _there(there, section, is_team=is_team, today=today),
            }
        )
    return found


def _there(
    found: Sequence[HeldThere], section: Section, *, is_team: bool, today: date
) -> list[dict[str, Any]]:
    """Who holds it in other agencies, referral by referral, with what the reader asked there last."""
    of_it = [held for held in found if held.section is section]
    lines = []
    for reference in dict.fromkeys(held.reference for held in of_it):
        those = [held for held in of_it if held.reference == reference]
        asked = those[0].asked
        is_waiting = asked is not None and not asked.answer and asked.until >= today
        lines.append(
            {
                "reference": reference,
                "who": held_there(those),
                "asked": asked,
                "ask_for": label(asked.ask_for) if asked else "",
                "is_waiting": is_waiting,
                "may_ask": is_team and not is_waiting,
            }
        )
    return lines


def to_answer(asked: list[Asked], across: Sequence[AskedFromThere] = (), *, today: date) -> dict[str, Any]:
    """What waits for the reader as the holder, and the three answers."""
    waiting = [one for one in asked if not one.is_mine and one.is_waiting(today)]
    return {
        "lines": [_in_words(one, today) for one in waiting],
        "answers": choices(AskAnswer),
        "across": [(ask, label(ask.section), label(ask.ask_for)) for ask in across],
    }


def _in_words(asked: Asked, today: date) -> dict[str, Any]:
    return {
        "one": asked,
        "section": label(asked.section),
        "ask_for": label(asked.ask_for),
        "answer": label(asked.answer) if asked.answer else "",
        "is_waiting": asked.is_waiting(today),
    }
