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


@settings(max_examples=30)
@given(
    seed=st.integers(0, 10_000),
    together=st.integers(0, 3),
    mean=st.sampled_from([4, 6, 9, 15]),
    little=st.booleans(),
)
def test_in_a_random_square_the_attack_finds_nothing_of_the_first_pattern(
    seed: int, together: int, mean: int, little: bool
) -> None:
    facts, table = square(7, 6, seed, together, mean)
    turns = after_one_turn(framed(facts, [table], (), Rules()), LITTLE if little else Effort())
    assert not turns.audit.findings


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), mean=st.sampled_from([4, 7, 12]))
def test_in_three_dimensions_persons_are_not_divided(seed: int, mean: int) -> None:
    facts, table = of_three((3, 3, 3), seed, mean)
    turns = after_one_turn(framed(facts, [table], (), Rules()), LITTLE)
    assert not turns.audit.findings
