"""One release, from facts to a pattern that has been attacked: nothing leaves by another way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from safeconduct.statistics.protecting.attack.findings import Audit
from safeconduct.statistics.protecting.coarser import coarser
from safeconduct.statistics.protecting.frame import Frame, framed
from safeconduct.statistics.protecting.hiding.outcome import End, Secondary
from safeconduct.statistics.protecting.hiding.problem import Problem
from safeconduct.statistics.protecting.pattern import Pattern
from safeconduct.statistics.protecting.reasons import BELOW_MINIMUM, refusal
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.statistics.protecting.turns import Turns, attacked, hidden
from safeconduct.vocabulary.decisions import Refused


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
    turns = Turns(frame, rules, effort)
    while turns.go_on:
        try:
            found = turns.hide()
        except ArithmeticError:  # the solver gave up: hide more, and attack that
            break
        if found.end is not End.IMPOSSIBLE and turns.attack():
            return Released(_pattern(frame, turns.problem, found, turns.audit, rules, effort))
    return _hide_more(frame, rules, effort, turns.audit)


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
