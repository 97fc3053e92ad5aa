"""The handbook's page about states is the one that the tables draw."""

from pathlib import Path

from django.utils import translation

from safeconduct.referrals.drawing import PAGE, states_as_markdown
from safeconduct.referrals.meanings import MEANING
from safeconduct.referrals.moves import MOVES, State

ROOT = Path(__file__).parents[2]


def test_the_page_in_the_handbook_is_fresh() -> None:
    with translation.override("en"):
        drawn = states_as_markdown()
    assert (ROOT / PAGE).read_text(encoding="utf-8") == drawn, (
        f"{PAGE} is stale: write it anew from drawing.py."
    )


def test_the_page_shows_every_state_and_move() -> None:
    page = states_as_markdown()
    for state, moves in MOVES.items():
        for event in moves:
            assert f"| `{state}` | `{event}` |" in page


def test_each_state_has_its_meaning() -> None:
    assert MEANING.keys() == set(State)
