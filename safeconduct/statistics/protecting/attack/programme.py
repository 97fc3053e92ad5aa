"""How low and how high each hidden cell of one part can be, shown by whole tables that fit every printed number.

An interval counts only as far as two such tables have been found, each looked at again in whole numbers; what a solver
says is never enough to let a table out.
"""

from collections.abc import Iterable, Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

from safeconduct.statistics.protecting.attack.parts import Line, Part, as_array
from safeconduct.statistics.protecting.attack.system import Places

MANY = 1_000_000
"""More persons than any cell can have."""

EVERY = np.iinfo(np.int64).max
"""No end at all: what is at most "many" less the persons that are known of it."""


class Impossible(ArithmeticError):
    """No table fits the printed numbers: they contradict one another."""


class Programme:
    """One part under one assumption about its hidden cells: (lowest, highest) for each line without a number."""

    def __init__(self, part: Part, limits: Sequence[tuple[int, int]], seed: int, nodes: int) -> None:
        """`limits` are of the hidden lines, in their order."""
        self._part = part
        self.hidden = [line for line in part.lines if line.value is None]
        self._limits = limits
        self._rows = [as_array(line) for line in self.hidden]
        self._lines = _Sums([as_array(line) for line in part.lines])
        self._is_hidden = np.array([line.value is None for line in part.lines], dtype=bool)
        self._lowest, self._highest = self._ends()
        self.low = np.full(len(self.hidden), MANY, dtype=np.int64)
        self.high = np.full(len(self.hidden), -1, dtype=np.int64)
        self.solved = 0
        self._seed, self._nodes = seed, nodes
        self._solver = self._model(whole=False)
        self._whole: highspy.Highs | None = None
        self._costs = np.zeros(part.size)

    def _model(self, *, whole: bool) -> highspy.Highs:
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", self._seed),
            ("parallel", "off"),
        ):
            solver.setOptionValue(name, value)
        size = self._part.size
        empty = np.array([], dtype=np.int32)
        nothing = np.zeros(size)
        solver.addCols(size, nothing, nothing, self._most(), 0, empty, empty, np.array([]))
        for line, low, high in zip(self._part.lines, self._lowest, self._highest, strict=True):
            if low <= 0 and high == EVERY:
                continue  # every table fits it: a group that nothing prints is asked about, and binds nobody
            places = as_array(line).astype(np.int32)
            end = highspy.kHighsInf if high == EVERY else float(high)
            solver.addRow(float(low), end, len(places), places, np.ones(len(places)))
        solver.setOptionValue(
            "simplex_strategy", 4
        )  # the primal one: from question to question only prices change
        if whole:
            kinds = np.full(size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            solver.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)
            solver.setOptionValue("mip_max_nodes", self._nodes)
            solver.setOptionValue("mip_rel_gap", 0.0)
            solver.setOptionValue(
                "mip_heuristic_run_feasibility_jump", False
            )  # costs a seventh and finds nothing
        return solver

    def push(self, lines: Iterable[int], *, up: bool) -> float:
        """Make the sum of some hidden lines as large (or small) as it can be; a bound of it that holds for certain."""
        costs = np.zeros(self._part.size)
        for line in lines:
            costs[self._rows[line]] += -1.0 if up else 1.0
        bound, table = self._solve(self._solver, costs)
        if table is None and bound is not None:
            self._whole = self._whole or self._model(whole=True)
            exact, table = self._solve(self._whole, costs)
            bound = bound if exact is None else exact
        if bound is None:
            raise Impossible("The printed numbers contradict one another.")
        return -bound if up else bound

    def _solve(
        self, solver: highspy.Highs, costs: NDArray[np.float64]
    ) -> tuple[float | None, NDArray[np.int64] | None]:
        """The bound of the objective, None where there is no table; and a table in whole numbers, if it is one."""
        self.solved += 1
        size = self._part.size
        solver.changeColsCost(size, np.arange(size, dtype=np.int32), costs)
        solver.run()
        status = solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None, None
        is_whole = solver is self._whole
        info = solver.getInfo()
        bound = float(info.mip_dual_bound if is_whole else info.objective_function_value)
        found = np.asarray(solver.getSolution().col_value)
        if len(found) != size or (not is_whole and status != highspy.HighsModelStatus.kOptimal):
            return (bound if is_whole else -float(MANY)), None
        table = np.rint(found).astype(np.int64)
        return bound, table if self._saw(table) else None

    def _saw(self, table: NDArray[np.int64]) -> bool:
        """Whether a table fits every line exactly; then what it says of the hidden cells is possible."""
        if table.min(initial=0) < 0:
            return False
        sums = self._lines.of(table)
        if (sums < self._lowest).any() or (sums > self._highest).any():
            return False
        seen = sums[self._is_hidden]
        np.minimum(self.low, seen, out=self.low)
        np.maximum(self.high, seen, out=self.high)
        return True

    def _ends(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What each line is at least and at most: a printed number is both."""
        limits = iter(self._limits)
        both = [next(limits) if line.value is None else (line.value,) * 2 for line in self._part.lines]
        ends = np.array(both, dtype=np.int64).reshape(-1, 2)
        return ends[:, 0], np.where(self._is_hidden & (ends[:, 1] >= MANY // 2), EVERY, ends[:, 1])

    def _most(self) -> NDArray[np.float64]:
        """So many persons can be in each place at most: what a line that it is in has at most."""
        most = np.full(self._part.size, MANY, dtype=np.int64)
        for line, high in zip(self._part.lines, self._highest, strict=True):
            places = as_array(line)
            most[places] = np.minimum(most[places], high)
        return most.astype(np.float64)

    def seen(self, line: int) -> int:
        """How many values lie between the lowest and the highest that were seen, both counted."""
        return max(0, int(self.high[line] - self.low[line] + 1))


class _Sums:
    """The sums of many lines of one table at once, in whole numbers."""

    def __init__(self, lines: Sequence[Places]) -> None:
        """Each line has a place at least: of others nothing is unknown, and they are in no part."""
        self._places = np.concatenate(lines) if lines else np.array([], dtype=np.int64)
        self._begins = np.cumsum([0, *(len(one) for one in lines)][:-1], dtype=np.int64)

    def of(self, table: NDArray[np.int64]) -> NDArray[np.int64]:
        """One sum for each line."""
        return np.add.reduceat(table[self._places], self._begins) if len(self._begins) else self._begins


def persons(line: Line, value: int) -> int:
    """The persons of the whole cell, with those that printed numbers give away."""
    return value + line.known
