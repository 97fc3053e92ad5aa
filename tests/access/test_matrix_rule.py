"""The matrix in the rule: a second, naive reading of the file agrees with what the house answers.

Here every kind of cell is asked, and every team; of what may be held a sample. `./run bench matrix` asks them all.
"""

from collections.abc import Callable

import pytest

from safeconduct.commands.measures.matrix import naive, rule

SAMPLE = 3_000


def quiet(_done: int, _of: int) -> None:
    """Nobody waits for it."""


def test_the_rule_and_the_naive_reading_agree_on_every_kind_of_cell(
    record_property: Callable[[str, object], None],
) -> None:
    found = rule.each_cell(naive.cells(whole=False), naive.number(whole=False), quiet)
    record_property("cells_asked", found.asked)
    assert found.shown == []
    assert found.asked == naive.number(whole=False) >= 200_000


def test_what_is_held_decides_as_the_file_says_however_the_consent_stands(
    record_property: Callable[[str, object], None],
) -> None:
    found = rule.each_standing(rule.sample(SAMPLE, seed=1), 2 * SAMPLE, quiet)
    record_property("cells_asked", found.asked)
    assert found.shown == []
    assert found.asked == 2 * SAMPLE * len(rule.standings("needs", "assessment", "lead")) == 48_000


def test_a_team_may_be_given_what_its_profession_may_open_and_nothing_else() -> None:
    found = rule.each_team(("social_worker", "police_officer", "judge"))
    assert (found.shown, found.asked) == ([], 20 * 3 * 13 * 6)


@pytest.mark.parametrize("sector", naive.FIREWALLED)
def test_the_file_opens_nothing_to_a_firewalled_sector_but_what_it_may_ask_for(sector: str) -> None:
    """Whatever the profession, the purpose, the section and the act; read from the file alone."""
    opened = [asked for asked in naive.cells(whole=True, sectors=(sector,)) if naive.effect(asked) == "allow"]
    askable = 2 * len(("identity", "safe_contact", "safety", "exploitation")) * 2
    assert {asked[-1] for asked in opened} <= {"asked"}
    assert len(opened) == (askable if sector in ("police", "prosecution") else 0)
