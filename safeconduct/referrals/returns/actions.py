"""Putting the days after an arrival to the receiver as tasks, and taking their own words into the dossier."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from safeconduct.access.queries import held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agency, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.actions import save_section
from safeconduct.cases.answering import Content, rows_of
from safeconduct.cases.queries import allowed_of, read_sections
from safeconduct.cases.returning.rules import MONITORING
from safeconduct.cases.seen import in_full
from safeconduct.referrals import actions, envelope, texts
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.returns import rules
from safeconduct.referrals.returns.rules import NAMES, Days, Told
from safeconduct.referrals.tasks import actions as tasks
from safeconduct.referrals.texts import Kind, Words
from safeconduct.vocabulary.decisions import Refused, require
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.languages import INTERFACE
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.workdays import zone


@transaction.atomic
def put_days(*, referral: UUID, case: UUID, by: Member, at: datetime) -> Days:
    """Each day of the dossier becomes a task in common that the receiver owns, in one step; which, and which not.

    Raises NotPossible with the rule's reason, also that of a single task.
    """
    row = actions.locked(referral)
    dossier = read_sections(case, [Section.RETURN], by=by, at=at).get(Section.RETURN)
    days = days_of(row, dossier.content if dossier else {}, by=by, at=at)
    section = rules.about(envelope.extract(row.consent).sections, allowed_of(by, held(case), Action.OPEN))
    if not days.put or section is None:
        require(Refused(rules.NOTHING_TO_PUT))
    assert section is not None  # noqa: S101  (said above)
    words = _words(section, agency(row.other_agency_id))
    for day in days.put:
        tasks.add(referral=referral, words=words, owner=Side(row.side).other, due=day, by=by, at=at)
    record(
        "return:days_put", by=as_actor(by), at=at, case=CaseId(case), referral=row.shared,
        detail={"days": len(days.put)},
    )  # fmt: skip
    return days


def days_of(row: Referral, dossier: Content, *, by: Member, at: datetime) -> Days:
    """Which days of this dossier would go to the receiver of this referral."""
    here = zone(by.agency.country)
    theirs = row.tasks.filter(owner=Side(row.side).other, due__isnull=False).values_list("due", flat=True)
    return rules.days_to_put(
        _ahead(dossier),
        theirs={day for day in theirs if day},
        today=at.astimezone(here).date(),
        consent_until=envelope.extract(row.consent).until.astimezone(here).date(),
    )


@transaction.atomic
def take(*, referral: UUID, case: UUID, text: UUID, told: Told, by: Member, at: datetime) -> int:
    """What the receiver has told stands in the dossier as theirs, with the agency and the day; the new version.

    Raises NotPossible where they have told no such thing, the dossier has no room, or the member may not write it.
    """
    row = actions.locked(referral)
    said = next((one for one in theirs(row, by=by) if one.id == text), None)
    if said is None:
        require(Refused(rules.NO_SUCH_TEXT))
    assert said is not None  # noqa: S101  (said above)
    dossier = read_sections(case, [Section.RETURN], by=by, at=at).get(Section.RETURN)
    content: dict[str, Any] = dict(dossier.content) if dossier else {}
    who, on = in_full(agency(row.other_agency_id)), said.at.astimezone(zone(by.agency.country)).date()
    by_whom, day = NAMES[told]
    content[by_whom] = who[:120]
    if day:
        content[day] = on.isoformat()
    told_row = {"by": who[:120], "on": on.isoformat(), "what": said.text}
    others = [one for one in rows_of(content, "told") if one != told_row]
    require(rules.may_take(len(others)))
    content["told"] = [*others, told_row]
    version = save_section(
        case=CaseId(case), section=Section.RETURN, content=content, base=dossier.version if dossier else 0,
        by=by, at=at,
    )  # fmt: skip
    record(
        "return:told", by=as_actor(by), at=at, case=CaseId(case), referral=row.shared,
        detail={"text": str(text), "about": told.value, "version": version},
    )  # fmt: skip
    return version


def theirs(row: Referral, *, by: Member) -> list[texts.Reading]:
    """What the receiver has told in words, as far as the member may read it, newest first; no tasks."""
    other = Side(row.side).other
    found = texts.readable(row, by=by)
    return [one for one in reversed(found) if one.side is other and one.task is None]


def _ahead(dossier: Content) -> Iterator[date]:
    for line in rows_of(dossier, MONITORING):
        if line.get("on") and not line.get("held"):
            yield date.fromisoformat(line["on"])


def _words(section: Section, other: Agency) -> Words:
    """In a language that they read."""
    language = next((tag for tag in other.languages if tag in INTERFACE), "en")
    with translation.override(language):
        text = _("After the return: ask the person how it is, in the way that is safe for them.")
    return Words(Kind.TASK, section, language, text)
