"""How low and how high each hidden cell of one part can be, shown by whole tables that fit every printed number.

An interval counts only as far as two such tables have been found, each looked at again in whole numbers; what a solver
says is never enough to let a table out.
"""

from collections.abc import Iterable, Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

from safeconduct.statistics.protecting.attack.parts import Line, Part, as_array

MANY = 1_000_000
"""More persons than any cell can have."""


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
        solver.addCols(size, nothing, nothing, np.full(size, float(MANY)), 0, empty, empty, np.array([]))
        limits = iter(self._limits)
        for line in self._part.lines:
            low, high = next(limits) if line.value is None else (line.value, line.value)
            places = as_array(line).astype(np.int32)
            solver.addRow(float(low), float(high), len(places), places, np.ones(len(places)))
        if whole:
            kinds = np.full(size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            solver.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)
            solver.setOptionValue("mip_max_nodes", self._nodes)
            solver.setOptionValue("mip_rel_gap", 0.0)
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
        limits = iter(self._limits)
        for line in self._part.lines:
            low, high = next(limits) if line.value is None else (line.value, line.value)
            if not low <= int(table[as_array(line)].sum()) <= high:
                return False
        seen = np.array([int(table[row].sum()) for row in self._rows], dtype=np.int64)
        np.minimum(self.low, seen, out=self.low)
        np.maximum(self.high, seen, out=self.high)
        return True

    def seen(self, line: int) -> int:
        """How many values lie between the lowest and the highest that were seen, both counted."""
        return max(0, int(self.high[line] - self.low[line] + 1))


def persons(line: Line, value: int) -> int:
    """The persons of the whole cell, with those that printed numbers give away."""
    return value + line.known
