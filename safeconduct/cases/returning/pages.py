"""The page of a return: what is missing, each with the way to where it is mended; and the leaflet for the person."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from safeconduct.access.queries import held
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.answering import answer, rows_of
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.queries import NO_SUCH_CASE, Reading, allowed_of, own_case_in_hand, read_sections
from safeconduct.cases.returning.facts import facts_of
from safeconduct.cases.returning.leaflet import leaflet, nearest_of
from safeconduct.cases.returning.rules import ASKED_OF, LEFT_ON, MENDED_AT, missing_to_return
from safeconduct.consent.wording import LANGUAGES, wording
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import LANGUAGES as NAMES
from safeconduct.vocabulary.sections import Section, in_order


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """Whether the person may return, and all that is missing, the gravest first."""
    own_case_in_hand(case)
    grants = held(case)
    may_open = allowed_of(request.member, grants, Action.OPEN)
    if Section.RETURN not in may_open:
        raise NotFound(NO_SUCH_CASE)
    found = read_sections(case, list(ASKED_OF), by=request.member, at=request.at, grants=grants)
    today = localdate(request.at)
    contents = {section: reading.content for section, reading in found.items()}
    lacking = missing_to_return(facts_of(contents, today=today), today=today)
    dossier = contents.get(Section.RETURN, {})
    may_edit = Section.RETURN in allowed_of(request.member, grants, Action.EDIT)
    closed = frozenset(ASKED_OF) - may_open
    context = {
        "case": case,
        "lacking": [_line(case, reason, closed, may_edit=may_edit) for reason in lacking],
        "closed": [label(section) for section in in_order(closed)],
        "left_on": date.fromisoformat(left) if (left := answer(dossier, LEFT_ON)) else None,
        "has_dossier": bool(dossier),
        "has_contacts": bool(rows_of(dossier, "contacts")),
        "may_edit": may_edit,
    }
    return render(request, "cases/returning/front.html", context)


def _line(
    case: UUID, reason: Reason, closed: frozenset[Section], *, may_edit: bool
) -> tuple[Reason, str, Words]:
    """A lack, the way to its question, and what stands there; no way where the reader may not go."""
    section, question = MENDED_AT[reason.code]
    asked = next((field.label for field in FIELDS[section] if field.name == question), "")
    words = f"{label(section)}: {asked}" if asked else label(section)
    if section in closed or (section is Section.RETURN and not may_edit):
        return reason, "", words
    if section is Section.RETURN:
        return reason, f"/people/{case}/?return=yes#return-{question}", words
    return reason, f"/people/{case}/#{section}", words


@for_members
def paper(request: MemberRequest, case: UUID) -> HttpResponse:
    """The contacts in the country of return, to be given, read out or kept: in the person's language where we have it.

    Nothing of the file stands on it but these rows, and no name of the person or of this software.
    """
    own_case_in_hand(case)
    found = read_sections(case, [Section.PROFILE, Section.RETURN], by=request.member, at=request.at)
    dossier = found.get(Section.RETURN)
    rows = rows_of(dossier.content, "contacts") if dossier else []
    if dossier is None or not rows:
        raise NotFound(_("The leaflet has no contact yet. Write one into the section Return first."))
    asked = request.GET.get("language", "")
    text = leaflet(asked if asked in LANGUAGES else nearest_of(_spoken(found.get(Section.PROFILE))))
    record("return:leaflet_shown", by=as_actor(request.member), at=request.at, case=CaseId(case))
    context: dict[str, Any] = {
        "case": case,
        "text": text,
        "not_checked": wording(text.language).not_checked,
        "languages": [(tag, NAMES[tag].own) for tag in LANGUAGES],
        "rows": rows,
        "country": wording(text.language).country(answer(dossier.content, "country") or ""),
    }
    return render(request, "cases/returning/leaflet.html", context)


def _spoken(profile: Reading | None) -> list[str]:
    return (answer(profile.content, "languages") or []) if profile else []
