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
    """Of a child, or of who may be one: guardians, the child's own view, best interests."""
    RETURN = "return"
    """The dossier of a return: asked only when somebody thinks of one."""
    NARRATIVE = "narrative"
    LOGISTICS = "logistics"


USED: frozenset[Section] = frozenset(Section) - {Section.RESIDENCE}
"""The sections that have pages today; the others have a name and a policy, no form yet."""

SENT_AT_ONCE: frozenset[Section] = frozenset({Section.PROFILE, Section.NEEDS, Section.SAFETY})
"""What travels with the offer; every other consented section is held back until acceptance."""

NEVER_SENT: frozenset[Section] = frozenset({Section.LEGAL, Section.NARRATIVE})
"""What no consent can send to another agency: notes of the case, and what is privileged."""

OFFERED: frozenset[Section] = USED - NEVER_SENT - {Section.HEALTH}
"""What a consent can name today. Nobody refers health: a test holds this against the policy's rows."""

OF_A_CHILD: frozenset[Section] = frozenset({Section.FAMILY})
"""What is asked only of a child, and of somebody who may be one."""

ON_REQUEST: frozenset[Section] = frozenset({Section.RETURN})
"""What is asked only when somebody wants it, and offered only to who may hold it."""


def in_order(sections: Iterable[Section]) -> list[Section]:
    """The given sections once each, in the order of the case file."""
    chosen = set(sections)
    return [section for section in Section if section in chosen]
