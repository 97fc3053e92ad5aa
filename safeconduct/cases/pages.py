"""The person's page: what is known, section by section, and the doors that are closed to this reader."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.emergency import of_case
from safeconduct.access.policy import policy
from safeconduct.access.queries import held
from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.access.rules import Basis
from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import agencies
from safeconduct.cases import actions, handlers
from safeconduct.cases.aliases import offered
from safeconduct.cases.bringing_in.queries import origin
from safeconduct.cases.contents import FIELDS, Content, answer, cleaned
from safeconduct.cases.emergency.forms import number_of
from safeconduct.cases.forms import Entered, facts, questions
from safeconduct.cases.queries import Reading, case_of, closed_to, my_people, read_sections
from safeconduct.cases.rules import may_open_case
from safeconduct.cases.seen import who_saw
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.codes import Answer3, EmergencyVerdict, Profession, Purpose, Sector, Urgency
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import USED, Section, in_order

type Readings = dict[Section, Reading]


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
            return redirect(
                "person", case=actions.open_case(by=request.member, at=request.at, profile=profile)
            )
    people = my_people(by=request.member, at=request.at)
    taken = {line.alias for line in people.lines}
    asked = questions(Section.PROFILE, {"pseudonym": offered(taken)}, entered, errors)
    context = {"questions": asked, "errors": errors}
    return render(request, "cases/new.html", context, status=422 if errors else 200)


@for_members
def person(request: MemberRequest, case: UUID) -> HttpResponse:
    """One person by alias."""
    return _page(request, CaseId(case))


@forms_only
@for_members
def save(request: MemberRequest, case: UUID) -> HttpResponse:
    """Save what was changed, in all sections at once; a slip or somebody else's newer version loses nothing.

    A section whose answers are those that the page showed is left alone, whoever saved it meanwhile.
    """
    entered: Entered = dict(request.POST.lists())
    errors: dict[Section, dict[str, Any]] = {}
    changed: dict[Section, Content] = {}
    for section in in_order(USED):
        if f"base-{section}" not in request.POST:
            continue
        try:
            content = cleaned(section, entered)
        except BadInput as wrong:
            errors[section] = dict(wrong.errors)
        else:
            if digest(content) != request.POST.get(f"was-{section}"):
                changed[section] = content
    if errors:
        return _page(request, CaseId(case), entered, errors, status=422)
    try:
        _save_all(request, CaseId(case), changed)
    except actions.EditedMeanwhile as newer:
        return _page(request, CaseId(case), entered, status=409, newer=newer)
    if changed:
        messages.success(request, _("Saved."))
    return redirect("person", case=case)


@transaction.atomic
def _save_all(request: MemberRequest, case: CaseId, changed: dict[Section, Content]) -> None:
    for section, content in changed.items():
        base = request.POST.get(f"base-{section}", "")
        number = int(base) if re.fullmatch(r"[0-9]{1,9}", base) else 0
        actions.save_section(
            case=case, section=section, content=content, base=number, by=request.member, at=request.at
        )
        if request.POST.get("do") == "tell":
            handlers.tell(case, section, request.member, request.at)


@for_members
def seen(request: MemberRequest, case: UUID) -> HttpResponse:
    """Who saw my data: read together with the person."""
    lines = [
        {
            "last": line.last,
            "agency": in_full(line.agency) if line.agency else "",
            "times": line.times,
            "role_words": label(Profession(line.role)) if line.role in set(Profession) else line.role,
            "section_words": label(line.section),
            "purpose_words": label(Purpose(line.purpose)) if line.purpose in set(Purpose) else line.purpose,
        }
        for line in who_saw(case, by=request.member, at=request.at)
    ]
    context = {"case": case, "lines": lines, "emergencies": _emergencies(case)}
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


def in_full(agency: Agency) -> str:
    """An agency as the person reads it: the country by its name, not by its code."""
    return f"{agency.name}, {country_in_full(agency.country)}"


def _page(
    request: MemberRequest,
    case: CaseId,
    entered: Entered | None = None,
    errors: dict[Section, dict[str, Any]] | None = None,
    *,
    status: int = 200,
    newer: actions.EditedMeanwhile | None = None,
) -> HttpResponse:
    wrong = errors or {}
    bare, grants = case_of(case), held(case)
    if all(grant.basis is Basis.BREAK_GLASS for grant in grants):
        return redirect("emergency", case=case)
    readings = read_sections(case, in_order(USED), by=request.member, at=request.at, grants=grants)
    unread = [section for section in in_order(USED) if section not in readings]
    closed = closed_to(case, unread, by=request.member, grants=grants)
    shared, parts = handlers.shared(case), []
    for section in in_order(USED - set(closed)):
        reading = readings.get(section)
        content = reading.content if reading else {}
        parts.append(
            {
                "section": section.value,
                "label": label(section),
                "version": reading.version if reading else 0,
                "facts": facts(section, content),
                "questions": questions(section, content, entered, wrong.get(section)),
                "was": digest(content),
                "errors": wrong.get(section),
                "newer": newer if newer and newer.section is section else None,
                "shared": shared[section],
            }
        )
    profile = readings.get(Section.PROFILE)
    context = {
        "case": bare,
        "alias": alias(readings) or _("Without an alias"),
        "about": _about(profile.content) if profile else [],
        "closed": [label(section) for section in closed],
        "parts": parts,
        "safety": readings.get(Section.SAFE_CONTACT),
        "fields": FIELDS,
        "errors": {
            f"{section}-{name}": said for section, found in wrong.items() for name, said in found.items()
        },
        "shared": sum(shared.values()),
        "origin": origin(case),
        "referrals": handlers.lines(case),
        "often": handlers.often(request.member, request.at, is_child=_may_be_child(profile)),
        "urgency": urgency(),
        "strip": strip(readings),
        "number": number_of(case),
        "emergencies": of_case(case),
    }
    return render(request, "cases/person.html", context, status=status)


def alias(readings: Readings) -> str:
    """The alias in a profile that was read; "" without one."""
    profile = readings.get(Section.PROFILE)
    return (answer(profile.content, "pseudonym") or "") if profile else ""


def _may_be_child(profile: Reading | None) -> bool:
    return profile is None or answer(profile.content, "is_child") != Answer3.NO


def urgency() -> Question:
    """How urgent a draft is that begins by one press: it stands beside the buttons, and can be changed."""
    return Question(
        "urgency", _("How urgent"), "select", Urgency.ROUTINE.value, list(choices(Urgency)), prefix="often-"
    )


def _about(profile: Content) -> list[tuple[Any, str]]:
    """The few facts that stand beside the alias."""
    shown: Content = {name: profile[name] for name in ("age_band", "languages") if name in profile}
    return facts(Section.PROFILE, shown)


def strip(readings: Readings) -> list[tuple[Any, str]]:
    """The safety strip: first what can hurt. At most four facts."""
    wanted = {
        Section.SAFE_CONTACT: ("safe_to_call", "channel", "do_not_contact"),
        Section.SAFETY: ("level",),
    }
    found: list[tuple[Any, str]] = []
    for section, names in wanted.items():
        reading = readings.get(section)
        if reading is None:
            continue
        shown = {name: reading.content[name] for name in names if name in reading.content}
        found += facts(section, shown)
    return found[:4]
