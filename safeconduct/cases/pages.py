"""The person's page: what is known, section by section, and the doors that are closed to this reader."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.emergency import of_case
from safeconduct.access.papers import looks_of
from safeconduct.access.policy import policy
from safeconduct.access.queries import Held, held
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action, Basis
from safeconduct.access.team import beside, takeovers_of
from safeconduct.agencies.queries import agencies
from safeconduct.cases import actions, handlers
from safeconduct.cases.aliases import offered
from safeconduct.cases.asking.actions import IN_THE_TEAM
from safeconduct.cases.asking.elsewhere import Across
from safeconduct.cases.asking.pages import doors, to_answer
from safeconduct.cases.asking.queries import Team, team_of, today_of
from safeconduct.cases.beside.shown import child_of, strip_of, under_each
from safeconduct.cases.child import rules as of_a_child
from safeconduct.cases.contents import Content, answer, as_shown, cleaned
from safeconduct.cases.emergency.forms import number_of
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.follow_up import actions as follow_up
from safeconduct.cases.follow_up import forms as follow_up_forms
from safeconduct.cases.forms import Entered, facts, questions
from safeconduct.cases.naming import summary
from safeconduct.cases.planning.beside import beside_steps
from safeconduct.cases.planning.pages import WITH_VERSIONS
from safeconduct.cases.queries import Reading, allowed_of, around, my_people, read_sections
from safeconduct.cases.reaching import not_now, when_safe
from safeconduct.cases.risk import asks_for_a_look
from safeconduct.cases.rules import may_open_case
from safeconduct.cases.safe_hours import safe_contact
from safeconduct.cases.seen import in_full, who_saw
from safeconduct.cases.unsaved.queries import Typed, typed
from safeconduct.cases.way_back import way_back
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.codes import Answer3, EmergencyVerdict, Profession, Purpose, Sector, Urgency
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import OF_A_CHILD, ON_REQUEST, USED, Section, in_order

type Readings = dict[Section, Reading]

TO_REFER: dict[Section, Words] = {
    Section.PROFILE: gettext_lazy("A referral asks whether the person is a child."),
    Section.SAFETY: gettext_lazy(
        "A referral asks for the level of risk and until when that holds; with a high risk also what is done about it."
    ),
    Section.NEEDS: gettext_lazy("A referral asks for at least one."),
}
"""What of a section must be answered before a referral can be sent, said where it is filled in."""


@for_members
def open_case(request: MemberRequest) -> HttpResponse:
    """Open a case under the alias that was offered. No name is needed; a slip shows the form again."""
    by = request.member
    require(may_open_case(policy(), Sector(by.agency.sector), Profession(by.profession)))
    entered: Entered | None = dict(request.POST.lists()) if request.method == "POST" else None
    errors: dict[str, Any] = {}
    if entered is not None:
        try:
            profile = cleaned(Section.PROFILE, entered)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        else:
            return redirect("person", case=_opened(request, profile, entered))
    people = my_people(by=request.member, at=request.at)
    taken = {line.alias for line in people.lines}
    asked = questions(Section.PROFILE, {"pseudonym": offered(taken)}, entered, errors)
    context = {"questions": [*asked, follow_up_forms.tick(entered)], "errors": errors}
    return render(request, "cases/new.html", context, status=422 if errors else 200)


@transaction.atomic
def _opened(request: MemberRequest, profile: Content, entered: Entered) -> CaseId:
    """The new case, with its follow-ups planned from today on where that was ticked."""
    case = actions.open_case(by=request.member, at=request.at, profile=profile)
    if follow_up_forms.is_ticked(entered):
        follow_up.plan(case, today_of(request.at), by=request.member, at=request.at)
    return case


@for_members
def person(request: MemberRequest, case: UUID) -> HttpResponse:
    """One person by alias."""
    return person_page(request, CaseId(case))


@for_members
def seen(request: MemberRequest, case: UUID) -> HttpResponse:
    """Who saw my data: read together with the person."""
    lines = [
        {
            "first": line.first,
            "last": line.last,
            "agency": in_full(line.agency) if line.agency else "",
            "times": line.times,
            "is_copy": line.is_copy,
            "is_file": line.is_file,
            "role_words": label(Profession(line.role)) if line.role in set(Profession) else line.role,
            "section_words": label(line.section),
            "purpose_words": label(Purpose(line.purpose)) if line.purpose in set(Purpose) else line.purpose,
        }
        for line in who_saw(case, by=request.member, at=request.at)
    ]
    context = {
        "case": case,
        "lines": lines,
        "emergencies": _emergencies(case),
        "looks": looks_of(case),
        "takeovers": _takeovers(case),
    }
    return render(request, "cases/seen.html", context)


def _emergencies(case: UUID) -> list[dict[str, Any]]:
    """The emergency readings, in words for the person."""
    found = of_case(case)
    known = agencies({one.agency for one in found}) if found else {}
    return [
        {
            "at": one.at,
            "agency": in_full(known[one.agency]) if one.agency in known else "",
            "role_words": label(Profession(one.role)),
            "sections": [label(section) for section in in_order(one.sections)],
            "reason_words": label(one.reason),
            "verdict_words": label(EmergencyVerdict(one.verdict)) if one.verdict else "",
            "reviewed_at": one.reviewed_at,
        }
        for one in found
    ]


def _takeovers(case: UUID) -> list[dict[str, Any]]:
    """Each time that the lead was taken over, in words for the person."""
    found = takeovers_of(case)
    known = agencies({one.agency for one in found}) if found else {}
    return [
        {
            "at": one.at,
            "agency": in_full(known[one.agency]) if one.agency in known else "",
            "role_words": label(one.role),
            "reason_words": label(one.reason),
        }
        for one in found
    ]


def person_page(
    request: MemberRequest,
    case: CaseId,
    entered: Entered | None = None,
    errors: dict[Section, dict[str, Any]] | None = None,
    *,
    status: int = 200,
    newer: actions.EditedMeanwhile | None = None,
    more: str = "",
) -> HttpResponse:
    """The page. What was just `entered` goes before what was kept, and that before what stands."""
    wrong = errors or {}
    asked_across = handlers.across_asked(case, request.member, request.at)
    team, grants = team_of(case, by=request.member, across=asked_across), held(case)
    if all(grant.basis is Basis.BREAK_GLASS for grant in grants):
        return redirect("emergency", case=case)
    readings = read_sections(case, in_order(USED), by=request.member, at=request.at, grants=grants)
    may_open, may_edit, may_refer = (allowed_of(request.member, grants, action) for action in Action)
    shared, parts = handlers.shared(case), []
    may_attach = team.case.kind == "own"
    files, origin, has_unsaved = around(case)
    lines = handlers.lines(case)
    newest = max((begun for _reference, _state, begun in lines if begun), default=None)
    lies_beside = handlers.beside(team.links, request.member, request.at)
    theirs = under_each(lies_beside)
    tasks = handlers.tasks(case, request.member, request.at)
    profile = readings.get(Section.PROFILE)
    kept = _kept(request, case, USED & may_open & may_edit, readings) if has_unsaved else {}
    child = child_of(profile.content if profile else None, theirs)
    needs_guardian = team.case.kind == "own" and child is not Answer3.NO
    asked = _asked(request, child, readings.keys() | kept.keys())
    country = (
        request.member.agency.country if team.case.kind == "own" else ""
    )  # else hours name their own clock
    # What the reader writes stands before what the reader only reads: the own room first.
    for section in (*in_order(asked & may_open & may_edit), *in_order(asked & may_open - may_edit)):
        reading = readings.get(section)
        content = reading.content if reading else {}
        mine = kept.get(section)
        said = mine.entered if entered is None and mine else entered
        parts.append(
            {
                "section": section.value,
                "label": label(section),
                **_standing(
                    request, section, reading, mine, is_newer=bool(newer and newer.section is section)
                ),
                "typed": mine,
                "is_behind": bool(mine and mine.base != (reading.version if reading else 0)),
                "has_versions": section in WITH_VERSIONS and bool(reading and reading.version > 1),
                "files": files.get(section, 0),
                "has_files": may_attach and (section in may_edit or section in files),
                "facts": beside_steps(facts(section, content), content, tasks),
                "may_put": section is Section.PLAN and may_attach and section in may_edit and bool(content),
                "questions": questions(section, content, said, wrong.get(section), may_add=True, added=more),
                "more": any(field.name == more for field in FIELDS[section])
                or (section is Section.RETURN and "return" in request.GET),
                "errors": wrong.get(section),
                "newer": newer if newer and newer.section is section else None,
                "shared": shared[section],
                "may_edit": section in may_edit,
                "theirs": [
                    (part, section in may_edit and part.differs_from(section, content))
                    for part in theirs.pop(section, [])
                ],
                "to_refer": TO_REFER.get(section, ""),
                "says": _says(section, content, request.at, country, newest, needs_guardian=needs_guardian),
            }
        )
    emergencies, offer = beside(case)
    across = handlers.across_read(team.across)
    context = {
        "case": team.case,
        "alias": alias(readings) or _("Without an alias"),
        "has_alias": bool(alias(readings)),
        "about": _about(profile.content) if profile else [],
        **_closed(request, team, in_order(asked - may_open), grants, across),
        "may_edit": bool(USED & may_edit),
        "may_refer": bool(USED & may_refer),
        "parts": parts,
        "safety": readings.get(Section.SAFE_CONTACT),
        "fields": FIELDS,
        "errors": summary(wrong, entered or {}),
        "shared": sum(shared.values()),
        "origin": origin,
        "referrals": lines,
        "tasks": [line for line in tasks if not line.ended],
        "often": handlers.often(request.member, request.at, is_child=child is not Answer3.NO),
        "may_screen": team.case.kind == "own" and Section.EXPLOITATION in may_open,
        "may_plan_return": team.case.kind == "own" and Section.RETURN in may_open,
        "may_follow_up": team.case.kind == "own" and Section.PLAN in may_open,
        "may_have_interpreted": team.case.kind == "own" and Section.SAFE_CONTACT in may_open,
        "may_see_talks": team.case.kind == "own" and Section.NARRATIVE in may_open,
        "urgency": urgency(),
        "strip": strip_of(readings, lies_beside, _not_now(readings, country, request.at)),
        "beside": lies_beside,
        "theirs_alone": [(label(section), theirs[section]) for section in in_order(theirs)],
        "number": number_of(case),
        "emergencies": emergencies,
        "way_back": way_back(case, request.GET),
        "offer": offer if offer and offer.to_member == request.member.id else None,
    }
    return render(request, "cases/person.html", context, status=status)


def _asked(request: MemberRequest, child: Answer3, written: AbstractSet[Section]) -> frozenset[Section]:
    """What there is to ask, or was written before: of who is known to be an adult nothing about a child, and of a
    return nothing before somebody asks for the dossier."""
    is_wanted = "return" in request.GET or f"base-{Section.RETURN}" in request.POST
    of_a_child = OF_A_CHILD if child is Answer3.NO else frozenset[Section]()
    on_request = frozenset[Section]() if is_wanted else ON_REQUEST
    return USED - ((of_a_child | on_request) - written)


def _says(
    section: Section,
    content: Content,
    at: datetime,
    country: str,
    newest: date | None,
    *,
    needs_guardian: bool,
) -> list[Words]:
    """What the page itself says of a section, above its answers."""
    today = localtime(at).date()
    match section:
        case Section.SAFETY if content:
            return asks_for_a_look(content, today=today, newest_contact=newest)
        case Section.SAFE_CONTACT if content:
            return when_safe(safe_contact(content, country), at)
        case Section.FAMILY if needs_guardian:
            return of_a_child.says(content, today=today)
        case _:
            return []


def _standing(
    request: MemberRequest, section: Section, reading: Reading | None, mine: Typed | None, *, is_newer: bool
) -> dict[str, Any]:
    """On which version and answers the form was begun. A page that is shown again keeps them: else what a colleague has
    saved meanwhile would be taken for seen."""
    base, was = request.POST.get(f"base-{section}", ""), request.POST.get(f"was-{section}", "")
    if base and not is_newer:
        return {"version": base, "was": was}
    version = reading.version if reading else 0
    if mine and not is_newer and mine.base != version:
        return {"version": mine.base, "was": ""}
    return {"version": version, "was": digest(as_shown(section, reading.content) if reading else {})}


def _kept(
    request: MemberRequest, case: CaseId, sections: frozenset[Section], readings: Readings
) -> dict[Section, Typed]:
    """What the reader typed into these sections and did not save, as far as it says something else than what stands."""
    found = typed(case, in_order(sections), by=request.member)
    country = request.member.agency.country
    stands = {section: reading.content for section, reading in readings.items()}
    return {
        section: one
        for section, one in found.items()
        if not one.says_what_stands(stands.get(section, {}), country)
    }


def _closed(
    request: MemberRequest, team: Team, closed: list[Section], grants: list[Held], across: Across
) -> dict[str, Any]:
    """The doors that are closed to this reader, and what others ask of what is open to them."""
    is_team = team.case.kind == "own" and any(grant.basis in IN_THE_TEAM for grant in grants)
    today = today_of(request.at)
    return {
        "doors": doors(closed, team.keeping, team.asked, across.held, is_team=is_team, today=today),
        "to_answer": to_answer(team.asked, across.to_answer, today=today),
    }


def alias(readings: Readings) -> str:
    """The alias in a profile that was read; "" without one."""
    profile = readings.get(Section.PROFILE)
    return (answer(profile.content, "pseudonym") or "") if profile else ""


def urgency() -> Question:
    """How urgent a draft is that begins by one press: it stands beside the buttons, and can be changed."""
    return Question(
        "urgency", _("How urgent"), "select", Urgency.ROUTINE.value, list(choices(Urgency)), prefix="often-"
    )


def _about(profile: Content) -> list[tuple[Any, str]]:
    """The few facts that stand beside the alias."""
    shown: Content = {name: profile[name] for name in ("age_band", "languages") if name in profile}
    return facts(Section.PROFILE, shown)


def strip(readings: Readings, country: str, at: datetime) -> list[tuple[Words, Words]]:
    """The safety strip: first what can hurt. At most four facts. Hours that name no country run by this one's clock."""
    return strip_of(readings, [], _not_now(readings, country, at))


def _not_now(readings: Readings, country: str, at: datetime) -> list[Words]:
    found = readings.get(Section.SAFE_CONTACT)
    return not_now(safe_contact(found.content, country), at) if found else []
