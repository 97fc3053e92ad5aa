"""Who of the own agency keeps which section of a case: by profession. Pages never say it by name."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.sections import Section

KEPT = """
(SELECT COALESCE(json_agg(json_build_array(h.section, h.profession)), '[]')::text FROM (
   SELECT DISTINCT g.section, m.profession
     FROM access.holders(%s) g JOIN agencies.member m ON m.id = g.member_id
    WHERE g.basis IN ('lead', 'place') AND m.suspended_at IS NULL) h)
"""
"""As one value of a case, for a statement that asks for the case too; `read` reads it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A profession that keeps a section of the own agency's case by leading it or by a place."""

    section: Section
    profession: Profession


def holders(case: UUID) -> list[Holder]:
    """Who keeps what, in one question; nothing for whoever has the case not in hand. It tells no content of any."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + KEPT, [case])
        row = cursor.fetchone()
    return read(row[0] if row else "[]")


def read(kept: str) -> list[Holder]:
    """The value of `KEPT`."""
    return [Holder(Section(section), Profession(profession)) for section, profession in json.loads(kept)]
