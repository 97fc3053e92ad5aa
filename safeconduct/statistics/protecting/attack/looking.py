"""Every hidden cell, part by part, under both assumptions."""

from collections.abc import Iterator

from safeconduct.statistics.protecting.attack.findings import Audit, Demand, Finding, Found, Interval, Means
from safeconduct.statistics.protecting.attack.parts import Line, Part, parts
from safeconduct.statistics.protecting.attack.programme import MANY, Impossible, Programme, persons
from safeconduct.statistics.protecting.attack.system import System
from safeconduct.statistics.protecting.statements import Role, Statement

SWEEPS = 6
CLOSE = 1e-6


def look(system: System, demand: Demand, means: Means) -> Audit:
    """All parts. Raises Impossible where no table fits."""
    found, settled = parts(system)
    findings: list[Finding] = []
    intervals: list[Interval] = []
    solved = 0
    for line in settled:
        findings += _settled(system.statements[line.number], line)
    found = [part for part in found if _is_asked(system, part, means)]
    for at, part in enumerate(found):
        for knows in (False, True):
            if not means.has_time():
                return Audit((*findings, Finding(Found.TIME)), _hidden(system), solved, tuple(intervals))
            attacked = _Attacked(system, part, demand, means, knows_reasons=knows)
            findings += attacked.findings()
            intervals += attacked.intervals()
            solved += attacked.programme.solved
        means.tell(f"part {at + 1} of {len(found)}: {len(findings)} findings, {solved} programmes")
    return Audit(tuple(dict.fromkeys(findings)), _hidden(system), solved, tuple(intervals))


def _is_asked(system: System, part: Part, means: Means) -> bool:
    return means.since is None or any(
        system.statements[line.number].region in means.since for line in part.lines
    )


def _hidden(system: System) -> int:
    return sum(1 for one in system.statements if one.value is None)


def _settled(statement: Statement, line: Line) -> Iterator[Finding]:
    """A line that nothing is unknown of: a hidden cell is then known, and another number is a contradiction."""
    if statement.value is not None:
        raise Impossible("The printed numbers contradict one another.")
    yield Finding(Found.NARROW, statement.region, line.known, line.known)


def limits(statement: Statement, *, knows_reasons: bool) -> tuple[int, int]:
    """What an outsider takes a hidden cell to be at least and at most."""
    may_be_zero = (
        statement.zeros_hidden or statement.role in (Role.LINE, Role.CHANGED) or not statement.printed
    )
    smallest = 0 if may_be_zero else 1
    if not knows_reasons or not statement.printed:
        return smallest, MANY
    if statement.role.is_counted:
        return smallest, statement.minimum - 1
    return (statement.minimum, MANY) if statement.role is Role.SECOND else (smallest, MANY)


class _Attacked:
    """One part under one assumption."""

    def __init__(
        self, system: System, part: Part, demand: Demand, means: Means, *, knows_reasons: bool
    ) -> None:
        self._knows, self._means = knows_reasons, means
        hidden = [line for line in part.lines if line.value is None]
        self._statements = [system.statements[line.number] for line in hidden]
        self._needs = [
            demand.of(one, knows_reasons=knows_reasons) if means.asks(one) else 0 for one in self._statements
        ]
        known = [line.known for line in hidden]
        both = [limits(one, knows_reasons=knows_reasons) for one in self._statements]
        self.programme = Programme(
            part,
            [(max(0, low - k), high - k) for (low, high), k in zip(both, known, strict=True)],
            means.seed,
            means.nodes,
        )
        self._ends: dict[int, tuple[float, float]] = {}
        self._sweep()
        for line in self._open() if not means.exact else range(len(hidden)):
            self._follow(line)

    def _open(self) -> list[int]:
        return [at for at, need in enumerate(self._needs) if self.programme.seen(at) < need]

    def _sweep(self) -> None:
        """Many cells at once: push all that are still open up, then down; most are wide after a few tables."""
        for turn in range(SWEEPS):
            waiting = self._open()
            if len(waiting) < 2:
                return
            self.programme.push(waiting if turn < 2 else waiting[turn % 2 :: 2], up=turn % 2 == 0)

    def _follow(self, line: int) -> None:
        if not self._means.exact and self.programme.seen(line) >= self._needs[line]:
            return
        high, low = self.programme.push([line], up=True), self.programme.push([line], up=False)
        self._ends[line] = (low, high)

    def findings(self) -> Iterator[Finding]:
        """The cells of which too few values were shown to be possible."""
        hidden = self.programme.hidden
        for line in self._open():
            low, high = self._ends[line]
            lowest, highest = int(-(-(low - CLOSE) // 1)), int((high + CLOSE) // 1)
            is_proven = highest - lowest + 1 < self._needs[line]
            yield Finding(
                Found.NARROW if is_proven else Found.NOT_SHOWN,
                self._statements[line].region,
                persons(hidden[line], lowest),
                persons(hidden[line], highest),
                self._knows,
            )

    def intervals(self) -> Iterator[Interval]:
        """What is shown to be possible of each cell."""
        for line, statement in enumerate(self._statements):
            low, high = self.programme.low[line], self.programme.high[line]
            ends = self._ends.get(line, (-1.0, -1.0))
            exact = abs(ends[0] - low) < 1 - CLOSE and abs(ends[1] - high) < 1 - CLOSE
            hidden = self.programme.hidden[line]
            yield Interval(
                statement.region, persons(hidden, int(low)), persons(hidden, int(high)), self._knows, exact
            )
