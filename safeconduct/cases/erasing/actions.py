"""Asking for the erasure of one section, and deciding it: keys and versions go in the transaction that confirms it."""

from datetime import date, datetime
from uuid import UUID

from django.db import ProgrammingError, connection, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action, Basis
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import saved
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.erasing import rules
from safeconduct.cases.erasing.models import SectionErasure
from safeconduct.cases.models import SectionVersion
from safeconduct.cases.queries import is_in_hand, own_case_in_hand
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.sections import Section

MOST = 50


@transaction.atomic
def ask(case: UUID, section: Section, said_on: date, *, by: Member, at: datetime) -> UUID:
    """The person wishes this section erased: it waits for a second person. Raises NotFound, NotPossible."""
    place = place_of(case, section, by=by)
    require(rules.may_ask(place, said_on=said_on, today=today_of(at)))
    row = SectionErasure(
        case_id=case,
        agency_id=by.agency_id,
        section=section.value,
        said_on=said_on,
        asked_by=by.id,
        asked_at=at,
    )
    row.save(force_insert=True)
    _record("erasure:asked", row, by, at)
    return row.id


@transaction.atomic
def confirm(erasure: UUID, *, by: Member, at: datetime) -> SectionErasure:
    """The second person confirms it: the keys of the section are destroyed. Raises NotFound, NotPossible."""
    return _decided(erasure, "erased", by=by, at=at)


@transaction.atomic
def decline(erasure: UUID, *, by: Member, at: datetime) -> SectionErasure:
    """The second person does not: it stays. Raises NotFound, NotPossible."""
    return _decided(erasure, "declined", by=by, at=at)


def one(erasure: UUID) -> SectionErasure:
    """One of them. Raises NotFound."""
    found = SectionErasure.objects.filter(id=erasure).first()
    if found is None:
        raise NotFound(_("There is no such wish for you."))
    return found


def of_case(case: UUID) -> list[SectionErasure]:
    """What people wished erased of this file, newest first."""
    return list(SectionErasure.objects.filter(case_id=case).order_by("-asked_at", "id")[:MOST])


def place_of(case: UUID, section: Section, *, by: Member) -> rules.Place:
    """What the rule asks of a section. Raises NotFound."""
    own_case_in_hand(case)
    grants = held(case)
    return rules.Place(
        section=section,
        leads=any(grant.basis is Basis.LEAD for grant in grants),
        edits=bool(decide(by, grants, section, Action.EDIT).decision),
        is_written=SectionVersion.objects.filter(case_id=case, section=section.value).exists(),
        waits=SectionErasure.objects.filter(case_id=case, section=section.value, verdict="").exists(),
        held_until=held_until(case),
    )


def held_until(case: UUID) -> date | None:
    """The last day of a legal hold on what belongs to this own file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases.held_until(%s)", [case])
        row = cursor.fetchone()
    return localtime(row[0]).date() if row and row[0] else None


def _decided(erasure: UUID, verdict: str, *, by: Member, at: datetime) -> SectionErasure:
    row = one(erasure)
    allowed = rules.may_decide(
        verdict=row.verdict, asked_by=row.asked_by, by=by.id, supervises=by.supervises,
        has_in_hand=is_in_hand(row.case_id), profession=Profession(by.profession),
    )  # fmt: skip
    require(allowed)
    if verdict == "erased":
        require(rules.may_erase(held_until(row.case_id)))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT cases.decide_erasure(%s, %s)", [erasure, verdict])
    except ProgrammingError as refused:  # two at once: the second finds it decided
        raise NotPossible(rules.DECIDED) from refused
    if verdict == "erased":
        saved.tell_erased(row.case_id, row.section)
    _record(f"erasure:{verdict}", row, by, at)
    row.refresh_from_db()
    return row


def _record(what: str, row: SectionErasure, by: Member, at: datetime) -> None:
    # The section in the detail: a record with one would stand among the readings in "Who saw my data".
    detail: dict[str, str | int | bool | list[str]] = {"erasure": str(row.id), "section": row.section}
    record(what, by=as_actor(by), at=at, case=row.case_id, detail=detail)
