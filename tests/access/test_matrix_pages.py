"""The matrix over HTTP: pages, API, lists, history, prints, notifications and search show what the file opens, no more.

Here: every row of the file on a fourth of the surfaces, every reason, and any two dimensions, surfaces among them, with
one value for all that no row tells apart.
`./run bench matrix` takes any three, with all values.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest
from django.test.utils import override_settings
from pytest_django.plugin import DjangoDbBlocker

from safeconduct.commands.measures.matrix import covering, naive
from safeconduct.commands.measures.matrix.people import Base, askers, settle
from safeconduct.commands.places import REPOSITORY
from safeconduct.keys.ring import Process, load
from tests.connections import ROLES, connect
from tests.emptying import empty_tables
from tests.home import HOME

if TYPE_CHECKING:
    from safeconduct.commands.measures.matrix.surfaces import Asking


HANDBOOK = REPOSITORY / "docs" / "reference" / "matrix.md"


def quiet(_done: int, _of: int) -> None:
    """Nobody waits for it."""


@pytest.fixture(scope="module")
def asking(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator["Asking"]:
    """The whole of it, asked once for this file."""
    from django.db import connection

    from safeconduct.commands.measures.matrix import board, plans, surfaces

    with ExitStack() as open_ones:
        connections = {role: open_ones.enter_context(closing(connect(of))) for role, of in ROLES.items()}
        open_ones.callback(empty_tables)  # also where something goes wrong on the way
        processes: tuple[Process, ...] = ("web", "inbox", "worker")
        base = Base(connections, {process: load(HOME / "keys", process) for process in processes})
        open_ones.enter_context(django_db_blocker.unblock())
        open_ones.enter_context(override_settings(DEMO=True))
        settle(base, "ro", askers())
        made = surfaces.Asking(board.laid(base))
        cells = [
            *plans.of_rows(whole=False), *plans.of_exports(whole=False), *plans.of_combinations(2, whole=False)
        ]  # fmt: skip
        plans.ask(made, cells, quiet)
        for cell, section in plans.of_writing(whole=False):
            made.write(cell, section)
        yield made
        connection.close()


def test_no_surface_shows_more_or_less_than_the_file_opens(asking: "Asking") -> None:
    wrong = {name: found.shown for name, found in asking.counts.by_surface.items() if found.differing}
    assert wrong == {}
    assert asking.counts.requests.total() >= 450
    assert asking.counts.opened >= 180


def test_every_surface_was_there_for_somebody(asking: "Asking") -> None:
    """A page that answers 404 to everybody would hide anything."""
    assert {name: n for name, n in asking.answered.items() if not n} == {}


def test_every_reason_was_heard_and_every_one_rightly(asking: "Asking") -> None:
    assert set(asking.reasons) == {"allow", "forbid", "silence"}


@pytest.mark.parametrize("strength", [2, 3])
def test_rows_that_cover_have_every_combination(strength: int) -> None:
    import itertools

    dimensions = {"a": "123456", "b": "1234", "c": "123", "d": "12", "e": "12345"}
    rows = covering.rows({name: tuple(values) for name, values in dimensions.items()}, strength)
    for chosen in itertools.combinations(dimensions, strength):
        met = {tuple(row[name] for name in chosen) for row in rows}
        assert met == set(itertools.product(*(dimensions[name] for name in chosen)))
    assert len(rows) < {2: 40, 3: 160}[strength]


def test_the_file_has_a_row_for_each_basis() -> None:
    assert {basis for row in naive.rows() for basis in row["basis"]} >= set(naive.BASES)


def test_the_page_of_the_handbook_says_which_rows_are_asked_on_no_surface() -> None:
    from safeconduct.commands.measures.matrix import plans

    text, named = HANDBOOK.read_text(encoding="utf-8"), set[int]()
    for basis in plans.NOT_OVER_HTTP:
        said = re.search(rf"^- `{basis}`, [^`]*? rows ([\d, and]+) are asked", text, re.MULTILINE)
        assert said is not None, basis
        named |= {int(number) for number in re.findall(r"\d+", said[1])}
    assert named == {row["number"] for row in naive.rows() if set(row["basis"]) <= set(plans.NOT_OVER_HTTP)}
