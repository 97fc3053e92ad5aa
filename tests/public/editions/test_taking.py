"""What the node hands over is shown whole and for good; nonsense changes nothing, and is said."""

from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest

from safeconduct.commands.nodes import public
from safeconduct.vocabulary.roles import PUBLIC
from tests.public.editions.conftest import FIRST, Desk
from tests.public.reader import Browser

type SignIn = Callable[[str], Browser]
GOOD = ["19a-RO-2024-1", "19a-RO-2025-1", "19a-RO-2025-2", "greta-RO-2023-1", "greta-RO-2024-2025-1"]


def test_nothing_is_shown_before_the_keys_of_the_node_are_known(released: Desk) -> None:
    assert released.seen["before the keys are known"] == ([], [("19a-RO-2025-1", "edition_no_keys", "")])


def test_what_was_refused_is_looked_at_again_without_another_file(released: Desk) -> None:
    assert released.seen["the same file, with the keys"] == (["19a-RO-2025-1"], [])


def test_what_is_wrong_is_said_and_what_is_good_beside_it_is_shown(released: Desk) -> None:
    """Also: the edition that is in the file no more stays."""
    assert released.seen["nonsense"] == (
        GOOD,
        [
            ("", "not_an_edition", "members"),
            ("19a-RO-2023-1", "edition_wrong_signature", ""),
            ("19a-RO-2025-1", "edition_shown_otherwise", ""),
        ],
    )
    assert released.seen["no file"] == released.seen["nonsense"]


def test_an_edition_is_the_same_bytes_whatever_came_after_it(released: Desk, reader: Browser) -> None:
    before, after = released.first, reader.get(FIRST)
    assert before is not None
    assert (after.status, after.text, after.headers["ETag"]) == (200, before.text, before.headers["ETag"])


def test_editors_see_what_was_refused_and_why(released: Desk, sign_in: SignIn) -> None:
    page = sign_in("editor").get("/edit/statistics/").text
    assert "The file of editions cannot be read." in page
    assert "An edition of this name is shown already and says something else." in page
    assert "A correction is a new edition with a number of its own." in page


@pytest.mark.parametrize(
    "change",
    ["UPDATE editions_edition SET content = ''", "DELETE FROM editions_edition", "TRUNCATE editions_edition"],
)
def test_the_sites_own_role_changes_none_and_takes_none_away(released: Desk, change: str) -> None:
    with (
        closing(public.connect(released.site.home, PUBLIC)) as connection,
        pytest.raises((psycopg.errors.RestrictViolation, psycopg.errors.InsufficientPrivilege)),
    ):
        connection.execute(change.encode())
