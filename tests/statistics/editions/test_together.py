"""Property: editions of the same persons, of two kinds or over several years, give no hidden cell away together."""

from collections.abc import Sequence
from datetime import date
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from safeconduct.statistics.editions.coverage import Coverage
from safeconduct.statistics.editions.document import About
from safeconduct.statistics.editions.ledger import Ledger
from safeconduct.statistics.editions.preparing import Beside, Prepared, Wanted, prepare
from safeconduct.statistics.editions.tables import Counted, counted, linked
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Audit, Demand, Means
from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.settings import Effort
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import sets_of, tally
from safeconduct.vocabulary.editions import ARTICLE_19A, GRETA

type Tally = dict[tuple[str, str], int]
COVERAGE = Coverage(agencies=2, with_facts=2)
SHORT = Effort(rounds=20, searches=2, nodes=200, programmes=5_000, slimming=500)


def year(random: Random) -> Tally:
    """Two agencies that have registered some ninety persons, mostly of few classes."""
    found: Tally = {}
    for _ in range(14):
        value = "|".join((
            random.choice(("identified", "presumed")), random.choice(("ngo", "police")), random.choice(("F", "F", "M")),
            random.choice(("Y_GE18", "Y_GE18", "Y_LT18")), random.choice(("NAT", "NAT", "NEU", "EU")),
            random.choice(("SEX", "LAB", "LAB", "OTH")),
        ))  # fmt: skip
        for agency in ("alfa", "beta"):
            found[agency, value] = found.get((agency, value), 0) + int(random.expovariate(1 / 4))
    return found


def released(
    of: Counted, ledger: Sequence[Statement], span: Span, kind: str = ARTICLE_19A, rung: str = "status"
) -> list[Statement]:
    """What an edition says beside these; nothing where it cannot be released."""
    about = About("RO", span.year, 1, date(2026, 3, 1), kind=kind, years=span.years)
    found = prepare(of, Wanted(rung), about, COVERAGE, at=Beside(ledger), effort=lambda: SHORT)
    return list(found.statements) if isinstance(found, Prepared) else []


def safe(of: Counted, said: Sequence[Statement]) -> Audit:
    """Shown numbers are true, small ones hidden, and each hidden one is as open as is promised beside all others."""
    true = tally(of.facts, {one.region for one in said}, sets_of(of.facts.dimensions))
    roles: dict[Region, Role] = {}
    for one in said:
        assert one.value == (true[one.region] if one.role is Role.SHOWN else None)
        assert one.role is not Role.SHOWN or not 0 < true[one.region] < 5
        assert roles.setdefault(one.region, one.role) is one.role or one.role is not Role.SHOWN
    audit = attack(of.facts.dimensions, said, Demand(), Means(exact=True))
    assert audit, audit.findings[:3]
    for found in audit.intervals:
        assert found.low <= true[found.region] <= found.high
    return audit


@settings(max_examples=4)
@example(
    seed=1, rungs=["status", "alone"], kinds=[GRETA, ARTICLE_19A]
)  # each by itself gives a cell of the other away
@given(
    seed=st.integers(0, 10_000), rungs=st.permutations(["alone", "status"]),
    kinds=st.permutations([ARTICLE_19A, GRETA]),
)  # fmt: skip
def test_two_kinds_of_editions_of_the_same_year_protect_one_another(
    seed: int, rungs: list[str], kinds: list[str]
) -> None:
    of = counted(year(Random(seed)))
    said: list[Statement] = []
    for kind, rung in zip(kinds, rungs, strict=True):
        said += released(of, said, Span(2025), kind, rung)
    safe(of, said)


@settings(max_examples=3)
@given(seed=st.integers(0, 10_000), order=st.permutations([Span(2024), Span(2025), Span(2025, 2)]))
def test_editions_of_single_years_and_of_both_together_protect_one_another(
    seed: int, order: list[Span]
) -> None:
    random = Random(seed)
    by_year = {2024: year(random), 2025: year(random)}
    said: list[tuple[Span, Statement]] = []
    for span in order:
        ledger = Ledger(0, Span(2025, 2), tuple(said))
        of = linked(by_year, span, ledger.of_persons)
        said += [(span, one) for one in released(of, ledger.of_persons, span)]
    ledger = Ledger(0, Span(2025, 2), tuple(said))
    safe(linked(by_year, Span(2025, 2), ledger.of_persons), ledger.of_persons)
