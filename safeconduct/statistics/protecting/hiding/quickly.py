"""A safe pattern quickly, without proof: protect cell after cell, then show again what protects nobody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from safeconduct.statistics.protecting.hiding.flows import Flow
from safeconduct.statistics.protecting.hiding.problem import Flags, Numbers, Problem
from safeconduct.statistics.protecting.hiding.reach import Reach
from safeconduct.statistics.protecting.hiding.targets import Knowing, Target
from safeconduct.statistics.protecting.hiding.whole import Whole

type Outsiders = dict[Knowing, Whole]
type Flows = dict[Knowing, Flow]

TRIES = 4
"""So often is more hidden for what whole persons leave narrow, each time for one person more."""


def outsiders(problem: Problem, seed: int) -> Outsiders:
    """A programme for each kind of outsider."""
    return {knowing: Whole(problem, Reach(problem, knowing, seed), seed) for knowing in Knowing}


def asked(outside: Outsiders) -> int:
    """Programmes solved so far."""
    return sum(one.reach.asked for one in outside.values())


def narrow(outside: Outsiders, chosen: Flags, targets: Iterable[Target]) -> Iterator[Target]:
    """One after the other those that an outsider comes too near to, in whole persons."""
    by: dict[Knowing, list[Target]] = defaultdict(list)
    for target in targets:
        by[target.knowing].append(target)
    for knowing, some in by.items():
        outside[knowing].look(chosen)
        yield from outside[knowing].narrow(some)


def too_narrow(outside: Outsiders, chosen: Flags, targets: Iterable[Target]) -> list[Target]:
    """All of them."""
    return list(narrow(outside, chosen, targets))


def is_safe(outside: Outsiders, chosen: Flags, targets: Iterable[Target]) -> bool:
    """Whether there is none."""
    return next(narrow(outside, chosen, targets), None) is None


def completed(
    problem: Problem, outside: Outsiders, chosen: Flags, prices: Numbers, seed: int
) -> Flags | None:
    """The choice with what each hidden cell still needs; None when even hiding all free cells is not enough."""
    flows = {knowing: Flow(problem, one.reach, seed) for knowing, one in outside.items()}
    chosen = _carried(problem, outside, flows, chosen.copy(), prices)
    found = _settled(problem, outside, flows, chosen, prices)
    return _settled(problem, outside, flows, problem.free.copy(), prices) if found is None else found


def _carried(problem: Problem, outside: Outsiders, flows: Flows, chosen: Flags, prices: Numbers) -> Flags:
    """One after the other, the widest first."""
    waiting = too_narrow(outside, chosen, problem.targets)
    for target in sorted(waiting, key=lambda one: (-one.wanted, int(problem.values[one.cell]), one.cell)):
        if not is_safe(outside, chosen, [target]):
            more = flows[target.knowing].cheapest(target, chosen, prices, target.wanted)
            chosen = chosen if more is None else chosen | more
    return chosen


def _settled(
    problem: Problem, outside: Outsiders, flows: Flows, chosen: Flags, prices: Numbers
) -> Flags | None:
    """Until nothing that is hidden is narrow: what was hidden for others is shown again or gets company."""
    for further in range(TRIES):
        left = too_narrow(outside, chosen, problem.promised(chosen))
        if not left:
            return chosen
        for target in left:
            shown = chosen.copy()
            shown[target.cell] = False
            if chosen[target.cell] and is_safe(outside, shown, problem.targets):
                chosen = shown
            elif not problem.free[target.cell] or chosen[target.cell]:
                more = flows[target.knowing].cheapest(target, chosen, prices, target.wanted + further)
                chosen = chosen if more is None else chosen | more
    return None


def slimmed(problem: Problem, outside: Outsiders, chosen: Flags, programmes: int) -> Flags:
    """A safe choice without the cells that protect nobody, dearest first, within so many programmes."""
    chosen = chosen.copy()
    until = asked(outside) + programmes
    places = np.flatnonzero(chosen)
    for place in places[np.lexsort((places, -problem.values[places]))]:
        if asked(outside) >= until:
            break
        chosen[place] = False
        chosen[place] = not is_safe(outside, chosen, problem.promised(chosen))
    return chosen
