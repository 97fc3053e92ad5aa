"""One release, from facts to a pattern that has been attacked: nothing leaves by another way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Audit, Demand, Found, Means
from safeconduct.statistics.protecting.coarser import coarser
from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.frame import Frame, framed
from safeconduct.statistics.protecting.hiding.problem import Flags, Problem
from safeconduct.statistics.protecting.hiding.secondary import End, Secondary, hide
from safeconduct.statistics.protecting.pattern import Pattern
from safeconduct.statistics.protecting.reasons import BELOW_MINIMUM, refusal
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.vocabulary.decisions import Refused

TURNS = 5
"""So often is a pattern made again with what the attacker found."""

NO_HIDING_HELPS = (Found.CORRECTION, Found.ONE_CLASS)


@dataclass(frozen=True, slots=True)
class Released:
    """May leave the house as it stands here."""

    pattern: Pattern

    def __bool__(self) -> bool:
        return True


def protect(
    facts: Facts,
    layouts: Sequence[Layout],
    ledger: Iterable[Statement] = (),
    rules: Rules | None = None,
    effort: Effort | None = None,
) -> Released | Refused:
    """Hide what must be hidden in these tables, beside everything in the ledger, and let the attacker look at it."""
    rules, effort = rules or Rules(), effort or Effort()
    frame = framed(facts, layouts, tuple(ledger), rules)
    if frame.is_too_small:
        return Refused(BELOW_MINIMUM)
    more: dict[Region, int] = {}
    audit = Audit((), 0, 0)
    for _turn in range(TURNS):
        problem = frame.problem(more)
        try:
            found = hide(problem, effort, frame.rectangles(problem))
        except ArithmeticError:  # the solver gave up: hide more, and attack that
            break
        if found.end is End.IMPOSSIBLE:
            break
        audit = attacked(frame, hidden(problem, found.chosen), rules, effort)
        if audit:
            return Released(_pattern(frame, problem, found, audit, rules, effort))
        if any(not one.region or one.found in NO_HIDING_HELPS for one in audit.findings):
            break
        for one in audit.findings:
            more[one.region] = more.get(one.region, 0) + 1
    return _hide_more(frame, rules, effort, audit)


def hidden(problem: Problem, chosen: Flags) -> frozenset[Region]:
    """The chosen cells by their regions."""
    return frozenset(problem.regions[place] for place in chosen.nonzero()[0].tolist())


def attacked(
    frame: Frame, second: frozenset[Region], rules: Rules, effort: Effort, *, is_of_others: bool = True
) -> Audit:
    """What the attacker makes of the release beside the ledger; `is_of_others`: also of cells that protect others."""
    means = Means(
        effort.seed,
        since=frozenset(frame.watched),
        already=frame.ledger,
        has_time=effort.attacks,
        tell=effort.tell,
    )
    nobody = frozenset(one for one, count in frame.values.items() if not count)
    demand = Demand(rules.width, rules.least, rules.sensitive, nobody, is_of_others)
    return attack(frame.dimensions, frame.statements(second), demand, means)


def _hide_more(frame: Frame, rules: Rules, effort: Effort, audit: Audit) -> Released | Refused:
    """Nothing fine enough was found: the finest cells go first, then the margins; else nothing is released."""
    problem = frame.problem({})
    for chosen in coarser(problem):
        if not effort.attacks():
            break
        again = attacked(frame, hidden(problem, chosen), rules, effort)
        if again:
            found = Secondary(chosen, problem.lost(chosen), 0, End.COARSER, again.programmes)
            return Released(_pattern(frame, problem, found, again, rules, effort))
        audit = again
    return refusal(audit)


def _pattern(
    frame: Frame, problem: Problem, found: Secondary, audit: Audit, rules: Rules, effort: Effort
) -> Pattern:
    second = hidden(problem, found.chosen)
    return Pattern(
        dimensions=frame.facts.dimensions,
        layouts=tuple(frame.layouts),
        cells=tuple(
            sorted((one, Role.SECOND if one in second else role) for one, role in frame.printed.items())
        ),
        values={one: frame.values[one] for one in frame.printed},
        rules=rules,
        seed=effort.seed,
        lost=found.lost,
        bound=found.bound,
        end=found.end,
        examined=audit.hidden,
    )


def said(pattern: Pattern, state: str) -> list[Statement]:
    """What a released pattern adds to the ledger, under a name for the state of the facts."""
    return [replace(one, facts=state) for one in pattern.statements()]
