"""What the search takes for safe is safe: the attack on its first pattern finds nothing, in one turn."""

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.statistics.protecting.frame import Frame, framed
from safeconduct.statistics.protecting.hiding.outcome import End
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.statistics.protecting.turns import Turns
from tests.statistics.protecting.making import dimension, layout, square

NEAR = (0, 1, 3, 5, 5, 5, 6, 9, 14)
LITTLE = Effort(rounds=3, searches=0, slimming=0)
"""No proof, and nothing is shown again: what a large table is left with."""


def after_one_turn(frame: Frame, effort: Effort) -> Turns:
    """A search and an attack."""
    turns = Turns(frame, Rules(), effort)
    if turns.hide().end is not End.IMPOSSIBLE:
        turns.attack()
    return turns


def of_three(sizes: tuple[int, int, int], seed: int, mean: float) -> tuple[Facts, Layout]:
    """A table of three dimensions: there a linear programme divides persons."""
    random = Random(seed)
    names = [dimension(name, size) for name, size in zip("abc", sizes, strict=True)]
    places = product(*(one.atoms for one in names))
    counts = {place: int(random.expovariate(1 / mean)) for place in places}
    return Facts(tuple(names), counts), layout(*names)


def near_the_minimum(size: int, seed: int, together: int) -> tuple[Facts, Layout]:
    """A square with many cells that are just large enough: known to be so, they cannot become smaller."""
    facts, table = square(size, size, seed, together)
    random = Random(seed)
    return Facts(facts.dimensions, {place: random.choice(NEAR) for place in facts.counts}), table


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), together=st.integers(0, 3))
def test_in_a_random_square_the_attack_finds_nothing_of_the_first_pattern(seed: int, together: int) -> None:
    """Two cells of 5 in one sum, each hidden for others, were known to be 5 to whoever knows why they are hidden."""
    facts, table = near_the_minimum(6, seed, together)
    assert not after_one_turn(framed(facts, [table], (), Rules()), LITTLE).audit.findings


def test_two_of_five_that_protect_others_are_not_both_worked_out() -> None:
    """A square in which they were, as long as the search asked for the small cells alone."""
    facts, table = near_the_minimum(6, 0, 3)
    assert not after_one_turn(framed(facts, [table], (), Rules()), LITTLE).audit.findings


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000), mean=st.sampled_from([4, 7, 12]))
def test_in_three_dimensions_persons_are_not_divided(seed: int, mean: int) -> None:
    facts, table = of_three((3, 3, 3), seed, mean)
    assert not after_one_turn(framed(facts, [table], (), Rules()), LITTLE).audit.findings
