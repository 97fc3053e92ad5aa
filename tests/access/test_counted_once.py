"""The functions of counting once, asked by whoever must not: nobody finds, reads or answers a pair by hand."""

import psycopg
import pytest

from tests.access.names import ID
from tests.access.world import World


def test_no_serving_role_finds_a_pair_by_hand_or_says_what_another_is_asked(world: World) -> None:
    calls = {
        "SELECT statistics.look_for_pairs(2020)": ("ana", "peer be", "figures of cora"),
        "SELECT statistics.close_count(2020)": ("ana", "peer be", "figures of cora"),
        "SELECT * FROM statistics.counted_once('{}', 2020)": ("ana", "peer be", "worker"),
        "SELECT * FROM statistics.open_pair('22222222')": ("ana", "peer be", "worker"),
        "SELECT * FROM statistics.my_pairs()": ("peer be", "worker", "figures of cora"),
        f"SELECT statistics.pairs_for_me('{ID('alfa')}')": ("peer be", "worker", "figures of cora"),
        f"SELECT statistics.answer_pair('{ID('own_alfa')}', '22222222', 'same')": (
            "ana", "dan", "bea", "sara", "cora", "worker", "figures of cora", "nobody app",
        ),
        f"SELECT statistics.agree_once('{ID('own_alfa')}', true)": ("bea", "cora", "worker", "nobody app"),
    }  # fmt: skip
    for call, callers in calls.items():
        for who in callers:
            with world.acting(who) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(call)
