"""Where a room above says what a person was told of their rights: this room and those beside that one know none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from safeconduct.access.queries import Answer as Decided
from safeconduct.agencies.models import Member

type InFull = list[tuple[str, str]]
"""What stands there, as lines of a copy: what it is about, and the words."""


@dataclass(frozen=True, slots=True)
class Told:
    """One right: when the person was last told of it, and what became of it on which day. Codes of the room above."""

    right: str
    on: date | None
    steps: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class Rights:
    """`told` for whoever has asked already whether the plan is open to them; `in_full` asks by itself."""

    told: Callable[[UUID, Decided, Member, datetime], list[Told]]
    in_full: Callable[[UUID, Member, datetime], InFull]


_registered: list[Rights] = []


def register(rights: Rights) -> None:
    """Called once, when the application starts."""
    _registered.append(rights)


def told(case: UUID, answer: Decided, *, by: Member, at: datetime) -> list[Told]:
    """What the person was told and how far each right has come, a recorded reading."""
    return [one for rights in _registered for one in rights.told(case, answer, by, at)]


def in_full(case: UUID, *, by: Member, at: datetime) -> InFull:
    """All that is written of it, for the copy of everything, a recorded reading; nothing where it is closed."""
    return [line for rights in _registered for line in rights.in_full(case, by, at)]
