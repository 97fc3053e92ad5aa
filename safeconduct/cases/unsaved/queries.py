"""What the acting member typed and has not saved, opened with one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from safeconduct.access.ring import ring
from safeconduct.agencies.models import Member
from safeconduct.cases import vault
from safeconduct.cases.contents import Content, as_shown, as_typed
from safeconduct.cases.safe_hours import on_a_clock
from safeconduct.cases.unsaved.models import Unsaved
from safeconduct.keys.models import SectionKey
from safeconduct.keys.sections import unwrap
from safeconduct.vocabulary.sections import Section

PLACE: vault.Place = ("cases.unsaved", "sealed")

_MINE = """
SELECT u.id, u.section, u.base, u.generation, u.sealed, u.at, k.intake, k.wrapped
  FROM cases.unsaved u JOIN keys.section_key k USING (case_id, section, generation)
 WHERE u.case_id = %s AND u.member_id = %s AND u.section = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into the form of a section: as it was typed, unchecked; when, and on which version."""

    section: Section
    entered: dict[str, list[str]]
    base: int
    at: datetime

    def says_what_stands(self, content: Content, country: str) -> bool:
        """Whether saving it would change nothing: it was saved, or typed back, and nobody needs to hear of it."""
        said = as_typed(self.section, self.entered)
        if said is None:
            return False
        said = on_a_clock(said, country) if self.section is Section.SAFE_CONTACT else said
        return as_shown(self.section, said) == as_shown(self.section, content)


def typed(case: UUID, sections: Iterable[Section], *, by: Member) -> dict[Section, Typed]:
    """What `by` has typed into these sections and not saved. Nothing else is opened; it is no reading of the file."""
    wanted = [section.value for section in sections]
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_MINE, [case, by.id, wanted])
        found = cursor.fetchall()
    answers: dict[Section, Typed] = {}
    for row_id, section, base, generation, sealed, at, intake, wrapped in found:
        place = {"case_id": case, "section": section, "generation": generation}
        key = unwrap(ring(), SectionKey(**place, intake=intake, wrapped=wrapped))
        content = vault.opened_by(key, PLACE, Unsaved(**place, id=row_id, sealed=sealed))
        answers[Section(section)] = Typed(Section(section), content["entered"], base, at)
    return answers
