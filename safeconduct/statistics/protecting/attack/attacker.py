"""The attack on a release: what somebody who has every publication can work out, by linear programmes of their own.

Two outsiders are played. One sees which cells are hidden. The other also knows which of them are small (1 to the
minimum less one) and which only protect them. A release fails where one of them comes too near to a hidden cell.
"""

from collections.abc import Iterable, Sequence

from safeconduct.statistics.protecting.attack.classes import in_one_class
from safeconduct.statistics.protecting.attack.corrections import corrections
from safeconduct.statistics.protecting.attack.findings import Audit, Demand, Finding, Found, Means
from safeconduct.statistics.protecting.attack.looking import look
from safeconduct.statistics.protecting.attack.programme import Impossible
from safeconduct.statistics.protecting.attack.system import TooLarge, written_down
from safeconduct.statistics.protecting.dimension import Dimension
from safeconduct.statistics.protecting.statements import Statement


def attack(
    dimensions: Iterable[Dimension],
    statements: Sequence[Statement],
    demand: Demand,
    means: Means | None = None,
) -> Audit:
    """Look at everything that was ever said together. Fails closed: what is not shown to be safe is a finding."""
    dimensions, means = tuple(dimensions), means or Means()
    try:
        found = corrections(dimensions, statements)
        found += in_one_class(dimensions, statements, demand, means.already)
        try:
            audit = look(written_down(dimensions, statements), demand, means)
        except Impossible:
            # Corrections that nobody sees at first: the states of the facts are then taken apart.
            audit = look(written_down(dimensions, statements, linked=False), demand, means)
    except Impossible:
        return Audit((Finding(Found.CONTRADICTION),), 0, 0)
    except TooLarge:
        return Audit((Finding(Found.TOO_LARGE),), 0, 0)
    return Audit((*found, *audit.findings), audit.hidden, audit.programmes, audit.intervals)
