"""Secondary suppression: the cheapest pattern in which no outsider comes too near, and how sure that is.

Benders' way as Fischetti and Salazar take it (2000, 2001): a programme chooses what to hide, each hidden cell asks how
far an outsider could still move it, and where that is not far enough the answer becomes a condition on the choice.
"""

from collections import defaultdict
from dataclasses import replace

import numpy as np

from safeconduct.statistics.protecting.hiding.master import Choice, Master
from safeconduct.statistics.protecting.hiding.outcome import End, Secondary
from safeconduct.statistics.protecting.hiding.problem import Flags, Numbers, Problem
from safeconduct.statistics.protecting.hiding.quickly import (
    asked,
    completed,
    outsiders,
    slimmed,
    too_narrow,
)
from safeconduct.statistics.protecting.hiding.reach import FAR, Cut, as_pattern
from safeconduct.statistics.protecting.hiding.solver import EPSILON
from safeconduct.statistics.protecting.hiding.targets import Knowing, Target
from safeconduct.statistics.protecting.settings import Effort

WORTH_IT = 0.1
"""Of what lies between bound and pattern: a search that raises the bound by less is the last one."""


class Search:
    """One search for the cheapest safe pattern."""

    def __init__(self, problem: Problem, effort: Effort) -> None:
        """What is wide while no free cell is hidden stays so, and is asked only here."""
        self._outside, self._effort = outsiders(problem, effort.seed), effort
        self._problem = self._waiting(problem)
        self._master = Master(problem, effort.seed, effort.nodes)
        self._best: Flags | None = None
        self._alike: dict[tuple[Knowing, int], list[Target]] = defaultdict(list)
        for target in self._problem.targets:
            self._alike[target.knowing, target.need].append(target)
        self._bound = 0.0
        self._is_late = False

    def _waiting(self, problem: Problem) -> Problem:
        narrow = too_narrow(self._outside, np.zeros_like(problem.free), problem.targets)
        return replace(problem, targets=tuple(narrow))

    def run(self, begin: Flags | None) -> Secondary:
        """Fractions, a safe pattern from them, then whole cells, until the bound meets the best pattern."""
        if too_narrow(self._outside, self._problem.free, self._problem.targets):
            return self._outcome(End.IMPOSSIBLE)
        choice = self._by_fractions()
        self._better(np.zeros(len(choice), dtype=bool), self._problem.costs * (1.01 - choice))
        if self._best is None:
            return self._outcome(End.IMPOSSIBLE)
        if begin is not None and not self._is_near_enough():
            self._better(begin, self._problem.costs.astype(float))
        if not self._is_near_enough():
            self._by_whole_cells()
        return self._ended()

    def again(self, problem: Problem) -> Secondary:
        """The same problem after an attack, with cells that need more: the pattern so far, with what they need. The
        bound stays, for it is of what was promised."""
        self._problem, before, self._best = self._waiting(problem), self._best, None
        if before is not None:
            self._better(before, problem.costs.astype(float))
        return self._ended()

    def _ended(self) -> Secondary:
        if self._best is None:
            return self._outcome(End.IMPOSSIBLE)
        if self._is_near_enough():
            return self._outcome(End.PROVEN)
        return self._outcome(End.TIME if self._is_late else End.EFFORT)

    def _has_time(self) -> bool:
        self._is_late = self._is_late or not self._effort.has_time()
        return not self._is_late

    def _by_fractions(self) -> Numbers:
        """Conditions from choices in fractions: cheap, and most of the bound comes from here. The last choice."""
        pattern = np.where(self._problem.hidden, 1.0, 0.0)
        for done in range(self._effort.rounds):
            if not self._has_time() or not self._goes_on():
                break
            choice = self._master.linear()
            self._raise(choice.bound)
            pattern = choice.pattern
            added = self._separate(pattern)
            self._effort.tell(f"round {done + 1}: {added} conditions, at least {self._lowest()} persons")
            if not added:
                break
        return pattern

    def _by_whole_cells(self) -> None:
        """Conditions from choices in whole cells: a choice without objections is the cheapest."""
        for done in range(self._effort.searches):
            if not self._has_time() or not self._goes_on():
                return
            before = self._bound
            choice = self._master.whole(self._best, self._effort.gap)
            self._raise(choice.bound)
            added = self._separate(choice.pattern) or self._objections(choice)
            self._repaired(choice)
            self._effort.tell(
                f"search {done + 1}: {added} conditions, {self._lowest()} to {self._cost()} persons"
            )
            if self._is_near_enough() or not added or self._is_hardly_raised(before):
                return

    def _is_hardly_raised(self, before: float) -> bool:
        """Whether a search has brought so little that the next ones would not close what is open either."""
        return self._bound - before < WORTH_IT * (self._cost() - before)

    def _repaired(self, choice: Choice) -> None:
        chosen = self._problem.free & (choice.pattern > 0.5)
        if self._problem.lost(chosen) < self._cost():
            self._better(chosen, self._problem.costs.astype(float))

    def _separate(self, pattern: Numbers) -> int:
        """Conditions that this choice breaks. First no cell moves further than the need, which cuts deeper."""
        added = 0
        left: dict[tuple[Knowing, int], list[Target]] = {}
        for alike, targets in self._alike.items():
            left[alike], new = self._separate_within(pattern, alike, targets, float(alike[1]))
            added += new
        if not added:
            added = sum(self._separate_within(pattern, alike, some, FAR)[1] for alike, some in left.items())
        return added

    def _separate_within(
        self, pattern: Numbers, alike: tuple[Knowing, int], targets: list[Target], most: float
    ) -> tuple[list[Target], int]:
        """The targets that are too narrow, and how many conditions they brought."""
        reach = self._outside[alike[0]].reach
        reach.allow(pattern, most)
        narrow, added = [], 0
        for target in targets:
            ways = reach.ways(target, float(target.need))
            if sum(way.far for way in ways) < target.need - EPSILON:
                narrow.append(target)
                cut = reach.cut(target, ways, pattern)
                added += cut is not None and self._master.add(cut)
        return narrow, added

    def _objections(self, choice: Choice) -> int:
        """Conditions from what is narrow in whole persons only, or is hidden for others and narrow itself."""
        chosen = self._problem.free & (choice.pattern > 0.5)
        pattern = as_pattern(self._problem, chosen)
        added = 0
        for target in too_narrow(self._outside, chosen, self._problem.promised(chosen)):
            reach = self._outside[target.knowing].reach
            reach.allow(pattern)
            cut = reach.cut(target, reach.ways(target, float(target.need)), pattern)
            added += self._master.add(cut or self._one_more(target, chosen))
        return added

    def _one_more(self, target: Target, chosen: Flags) -> Cut:
        """Whoever hides no other cell than these leaves it narrow: something else must be hidden too."""
        others = np.flatnonzero(self._problem.free & ~chosen).tolist()
        is_given = bool(chosen[target.cell])
        places = (*others, *([target.cell] if is_given else []))
        factors = (*[1.0] * len(others), *([-1.0] if is_given else []))
        return Cut(places, factors, 0.0 if is_given else 1.0)

    def _better(self, chosen: Flags, prices: Numbers) -> None:
        """Make a choice safe and slim, and keep it if it is the cheapest so far."""
        safe = completed(self._problem, self._outside, chosen, prices, self._effort.seed)
        if safe is None:
            return
        slim = slimmed(self._problem, self._outside, safe, self._effort.slimming)
        if self._best is None or self._problem.lost(slim) < self._cost():
            self._best = slim

    def _cost(self) -> float:
        return np.inf if self._best is None else float(self._problem.lost(self._best))

    def _lowest(self) -> int:
        """The bound in whole persons."""
        return max(0, int(np.ceil(self._bound - 1e-4)))

    def _raise(self, bound: float) -> None:
        self._bound = max(self._bound, bound)

    def _is_near_enough(self) -> bool:
        return self._cost() - self._lowest() <= self._effort.gap * self._cost()

    def _programmes(self) -> int:
        return asked(self._outside)

    def _goes_on(self) -> bool:
        return self._programmes() < self._effort.programmes

    def _outcome(self, end: End) -> Secondary:
        chosen = self._problem.free.copy() if self._best is None else self._best
        lost = self._problem.lost(chosen)
        return Secondary(chosen, lost, min(self._lowest(), lost), end, self._programmes())
