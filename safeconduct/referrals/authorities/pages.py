"""The pages: what police and prosecution ask, and read; and what whoever works with the person answers and records."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from safeconduct.access.numbers import TOO_MANY
from safeconduct.access.policy import policy
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Basis
from safeconduct.agencies.models import Team
from safeconduct.agencies.queries import as_actor, team
from safeconduct.audit.actions import record
from safeconduct.cases.forms import facts
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.consent import forms as consent_forms
from safeconduct.consent.document import Document
from safeconduct.consent.entering import document
from safeconduct.consent.queries import shareable, talk_of
from safeconduct.consent.rules import Channel, missing_to_give
from safeconduct.referrals.authorities import actions, forms, queries, rules, statements
from safeconduct.referrals.authorities.labels import ENDED, STANDINGS
from safeconduct.referrals.authorities.models import AuthorityAsk
from safeconduct.referrals.pages.offers import may_be_child
from safeconduct.vocabulary.codes import AuthorityNo, Profession, Purpose, Sector, StatementAnswer
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

CONDITIONS = ("until", "conditions", "not_countries", "research")
"""What of a consent's last part means something where nothing leaves."""


# --- Police and prosecution -------------------------------------------------------------------------------------


@for_members
def desk(request: MemberRequest) -> HttpResponse:
    """What the member has asked for and was told of, and the form to ask."""
    askable = _askable(request)
    if not askable:
        raise NotFound(_("This page is for prosecutors and police officers."))
    seats = list(Team.objects.filter(id__in=request.member.teams).order_by("name"))
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        try:
            wanted = forms.wanted(entered, askable=askable, units=seats, today=localdate(request.at))
            actions.ask(wanted, by=request.member, at=request.at)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        except NotPossible as refused:
            if refused.reason != TOO_MANY:
                raise
            code = refused.reason.code
            record("authority:asked", by=as_actor(request.member), at=request.at, refused=code)
            errors = {"number": refused.reason.whole}
        else:
            messages.success(
                request, _("Asked. If there is a file of this number, who works with the person sees it.")
            )
            return redirect("authorities")
    told = queries.told_to_me()
    agencies, teams = queries.named({one.agency for one in told}, {one.team for one in told})
    ends = queries.ends()
    context = {
        "lines": [_line(row, request, ends) for row in queries.asked_by(request.member)],
        "told": [(one, agencies.get(one.agency), teams.get(one.team)) for one in told],
        "questions": forms.asking(entered, errors, askable=askable, units=seats),
        "errors": errors,
        "no_team": None if seats else rules.NO_TEAM,
    }
    return render(request, "referrals/authorities/desk.html", context, status=422 if errors else 200)


@for_members
def read(request: MemberRequest, ask: UUID) -> HttpResponse:
    """The one section, as long as it is open; otherwise how the question stands."""
    row = queries.own(ask, by=request.member)
    found = actions.read(ask, by=request.member, at=request.at)
    context = {
        "line": _line(row, request, queries.ends()),
        "found": found,
        "facts": facts(found.section, found.content) if found and found.content else [],
    }
    return render(request, "referrals/authorities/read.html", context)


@forms_only
@for_members
def give_back(request: MemberRequest, ask: UUID) -> HttpResponse:
    """Whoever asked needs it no more."""
    actions.give_back(ask, by=request.member, at=request.at)
    messages.success(request, _("Given back. Nothing is open by it any more."))
    return redirect("authorities")


# --- Who works with the person ------------------------------------------------------------------------------------


@for_members
def of_case(request: MemberRequest, case: UUID) -> HttpResponse:
    """What authorities ask for and read of this file, and the statements that were offered; one is recorded here."""
    own_case_in_hand(case)
    units = queries.units(request.member.agency.node)
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        try:
            offered = forms.offered(entered, units=units, today=localdate(request.at))
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            statements.offer(case, offered, by=request.member, at=request.at, today=localdate(request.at))
            messages.success(request, _("Recorded. Nobody else learns of it."))
            return redirect("authorities_of", case=case)
    asked, offers = queries.for_file(case), queries.statements_of(case)
    agencies, teams = queries.named(
        {row.agency_id for row in asked}, {row.team_id for row in asked} | {row.team_id for row in offers}
    )
    ends = queries.ends()
    context = {
        "case": case,
        "lines": [
            {
                **_line(row, request, ends),
                "agency": agencies.get(row.agency_id),
                "team": teams.get(row.team_id),
            }
            for row in asked
        ],
        "offers": [
            {
                "row": row,
                "team": teams.get(row.team_id),
                "answer": label(StatementAnswer(row.answer)),
                "is_told": bool(row.told_until and not row.told_ended_at and row.told_until > request.at),
            }
            for row in offers
        ],
        "questions": forms.offering(entered, errors, units=units),
        "has_units": bool(units),
        "errors": errors,
    }
    return render(request, "referrals/authorities/of_case.html", context, status=422 if errors else 200)


@for_members
def answer(request: MemberRequest, case: UUID, ask: UUID) -> HttpResponse:
    """The talk with the person about it, and the holder's word: yes with the consent, or no with a reason."""
    own_case_in_hand(case)
    row = queries.one_for_file(case, ask)
    if request.method != "POST":
        return _answer_page(request, case, row, {}, {})
    entered = dict(request.POST.lists())
    try:
        _answered(request, case, row, entered)
    except BadInput as wrong:
        return _answer_page(request, case, row, entered, dict(wrong.errors), status=422)
    except NotPossible as refused:
        code = refused.reason.code
        record("authority:answered", by=as_actor(request.member), at=request.at, case=case, refused=code)
        errors = _lacking(request, case, row, entered, refused)
        return _answer_page(request, case, row, entered, errors, status=409)
    return redirect("authorities_of", case=case)


def _lacking(
    request: MemberRequest, case: UUID, row: AuthorityAsk, entered: dict[str, list[str]], refused: NotPossible
) -> dict[str, Words]:
    """Why not, and of a yes all that its talk lacks beside that, each at its field."""
    if request.POST.get("do") in ("no", "person_no"):
        return {" ": refused.reason.whole}
    made = _document(row, entered)
    is_child = may_be_child(request, CaseId(case))
    talk = talk_of(made, case=case, by=request.member, is_child=is_child, basis=Basis.ASKED)
    lacking = [refused.reason, *missing_to_give(talk, now=request.at)]
    return consent_forms.marked(list(dict.fromkeys(lacking)), made, talk.shareable)


def _answered(request: MemberRequest, case: UUID, row: AuthorityAsk, entered: dict[str, list[str]]) -> None:
    by, at = request.member, request.at
    match request.POST.get("do"):
        case "no":
            actions.answer_no(case, row.id, forms.reason(entered), by=by, at=at)
            messages.success(request, _("Answered. It stays closed to them."))
        case "person_no":
            actions.answer_no(case, row.id, AuthorityNo.NO_REASON, by=by, at=at, by_person=True)
            messages.success(
                request, _("The person's no is recorded. It stays closed, and they see no reason.")
            )
        case _:
            actions.answer_yes(case, row.id, _document(row, entered), by=by, at=at)
            messages.success(
                request, _("Open to them until its end. Each reading stands under “Who saw my data”.")
            )


@forms_only
@for_members
def take_back(request: MemberRequest, case: UUID, ask: UUID) -> HttpResponse:
    """It is closed to them at once."""
    said = request.POST.get("channel", "")
    channel = Channel(said) if said in set(Channel) else Channel.WORKER
    actions.take_back(case, ask, channel, by=request.member, at=request.at)
    messages.success(request, _("Taken back. It is closed to them."))
    return redirect("authorities_of", case=case)


@for_members
def tell(request: MemberRequest, case: UUID, statement: UUID) -> HttpResponse:
    """One member of the unit is told the one sentence, if the person agrees."""
    own_case_in_hand(case)
    row = queries.statement(case, statement)
    people = queries.works_there(row.team_id)
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        today = localdate(request.at)
        try:
            to, until, agrees = forms.told(entered, people=people, today=today)
            statements.tell(
                case, statement, to, until, agrees=agrees, by=request.member, at=request.at, today=today
            )
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            messages.success(request, _("Told. They see the day and the unit, and nothing of the file."))
            return redirect("authorities_of", case=case)
    context = {
        "case": case,
        "row": row,
        "unit": team(row.team_id),
        "questions": forms.telling(entered, errors, people=people),
        "errors": errors,
    }
    return render(request, "referrals/authorities/tell.html", context, status=422 if errors else 200)


@forms_only
@for_members
def untell(request: MemberRequest, case: UUID, statement: UUID) -> HttpResponse:
    """They see it no more."""
    statements.take_back(case, statement, by=request.member, at=request.at)
    messages.success(request, _("Taken back. They see it no more."))
    return redirect("authorities_of", case=case)


# --- What the pages show ------------------------------------------------------------------------------------------


def _askable(request: MemberRequest) -> dict[Purpose, frozenset[Section]]:
    by = request.member
    return rules.askable(policy(), Sector(by.agency.sector), Profession(by.profession))


def _document(row: AuthorityAsk, entered: dict[str, list[str]]) -> Document:
    return document(entered, team=row.team_id, agency=row.agency_id, purpose=Purpose(row.purpose))


def _line(row: AuthorityAsk, request: MemberRequest, ends: Mapping[UUID, queries.End]) -> dict[str, Any]:
    known = queries.facts(row, ends)
    standing = rules.standing(known, request.at)
    return {
        "row": row,
        "number": "-".join(row.number[start : start + 4] for start in (0, 4, 8)),
        "section": label(Section(row.section)),
        "purpose": label(Purpose(row.purpose)),
        "standing": standing.value,
        "state": STANDINGS[standing],
        "reason": label(AuthorityNo(row.reason)) if row.reason else "",
        "until": rules.until(known),
        "ended": ENDED.get(row.ended_why or known.consent_why, ""),
        "is_open": standing is rules.Standing.OPEN,
        "waits": standing is rules.Standing.WAITS,
    }


def _answer_page(
    request: MemberRequest, case: UUID, row: AuthorityAsk, entered: Any, errors: Any, *, status: int = 200
) -> HttpResponse:
    until = {"until": [localtime(row.until).date().isoformat()], "research": ["not_asked"]}
    to = team(row.team_id)
    share = shareable(case, to, Purpose(row.purpose), by=request.member, basis=Basis.ASKED)
    form = consent_forms.questions(entered or until, errors, share)
    context = {
        "case": case,
        "line": _line(row, request, {}),
        "to": to,
        "told": form["told"],
        "shared": [one for one in form["shared"] if one.option == row.section],
        "how": form["how"],
        "ends": [one for one in form["ends"] if one.name in CONDITIONS],
        "no": forms.no(entered, errors or {}),
        "errors": errors,
    }
    return render(request, "referrals/authorities/answer.html", context, status=status)
