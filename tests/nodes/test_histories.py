"""Random histories over two real nodes, beside a model. The long form is `./run bench histories`."""

from collections.abc import Callable

from tests.nodes.histories.running import run
from tests.nodes.town import Town

HISTORIES, STEPS, SEED = 6, 14, 3


def test_whatever_happens_both_nodes_come_to_what_the_model_says(
    alone: Town, record_property: Callable[[str, object], None]
) -> None:
    tally = run(alone, histories=HISTORIES, steps=STEPS, number=SEED)
    assert tally.histories >= HISTORIES
    assert min(tally.steps[fault] for fault in ("frozen", "twice", "early")) > 0, tally.steps
    assert sum(tally.moves.values()) > 20
    record_property("figure", tally.sentence())
