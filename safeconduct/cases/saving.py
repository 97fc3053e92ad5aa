"""Saving the person's page: all sections at once, so that a slip or a colleague's newer version loses nothing."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import actions, handlers
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.conflicts import pages as conflicts
from safeconduct.cases.conflicts.actions import ask_of_the_person
from safeconduct.cases.contents import Content, answer, as_shown, as_typed, cleaned, rows_of
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.forms import Entered
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.pages import person_page
from safeconduct.cases.planning.meeting import out_of_reach
from safeconduct.cases.planning.rules import (
    ASK_AGAIN,
    CONSENT,
    REVIEWS,
    outlives_its_yes,
    rests_on_an_earlier_yes,
)
from safeconduct.cases.queries import read_sections
from safeconduct.cases.returning.rules import LEFT_ON, MENDED_AT
from safeconduct.cases.row_forms import one_more
from safeconduct.cases.rows import where
from safeconduct.cases.safe_hours import safe_contact
from safeconduct.cases.unsaved.actions import forget
from safeconduct.cases.way_back import way_back
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.errors import BadInput, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import USED, Section, in_order

TOLD_NOBODY = gettext_lazy(
    "Saved. Nobody may have the new version of this, and nobody was told: %(sections)s. What was taken back from a "
    "team goes there again only after the person has agreed anew."
)


@forms_only
@for_members
def save(request: MemberRequest, case: UUID) -> HttpResponse:
    """Save what was changed, in all sections at once; a slip or somebody else's newer version loses nothing.

    A section whose answers are those that the page showed is left alone, whoever saved it meanwhile.
    """
    entered: Entered = dict(request.POST.lists())
    if field := _with_one_more(request):
        return person_page(request, CaseId(case), one_more(field, entered), more=field.name)
    errors: dict[Section, dict[str, Any]] = {}
    changed: dict[Section, Content] = {}
    for section in in_order(USED):
        if f"base-{section}" not in request.POST or _is_untouched(section, entered, request):
            continue
        try:
            changed[section] = cleaned(section, entered)
        except BadInput as wrong:
            errors[section] = dict(wrong.errors)
    if Section.PLAN in changed and _outlives_its_yes(request, case, changed[Section.PLAN]):
        errors[Section.PLAN] = {CONSENT: ASK_AGAIN}
    if Section.PLAN in changed and (unsafe := _out_of_reach(request, case, changed, entered)):
        errors[Section.PLAN] = unsafe
    if errors:
        return person_page(request, CaseId(case), entered, errors, status=422)
    try:
        kept_here = _save_all(request, CaseId(case), changed)
    except actions.EditedMeanwhile as newer:
        return person_page(request, CaseId(case), entered, status=409, newer=newer)
    except NotPossible as refused:
        if refused.reason.code not in MENDED_AT or Section.RETURN not in changed:
            raise
        _record_refused(request, case, refused)
        errors = {Section.RETURN: {LEFT_ON: refused.reason.whole}}
        return person_page(request, CaseId(case), entered, errors, status=409)
    if changed:
        (messages.warning if kept_here else messages.success)(request, _said_of(kept_here))
    return redirect(f"{reverse('person', args=[case])}{way_back(case, request.GET).query}")


def _is_untouched(section: Section, entered: Entered, request: MemberRequest) -> bool:
    """Whether these are the answers that the page showed. They may be longer than the form takes, and stand."""
    said = as_typed(section, entered)
    return said is not None and digest(as_shown(section, said)) == request.POST.get(f"was-{section}")


def _record_refused(request: MemberRequest, case: UUID, refused: NotPossible) -> None:
    """That somebody was to leave and may not is recorded, although nothing is saved."""
    code = refused.reason.code
    record("return:left", by=as_actor(request.member), at=request.at, case=case, refused=code)


def _outlives_its_yes(request: MemberRequest, case: UUID, plan: Content) -> bool:
    """Whether the person's yes would stand under a plan that they have not heard. The plan is read only if it could."""
    today = today_of(request.at)
    if not rests_on_an_earlier_yes(plan, today):
        return False
    found = read_sections(case, [Section.PLAN], by=request.member, at=request.at).get(Section.PLAN)
    return found is not None and outlives_its_yes(found.content, plan, today)


def _out_of_reach(
    request: MemberRequest, case: UUID, changed: dict[Section, Content], entered: Entered
) -> dict[str, Any]:
    """The days of the new plan on which the person may not be reached, by the hours that stand or are saved with it."""
    plan = changed[Section.PLAN]
    wanted = [Section.PLAN, Section.SAFE_CONTACT]
    found = read_sections(case, wanted, by=request.member, at=request.at) if rows_of(plan, REVIEWS) else {}
    stands = {section: reading.content for section, reading in found.items()}
    hours = changed.get(Section.SAFE_CONTACT, stands.get(Section.SAFE_CONTACT, {}))
    contact = safe_contact(hours, request.member.agency.country)
    wrong = out_of_reach(plan, stands.get(Section.PLAN, {}), contact)
    return {where(name, FIELDS[Section.PLAN], entered): said for name, said in wrong}


def _with_one_more(request: MemberRequest) -> Field | None:
    """The list of which one more row is asked for; nothing is saved then."""
    wanted = request.POST.get("more", "")
    lists = (field for fields in FIELDS.values() for field in fields if field.kind is Kind.ROWS)
    return next((field for field in lists if field.name == wanted), None)


@transaction.atomic
def _save_all(request: MemberRequest, case: CaseId, changed: dict[Section, Content]) -> list[Section]:
    """The sections of which others were to be told, and nobody may have them."""
    is_telling, kept_here = request.POST.get("do") == "tell", list[Section]()
    for section, content in changed.items():
        base = request.POST.get(f"base-{section}", "")
        number = int(base) if re.fullmatch(r"[0-9]{1,9}", base) else 0
        actions.save_section(
            case=case, section=section, content=content, base=number, by=request.member, at=request.at
        )
        if is_telling and not handlers.tell(case, section, request.member, request.at):
            kept_here.append(section)
    shown = {section for section in USED if request.POST.get(f"kept-{section}")}
    forget(case, changed.keys() | shown, by=request.member)
    if Section.IDENTITY in changed:
        names = answer(changed[Section.IDENTITY], "names") or ""
        found = ask_of_the_person(case, names, by=request.member, at=request.at)
        if found is not None and found.is_possible:
            conflicts.tell(request, found)
    return kept_here


def _said_of(kept_here: list[Section]) -> str:
    if not kept_here:
        return _("Saved.")
    return TOLD_NOBODY % {"sections": ", ".join(str(label(section)) for section in kept_here)}
