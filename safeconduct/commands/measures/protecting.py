"""Safe release: seconds of the processor to hide and to attack, what is lost beside the bound and a plain heuristic.

Invented tables of two dimensions with groups and totals, a fifth of the classes empty and the others mostly small.
"""

import random
import time
from dataclasses import replace
from itertools import product

from safeconduct.commands.measures import WRONG, Numbers, Plan
from safeconduct.statistics.protecting.dimension import Dimension
from safeconduct.statistics.protecting.frame import Frame, framed
from safeconduct.statistics.protecting.hiding.cycles import around
from safeconduct.statistics.protecting.hiding.quickly import completed, outsiders, too_narrow
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.statistics.protecting.turns import Turns

SMALL = (30, 24, 6)
LARGE = (94, 94, 10)
LONGEST = 60.0
FURTHEST = 0.10


def measure(plan: Plan) -> Numbers:
    """About 1,000 cells to a proven gap; about 10,000 with less effort, not in a short run."""
    sizes = [(12, 8, 4)] if plan.short else [SMALL, LARGE]
    numbers: Numbers = {}
    wrong: list[str] = []
    for size in sizes:
        effort = Effort(seed=plan.seed, tell=plan.say)
        if size is LARGE:
            effort = replace(effort, rounds=12, searches=1, nodes=200, slimming=4_000)
        found = _table(size, plan.seed, effort, wrong, is_timed=size is SMALL)
        numbers[f"{found['cells']} cells in two hierarchies"] = found
    numbers[WRONG] = wrong
    return numbers


def _table(
    size: tuple[int, int, int], seed: int, effort: Effort, wrong: list[str], *, is_timed: bool
) -> dict[str, object]:
    rules = Rules()
    begun = time.process_time()
    frame = _frame(size, seed, rules)
    turns = Turns(frame, rules, effort)
    framing = time.process_time() - begun
    plain = _plain(frame, effort)
    hiding, attacking = _until_safe(turns)
    found, audit = turns.found, turns.audit
    assert found is not None  # noqa: S101 - there was a turn
    if not audit:
        wrong.append(
            f"{size}: after {turns.made} turns the attacker came too near to {len(audit.findings)} cells"
        )
    if is_timed and (sum(hiding) > LONGEST or sum(attacking) > LONGEST):
        wrong.append(
            f"{size}: {sum(hiding):.0f} s to hide, {sum(attacking):.0f} s to attack; at most {LONGEST:.0f} each"
        )
    if is_timed and found.gap > FURTHEST:
        wrong.append(f"{size}: {found.gap:.0%} above the bound; at most {FURTHEST:.0%}")
    return {
        "cells": len(frame.printed),
        "too small for themselves": sum(role.is_primary for role in frame.printed.values()),
        "hidden to protect them": int(found.chosen.sum()),
        "persons lost": found.lost,
        "proven bound, persons": found.bound,
        "gap, per cent": round(100 * found.gap, 1),
        "ended": found.end.value,
        "programmes": found.programmes,
        "turns of search and attack": turns.made,
        "putting together, s of processor": round(framing, 2),
        "hiding, s of processor, by turn": ", ".join(f"{one:.1f}" for one in hiding),
        "attack, s of processor, by turn": ", ".join(f"{one:.2f}" for one in attacking),
        "attack, programmes": audit.programmes,
        "cells that the attacker came too near to at the end": len(audit.findings),
        "plain heuristic": plain,
    }


def _until_safe(turns: Turns) -> tuple[list[float], list[float]]:
    """Turn after turn as a release makes them; seconds of the processor of each search and each attack."""
    hiding, attacking = [], []
    while turns.go_on:
        begun = time.process_time()
        turns.hide()
        between = time.process_time()
        turns.attack()
        hiding.append(between - begun)
        attacking.append(time.process_time() - between)
    return hiding, attacking


def _frame(size: tuple[int, int, int], seed: int, rules: Rules) -> Frame:
    """So many rows and columns, so many together in a group."""
    rows, columns, together = size
    chance = random.Random(seed)  # noqa: S311 - invented counts
    down, across = _dimension("a", rows, together), _dimension("b", columns, together)
    counts: dict[tuple[str, ...], int] = {
        place: int(chance.expovariate(1 / 12)) if chance.random() < 0.8 else 0
        for place in product(down.atoms, across.atoms)
    }
    codes = tuple((one.name, (*(code for code, _ in one.unions), *one.atoms)) for one in (down, across))
    return framed(Facts((down, across), counts), [Layout("table", codes)], (), rules)


def _dimension(name: str, classes: int, together: int) -> Dimension:
    atoms = tuple(f"{name}{number:03}" for number in range(classes))
    groups = ((f"G{at:03}", atoms[at : at + together]) for at in range(0, classes, together))
    return Dimension(name, atoms, (("T", atoms), *groups))


def _plain(frame: Frame, effort: Effort) -> dict[str, object]:
    """The cheapest rectangle around each cell; then the same, made safe by the cheapest flow for what it left open."""
    problem = frame.problem({})
    begun = time.process_time()
    chosen = around(problem, frame.parts, ("a", "b"))
    seconds = time.process_time() - begun
    outside = outsiders(problem, effort.seed)
    left = too_narrow(outside, chosen, problem.promised(chosen))
    safe = completed(problem, outside, chosen, problem.costs.astype(float), effort.seed)
    return {
        "s of processor": round(seconds, 3),
        "persons lost": problem.lost(chosen),
        "cells that it leaves too near": len({target.cell for target in left}),
        "persons lost once it is safe": None if safe is None else problem.lost(safe),
    }
