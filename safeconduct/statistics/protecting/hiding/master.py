"""Which cells to hide: the cheapest choice that fulfils all conditions known so far, and a proven bound below it."""

from dataclasses import dataclass

import highspy
import numpy as np

from safeconduct.statistics.protecting.hiding.problem import Flags, Numbers, Problem
from safeconduct.statistics.protecting.hiding.reach import Cut
from safeconduct.statistics.protecting.hiding.solver import (
    EPSILON,
    INFINITY,
    add_columns,
    add_row,
    new_solver,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice (fractions while the whole numbers are left out), and what no safe pattern costs less than."""

    pattern: Numbers
    bound: float
    is_best: bool


class Master:
    """A programme over the free cells, one column each, in the order of the problem."""

    def __init__(self, problem: Problem, seed: int, nodes: int) -> None:
        """Without conditions nothing is hidden."""
        self._problem = problem
        self._seed, self._nodes = seed, nodes
        self._free = np.flatnonzero(problem.free)
        self._at = {int(place): column for column, place in enumerate(self._free)}
        self._cuts: dict[tuple[tuple[int, ...], tuple[float, ...], float], None] = {}
        self._linear = new_solver(seed)
        self._columns(self._linear)
        self._rows = [
            (np.array([self._at[p] for p in places], dtype=np.int64))
            for places, _ in problem.rows
            if all(problem.free[p] for p in places)
        ]

    def _columns(self, solver: highspy.Highs) -> None:
        costs = self._problem.costs[self._free].astype(np.float64)
        add_columns(solver, costs, np.zeros(len(costs)), np.ones(len(costs)))

    def __len__(self) -> int:
        return len(self._cuts)

    def add(self, cut: Cut) -> bool:
        """One more condition; False when it was there."""
        columns = tuple(self._at[place] for place in cut.places)
        key = (columns, tuple(round(factor, 9) for factor in cut.factors), cut.need)
        if key in self._cuts:
            return False
        self._cuts[key] = None
        add_row(self._linear, cut.need, INFINITY, columns, cut.factors)
        return True

    def linear(self) -> Choice:
        """The cheapest choice in fractions, after nobody is alone in a sum of free cells.

        A free cell that is the only hidden one of a sum could be worked out, so hiding it would be for nothing.
        """
        while True:
            self._linear.run()
            values = np.asarray(self._linear.getSolution().col_value)
            if not self._add_company(values):
                return Choice(self._spread(values), self._linear.getObjectiveValue(), is_best=False)

    def _add_company(self, values: Numbers) -> int:
        added = 0
        for row in self._rows:
            part = values[row]
            worst = int(part.argmax())
            if 2 * part[worst] > part.sum() + 1e-4:
                signs = np.ones(len(row))
                signs[worst] = -1.0
                key = (tuple(row.tolist()), tuple(signs.tolist()), 0.0)
                if key not in self._cuts:
                    self._cuts[key] = None
                    add_row(self._linear, 0.0, INFINITY, key[0], key[1])
                    added += 1
        return added

    def whole(self, known: Flags | None, gap: float) -> Choice:
        """The cheapest choice in whole cells, within the given number of nodes; `known` is a choice to begin from."""
        solver = new_solver(self._seed, self._nodes)
        solver.setOptionValue("mip_rel_gap", gap)
        self._columns(solver)
        size = len(self._free)
        every = np.arange(size, dtype=np.int32)
        solver.changeColsIntegrality(
            size, every, np.full(size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        )
        for columns, factors, need in self._cuts:
            add_row(solver, need, INFINITY, columns, factors)
        if known is not None:
            solver.setSolution(size, every, known[self._free].astype(np.float64))
        solver.run()
        info = solver.getInfo()
        best = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = np.asarray(solver.getSolution().col_value)
        return Choice(self._spread(np.round(values)), float(info.mip_dual_bound), best)

    def _spread(self, values: Numbers) -> Numbers:
        pattern = np.where(self._problem.hidden, 1.0, 0.0)
        pattern[self._free] = np.where(values < EPSILON, 0.0, values)
        return pattern
