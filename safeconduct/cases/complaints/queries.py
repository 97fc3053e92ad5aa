"""Complaints that the acting member wrote down or hears; the row policies choose."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.vocabulary.codes import (
    ComplaintAbout,
    ComplaintAnswer,
    ComplaintKind,
    ComplaintWish,
    Profession,
)
from safeconduct.vocabulary.errors import NotFound

MOST = 200


@dataclass(frozen=True, slots=True)
class Hearer:
    """A colleague who has no part in the case."""

    id: UUID
    name: str
    profession: Profession


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint. Of the person it says nothing: whoever hears it speaks with the colleague, or with the person."""

    id: UUID
    about: ComplaintAbout
    kind: ComplaintKind
    wish: ComplaintWish
    written_by: UUID
    written_name: str
    heard_by: UUID
    heard_name: str
    written_at: datetime
    due: date
    answer: ComplaintAnswer | None
    answered_at: datetime | None

    @property
    def number(self) -> str:
        """What stands on the person's paper: it opens nothing."""
        return f"C-{self.id.hex[-6:].upper()}"

    def is_late(self, today: date) -> bool:
        """Not answered, and the day is over."""
        return self.answer is None and self.due < today


FOUND = """
SELECT c.id, c.about, c.kind, c.wish, c.written_by, w.name, c.heard_by, h.name, c.written_at, c.due, c.answer,
       c.answered_at
  FROM cases.complaint c
  LEFT JOIN agencies.member w ON w.id = c.written_by LEFT JOIN agencies.member h ON h.id = c.heard_by
"""


def has_part_in(complaint: UUID) -> bool:
    """Whether the acting member holds anything of the case now that this complaint is about."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM cases.complaint c JOIN access.my_grants() g ON g.case_id = c.case_id"
            " WHERE c.id = %s)",
            [complaint],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def complaints_of(*, by: Member) -> tuple[list[Complaint], list[Complaint]]:
    """What this member hears and what they wrote down; open ones first, of each the newest two hundred."""
    with connection.cursor() as cursor:
        cursor.execute(
            FOUND + " ORDER BY c.answer IS NOT NULL, c.due, c.written_at DESC, c.id LIMIT %s", [2 * MOST]
        )
        found = [_complaint(row) for row in cursor.fetchall()]
    return [one for one in found if one.heard_by == by.id][:MOST], [
        one for one in found if one.written_by == by.id
    ][:MOST]


def one(complaint: UUID) -> Complaint:
    """One of them. Raises NotFound for what the member neither wrote nor hears."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND + " WHERE c.id = %s", [complaint])
        row = cursor.fetchone()
    if row is None:
        raise NotFound(_("There is no such complaint for you."))
    return _complaint(row)


def outside(case: UUID) -> list[Hearer]:
    """Who of the agency could hear a complaint: supervises or administers, and has no part in the case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT member_id, name, profession FROM access.outside(%s)", [case])
        return [
            Hearer(member, name, Profession(profession)) for member, name, profession in cursor.fetchall()
        ]


def _complaint(row: tuple[Any, ...]) -> Complaint:
    found, about, kind, wish, writer, written_name, hearer, heard_name, at, due, answer, answered_at = row
    return Complaint(
        found,
        ComplaintAbout(about),
        ComplaintKind(kind),
        ComplaintWish(wish),
        writer,
        written_name or "",
        hearer,
        heard_name or "",
        at,
        due,
        ComplaintAnswer(answer) if answer else None,
        answered_at,
    )
