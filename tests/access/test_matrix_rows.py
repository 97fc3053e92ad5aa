"""The matrix in SQL: what each kind of member sees in real rows is, as a whole, what the policy's file lets them see.

All sectors and professions, every relation and every state of a consent; of the purposes those that no two rows of the
file treat alike. `./run bench matrix` asks for all of them.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from safeconduct.commands.measures.matrix import naive, sight
from safeconduct.commands.measures.matrix.people import Base, askers, settle
from safeconduct.commands.measures.matrix.rule import Found
from safeconduct.keys.ring import Process, load
from tests.connections import ROLES, connect
from tests.emptying import empty_tables
from tests.home import HOME

PURPOSES = ("assessment", "referral_service", "protection", "child_protection")


@pytest.fixture(scope="module")
def counts(django_db_setup: None) -> Iterator[dict[str, Found]]:
    """Everything that is asked, once for this file."""
    with ExitStack() as open_ones:
        connections = {role: open_ones.enter_context(closing(connect(of))) for role, of in ROLES.items()}
        open_ones.callback(empty_tables)  # also where something goes wrong on the way
        processes: tuple[Process, ...] = ("web", "inbox", "worker")
        base = Base(connections, {process: load(HOME / "keys", process) for process in processes})
        settle(base, "ro", askers())
        yield sight.asked(base, purposes=PURPOSES, told=lambda _done, _of: None)


DOORS = ("opening a case", "giving a place", "taking in", "letting leave")
SEEN = ("grants", *sight.TABLES, "editing")
VERSIONS = "versions"


@pytest.mark.parametrize("door", DOORS)
def test_a_door_opens_as_far_as_the_file_says_and_refuses_with_its_word(
    counts: dict[str, Found], door: str, record_property: Callable[[str, object], None]
) -> None:
    record_property("calls", counts[door].asked)
    assert counts[door].shown == []
    assert counts[door].asked >= 400


@pytest.mark.parametrize("what", SEEN)
def test_every_member_sees_exactly_the_pairs_that_the_file_lets_them_see(
    counts: dict[str, Found], what: str, record_property: Callable[[str, object], None]
) -> None:
    record_property("pairs", counts[what].asked)
    assert counts[what].shown == []
    assert counts[what].asked >= 2_000_000


def test_each_is_seen_by_the_latest_version_of_its_consent(counts: dict[str, Found]) -> None:
    assert counts[VERSIONS].shown == []
    assert counts[VERSIONS].asked >= 150_000


def test_the_matrix_asks_all_sectors_and_professions(counts: dict[str, Found]) -> None:
    assert set(counts) == {*DOORS, *SEEN, VERSIONS}
    assert len(naive.SECTORS) * len(naive.PROFESSIONS) == 480
