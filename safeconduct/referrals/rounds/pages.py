"""The pages of a round: the five best, how it stands, the next five, taking another one, taking all back."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.directory.finding.finding import Line
from safeconduct.directory.finding.search_form import (
    asked,
    first_questions,
    needs_question,
    who_questions,
    wish_questions,
)
from safeconduct.directory.finding.wishes import KEEP_OUT, WISH
from safeconduct.referrals.enquiries import forms as enquiry_forms
from safeconduct.referrals.enquiries.actions import asks_ground
from safeconduct.referrals.enquiries.labels import STANDINGS, tag_of
from safeconduct.referrals.enquiries.pages import beside
from safeconduct.referrals.enquiries.rules import HELPS, may_take_part
from safeconduct.referrals.labels import STATES
from safeconduct.referrals.moves import ENDED, State
from safeconduct.referrals.pages.offers import known_of
from safeconduct.referrals.pages.person_known import Known
from safeconduct.referrals.rounds import actions, choosing, forms, queries
from safeconduct.referrals.rounds.rules import AT_ONCE
from safeconduct.referrals.transfers import forms as transfer_forms
from safeconduct.vocabulary.codes import Feasibility, Profession, Urgency
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label

FOR = "for"
"""In an address: the person's file whose answers decide who fits. It is read, and nothing of it is kept."""


@for_members
def ask_five(request: MemberRequest) -> HttpResponse:
    """The five best for a search, ticked, and what is asked of them."""
    require(may_take_part(Profession(request.member.profession)))
    search = asked(request.GET)
    case = identifier_in(request.GET.get(FOR, ""))
    known = known_of(request, case) if case is not None else None
    found = choosing.Fitting([])
    if search.needs:
        found = choosing.fitting(search, known=known, by=request.member, at=request.at)
    lines = found.lines
    if request.method != "POST":
        return _ask_page(request, found, forms.begun(search), {}, known=known)
    try:
        services = [line.entry for line in forms.chosen(request.POST, lines)]
        _chosen, question = enquiry_forms.entered(request.POST, services)
        made = actions.begin(
            services=services, question=question, search=choosing.kept(search),
            fitting=[line.entry.id for line in found.services[: choosing.KEPT]],
            transfer=transfer_forms.entered(request.POST), key=identifier_in(request.POST.get("key", "")),
            by=request.member, at=request.at,
        )  # fmt: skip
    except BadInput as wrong:
        return _ask_page(request, found, request.POST, wrong.errors, known=known, status=422)
    except NotPossible as refused:
        return _ask_page(request, found, request.POST, beside(refused.reason), known=known, status=409)
    messages.success(request, _("Asked. Nothing about a person has left."))
    return redirect("round", name=made.id)


@for_members
def one(request: MemberRequest, name: UUID) -> HttpResponse:
    """How a round stands."""
    require(may_take_part(Profession(request.member.profession)))
    found = queries.one(name, by=request.member, at=request.at)
    lines = [_line(line) for line in found.lines]
    context = {
        "round": found.round,
        "lines": lines,
        "winner": next((line for line in lines if line["is_winner"]), None),
        "fell": any(line["standing"] == "withdrawn" and line["row"].answer in HELPS for line in lines),
        "silent": [line for line in lines if line["is_silent"]],
        "alternatives": [line for line in lines if line["is_alternative"]],
        "unheard": [line for line in lines if line["is_unheard"] and not line["is_winner"]],
        "may_ask_next": bool(found.may_ask_next),
        "may_stop": any(line["standing"] in ("open", "lapsed") for line in lines),
        "is_emergency": found.lines[0].row.urgency == Urgency.EMERGENCY,
        "is_late": request.at >= found.round.until,
    }
    return render(request, "referrals/rounds/round.html", context)


@for_members
def ask_next(request: MemberRequest, name: UUID) -> HttpResponse:
    """The next five of those that fitted, asked what was asked before."""
    require(may_take_part(Profession(request.member.profession)))
    found = queries.one(name, by=request.member, at=request.at)
    require(found.may_ask_next)
    already = {line.row.team_id for line in found.lines}
    lines = choosing.next_of(
        found.round.search, found.round.fitting, already, by=request.member, at=request.at
    )
    errors: Any = {}
    if request.method == "POST":
        try:
            services = [line.entry for line in forms.chosen(request.POST, lines)]
            transfer = transfer_forms.entered(request.POST)
            actions.ask_next(
                name=name, services=services, transfer=transfer, by=request.member, at=request.at
            )
            messages.success(request, _("Asked. Nothing about a person has left."))
            return redirect("round", name=name)
        except BadInput as wrong:
            errors = wrong.errors
        except NotPossible as refused:
            errors = beside(refused.reason)
    context = {**_choosing(request, lines, request.POST, errors), "round": found.round}
    return render(request, "referrals/rounds/next.html", context, status=422 if errors else 200)


@forms_only
@for_members
def take(request: MemberRequest, name: UUID, enquiry: UUID) -> HttpResponse:
    """Take this one, first or in the place of another."""
    actions.take_this(name=name, enquiry=enquiry, by=request.member, at=request.at)
    messages.success(request, _("This one has it now. The others are told."))
    return redirect("round", name=name)


@for_members
def fell(request: MemberRequest, name: UUID, enquiry: UUID) -> HttpResponse:
    """Whoever has it cannot after all: asked back with what it means, then done."""
    require(may_take_part(Profession(request.member.profession)))
    if request.method != "POST":
        found = queries.one(name, by=request.member, at=request.at)
        one = next((line for line in found.lines if line.row.shared == enquiry), None)
        if one is None:
            raise NotFound(_("There is no such round for you."))
        require(one.may_let_go)
        return render(request, "referrals/rounds/fell.html", {"round": found.round, "line": _line(one)})
    actions.fell_through(name=name, enquiry=enquiry, by=request.member, at=request.at)
    messages.success(
        request, _("They are told, and nobody has it now. Take another yes, or ask the next five.")
    )
    return redirect("round", name=name)


@forms_only
@for_members
def stop(request: MemberRequest, name: UUID) -> HttpResponse:
    """Take back all that wait for something."""
    require(may_take_part(Profession(request.member.profession)))
    actions.stop(name=name, by=request.member, at=request.at)
    messages.success(request, _("Taken back. They are told."))
    return redirect("round", name=name)


# --- What the pages show ----------------------------------------------------------------------------------------


def _choosing(
    request: MemberRequest,
    lines: list[Line],
    post: QueryDict,
    errors: Any,
    sure: frozenset[UUID] | None = None,
) -> dict[str, Any]:
    first = lines[:AT_ONCE]
    is_sent = request.method == "POST"
    needs_ground = any(asks_ground(line.entry, request.member) for line in first)
    return {
        "choices": forms.choices(lines, post, is_sent=is_sent, sure=sure),
        "more": len(lines) - len(first),
        "errors": errors,
        "transfer": transfer_forms.questions(dict(post.items()), errors, with_telling=False)
        if needs_ground
        else [],
    }


def _ask_page(
    request: MemberRequest, found: choosing.Fitting, post: QueryDict, errors: Any, *, known: Known | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    search, lines, by = asked(request.GET), found.lines, request.member
    nothing = bool(search.needs) and not lines
    ways, close = choosing.instead(search, known=known, by=by, at=request.at) if nothing else ([], [])
    spoken = enquiry_forms.spoken_by(request.member.language)
    offered = [line.entry for line in lines[:AT_ONCE]]
    context = {
        **_choosing(request, lines, post, errors, choosing.sure(lines, search, known=known, by=by)),
        "ways": ways,
        "close": close,
        "number": len(lines),
        "is_cut": found.is_cut,
        "questions": [question for question in first_questions(search) if question.name != "q"],
        "needs": needs_question(search),
        "who": who_questions(search),
        "wishes": wish_questions(search, found.wishes),
        "wishes_number": sum(bool(search.values[name]) for name in (WISH, KEEP_OUT)),
        "wishes_wrong": bool(found.wishes.wrong or found.wishes.read_as),
        "put_right": found.put_right,
        "is_said": bool(search.needs),
        "here": search.address(),
        "for": request.GET.get(FOR, "") if identifier_in(request.GET.get(FOR, "")) else "",
        "ask": enquiry_forms.questions(post, errors, offered=offered, spoken=spoken),
        "key": identifier_in(post.get("key", "")) or uuid4(),
    }
    return render(request, "referrals/rounds/ask.html", context, status=status)


def _line(line: queries.Line) -> dict[str, Any]:
    row = line.row
    return {
        "row": row,
        "team": line.team,
        "standing": line.standing.value,
        "state": STANDINGS[line.standing],
        "tag": "moss" if line.is_winner else tag_of(line.standing, row.answer),
        "answer": label(Feasibility(row.answer)) if row.answer else "",
        "is_winner": line.is_winner,
        "is_silent": line.is_silent,
        "is_alternative": line.is_alternative,
        "is_unheard": line.is_unheard,
        "may_convert": line.may_convert,
        "may_let_go": line.may_let_go,
        "referral": line.referral,
        "referral_state": STATES[State(line.referral.state)] if line.referral else "",
        "is_over_there": line.referral is not None and State(line.referral.state) in ENDED,
    }
