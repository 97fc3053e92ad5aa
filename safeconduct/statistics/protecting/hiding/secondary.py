"""Secondary suppression: the cheapest pattern in which no outsider comes too near, and how sure that is.

Benders' way as Fischetti and Salazar take it (2000, 2001): a programme chooses what to hide, each hidden cell asks how
far an outsider could still move it, and where that is not far enough the answer becomes a condition on the choice.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from safeconduct.statistics.protecting.hiding.master import Choice, Master
from safeconduct.statistics.protecting.hiding.problem import Flags, Knowing, Numbers, Problem, Target
from safeconduct.statistics.protecting.hiding.quickly import (
    Reaches,
    all_reaches,
    completed,
    slimmed,
    too_narrow,
)
from safeconduct.statistics.protecting.hiding.reach import FAR
from safeconduct.statistics.protecting.hiding.solver import EPSILON
from safeconduct.statistics.protecting.settings import Effort

WORTH_IT = 0.1
"""Of what lies between bound and pattern: a search that raises the bound by less is the last one."""


class End(StrEnum):
    """Why the search ended."""

    PROVEN = "proven"
    """No safe pattern costs less (or not less by more than the gap that was asked for)."""
    EFFORT = "effort"
    """The effort was used up: the pattern is safe, and the gap says how much less another might cost."""
    TIME = "time"
    """There was no time: the plain heuristic's pattern."""
    COARSER = "coarser"
    """No pattern passed the attack: whole levels of detail are hidden."""
    IMPOSSIBLE = "impossible"
    """Even with all hidden that may be hidden an outsider comes too near."""


@dataclass(frozen=True, slots=True)
class Secondary:
    """Which free cells to hide, what that loses in persons, and a proven bound below every safe pattern."""

    chosen: Flags
    lost: int
    bound: int
    end: End
    programmes: int

    @property
    def gap(self) -> float:
        """At most this share of what is lost could be saved by another pattern."""
        return 0.0 if self.lost <= self.bound else (self.lost - self.bound) / self.lost


class Search:
    """One search for the cheapest safe pattern."""

    def __init__(self, problem: Problem, effort: Effort) -> None:
        """What is wide while no free cell is hidden stays so, and is asked only here."""
        self._reaches: Reaches = all_reaches(problem, effort.seed)
        waiting = too_narrow(problem, self._reaches, np.zeros_like(problem.free), problem.targets)
        self._problem, self._effort = replace(problem, targets=tuple(waiting)), effort
        self._master = Master(problem, effort.seed, effort.nodes)
        self._best: Flags | None = None
        self._alike: dict[tuple[Knowing, int], list[Target]] = defaultdict(list)
        for target in waiting:
            self._alike[target.knowing, target.need].append(target)
        self._bound = 0.0
        self._is_late = False

    def run(self, begin: Flags | None) -> Secondary:
        """Fractions, a safe pattern from them, then whole cells, until the bound meets the best pattern."""
        if too_narrow(self._problem, self._reaches, self._problem.free, self._problem.targets):
            return self._outcome(End.IMPOSSIBLE)
        choice = self._by_fractions()
        self._better(np.zeros(len(choice), dtype=bool), self._problem.costs * (1.01 - choice))
        if self._best is None:
            return self._outcome(End.IMPOSSIBLE)
        if begin is not None and not self._is_near_enough():
            self._better(begin, self._problem.costs.astype(float))
        if not self._is_near_enough():
            self._by_whole_cells()
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
            added = self._separate(choice.pattern)
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
        reach = self._reaches[alike[0]]
        reach.allow(pattern, most)
        narrow, added = [], 0
        for target in targets:
            ways = reach.ways(target)
            if sum(way.far for way in ways) < target.need - EPSILON:
                narrow.append(target)
                cut = reach.cut(target, ways, pattern)
                added += cut is not None and self._master.add(cut)
        return narrow, added

    def _better(self, chosen: Flags, prices: Numbers) -> None:
        """Make a choice safe and slim, and keep it if it is the cheapest so far."""
        safe = completed(self._problem, self._reaches, chosen, prices, self._effort.seed)
        if safe is None:
            return
        until = self._programmes() + self._effort.slimming
        slim = slimmed(self._problem, self._reaches, safe, lambda: self._programmes() < until)
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
        return sum(reach.asked for reach in self._reaches.values())

    def _goes_on(self) -> bool:
        return self._programmes() < self._effort.programmes

    def _outcome(self, end: End) -> Secondary:
        chosen = self._problem.free.copy() if self._best is None else self._best
        lost = self._problem.lost(chosen)
        return Secondary(chosen, lost, min(self._lowest(), lost), end, self._programmes())


def hide(problem: Problem, effort: Effort, begin: Flags | None = None) -> Secondary:
    """What to hide in addition so that every target stays open. `begin` is a choice to begin from, safe or not."""
    return Search(problem, effort).run(begin)
