"""Pages on how sure a service is: the own services, one service, places free, and what is said to be wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agencies
from safeconduct.directory.actions import MOST_PLACES, say_capacity
from safeconduct.directory.federation.origin import origin
from safeconduct.directory.keeping import actions, queries
from safeconduct.directory.keeping.forms import LONGEST, wrong_of
from safeconduct.directory.keeping.models import Wrong
from safeconduct.directory.keeping.parts import CHECKED, Part
from safeconduct.directory.keeping.rules import Answer, answers_for
from safeconduct.directory.keeping.said_wrong import is_said_wrong, other_number
from safeconduct.directory.keeping.shown import Line, agencies_of, lines
from safeconduct.directory.models import Entry
from safeconduct.directory.queries import entry as one_entry
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.identifiers import NO_NODE
from safeconduct.vocabulary.questions import Question

TO_PRESS = range(6)
"""Numbers of places with a button of their own; more is typed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A service, how sure it is, and what its reader may do."""

    entry: Entry
    lines: list[Line]
    edits: bool
    counts: bool
    """Whether the reader sits in the team, and says how many places are free."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said is wrong, for the reader."""

    word: Wrong
    part: Words
    answer: Words
    answers: list[tuple[str, Words]]
    """What the reader can answer; none for others, and once it is answered."""


@for_members
def own(request: MemberRequest) -> HttpResponse:
    """The services of the own agency: which parts were checked when, and what is to be looked at."""
    first = number_in(request.GET.get("from", ""), digits=6) or 0
    services = queries.own(request.member.agency_id, first=first)
    context = {
        "services": _shown(services[: queries.MOST], request),
        "next": first + queries.MOST if len(services) > queries.MOST else None,
        "words": _said(queries.to_answer(request.member), request.member),
    }
    return render(request, "directory/keeping/own.html", context)


@for_members
def service(request: MemberRequest, entry: UUID) -> HttpResponse:
    """One service, of whichever agency: how sure each part is, and what to do when something is wrong."""
    return _service(request, one_entry(entry))


@forms_only
@for_members
def still_right(request: MemberRequest, entry: UUID) -> HttpResponse:
    """Who edits the service says that one part, or everything, is still right."""
    found = one_entry(entry)
    if not _edits(found, request.member):
        raise NotFound(_("This service is not one of your agency's."))
    part = request.POST.get("part", "")
    parts = [Part(part)] if part in set(CHECKED) else list(CHECKED)
    actions.say_checked(found, parts, by=request.member, at=request.at)
    messages.success(request, _("Checked today."))
    return redirect("kept_service", entry=found.id)


@for_members
def places(request: MemberRequest, entry: UUID) -> HttpResponse:
    """How many places are free: said by the service's team with one press."""
    found = one_entry(entry)
    if found.team_id not in request.member.teams:
        raise NotFound(
            _("How many places are free is said by somebody who sits in the team of this service.")
        )
    errors: dict[str, Words] = {}
    if request.method == "POST":
        text = request.POST.get("places", "").strip()
        if text == "nothing" or (
            text.isascii() and text.isdigit() and int(text[:9]) <= MOST_PLACES and len(text) < 9
        ):
            said = None if text == "nothing" else int(text)
            say_capacity(entry=found, places=said, by=request.member, at=request.at)
            messages.success(request, _("Said today."))
            return redirect("/")
        errors["places"] = _("Enter a number from 0 to 9999.")
    question = Question(
        "places", _("Another number"), "number", request.POST.get("places", ""), (), errors.get("places", "")
    )
    context = {"entry": found, "numbers": TO_PRESS, "question": question, "errors": errors}
    return render(request, "directory/keeping/places.html", context, status=422 if errors else 200)


@forms_only
@for_members
def wrong(request: MemberRequest, entry: UUID) -> HttpResponse:
    """Somebody says that a part of a service is wrong."""
    found = one_entry(entry)
    try:
        part, words = wrong_of(request.POST.get("part", ""), request.POST.get("words", ""))
    except BadInput as bad:
        return _service(request, found, entered=request.POST, errors=bad.errors)
    actions.say_wrong(found, part, words, by=request.member, at=request.at)
    is_here = found.agency.node == settings.NODE
    messages.success(
        request,
        _("Its agency sees it, and answers here.")
        if is_here
        else _("Who keeps this node sees it, and tells the agency."),
    )
    return redirect("kept_service", entry=found.id)


@forms_only
@for_members
def answer(request: MemberRequest, word: UUID) -> HttpResponse:
    """What became of it."""
    found = queries.word(word)
    code = request.POST.get("answer", "")
    if code not in set(Answer):
        raise NotFound(_("Choose what became of it."))
    actions.answer_wrong(found, Answer(code), by=request.member, at=request.at)
    messages.success(request, _("Answered."))
    return redirect("own_services")


def _service(
    request: MemberRequest, found: Entry, *, entered: Any = None, errors: Any = None
) -> HttpResponse:
    context = {
        "shown": _shown([found], request)[0],
        "is_own": found.agency_id == request.member.agency_id,
        "questions": _questions(entered or {}, errors or {}),
        "errors": errors,
        "words": _said(queries.said_of(found.id), request.member),
        "origin": origin(found),
        "said_wrong": is_said_wrong(found),
        "number": other_number(found) if is_said_wrong(found) else found.agency.duty_number,
    }
    return render(request, "directory/keeping/service.html", context, status=422 if errors else 200)


def _questions(entered: Any, errors: Any) -> list[Question]:
    parts = [(part.value, words) for part, words in Part.labels().items()]
    return [
        Question("part", _("What is wrong?"), "radios", entered.get("part", ""), parts, errors.get("part", "")),
        Question(
            "words", _("What is wrong with it, in a few words"), "long", entered.get("words", ""), (),
            errors.get("words", ""), _("Nothing about a person. A number is told on the telephone."),
            longest=LONGEST,
        ),
    ]  # fmt: skip


def _edits(found: Entry, by: Member) -> bool:
    return queries.edits(found, by, node=settings.NODE or "", no_node=NO_NODE)


def _shown(found: list[Entry], request: MemberRequest) -> list[Shown]:
    known = agencies(agencies_of(found))
    return [
        Shown(
            entry,
            lines(entry, known, at=request.at),
            _edits(entry, request.member),
            entry.team_id in request.member.teams,
        )
        for entry in found
    ]


def _said(words: Iterable[Wrong], by: Member) -> list[Said]:
    labels = Answer.labels()
    return [
        Said(
            word,
            Part(word.part).label if word.part else _("A reader of the public site"),
            labels[Answer(word.answer)] if word.answer else "",
            [(one.value, labels[one]) for one in answers_for(is_edited_here=word.is_here)]
            if not word.answer and queries.answers(word, by)
            else [],
        )
        for word in words
    ]
