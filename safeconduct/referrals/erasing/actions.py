"""The wish is entered: from that moment the section goes to nobody, and who holds it is told that it is taken back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.cases.erasing import actions as erasing
from safeconduct.consent.rules import Channel
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Side
from safeconduct.referrals.narrowing import take_back_sections
from safeconduct.vocabulary.sections import Section


def holding(case: UUID, section: Section) -> list[Referral]:
    """The referrals of this case that carry the section and are not over."""
    rows = Referral.objects.filter(case_id=case, side=Side.SENDER)
    over = [state.value for state in ENDED]
    return [row for row in rows.exclude(state__in=over) if section.value in (*row.at_once, *row.held_back)]


@transaction.atomic
def ask(case: UUID, section: Section, said_on: date, *, by: Member, at: datetime) -> int:
    """Asked for, and taken back from everybody who holds it; how many are told. Raises NotFound, NotPossible."""
    erasing.ask(case, section, said_on, by=by, at=at)
    return _taken_back(case, section, by=by, at=at)


@transaction.atomic
def confirm(erasure: UUID, *, by: Member, at: datetime) -> None:
    """Confirmed by a second person; what was shared anew is taken back first. Raises NotFound, NotPossible."""
    row = erasing.one(erasure)
    _taken_back(row.case_id, Section(row.section), by=by, at=at)
    erasing.confirm(erasure, by=by, at=at)


def _taken_back(case: UUID, section: Section, *, by: Member, at: datetime) -> int:
    rows = holding(case, section)
    for row in rows:
        take_back_sections(referral=row.id, sections=[section], channel=Channel.PERSON, by=by, at=at)
    return len(rows)
