"""Search and attack in turns: what the attacker came too near to gets more protection, and is attacked again."""

from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Audit, Demand, Found, Means
from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.frame import Frame
from safeconduct.statistics.protecting.hiding.outcome import End, Secondary
from safeconduct.statistics.protecting.hiding.problem import Flags, Problem
from safeconduct.statistics.protecting.hiding.secondary import Search
from safeconduct.statistics.protecting.settings import Effort, Rules

MOST = 5
"""So often is a pattern made with what the attacker found."""

HIDING_HELPS = (Found.NARROW, Found.NOT_SHOWN)


class Turns:
    """Of one release. Call `hide` and `attack` one after the other as long as `go_on` says so."""

    def __init__(self, frame: Frame, rules: Rules, effort: Effort) -> None:
        """Nothing is hidden yet but what is too small."""
        self._frame, self._rules, self._effort = frame, rules, effort
        self._more: dict[Region, int] = {}
        self._search: Search | None = None
        self.problem = frame.problem({})
        self.found: Secondary | None = None
        self.audit = Audit((), 0, 0)
        self.made = 0

    @property
    def go_on(self) -> bool:
        """Whether another turn could find more."""
        if self.made >= MOST or (self.found and self.found.end is End.IMPOSSIBLE):
            return False
        findings = self.audit.findings
        is_helped = all(one.found in HIDING_HELPS for one in findings)
        return not self.made or bool(findings and is_helped)

    def hide(self) -> Secondary:
        """The cheapest pattern that is found; later what it still needs. Raises ArithmeticError where the solver
        gives up."""
        self.made += 1
        if self._search is None:
            self._search = Search(self.problem, self._effort)
            self.found = self._search.run(self._frame.rectangles(self.problem))
        else:
            self.problem = self._frame.problem(self._more)
            self.found = self._search.again(self.problem)
        return self.found

    def attack(self) -> Audit:
        """What the attacker makes of it beside the ledger."""
        assert self.found is not None  # noqa: S101 - hidden first
        second = hidden(self.problem, self.found.chosen)
        self.audit = attacked(self._frame, second, self._rules, self._effort)
        for one in self.audit.findings:
            self._more[one.region] = self._more.get(one.region, 0) + 1
        return self.audit


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
