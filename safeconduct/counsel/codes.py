"""The codes of a lawyer's room, with their labels: stored as they are, never renamed.

Kinds, roles, protection measures and outcomes are those of the form F8.
"""

from enum import StrEnum


class State(StrEnum):
    """Whether a matter goes on."""

    OPEN = "open"
    CLOSED = "closed"


class MatterKind(StrEnum):
    """What a matter is about: the kinds of proceedings of F8."""

    CRIMINAL = "criminal"
    CIVIL = "civil"
    LABOUR = "labour"
    ASYLUM = "asylum"
    RESIDENCE = "residence"
    NON_PUNISHMENT = "non_punishment"
    COMPENSATION = "compensation"
    FAMILY = "family"
