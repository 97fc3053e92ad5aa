"""What protects one cell: the cheapest movement of all cells in which this one moves by its need.

A linear programme (a cheapest flow through the cell), so that it works in any number of dimensions; the cells that move
are what would be hidden.
"""

import highspy
import numpy as np

from safeconduct.statistics.protecting.hiding.problem import Flags, Numbers, Problem
from safeconduct.statistics.protecting.hiding.reach import Reach
from safeconduct.statistics.protecting.hiding.solver import (
    EPSILON,
    INFINITY,
    add_columns,
    add_row,
    new_solver,
)
from safeconduct.statistics.protecting.hiding.targets import Target


class Flow:
    """The cheapest movement of all cells in which one cell moves by its need: a column up and one down for each."""

    def __init__(self, problem: Problem, reach: Reach, seed: int) -> None:
        """For one kind of outsider."""
        self._problem = problem
        self._size = len(problem.regions)
        self._solver = new_solver(seed)
        self._solver.setOptionValue("presolve", "off")
        self._upper = np.concatenate([np.minimum(reach.up, INFINITY), reach.down])
        nothing = np.zeros(2 * self._size)
        self._all = np.arange(2 * self._size, dtype=np.int32)
        add_columns(self._solver, nothing, nothing, self._upper)
        for places, factors in problem.rows:
            both = [*places, *(place + self._size for place in places)]
            add_row(self._solver, 0.0, 0.0, both, [*factors, *(-factor for factor in factors)])

    def cheapest(self, target: Target, chosen: Flags, prices: Numbers, far: int) -> Flags | None:
        """What would be hidden in addition so that the target moves so far, the cheapest of up, down, and (where it
        goes so far in neither) some of both; None where nothing carries it."""
        price = np.where(self._problem.hidden | chosen, 0.0, prices) / far
        self._solver.changeColsCost(2 * self._size, self._all, np.concatenate([price, price]))
        found = [way for side in (0, 1) if (way := self._towards(target.cell, side, far, chosen)) is not None]
        if not found:
            found = [
                way
                for up in range(1, far)
                if (way := self._both(target.cell, up, far - up, chosen)) is not None
            ]
        return min(found, key=lambda way: float(prices[way].sum())) if found else None

    def _both(self, cell: int, up: int, down: int, chosen: Flags) -> Flags | None:
        one, other = self._towards(cell, 0, up, chosen), self._towards(cell, 1, down, chosen)
        return None if one is None or other is None else one | other

    def _towards(self, cell: int, side: int, far: int, chosen: Flags) -> Flags | None:
        there, back = cell + side * self._size, cell + (1 - side) * self._size
        if self._upper[there] < far:
            return None
        self._solver.changeColBounds(there, float(far), float(far))
        self._solver.changeColBounds(back, 0.0, 0.0)
        self._solver.run()
        answered = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        self._solver.changeColBounds(there, 0.0, float(self._upper[there]))
        self._solver.changeColBounds(back, 0.0, float(self._upper[back]))
        if not answered:
            return None
        moved = np.asarray(self._solver.getSolution().col_value)
        used = (moved[: self._size] > EPSILON) | (moved[self._size :] > EPSILON)
        return used & self._problem.free & ~chosen
