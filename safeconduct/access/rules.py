"""May this professional do this with this section? One pure question over the compiled policy table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section


class Action(StrEnum):
    """What can be done with a section."""

    OPEN = "open"
    EDIT = "edit"
    REFER = "refer"


class Basis(StrEnum):
    """On what ground somebody holds a section."""

    LEAD = "lead"
    PLACE = "place"
    CONSENT = "consent"
    GROUND = "ground"
    BREAK_GLASS = "break_glass"
    ASKED = "asked"
    """By a question that was answered with yes, and a consent that names who asked. No grant has it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One question to the policy table."""

    sector: Sector
    profession: Profession
    purpose: Purpose
    section: Section
    action: Action
    basis: Basis


@dataclass(frozen=True, slots=True)
class Row:
    """The row of the table that answers a cell: its number, whether it allows, and its sentence."""

    number: int
    allows: bool
    why: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The compiled table and the hash that every audit record carries."""

    hash: str
    cells: Mapping[Cell, Row]

    def row(self, cell: Cell) -> Row | None:
        """The row that decides this cell; None where the table is silent."""
        return self.cells.get(cell)


NOT_IN_THE_POLICY = Reason(
    "not_in_the_policy",
    _("Your profession does not open this section for this purpose."),
    _("Ask the case lead what you need to know."),
)
FORBIDDEN = Reason(
    "forbidden_by_the_policy",
    _("This section is never open to your profession for this purpose."),
    _("Ask the case lead; the person can decide to tell you."),
)


def may(policy: Policy, cell: Cell) -> Decision:
    """Allowed only when a row allows and none forbids; silence is a refusal."""
    row = policy.row(cell)
    if row is None:
        return Refused(NOT_IN_THE_POLICY)
    return Allowed() if row.allows else Refused(FORBIDDEN)


def may_be_held(
    policy: Policy, sector: str, professions: Iterable[str], purpose: Purpose, basis: Basis
) -> frozenset[Section]:
    """What a team may receive: the sections that at least one of its professions may open for this purpose.

    The database asks the same of its own copy before anything may leave (`access.consent_to`). A code of another
    node's card that is in no list holds nothing.
    """
    if sector not in set(Sector):
        return frozenset()
    known = [Profession(name) for name in professions if name in set(Profession)]
    return frozenset(
        section
        for section in Section
        for profession in known
        if may(policy, Cell(Sector(sector), profession, purpose, section, Action.OPEN, basis)) == Allowed()
    )
