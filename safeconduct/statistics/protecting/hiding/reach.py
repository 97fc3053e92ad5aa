"""How far an outsider can move a hidden cell, and, where that is not far enough, a condition that every safe pattern
fulfils (Fischetti and Salazar 2001: the dual of the outsider's programme, as a cut on what is hidden)."""

from dataclasses import dataclass

import highspy
import numpy as np

from safeconduct.statistics.protecting.hiding.problem import Flags, Knowing, Numbers, Problem, Target
from safeconduct.statistics.protecting.hiding.solver import EPSILON, add_columns, add_row, new_solver

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
    answer: highspy.HighsSolution

    @property
    def moved(self) -> Numbers:
        """By how many persons each cell moved."""
        return np.asarray(self.answer.col_value)

    @property
    def prices(self) -> Numbers:
        """What one person more at each limit would change."""
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

    def ways(self, target: Target) -> list[Way]:
        """The furthest up, and the furthest down if that is not enough already."""
        place, enough = target.cell, float(target.need)
        self._solver.changeColBounds(place, -min(self._down[place], enough), min(self._up[place], enough))
        ways = [self._furthest(place, -1.0)]
        if ways[0].far < enough - EPSILON:
            ways.append(self._furthest(place, 1.0))
        self._solver.changeColBounds(place, -self._down[place], self._up[place])
        return ways

    def _furthest(self, place: int, sign: float) -> Way:
        solver = self._solver
        self.asked += 1
        solver.changeColCost(place, sign)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError("The solver found no answer to a question that has one.")
        way = Way(abs(float(solver.getObjectiveValue())), solver.getSolution())
        solver.changeColCost(place, 0.0)
        return way

    def cut(self, target: Target, ways: list[Way], pattern: Numbers) -> Cut | None:
        """What every safe pattern fulfils and this one does not, from the prices of the two ends; None if nothing."""
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
        places = np.flatnonzero(free & (factors > EPSILON))
        strong = np.minimum(factors[places], need)
        if float(strong @ pattern[places]) >= need - 1e-4 * need:
            return None
        return Cut(tuple(places.tolist()), tuple((strong / need).tolist()), 1.0)


def is_wide(target: Target, ways: list[Way]) -> bool:
    """Whether whole numbers of persons, as far apart as needed, are within reach."""
    return sum(int(way.far + EPSILON) for way in ways) >= target.need


def as_pattern(problem: Problem, chosen: Flags) -> Numbers:
    """What is hidden, as numbers."""
    return np.where(problem.hidden | chosen, 1.0, 0.0)
