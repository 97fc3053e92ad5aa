"""What may be done with an import, by whom and when. Pure; the database's functions ask the same again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.access.rules import Action, Basis, Cell, Policy
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section

UNDO_WITHIN = timedelta(hours=24)
FILE_KEPT = timedelta(hours=24)


class State(StrEnum):
    """Where an import stands."""

    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    DROPPED = "dropped"


AT_WORK = frozenset({State.CHECKING, State.TAKING, State.UNDOING})
"""States in which the node works by itself, batch by batch."""

NOT_NOW = Reason(
    "import_is_elsewhere",
    _("This import is not at this step any more."),
    _("Open its page: it shows what is possible now."),
)
FILE_IS_GONE = Reason(
    "file_is_gone",
    _("The file of this import is deleted: it is kept for a day at most."),
    _("Bring in the file again; who is here already is shown as a possible duplicate."),
)
NOTHING_TO_TAKE = Reason(
    "nothing_to_take",
    _("No row of this file can be brought in."),
    _("Correct the rows, or the columns, and begin again."),
)
DAY_IS_OVER = Reason(
    "undo_is_over",
    _("More than a day has passed since these cases were brought in."),
    _("They are cases like all others now."),
)
NOT_YOURS = Reason(
    "import_not_yours",
    _("Only who brought these cases in, or a supervisor of the agency who leads cases, takes them back."),
    _("Ask one of them."),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of an import."""

    state: State
    member: UUID
    due: datetime
    good: int = 0
    taken_at: datetime | None = None


def may_map(found: Facts, *, now: datetime) -> Decision:
    """Columns and words may be changed until rows are taken in."""
    return _while_kept(found, {State.MAPPING, State.CHECKED}, now)


def may_take_in(found: Facts, *, now: datetime) -> Decision:
    """After the rows were looked at, and when one of them is right."""
    answer = _while_kept(found, {State.CHECKED}, now)
    if answer and not found.good:
        return Refused(NOTHING_TO_TAKE)
    return answer


def may_drop(found: Facts) -> Decision:
    """The file may go at any time when nobody works on it."""
    return Refused(NOT_NOW) if found.state in AT_WORK or found.state is State.DROPPED else Allowed()


def may_undo(found: Facts, by: UUID, *, leads: bool, supervises: bool, now: datetime) -> Decision:
    """Within a day of taking in: who did it, or a supervisor who could lead these cases."""
    if found.state not in (State.DONE, State.TAKING):
        return Refused(NOT_NOW)
    if by != found.member and not (supervises and leads):
        return Refused(NOT_YOURS)
    if found.taken_at is None or now > found.taken_at + UNDO_WITHIN:
        return Refused(DAY_IS_OVER)
    return Allowed()


def _while_kept(found: Facts, states: Iterable[State], now: datetime) -> Decision:
    if found.state not in states:
        return Refused(NOT_NOW)
    return Allowed() if now < found.due else Refused(FILE_IS_GONE)


def writable(table: Policy, sector: Sector, profession: Profession) -> dict[Section, tuple[str, int]]:
    """The sections that a lead of this profession may fill, each with the policy's hash and the row that says so."""
    found: dict[Section, tuple[str, int]] = {}
    for section in Section:
        row = table.row(Cell(sector, profession, Purpose.ASSESSMENT, section, Action.EDIT, Basis.LEAD))
        if row is not None and row.allows:
            found[section] = (table.hash, row.number)
    return found
