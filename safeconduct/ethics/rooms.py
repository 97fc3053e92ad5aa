"""Which sections a profession opens in a sector, as the policy has it: of own cases, and of what was received."""

from dataclasses import dataclass

from safeconduct.access.rules import Action, Basis, Cell, Policy, may
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.sections import USED, Section, in_order


@dataclass(frozen=True, slots=True)
class Room:
    """One section: what opens it, and what may be done with it. All False: it is closed to this profession."""

    section: Section
    lead: bool
    place: bool
    received: bool
    edits: bool

    @property
    def is_open(self) -> bool:
        """Whether anything opens it."""
        return self.lead or self.place or self.received


def rooms_of(table: Policy, sector: Sector, profession: Profession) -> list[Room]:
    """Every section in the order of the case file. An emergency is left out: it is nobody's daily work."""

    def can(section: Section, action: Action, *bases: Basis) -> bool:
        purposes = [Purpose.ASSESSMENT] if bases[0] in (Basis.LEAD, Basis.PLACE) else list(Purpose)
        return any(
            may(table, Cell(sector, profession, purpose, section, action, basis))
            for basis in bases
            for purpose in purposes
        )

    return [
        Room(
            section,
            lead=can(section, Action.OPEN, Basis.LEAD),
            place=can(section, Action.OPEN, Basis.PLACE),
            received=can(section, Action.OPEN, Basis.CONSENT, Basis.GROUND),
            edits=can(section, Action.EDIT, Basis.LEAD) or can(section, Action.EDIT, Basis.PLACE),
        )
        for section in in_order(USED)
    ]
