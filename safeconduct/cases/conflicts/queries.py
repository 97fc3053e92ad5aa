"""Who was marked as against the person of a case, and which colleagues met a possible conflict. No name is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from safeconduct.agencies.models import Member
from safeconduct.cases.conflicts.models import ConflictQuestion, PartyMark
from safeconduct.cases.conflicts.rules import Standing
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label

MOST = 50


@dataclass(frozen=True, slots=True)
class Opposed:
    """One of them."""

    party: UUID
    entered_at: datetime
    role: Words


def opposed(case: UUID) -> list[Opposed]:
    """The newest fifty of a case that the acting member has in hand."""
    rows = (
        PartyMark.objects.filter(case_id=case, standing=Standing.OPPOSED.value)
        .values("party", "role")
        .annotate(since=Min("entered_at"))
        .order_by("-since", "party")[:MOST]
    )
    return [Opposed(row["party"], row["since"], label(Profession(row["role"]))) for row in rows]


@dataclass(frozen=True, slots=True)
class Met:
    """That a colleague asked and met a possible conflict."""

    name: str
    asked_at: datetime


def met_by_colleagues() -> list[Met]:
    """The newest fifty of the last ninety days, for who supervises; the row policy shows them to nobody else."""
    rows = list(ConflictQuestion.objects.filter(is_possible=True).order_by("-asked_at", "id")[:MOST])
    names = dict(Member.objects.filter(id__in={row.member_id for row in rows}).values_list("id", "name"))
    return [Met(names.get(row.member_id, ""), row.asked_at) for row in rows]
