"""What is written of one matter, as it is sealed, and what follows from it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from safeconduct.cases.answering import Content
from safeconduct.counsel.codes import (
    Aid,
    Asked,
    Held,
    MandateEnd,
    MandateKind,
    MatterKind,
    Measure,
    Outcome,
    PersonRole,
    Stage,
)
from safeconduct.vocabulary.canonical import digest


@dataclass(frozen=True, slots=True)
class Mandate:
    """By what the lawyer acts, and until when."""

    kind: MandateKind
    signed_on: date
    language: str = ""
    valid_until: date | None = None
    ended_on: date | None = None
    why: MandateEnd | None = None

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None for one without an end. What is ended holds no more on that day."""
        ended = self.ended_on - timedelta(days=1) if self.ended_on else None
        return min((day for day in (self.valid_until, ended) if day), default=None)


@dataclass(frozen=True, slots=True)
class AidStep:
    """What became of legal aid on a day."""

    what: Aid
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing, and how the person is protected there."""

    on: date
    time: str = ""
    place: str = ""
    held: Held = Held.PLANNED
    measures: Mapping[Measure, Asked] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Served:
    """A document that was served, and what it sets going."""

    what: str
    on: date
    by: str = ""
    sets_going: str = ""
    last_day: date | None = None
    """Until when something has to be done, as the lawyer reads it; nothing is computed."""


@dataclass(frozen=True, slots=True)
class End:
    """How the matter ended."""

    outcome: Outcome
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Where a matter stands."""

    role: PersonRole | None = None
    stage: Stage | None = None
    court: str = ""
    reference: str = ""
    next_on: date | None = None
    notes: str = ""
    jurisdictions: tuple[str, ...] = ()
    """The countries of the proceedings."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything of a matter as it stands."""

    kind: MatterKind
    course: Course = Course()
    mandates: tuple[Mandate, ...] = ()
    aid: tuple[AidStep, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    served: tuple[Served, ...] = ()
    end: End | None = None
    settled: tuple[date, ...] = ()
    """Days of which nobody has to be told any more."""

    @property
    def mandate_until(self) -> date | None:
        """The last day on which any mandate holds; None where there is none yet, or one without an end."""
        days = [one.last_day for one in self.mandates]
        return None if not days or None in days else max(day for day in days if day)

    def next_day(self, today: date) -> date | None:
        """The next day on which something has to happen or ends, from today on."""
        return min((day for day in self.days() if day >= today), default=None)

    def days(self) -> Iterator[date]:
        """Every day on which something happens or ends, as often as something does."""
        yield from (one.on for one in self.hearings if one.held is Held.PLANNED)
        yield from (
            day
            for day in (self.course.next_on, self.mandate_until, *(one.last_day for one in self.served))
            if day
        )


_ITEMS: Mapping[str, type[Any]] = {"mandates": Mandate, "aid": AidStep, "hearings": Hearing, "served": Served}
_CODES: Mapping[str, type[StrEnum]] = {
    "Course.role": PersonRole, "Course.stage": Stage, "Mandate.kind": MandateKind,
    "Mandate.why": MandateEnd, "AidStep.what": Aid, "Hearing.held": Held, "End.outcome": Outcome,
}  # fmt: skip
_DAYS = frozenset({"on", "next_on", "signed_on", "valid_until", "ended_on", "last_day"})


def stored(one: Any) -> Content:
    """A sheet, or a part of one, as it is sealed."""
    return {part.name: _plain(getattr(one, part.name)) for part in fields(one)}


def mark_of(one: Any) -> str:
    """By which a part is known again, as long as nobody changes it."""
    return digest(stored(one))


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(one) for one in value]
        case End() | Course() | Mandate() | AidStep() | Hearing() | Served():
            return stored(value)
        case Mapping():
            return {str(name): str(said) for name, said in value.items()}
        case StrEnum():
            return value.value
        case _:
            return value


def sheet_of(content: Content) -> Sheet:
    """The sheet that was sealed."""
    items = {name: tuple(_part(kind, row) for row in content[name]) for name, kind in _ITEMS.items()}
    end = _part(End, content["end"]) if content["end"] else None
    settled = tuple(map(date.fromisoformat, content.get("settled", ())))
    return Sheet(
        MatterKind(content["kind"]), _part(Course, content["course"]), end=end, settled=settled, **items
    )


def _part(kind: type[Any], row: Mapping[str, Any]) -> Any:
    return kind(**{name: _read(kind, name, value) for name, value in row.items()})


def _read(kind: type[Any], name: str, value: Any) -> Any:
    if value is None:
        return None
    if codes := _CODES.get(f"{kind.__name__}.{name}"):
        return codes(value)
    if name == "jurisdictions":
        return tuple(value)
    if name == "measures":
        return {Measure(measure): Asked(said) for measure, said in value.items()}
    return date.fromisoformat(value) if name in _DAYS else value
