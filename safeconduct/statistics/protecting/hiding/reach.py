"""How far an outsider can move a hidden cell, and, where that is not far enough, a condition that every safe pattern
fulfils (Fischetti and Salazar 2001: the dual of the outsider's programme, as a cut on what is hidden)."""

from collections import defaultdict
from dataclasses import dataclass

import highspy
import numpy as np

from safeconduct.statistics.protecting.hiding.problem import Flags, Numbers, Places, Problem
from safeconduct.statistics.protecting.hiding.solver import EPSILON, add_columns, add_row, new_solver
from safeconduct.statistics.protecting.hiding.targets import Knowing, Target

FAR = 10_000.0
"""What counts as without limit where a linear programme asks for a number."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The sum of factors over hidden free cells is at least the need."""

    places: tuple[int, ...]
    factors: tuple[float, ...]
    need: float


@dataclass(frozen=True, slots=True)
class Way:
    """One end of an interval: how far the cell came, and the solver's answer, read only where it is needed."""

    far: float
    answer: highspy.HighsSolution | None
    row: Numbers | None = None
    """The prices where no programme was needed: nothing else of one sum is hidden."""

    @property
    def moved(self) -> Numbers:
        """By how many persons each cell moved."""
        return np.zeros(1) if self.answer is None else np.asarray(self.answer.col_value)

    @property
    def prices(self) -> Numbers:
        """What one person more at each limit would change."""
        if self.row is not None:
            return self.row
        assert self.answer is not None  # noqa: S101 - one of the two is there
        return np.asarray(self.answer.col_dual)


class Reach:
    """One linear programme for one kind of outsider, asked again and again for other cells and patterns."""

    def __init__(self, problem: Problem, knowing: Knowing, seed: int) -> None:
        """The relations, over the differences to the true counts."""
        self._problem = problem
        self.down = problem.values - problem.lowest[knowing]
        self.up = problem.highest[knowing] - problem.values
        self.asked = 0
        self._solver = new_solver(seed)
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue(
            "simplex_strategy", 4
        )  # the primal one: from question to question only prices change
        self._rows_of: dict[int, list[int]] = defaultdict(list)
        for row, (places, _) in enumerate(problem.rows):
            for place in places:
                self._rows_of[place].append(row)
        self._flat = np.array([place for places, _ in problem.rows for place in places], dtype=np.int64)
        self._row_of = np.repeat(np.arange(len(problem.rows)), [len(places) for places, _ in problem.rows])
        self._moving = np.zeros(len(problem.rows))
        size = len(problem.regions)
        self._all = np.arange(size, dtype=np.int32)
        self._down = self._up = np.zeros(size)
        add_columns(self._solver, np.zeros(size), np.zeros(size), np.zeros(size))
        for places, factors in problem.rows:
            add_row(self._solver, 0.0, 0.0, places, factors)

    def allow(self, pattern: Numbers, most: float = FAR) -> None:
        """The cells move as far as they are hidden (0 to 1); one that may be changed moves up to `most`."""
        limit = np.where(self._problem.free, most, FAR)
        self._down = np.minimum(self.down, limit) * pattern
        self._up = np.minimum(self.up, limit) * pattern
        self._solver.changeColsBounds(len(self._all), self._all, -self._down, self._up)
        moves = (self._down + self._up > EPSILON)[self._flat]
        self._moving = np.bincount(self._row_of, weights=moves, minlength=len(self._moving))

    @property
    def moving(self) -> Flags:
        """The cells that this pattern lets move."""
        return np.asarray(self._down + self._up > EPSILON)

    def limits(self, cells: Places) -> tuple[Numbers, Numbers]:
        """How far these cells may move: down (not above zero) and up."""
        return -self._down[cells], self._up[cells].copy()

    def allows(self, moved: Places) -> bool:
        """Whether no cell moves further than it may."""
        return bool((moved >= -self._down - EPSILON).all() and (moved <= self._up + EPSILON).all())

    def push(self, cells: list[int], *, up: bool) -> Numbers:
        """All these cells together as far as they go: the movement of every cell."""
        costs = np.zeros(len(self._all))
        costs[cells] = -1.0 if up else 1.0
        self._solver.changeColsCost(len(self._all), self._all, costs)
        self._ask()
        moved = np.asarray(self._solver.getSolution().col_value)
        self._solver.changeColsCost(len(self._all), self._all, np.zeros(len(self._all)))
        return moved

    def ways(self, target: Target, enough: float) -> list[Way]:
        """The furthest up, and the furthest down if that is not enough already."""
        place = target.cell
        for row in self._rows_of[place]:
            if self._moving[row] <= (self._down[place] + self._up[place] > EPSILON):
                return self._nowhere(row, place)
        self._solver.changeColBounds(place, -min(self._down[place], enough), min(self._up[place], enough))
        ways = [self._furthest(place, -1.0)]
        if ways[0].far < enough - EPSILON:
            ways.append(self._furthest(place, 1.0))
        self._solver.changeColBounds(place, -self._down[place], self._up[place])
        return ways

    def _nowhere(self, row: int, place: int) -> list[Way]:
        """The two ends of a cell that is the only one of a sum that can move."""
        places, signs = self._problem.rows[row]
        prices = np.zeros(len(self._all))
        prices[list(places)] = np.array(signs) / signs[places.index(place)]
        prices[place] = 0.0
        return [Way(0.0, None, prices), Way(0.0, None, -prices)]

    def _furthest(self, place: int, sign: float) -> Way:
        self._solver.changeColCost(place, sign)
        self._ask()
        way = Way(abs(float(self._solver.getObjectiveValue())), self._solver.getSolution())
        self._solver.changeColCost(place, 0.0)
        return way

    def _ask(self) -> None:
        self.asked += 1
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError("The solver found no answer to a question that has one.")

    def cut(self, target: Target, ways: list[Way], pattern: Numbers) -> Cut | None:
        """What every safe pattern fulfils and this one does not, from the prices of the two ends; None if nothing.

        Of a cell that is hidden for others it holds where that cell is hidden.
        """
        need = float(target.need)
        free, hidden = self._problem.free, self._problem.hidden
        factors = np.zeros(len(pattern))
        for way in ways:
            prices = way.prices
            for price, most in ((np.clip(prices, 0, None), self.down), (np.clip(-prices, 0, None), self.up)):
                counts = price > EPSILON
                factors[counts] += np.minimum(price[counts] * np.minimum(most[counts], FAR * FAR), need)
        need -= float(factors[hidden].sum())
        if need <= EPSILON:
            return None
        strong = np.where(free & (factors > EPSILON), np.minimum(factors, need), 0.0) / need
        asked = 1.0
        if free[target.cell]:
            strong[target.cell] -= 1.0
            asked = 0.0
        if float(strong @ pattern) >= asked - 1e-4:
            return None
        places = np.flatnonzero(strong)
        return Cut(tuple(places.tolist()), tuple(strong[places].tolist()), asked)


def as_pattern(problem: Problem, chosen: Flags) -> Numbers:
    """What is hidden, as numbers."""
    return np.where(problem.hidden | chosen, 1.0, 0.0)
