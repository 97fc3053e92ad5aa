"""A demonstration goes its rounds every few seconds, and not where it stands for a node of real people."""

from typing import Any

import pytest

from safeconduct.commands.rounds.pace import is_quick


@pytest.mark.parametrize(
    ("is_demo", "is_seldom", "quick"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_how_often(settings: Any, is_demo: bool, is_seldom: bool, quick: bool) -> None:
    settings.DEMO, settings.SELDOM_ROUNDS = is_demo, is_seldom
    assert is_quick() is quick
