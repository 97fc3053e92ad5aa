"""What the node hands over is shown whole and for good; nonsense changes nothing, and is said."""

from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.commands.nodes import public
from safeconduct.vocabulary.roles import PUBLIC
from tests.public.editions.conftest import Desk
from tests.public.reader import Browser
from tests.vocabulary.released.invented import correction, document, signed

type SignIn = Callable[[str], Browser]
FIRST = "/statistics/19a-RO-2025-1.json"


def test_an_edition_is_shown_once_the_keys_are_known_and_then_for_good(
    desk: Desk, reader: Browser, sign_in: SignIn
) -> None:
    """One story: before the keys, with them, and what no later file can do to it."""
    assert "Nothing has been released yet" in reader.get("/en/statistics/").text
    desk.hands_over(desk.signed(document()))
    assert (desk.shown(), desk.refused()) == ([], [("19a-RO-2025-1", "edition_no_keys", "")])

    desk.shows_its_keys()
    desk.hands_over(desk.signed(document()))  # the same file again: what was refused is looked at again
    assert (desk.shown(), desk.refused()) == (["19a-RO-2025-1"], [])
    before = reader.get(FIRST)

    stranger = signed(document(id="19a-RO-2023-1", year=2023), Ed25519PrivateKey.generate())
    # The first one is in the file no more, one of its name says something else, and one that is good stands beside.
    desk.hands_over(desk.signed(document(cut_off="2026-02-01")), stranger, 7, desk.signed(correction()))
    assert desk.shown() == ["19a-RO-2025-1", "19a-RO-2025-2"]
    assert desk.refused() == [
        ("", "not_an_edition", "members"),
        ("19a-RO-2023-1", "edition_wrong_signature", ""),
        ("19a-RO-2025-1", "edition_shown_otherwise", ""),
    ]
    desk.hands_over(raw="{")
    after = reader.get(FIRST)
    assert (after.text, after.headers["ETag"]) == (before.text, before.headers["ETag"])

    page = sign_in("editor").get("/edit/statistics/").text
    assert "The file of editions cannot be read." in page
    assert "An edition of this name is shown already and says something else." in page
    assert "A correction is a new edition with a number of its own." in page


@pytest.mark.parametrize(
    "change",
    ["UPDATE editions_edition SET content = ''", "DELETE FROM editions_edition", "TRUNCATE editions_edition"],
)
def test_the_sites_own_role_changes_none_and_takes_none_away(desk: Desk, change: str) -> None:
    with (
        closing(public.connect(desk.site.home, PUBLIC)) as connection,
        pytest.raises((psycopg.errors.RestrictViolation, psycopg.errors.InsufficientPrivilege)),
    ):
        connection.execute(change.encode())
