"""A safe pattern quickly, without proof: protect cell after cell, then show again what protects nobody."""

from collections.abc import Callable, Iterable

import numpy as np

from safeconduct.statistics.protecting.hiding.flows import Flow
from safeconduct.statistics.protecting.hiding.problem import Flags, Knowing, Numbers, Problem, Target
from safeconduct.statistics.protecting.hiding.reach import Reach, as_pattern, is_wide
from safeconduct.statistics.protecting.hiding.solver import EPSILON

type Reaches = dict[Knowing, Reach]
type GoesOn = Callable[[], bool]


def all_reaches(problem: Problem, seed: int) -> Reaches:
    """A programme for each kind of outsider."""
    return {knowing: Reach(problem, knowing, seed) for knowing in Knowing}


def too_narrow(problem: Problem, reaches: Reaches, chosen: Flags, targets: Iterable[Target]) -> list[Target]:
    """Those that an outsider comes too near to."""
    allow(problem, reaches, chosen)
    return [target for target in targets if not is_wide(target, reaches[target.knowing].ways(target))]


def allow(problem: Problem, reaches: Reaches, chosen: Flags) -> None:
    """Look at this pattern from now on."""
    for reach in reaches.values():
        reach.allow(as_pattern(problem, chosen))


def _used(reaches: Reaches, target: Target) -> Flags | None:
    """The cells whose movement keeps the target wide; None when it is not."""
    ways = reaches[target.knowing].ways(target)
    if not is_wide(target, ways):
        return None
    moved = np.stack([way.moved for way in ways])
    return np.asarray(np.abs(moved).max(axis=0) > EPSILON)


def completed(problem: Problem, reaches: Reaches, chosen: Flags, prices: Numbers, seed: int) -> Flags | None:
    """The choice with what each target still needs; None when even hiding all free cells is not enough."""
    flows = {knowing: Flow(problem, reach, seed) for knowing, reach in reaches.items()}
    chosen = chosen.copy()
    stuck: list[Target] = []
    order = sorted(problem.targets, key=lambda one: (-one.need, int(problem.values[one.cell]), one.cell))
    allow(problem, reaches, chosen)
    for target in order:
        if is_wide(target, reaches[target.knowing].ways(target)):
            continue
        more = flows[target.knowing].cheapest(target, chosen, prices)
        if more is None:
            stuck.append(target)
            continue
        chosen |= more
        allow(problem, reaches, chosen)
    if not too_narrow(problem, reaches, chosen, stuck):
        return chosen
    everything = problem.free.copy()
    return None if too_narrow(problem, reaches, everything, problem.targets) else everything


def slimmed(problem: Problem, reaches: Reaches, chosen: Flags, goes_on: GoesOn) -> Flags:
    """A safe choice without the cells that protect nobody, dearest first, as long as it may go on."""
    chosen = chosen.copy()
    allow(problem, reaches, chosen)
    uses = {target: _used(reaches, target) for target in problem.targets}
    places = np.flatnonzero(chosen)
    for place in places[np.lexsort((places, -problem.values[places]))]:
        if not goes_on():
            break
        chosen[place] = False
        allow(problem, reaches, chosen)
        renewed: dict[Target, Flags] = {}
        for target, used in uses.items():
            if used is not None and used[place]:
                again = _used(reaches, target)
                if again is None:
                    chosen[place] = True
                    break
                renewed[target] = again
        else:
            uses.update(renewed)
    return chosen
