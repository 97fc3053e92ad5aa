"""The pages of questions without a name: those of the own teams, one of them, and into a file by the person's wish."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.policy import policy
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Team
from safeconduct.agencies.rules import is_administrator
from safeconduct.cases.aliases import NEW, wrong_with
from safeconduct.cases.aliases import offered as alias_for
from safeconduct.cases.queries import my_people
from safeconduct.cases.rules import may_open_case
from safeconduct.referrals.letters import actions, forms, queries, rules
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.languages import LANGUAGES


@for_members
def letters(request: MemberRequest) -> HttpResponse:
    """The questions to the member's teams."""
    require(rules.may_take_part(Profession(request.member.profession)))
    found = queries.waiting(by=request.member, at=request.at)
    return render(request, "referrals/letters/list.html", {"found": found})


@for_members
def conversation(request: MemberRequest, thread: UUID) -> HttpResponse:
    """One of them, and answering it."""
    require(rules.may_take_part(Profession(request.member.profession)))
    if request.method != "POST":
        return _page(request, thread, {})
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        return _page(
            request, thread, {"language": _("Choose the language in which it is written.")}, status=422
        )
    try:
        actions.answer(
            thread, request.POST.get("text", "").replace("\r\n", "\n"),
            language=language,
            is_last=bool(request.POST.get("is_last")), by=request.member, at=request.at,
            key=identifier_in(request.POST.get("key", "")),
        )  # fmt: skip
    except NotPossible as refused:
        if refused.reason == rules.DELETED:
            messages.error(request, refused.reason.whole)
            return redirect("letters")
        return _page(request, thread, {"text": refused.reason.whole}, status=409)
    messages.success(
        request, _("Sealed. It leaves with the next exchange, and the person can read it under the code.")
    )
    return redirect("letters")


@for_members
def into_file(request: MemberRequest) -> HttpResponse:
    """The person told the code, and wishes the conversation to stand in their file."""
    require(rules.may_take_part(Profession(request.member.profession)))
    if request.method != "POST":
        return _file_page(request, {})
    person = request.POST.get("person", "")
    case, alias = identifier_in(person), request.POST.get("pseudonym", "").strip()
    errors = wrong_with(person, alias)
    if not errors:
        try:
            made = actions.put_into_file(
                request.POST.get("words", ""), case=case, alias=alias, by=request.member, at=request.at
            )
            return redirect("person", case=made)
        except NotPossible as refused:
            name = "words" if refused.reason in (rules.WRONG_CODE, rules.FILED_BY_OTHERS) else "person"
            errors[name] = refused.reason.whole
            if refused.reason == rules.FILED:
                there = actions.file_of(request.POST.get("words", ""), by=request.member, at=request.at)
                return _file_page(request, errors, there=there)
    return _file_page(request, errors)


@for_members
def desk(request: MemberRequest) -> HttpResponse:
    """For an administrator: whether the agency takes questions, by which team, and how soon it looks."""
    if not is_administrator(Profession(request.member.profession)):
        raise NotFound(_("This page belongs to the agency's administrator."))
    if request.method != "POST":
        return _desk_page(request, _desk_as_it_stands(request), {})
    said = request.POST
    try:
        actions.set_desk(
            team=identifier_in(said.get("team", "")), is_open=bool(said.get("is_open")),
            days=int(said["days"]) if said.get("days") in forms.DAYS else 3,
            is_contact=bool(said.get("is_contact")), by=request.member, at=request.at,
        )  # fmt: skip
    except NotPossible as refused:
        name = "is_contact" if refused.reason == rules.NO_COORDINATOR else "team"
        return _desk_page(request, said, {name: refused.reason.whole}, status=409)
    messages.success(request, _("Saved. The public site says it within some minutes."))
    return redirect("letter_desk")


# --- What the pages show ----------------------------------------------------------------------------------------


def _page(
    request: MemberRequest, thread: UUID, errors: dict[str, Words], *, status: int = 200
) -> HttpResponse:
    found = queries.one(thread, by=request.member, at=request.at)
    context = {
        "found": found,
        "errors": errors,
        "questions": forms.answering(request.POST, errors),
        "key": identifier_in(request.POST.get("key", "")) or uuid4(),
        "language": LANGUAGES[found.language].name if found.language in LANGUAGES else "",
        "may_answer": found.row.ended_on is None and bool(found.reply),
    }
    return render(request, "referrals/letters/conversation.html", context, status=status)


def _file_page(
    request: MemberRequest, errors: dict[str, Words], *, there: UUID | None = None
) -> HttpResponse:
    by = request.member
    people = my_people(by=by, at=request.at)
    options: list[tuple[str, Words]] = [(str(line.case), line.alias or "–") for line in people.lines]
    if may_open_case(policy(), Sector(by.agency.sector), Profession(by.profession)):
        options = [(NEW, _("Open a case, with the conversation in it")), *options]
    alias = alias_for({line.alias for line in people.lines})
    post = request.POST.dict() | ({"person": str(there)} if there else {})
    context = {
        "errors": errors,
        "questions": forms.into_file(post, errors, people=options, alias=alias),
    }
    return render(request, "referrals/letters/into_file.html", context, status=422 if errors else 200)


def _desk_as_it_stands(request: MemberRequest) -> dict[str, str]:
    row = queries.desk_of(request.member.agency_id)
    if row is None:
        return {}
    return {
        "team": str(row.team_id),
        "days": str(row.days),
        "is_open": "yes" if row.is_open else "",
        "is_contact": "yes" if row.contact_of else "",
    }


def _desk_page(
    request: MemberRequest, values: Any, errors: dict[str, Words], *, status: int = 200
) -> HttpResponse:
    teams = Team.objects.filter(agency_id=request.member.agency_id).order_by("name", "pk")[:200]
    options: list[tuple[str, Words]] = [(str(each.pk), each.name) for each in teams]
    context = {"errors": errors, "questions": forms.desk(values, errors, teams=options)}
    return render(request, "referrals/letters/desk.html", context, status=status)
