"""The sections of a case file: the one unit of consent, sight, key, export and erasure."""

from collections.abc import Iterable
from enum import StrEnum


class Section(StrEnum):
    """What a case file is made of, in the order in which pages show it."""

    PROFILE = "profile"
    IDENTITY = "identity"
    SAFE_CONTACT = "safe_contact"
    SAFETY = "safety"
    EXPLOITATION = "exploitation"
    NEEDS = "needs"
    PLAN = "plan"
    HEALTH = "health"
    LEGAL = "legal"
    RESIDENCE = "residence"
    FAMILY = "family"
    NARRATIVE = "narrative"
    LOGISTICS = "logistics"


USED: frozenset[Section] = frozenset(
    {
        Section.PROFILE,
        Section.IDENTITY,
        Section.SAFE_CONTACT,
        Section.SAFETY,
        Section.EXPLOITATION,
        Section.NEEDS,
        Section.NARRATIVE,
        Section.LOGISTICS,
    }
)
"""The sections that have pages today; the others have a name and a policy, no form yet."""

SENT_AT_ONCE: frozenset[Section] = frozenset({Section.PROFILE, Section.NEEDS, Section.SAFETY})
"""What travels with the offer; every other consented section is held back until acceptance."""

NEVER_SENT: frozenset[Section] = frozenset({Section.NARRATIVE})
"""What no consent can send to another agency."""


def in_order(sections: Iterable[Section]) -> list[Section]:
    """The given sections once each, in the order of the case file."""
    chosen = set(sections)
    return [section for section in Section if section in chosen]
