"""The marks of a person, written beside their fact in the transaction that saves a section of which they are made.

Only of who agreed to be compared, is registered, and does not object. The name leaves its section as keyed hashes and
in no other way. Who saves and may not open the name leaves the marks as they are.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from safeconduct.access.ring import ring
from safeconduct.cases import vault
from safeconduct.cases.answering import Content, answer
from safeconduct.cases.models import SectionVersion
from safeconduct.keys.yearly import OfYear, year_key
from safeconduct.statistics.once.compounds import compounds
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.together import asked

SOURCES = frozenset({Section.PROFILE, Section.IDENTITY, Section.EXPLOITATION})
"""After a save of these the marks may be others; the last because it says in which year somebody is registered."""
_COMPARED = (Section.IDENTITY, Section.PROFILE)
_OPEN = "SELECT case_id, year FROM statistics.to_compare(%s::uuid[])"
_NOTE = "SELECT statistics.note_compounds(%s, %s, %s::bytea[])"


def note(saved: Mapping[UUID, Mapping[str, Content]]) -> None:
    """Bring the marks of these cases up to date; of each what was saved just now, by section."""
    cases = [case for case, contents in saved.items() if SOURCES & set(contents)]
    if not cases:
        return
    keys: dict[int, OfYear | None] = {}
    for case, year in asked(_OPEN, [cases]):
        if year not in keys:
            keys[year] = year_key(ring(), year)
        if key := keys[year]:
            _note(case, key, saved[case])


def note_again(case: UUID) -> None:
    """The same of a case of which nothing is saved just now."""
    note({case: {Section.EXPLOITATION: {}}})


def _note(case: UUID, key: OfYear, saved: Mapping[str, Content]) -> None:
    contents = {section: saved[section] for section in _COMPARED if section in saved}
    contents |= _kept(case, [section for section in _COMPARED if section not in contents])
    if len(contents) == len(_COMPARED):
        found = _compounds(contents[Section.IDENTITY], contents[Section.PROFILE])
        asked(_NOTE, [case, key.id, sorted(key.mark(one) for one in found)])


def _kept(case: UUID, sections: Collection[Section]) -> dict[Section, Content]:
    """The newest of these sections, as far as the acting member opens them."""
    rows = list(
        SectionVersion.objects.filter(case_id=case, section__in=sections)
        .order_by("section", "-version")
        .distinct("section")
    )
    opened = vault.opened(rows)
    return {Section(row.section): opened[row.id] for row in rows if row.id in opened}


def _compounds(identity: Content, profile: Content) -> frozenset[str]:
    named = answer(profile, "citizenships")
    return compounds(
        str(answer(identity, "names") or ""),
        str(answer(identity, "birth_date") or ""),
        [str(one) for one in named] if isinstance(named, list) else [],
    )
