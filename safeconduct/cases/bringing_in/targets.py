"""What a column of a foreign file can become: the questions of the person's sections, and the names they go by.

A risk is assessed anew and a meeting is agreed anew: the sections for these are no targets. Nor is consent: it names
a recipient, sections, a purpose and an end, and no cell holds that. Rows inside a section are no target either.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.bringing_in.words import COLUMNS
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.kinds import Field, Kind
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.tables.cells import plain

SECTIONS = (
    Section.PROFILE,
    Section.IDENTITY,
    Section.SAFE_CONTACT,
    Section.EXPLOITATION,
    Section.NEEDS,
    Section.NARRATIVE,
)
"""The sections that a file may fill."""


class Special(StrEnum):
    """Targets that are no question of a section."""

    CASE_NUMBER = "case_number"
    BIRTH_YEAR = "birth_year"
    AGE = "age"


SPECIAL_LABELS: dict[Special, Words] = {
    Special.CASE_NUMBER: _("Number of the case in your own system"),
    Special.BIRTH_YEAR: _("Year of birth"),
    Special.AGE: _("Age in years"),
}

JOINED = frozenset(
    {"identity.names", "identity.documents", "identity.phone", "identity.address", "narrative.notes"}
)
"""Texts that several columns may fill together, in their order."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a column can become; `field` is None for what is no question."""

    name: str
    label: Words
    section: Section | None = None
    field: Field | None = None

    @property
    def takes_several(self) -> bool:
        """Whether more than one column may fill it."""
        return self.name in JOINED or (self.field is not None and self.field.kind is Kind.CODES)

    @property
    def is_coded(self) -> bool:
        """Whether its cells are words of a list."""
        return self.field is not None and self.field.kind in (Kind.CODE, Kind.CODES)


def _all() -> dict[str, Target]:
    found = {special.value: Target(special.value, SPECIAL_LABELS[special]) for special in Special}
    for section in SECTIONS:
        for field in (one for one in FIELDS[section] if one.kind is not Kind.ROWS):
            name = f"{section}.{field.name}"
            found[name] = Target(name, field.label, section, field)
    return found


TARGETS: dict[str, Target] = _all()
"""Every target by its name, `section.field` or a special one."""


def groups() -> list[tuple[Words, list[tuple[str, Words]]]]:
    """The targets as a select shows them: under the words of their section."""
    special: list[tuple[str, Words]] = [(name.value, words) for name, words in SPECIAL_LABELS.items()]
    by_section = [
        (label(section), [(t.name, t.label) for t in TARGETS.values() if t.section is section])
        for section in SECTIONS
    ]
    return [(_("About the case"), special), *by_section]


_BY_NAME = {name: target for target, names in COLUMNS.items() for name in map(str.strip, names.split(";"))}
_CONSENT = re.compile(r"\b(consent\w*|consimtam\w*|acord|acordul|gdpr|con consent)\b")


def is_consent(column: str) -> bool:
    """Whether a column says that it is about consent; such a one is never read."""
    return bool(_CONSENT.search(plain(column)))


def proposed(column: str) -> str:
    """The target that the name of a column suggests; "" when none does. No target is consent."""
    name = plain(column)
    for target in TARGETS.values():
        if name in (plain(target.name), plain(str(target.label))):
            return target.name
    return _BY_NAME.get(name, "")
