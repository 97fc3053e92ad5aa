"""Passwords cannot be tried without end, and nobody can be locked out from elsewhere for long."""

from collections.abc import Callable

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.editors.conftest import Account
from tests.public.reader import Browser, password_of, rows

type Somewhere = Callable[[], Browser]


def _is_in(browser: Browser) -> bool:
    """An editor needs no second factor, so the editors' first page opens."""
    return browser.get("/edit/").path == "/edit/"


def _fail(browser: Browser, name: str, times: int) -> str:
    return [browser.tries(name, "wrong").text for _each in range(times)][-1]


def _counted(site: Node) -> set[bytes]:
    return set(rows(site, "SELECT under FROM editors_tries"))


def _as_often(site: Node, before: set[bytes], times: int) -> None:
    """As if what was counted twice since then had been tried so often: each try would take a tenth of a second."""
    new = list(_counted(site) - before)
    which = "under = ANY(%s) AND times = 2"
    assert len(rows(site, f"SELECT id FROM editors_tries WHERE {which}", new)) == 1
    rows(site, f"UPDATE editors_tries SET times = %s WHERE {which}", times, new)


def test_after_five_wrong_passwords_the_right_one_does_not_get_in_from_there(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    name, browser = account("editor"), somewhere()
    assert "too many tries" not in _fail(browser, name, 5)
    answer = browser.tries(name, password_of(site, "editor"))
    assert "too many tries" in answer.text
    assert "Come back in" in answer.text
    assert not _is_in(browser)


def test_what_was_tried_elsewhere_locks_nobody_out(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    name, own = account("editor"), somewhere()
    _fail(somewhere(), name, 8)
    own.tries(name, password_of(site, "editor"))
    assert _is_in(own)


def test_many_addresses_close_an_account_for_a_while_but_not_where_its_editor_is_known(
    site: Node, earnest: Node, somewhere: Somewhere, account: Account
) -> None:
    name, password, own = account("editor"), password_of(site, "editor"), somewhere()
    before = _counted(site)
    own.tries(name, password)
    assert _is_in(own)
    for _each in range(2):
        _fail(somewhere(), name, 1)
    _as_often(site, before, 30)
    stranger = somewhere()
    assert "too many tries" in stranger.tries(name, password).text
    own.cookies.clear()
    own.tries(name, password)
    assert _is_in(own)


def test_one_address_tries_no_more_than_so_many_accounts(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    browser, before = somewhere(), _counted(site)
    for number in range(2):
        browser.tries(f"nobody{number}", "wrong")
    _as_often(site, before, 20)
    assert "too many tries" in browser.tries(account("editor"), password_of(site, "editor")).text


def test_a_right_password_is_not_counted(site: Node, somewhere: Somewhere, account: Account) -> None:
    name, browser = account("editor"), somewhere()
    for _each in range(7):
        browser.cookies.clear()
        browser.tries(name, password_of(site, "editor"))
        assert _is_in(browser)


def test_when_the_time_is_over_it_can_be_tried_again(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    """The time that is over is moved: what was counted in it is not looked at any more."""
    name, browser = account("editor"), somewhere()
    before = _counted(site)
    _fail(browser, name, 6)
    rows(site, "DELETE FROM editors_tries WHERE under = ANY(%s)", list(_counted(site) - before))
    browser.tries(name, password_of(site, "editor"))
    assert _is_in(browser)


def test_neither_names_nor_addresses_stand_in_the_database(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    name, browser = account("editor"), somewhere()
    browser.tries(name, password_of(site, "editor"))
    assert _is_in(browser)
    for table in ("editors_tries", "editors_knownplace"):
        kept = "".join(str(row) for row in rows(site, f"SELECT {table}::text FROM {table}"))
        assert kept
        assert name not in kept
        assert "192.0.2." not in kept


@pytest.mark.parametrize("path", ["/en/_util/login/", "/ro/_util/login/"])
def test_there_is_no_second_form_to_sign_in(reader: Browser, path: str) -> None:
    assert reader.get(path).status == 404
