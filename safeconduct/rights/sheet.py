"""What is written of one person's rights, as it is sealed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safeconduct.cases.answering import Content
from safeconduct.rights.codes import Error, How, Proof, Right, Standing, Told, Trigger, Understood
from safeconduct.rights.news import NOT_ASKED, News, news_of


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a right on a day, and what shows it."""

    standing: Standing
    on: date
    evidence: str
    role: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One record of information about rights: the form F12."""

    rights: tuple[Right, ...]
    told: Told
    on: date
    role: str
    language: str = ""
    how: How | None = None
    understood: Understood | None = None
    leaflet: str = ""
    proof: Proof | None = None
    interpreter: str = ""
    """Who interpreted: a reference of the agency's register, or another service in words."""
    news: News = NOT_ASKED


@dataclass(frozen=True, slots=True)
class Line:
    """Which step or record of information: a right and its step, or no right and the record, counted from 0."""

    right: Right | None
    number: int


@dataclass(frozen=True, slots=True)
class Struck:
    """Who said on which day that a line was written in error, and why."""

    why: Error
    on: date
    role: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Days that rules ask for, what was told, and how far each right has come; the earliest first."""

    country: str = ""
    """In which country the person is; "" for that of the agency."""
    events: Mapping[Trigger, date] = field(default_factory=dict)
    steps: Mapping[Right, tuple[Step, ...]] = field(default_factory=dict)
    tellings: tuple[Telling, ...] = ()
    struck: Mapping[Line, Struck] = field(default_factory=dict)
    """What was written in error. It stays in its place, and counts no more."""

    def steps_of(self, right: Right) -> list[Step]:
        """The steps of a right that count."""
        steps = self.steps.get(right, ())
        return [step for number, step in enumerate(steps) if Line(right, number) not in self.struck]

    @property
    def told(self) -> list[Telling]:
        """The records of information that count."""
        return [one for number, one in enumerate(self.tellings) if Line(None, number) not in self.struck]

    def standing(self, right: Right) -> Standing | None:
        """How far it has come; None where the person has not been told."""
        if steps := self.steps_of(right):
            return steps[-1].standing
        return Standing.INFORMED if self.told_on(right) else None

    def told_on(self, right: Right) -> date | None:
        """When the person was last told of it."""
        days = [one.on for one in self.told if one.told is Told.YES and right in one.rights]
        return max(days, default=None)

    @property
    def news(self) -> News:
        """What the person wants to hear of the proceedings, by the last talk in which they were asked."""
        asked = [one for one in self.told if one.news.wishes]
        return max(asked, key=lambda one: one.on).news if asked else NOT_ASKED


def stored(sheet: Sheet) -> Content:
    """The sheet as it is sealed."""
    return {
        "country": sheet.country,
        "events": {one.value: day.isoformat() for one, day in sheet.events.items()},
        "steps": {right.value: [_step(one) for one in steps] for right, steps in sheet.steps.items()},
        "tellings": [_telling(one) for one in sheet.tellings],
        "struck": [
            {
                "right": line.right.value if line.right else "", "number": line.number, "why": one.why.value,
                "on": one.on.isoformat(), "role": one.role,
            }
            for line, one in sheet.struck.items()
        ],
    }  # fmt: skip


def sheet_of(content: Content) -> Sheet:
    """The sheet that was sealed."""
    return Sheet(
        content["country"],
        {Trigger(name): date.fromisoformat(day) for name, day in content["events"].items()},
        {Right(name): tuple(map(_step_of, rows)) for name, rows in content["steps"].items()},
        tuple(map(_telling_of, content["tellings"])),
        dict(map(_struck_of, content.get("struck", []))),  # what was sealed before this was there has none
    )


def _struck_of(row: Mapping[str, Any]) -> tuple[Line, Struck]:
    line = Line(Right(row["right"]) if row["right"] else None, row["number"])
    return line, Struck(Error(row["why"]), date.fromisoformat(row["on"]), row["role"])


def _step(one: Step) -> Content:
    return {
        "standing": one.standing.value, "on": one.on.isoformat(), "evidence": one.evidence, "role": one.role,
    }  # fmt: skip


def _step_of(row: Mapping[str, Any]) -> Step:
    return Step(Standing(row["standing"]), date.fromisoformat(row["on"]), row["evidence"], row["role"])


def _telling(one: Telling) -> Content:
    return {
        "rights": [right.value for right in one.rights], "told": one.told.value, "on": one.on.isoformat(),
        "role": one.role, "language": one.language, "how": one.how.value if one.how else "",
        "understood": one.understood.value if one.understood else "", "leaflet": one.leaflet,
        "proof": one.proof.value if one.proof else "", "interpreter": one.interpreter, **one.news.stored,
    }  # fmt: skip


def _telling_of(row: Mapping[str, Any]) -> Telling:
    return Telling(
        tuple(map(Right, row["rights"])),
        Told(row["told"]),
        date.fromisoformat(row["on"]),
        row["role"],
        row["language"],
        How(row["how"]) if row["how"] else None,
        Understood(row["understood"]) if row["understood"] else None,
        row["leaflet"],
        Proof(row["proof"]) if row["proof"] else None,
        row.get("interpreter", ""),  # what was sealed before this was asked has none
        news_of(row),
    )
