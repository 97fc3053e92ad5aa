"""What an outsider finds possible in whole persons, for persons are not divided.

A linear programme may move a cell by halves, and more than one cell at a time; that something is open counts only where
movements of whole persons were found that keep every sum. The attack asks the same in a way of its own.
"""

from collections.abc import Iterable, Iterator

import highspy
import numpy as np

from safeconduct.statistics.protecting.hiding.problem import Flags, Numbers, Places, Problem
from safeconduct.statistics.protecting.hiding.reach import FAR, Reach, as_pattern
from safeconduct.statistics.protecting.hiding.solver import (
    EPSILON,
    add_columns,
    add_row,
    new_solver,
)
from safeconduct.statistics.protecting.hiding.targets import Target

SWEEPS, WORTH_SWEEPING = 6, 8
NODES = 2_000
KEPT = 512
"""Movements that are remembered: one that needs no shown cell is possible in another pattern too."""


class Whole:
    """One kind of outsider, looking at one pattern after the other. The truth is always possible: no cell moves."""

    def __init__(self, problem: Problem, reach: Reach, seed: int) -> None:
        """Nothing was found possible yet."""
        self.reach = reach
        self._problem, self._seed = problem, seed
        self._flat = np.array([place for places, _ in problem.rows for place in places], dtype=np.int64)
        self._signs = np.array([sign for _, signs in problem.rows for sign in signs], dtype=np.int64)
        self._row_of = np.repeat(np.arange(len(problem.rows)), [len(places) for places, _ in problem.rows])
        self._found = np.zeros((0, len(problem.regions)), dtype=np.int32)
        self._is_possible = np.zeros(0, dtype=bool)

    def look(self, chosen: Flags) -> None:
        """At this pattern from now on."""
        self.reach.allow(as_pattern(self._problem, chosen))
        closed = np.flatnonzero(~self.reach.moving)
        self._is_possible = ~self._found[:, closed].any(axis=1)

    def narrow(self, targets: Iterable[Target]) -> Iterator[Target]:
        """Those that are not shown to be open. Many at once first, then one by one."""
        waiting = self._not_seen(list(targets))
        for turn in range(SWEEPS):
            if len(waiting) < WORTH_SWEEPING:
                break
            cells = sorted({one.cell for one in waiting})
            self._whole(self.reach.push(cells if turn < 2 else cells[turn % 2 :: 2], up=turn % 2 == 0))
            waiting = self._not_seen(waiting)
        for one in waiting:
            if self._not_seen([one]) and not self._is_open(one):
                yield one

    def _not_seen(self, targets: list[Target]) -> list[Target]:
        if not targets:
            return []
        cells = np.array([one.cell for one in targets], dtype=np.int64)
        ends = self._found[self._is_possible][:, cells]
        width = ends.max(axis=0, initial=0) - ends.min(axis=0, initial=0)
        return [one for one, seen in zip(targets, width.tolist(), strict=True) if seen < one.wanted]

    def _is_open(self, target: Target) -> bool:
        """By a linear programme, and where that divides persons, by one in whole numbers."""
        ways = self.reach.ways(target, float(target.wanted))
        if sum(int(way.far + EPSILON) for way in ways) < target.wanted:
            return False
        for way in ways:
            self._whole(way.moved)
        for sign in (1, -1):
            if self._not_seen([target]):
                self._undivided(target, sign)
        return not self._not_seen([target])

    def _whole(self, moved: Numbers) -> None:
        """The movement in whole persons; what is divided, and all that moves with it, stays where it is."""
        nearest = np.rint(moved).astype(np.int64)
        divided = np.abs(moved - nearest) > EPSILON
        while divided.any():
            grown = self._beside(divided) & (divided | (nearest != 0))
            if np.array_equal(grown, divided):
                break
            divided = grown
        nearest[divided] = 0
        self._keep(nearest)

    def _beside(self, cells: Flags) -> Flags:
        """The cells of every sum that one of these is in."""
        rows = np.bincount(self._row_of, weights=cells[self._flat], minlength=len(self._problem.rows)) > 0
        grown = cells.copy()
        grown[self._flat[rows[self._row_of]]] = True
        return grown

    def _keep(self, moved: Places) -> None:
        """A movement that keeps every sum and every limit is possible; any other is none."""
        weights = self._signs * moved[self._flat]
        sums = np.bincount(self._row_of, weights=weights, minlength=len(self._problem.rows))
        if moved.any() and not sums.any() and self.reach.allows(moved):
            self._found = np.vstack([self._found[1 - KEPT :], moved.astype(np.int32)[None]])
            self._is_possible = np.append(self._is_possible[1 - KEPT :], True)

    def _undivided(self, target: Target, sign: int) -> None:
        """The furthest that the cell goes in whole persons, in a programme of the cells that can move with it."""
        moving = self.reach.moving
        within = np.zeros_like(moving)
        within[target.cell] = True
        while True:
            grown = within | (self._beside(within) & moving)
            if np.array_equal(grown, within):
                break
            within = grown
        rows = np.bincount(self._row_of, weights=within[self._flat], minlength=len(self._problem.rows)) > 0
        self._solve(target, sign, np.flatnonzero(within), np.flatnonzero(rows))

    def _solve(self, target: Target, sign: int, cells: Places, rows: Places) -> None:
        at = {int(cell): column for column, cell in enumerate(cells)}
        solver = new_solver(self._seed, NODES)
        lower, upper = self.reach.limits(cells)
        own = at[target.cell]
        lower[own], upper[own] = max(lower[own], -target.wanted), min(upper[own], target.wanted)
        costs = np.zeros(len(cells))
        costs[own] = -sign
        add_columns(solver, costs, lower, upper)
        for row in rows.tolist():
            places, signs = self._problem.rows[row]
            pairs = [(at[place], one) for place, one in zip(places, signs, strict=True) if place in at]
            add_row(solver, 0.0, 0.0, [place for place, _ in pairs], [one for _, one in pairs])
        every = np.arange(len(cells), dtype=np.int32)
        kinds = np.full(len(cells), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        solver.changeColsIntegrality(len(cells), every, kinds)
        self.reach.asked += 1
        solver.run()
        found = np.asarray(solver.getSolution().col_value)
        if len(found) == len(cells) and np.abs(found).max(initial=0) <= FAR:
            moved = np.zeros(len(self._problem.regions), dtype=np.int64)
            moved[cells] = np.rint(found).astype(np.int64)
            self._keep(moved)
