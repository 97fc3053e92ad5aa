"""At the receiver: who holds what here, what the sender may know of it, and what it asks. At the sender: asking."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import agency
from safeconduct.cases.asking import forms as asking
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.asking.words import held_there
from safeconduct.cases.beside.queries import own_file_of
from safeconduct.cases.queries import case_in_hand
from safeconduct.referrals import queries
from safeconduct.referrals.holders import actions, forms, rules
from safeconduct.referrals.holders.labels import ANSWERS
from safeconduct.referrals.holders.members import Held
from safeconduct.referrals.holders.models import HolderAsk, NamedHolder
from safeconduct.referrals.holders.queries import across
from safeconduct.referrals.holders.rules import HolderAnswer
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.vocabulary.codes import AskFor, Profession
from safeconduct.vocabulary.decisions import Refused, Words, require
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section


@for_members
def holders(request: MemberRequest, reference: str) -> HttpResponse:
    """Who holds what here; a slip, or a refusal, shows the page as it was filled in."""
    row = queries.by_reference(reference)
    own = own_file_of(row.case_id) if row.case_id and row.side == Side.RECEIVER else None
    if own is None:
        raise NotFound(_("There is no file beside this referral."))
    case_in_hand(own)
    if request.method != "POST":
        return _page(request, row, own)
    try:
        said = _done(request, row)
    except BadInput as wrong:
        return _page(request, row, own, errors=dict(wrong.errors), status=422)
    except NotPossible as refused:
        record_refused(request, row, "holders", refused)
        return _page(request, row, own, refused=refused, status=409)
    messages.success(request, said)
    return redirect("holders", reference=row.reference)


def _done(request: MemberRequest, row: Referral) -> str:
    """Do what was pressed. Raises BadInput, NotPossible."""
    by, at, entered = request.member, request.at, request.POST
    match entered.get("do"):
        case "name":
            sections = forms.chosen(entered.getlist("sections"))
            agrees = bool(entered.get("agrees"))
            actions.name(referral=row.id, sections=sections, person_agrees=agrees, by=by, at=at)
            return _("The sender is told that it is held here, and nothing of what stands there.")
        case "back" if entered.get("section") in set(Section):
            actions.take_back(referral=row.id, section=Section(entered["section"]), by=by, at=at)
            return _("The sender is told that it is not said any more.")
        case "answer":
            said, words = forms.answered(row, entered.dict())
            actions.answer(
                referral=row.id, ask=_ask_in(entered.get("ask", "")), said=said, words=words, by=by, at=at
            )
            return _("Answered. The section stays closed to them.")
        case _:
            raise NotFound(_("There is no such step."))


def _page(
    request: MemberRequest,
    row: Referral,
    own: UUID,
    *,
    errors: dict[str, Words] | None = None,
    refused: NotPossible | None = None,
    status: int = 200,
) -> HttpResponse:
    other, wrong, entered = agency(row.other_agency_id), errors or {}, request.POST
    facts = actions.between(row, request.member.agency, other, at=request.at)
    known = rules.may_know(facts)
    named = list(NamedHolder.objects.filter(referral=row).order_by("section", "profession"))
    said = {one.section for one in named}
    possible = [one for one in actions.held_in(own) if one.section.value not in said]
    asks = HolderAsk.objects.filter(referral=row, asked_by=None).order_by("-asked_at")[:20]
    context: dict[str, Any] = {
        "row": row,
        "own": own,
        "other": other,
        "why_not": known.reason if isinstance(known, Refused) else None,
        "named": [(one, forms.in_words(_held(one))) for one in named],
        "possible": possible,
        "questions": forms.naming(possible, other, entered.getlist("sections"), wrong) if possible else [],
        "asks": [_in_words(one) for one in asks],
        "answering": forms.answering(row, entered.dict(), wrong, other.languages),
        "today": today_of(request.at),
        "errors": {f"{forms.PREFIX}{name}": words for name, words in wrong.items()},
        "refused": refused,
    }
    return render(request, "referrals/holders/holders.html", context, status=status)


@for_members
def ask(request: MemberRequest, reference: str, section: str) -> HttpResponse:
    """Ask whoever holds the section at the receiver: what for, and until when."""
    row = queries.by_reference(reference)
    if row.side != Side.SENDER or row.case_id is None or section not in rules.NAMEABLE:
        raise NotFound(_("There is nobody here to ask."))
    about = Section(section)
    held = [
        one
        for one in across(row.case_id, request.member, request.at).held
        if one.section is about and one.reference == row.reference
    ]
    other = agency(row.other_agency_id)
    facts = actions.between(row, request.member.agency, other, at=request.at)
    require(actions.asking(row, facts, about, by=request.member, at=request.at))
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        try:
            ask_for, until = asking.asked(entered, today=today_of(request.at))
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            actions.ask(
                referral=row.id, section=about, ask_for=ask_for, until=until, by=request.member, at=request.at
            )
            messages.success(request, _("Asked. The answer will stand beside the closed section."))
            return redirect("person", case=row.case_id)
    context = {
        "case": row.case_id,
        "section": label(about),
        "who": held_there(held),
        "questions": asking.questions(entered, errors),
        "errors": errors,
    }
    return render(request, "referrals/holders/ask.html", context, status=422 if errors else 200)


def _held(one: NamedHolder) -> Held:
    return Held(Section(one.section), Profession(one.profession), one.since)


def _in_words(one: HolderAsk) -> dict[str, Any]:
    return {
        "one": one,
        "section": label(Section(one.section)),
        "ask_for": label(AskFor(one.ask_for)),
        "role": label(Profession(one.role)) if one.role in set(Profession) else "",
        "answer": ANSWERS[HolderAnswer(one.answer)] if one.answer else "",
    }


def _ask_in(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(_("There is nothing here for you to answer.")) from None
