"""Opening a file beside a received referral, choosing one that is there, taking the two apart, taking answers over."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from safeconduct.access.queries import decide, held
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agency
from safeconduct.cases.actions import EditedMeanwhile
from safeconduct.cases.aliases import offered
from safeconduct.cases.beside import actions as beside
from safeconduct.cases.beside.answers import pairs
from safeconduct.cases.beside.queries import own_file_of, people_led
from safeconduct.cases.contents import Content, answer, cleaned
from safeconduct.cases.follow_up import actions as follow_up
from safeconduct.cases.follow_up import forms as follow_up_forms
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.cases.seen import in_full
from safeconduct.referrals import actions, queries
from safeconduct.referrals.models import Referral
from safeconduct.referrals.own_file import actions as own_file
from safeconduct.referrals.own_file.conflicts import tell_conflict
from safeconduct.referrals.own_file.rules import may_take_over
from safeconduct.referrals.pages.agreed import condition
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

PSEUDONYM = own_file.PSEUDONYM
_NUMBER = re.compile(r"[0-9]{1,9}")


@for_members
def open_own(request: MemberRequest, reference: str) -> HttpResponse:
    """Open a file beside what was received, under the alias that is offered, or theirs where that is chosen."""
    row = queries.by_reference(reference)
    require(own_file.may_have_one(row, by=request.member))
    if request.method != "POST":
        return _opening(request, row)
    try:
        case = _opened(request, row)
    except BadInput as wrong:
        return _opening(request, row, {PSEUDONYM: next(iter(wrong.errors.values()))})
    return redirect("person", case=case)


def _opened(request: MemberRequest, row: Referral) -> UUID:
    """Raises BadInput, of the alias alone."""
    theirs = _their_profile(request, row) if request.POST.get("do") == "theirs" else None
    profile: Content = {}
    if theirs is None:
        profile = cleaned(Section.PROFILE, {PSEUDONYM: request.POST.getlist(PSEUDONYM)})
        if not answer(profile, PSEUDONYM):
            raise BadInput({PSEUDONYM: _("Enter an alias.")})
    case = own_file.open_own(
        referral=row.id,
        by=request.member,
        at=request.at,
        profile=profile,
        their_alias=theirs.version if theirs else None,
    )
    if follow_up_forms.is_ticked(dict(request.POST.lists())):
        follow_up.plan(case, localdate(request.at), by=request.member, at=request.at)
    return case


@forms_only
@for_members
def lay_beside(request: MemberRequest, reference: str) -> HttpResponse:
    """The person has a file here already: it is laid beside what was received."""
    row = queries.by_reference(reference)
    require(own_file.may_have_one(row, by=request.member))
    chosen = request.POST.get("case", "")
    known = {str(line.case) for line in people_led(by=request.member, at=request.at)}
    if chosen not in known:
        return _opening(request, row, {"case": _("Choose the person.")})
    own_file.lay_beside(referral=row.id, own=UUID(chosen), by=request.member, at=request.at)
    return redirect("person", case=chosen)


@forms_only
@for_members
def take_apart(request: MemberRequest, reference: str) -> HttpResponse:
    """They are not of one person: the two stand alone again."""
    row = queries.by_reference(reference)
    own_file.take_apart(referral=row.id, by=request.member, at=request.at)
    messages.success(request, _("They do not lie beside each other any more."))
    return redirect("referral", reference=row.reference)


def _opening(request: MemberRequest, row: Referral, errors: dict[str, Words] | None = None) -> HttpResponse:
    people = people_led(by=request.member, at=request.at)
    profile = _their_profile(request, row)
    theirs = answer(profile.content, PSEUDONYM) if profile else None
    given = request.POST.get(PSEUDONYM) if errors else None
    wrong = errors or {}
    context = {
        "row": row,
        "other": in_full(_other(row)),
        "errors": wrong,
        "alias": Question(
            PSEUDONYM, _("Alias"), "text", given or offered({line.alias for line in people}),
            error=wrong.get(PSEUDONYM, ""), prefix="own-",
        ),
        "theirs": theirs if isinstance(theirs, str) else "",
        "tick": follow_up_forms.tick(dict(request.POST.lists()) if errors else None),
        "people": Question(
            "case", _("Which of your people"), "select", request.POST.get("case", ""),
            [(str(line.case), line.alias or _("Without an alias")) for line in people],
            error=wrong.get("case", ""), prefix="own-",
        )
        if people
        else None,
    }  # fmt: skip
    return render(request, "referrals/own_file/open.html", context, status=422 if wrong else 200)


def _their_profile(request: MemberRequest, row: Referral) -> Reading | None:
    return _theirs(request, row, Section.PROFILE)


def _theirs(request: MemberRequest, row: Referral, section: Section) -> Reading | None:
    """The section as it was received; recorded, and the sender is told, as on the referral's page."""
    readings, untold = queries.some(row, [section], by=request.member, at=request.at)
    if untold:
        actions.note_reading(referral=row, sections=untold, by=request.member, at=request.at)
    tell_conflict(request, row, readings, untold)
    return readings.get(section)


def _other(row: Referral) -> Agency:
    return agency(row.other_agency_id)


@for_members
def take_over(request: MemberRequest, reference: str, section: str) -> HttpResponse:
    """Both files' answers side by side; what is ticked becomes a new version of the own section."""
    row = queries.by_reference(reference)
    own = own_file_of(row.case_id) if row.case_id else None
    if own is None or section not in set(Section):
        raise NotFound(_("There is nothing to take over."))
    wanted = Section(section)
    if request.method != "POST":
        return _choosing(request, row, own, wanted)
    chosen = beside.Chosen(
        wanted, tuple(request.POST.getlist("take")), _number(request, "theirs"), _number(request, "ours")
    )
    try:
        own_file.take_over(referral=row.id, chosen=chosen, by=request.member, at=request.at)
    except BadInput as wrong:
        return _choosing(request, row, own, wanted, errors=wrong.errors)
    except (beside.NewerThere, EditedMeanwhile) as newer:
        return _choosing(request, row, own, wanted, refused=newer)
    messages.success(request, _("Taken over. %(agency)s is told.") % {"agency": in_full(_other(row))})
    return redirect("person", case=own)


def _choosing(
    request: MemberRequest,
    row: Referral,
    own: UUID,
    section: Section,
    *,
    errors: dict[str, Words] | None = None,
    refused: NotPossible | None = None,
) -> HttpResponse:
    edits = decide(request.member, held(own), section, Action.EDIT).decision
    agreed = own_file.agreed_on(row)
    require(may_take_over(agreed, section, edits, now=request.at))
    theirs = _theirs(request, row, section)
    if theirs is None:
        raise NotFound(_("There is nothing to take over."))
    ours = read_sections(own, [section], by=request.member, at=request.at).get(section)
    wrong, ticked = errors or {}, request.POST.getlist("take")
    found = pairs(section, ours.content if ours else {}, theirs.content)
    context: dict[str, Any] = {
        "row": row,
        "own": own,
        "other": in_full(_other(row)),
        "section_label": label(section),
        "theirs": theirs,
        "ours": ours,
        "errors": {("" if name == "take" else f"take-{name}") or " ": said for name, said in wrong.items()},
        "refused": refused,
        "pairs": [(pair, _tick(pair.name, pair.label, pair.name in ticked, wrong)) for pair in found],
        "is_any": any(not pair.is_same for pair in found),
        "conditions": [condition(text) for text in agreed.conditions],
    }
    status = 422 if errors else 409 if refused else 200
    return render(request, "referrals/own_file/take_over.html", context, status=status)


def _tick(name: str, about: Words, is_ticked: bool, wrong: dict[str, Words]) -> Question:
    return Question(
        "take", _("Take over: %(what)s") % {"what": about}, "tick", is_ticked, option=name,
        error=wrong.get(name, ""),
    )  # fmt: skip


def _number(request: MemberRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if _NUMBER.fullmatch(text) else 0
