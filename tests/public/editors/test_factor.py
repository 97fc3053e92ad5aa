"""The second factor of editors: who needs it, that a code passes once, and the ways back in."""

import base64
import html
import re
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from safeconduct.commands import editor
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from tests.public.editors.authenticator import code_of
from tests.public.editors.conftest import Account
from tests.public.reader import Answer, Browser, password_of, rows

type Somewhere = Callable[[], Browser]
CODE, SET_UP, OWN = "/edit/second-factor/code/", "/edit/second-factor/set-up/", "/edit/second-factor/"


def _set_up(browser: Browser, *, next_to: str = "/edit/") -> tuple[bytes, list[str]]:
    """The secret that the page shows, and the recovery codes that come once the first code is typed."""
    shown = browser.get(SET_UP).text
    secret = base64.b32decode(re.findall(r'secret-text">([A-Z2-7 ]+)<', shown)[0].replace(" ", ""))
    answer = browser.post(SET_UP, {"code": code_of(secret), "next": next_to})
    return secret, re.findall(r"<li><code>([a-z2-7-]+)</code>", answer.text)


def _again(browser: Browser, name: str, password: str, code: str) -> Answer:
    browser.cookies.clear()
    assert CODE in browser.tries(name, password).address
    return browser.post(CODE, {"code": code, "next": "/edit/"})


def _forget_the_last_code(site: Node, name: str) -> None:
    """As half a minute later."""
    which = "editor_id = (SELECT id FROM editors_editor WHERE username = %s)"
    rows(site, f"UPDATE editors_factor SET last_step = last_step - 5 WHERE {which}", name)


@pytest.mark.parametrize("like, begins", [("moderator", "/edit/"), ("organiser", "/edit/conferences/")])
def test_who_approves_or_organises_sets_it_up_before_anything_else(
    site: Node, somewhere: Somewhere, account: Account, like: str, begins: str
) -> None:
    name, browser = account(like), somewhere()
    assert SET_UP in browser.tries(name, password_of(site, like)).address
    for path in ("/edit/", "/edit/pages/", "/edit/conferences/", "/edit/account/"):
        assert SET_UP in browser.get(path).address
    _secret, codes = _set_up(browser)
    assert len(set(codes)) == 10
    assert "No cookie is set here" not in browser.get(OWN).text
    assert browser.get("/edit/").path == begins


def test_an_administrator_needs_it_too_and_an_editor_may_have_it(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    name, browser = account("editor"), somewhere()
    browser.tries(name, password_of(site, "editor"))
    assert browser.get("/edit/").path == "/edit/"
    assert "Set up a second factor" in browser.get(OWN).text
    rows(site, "UPDATE editors_editor SET is_superuser = true WHERE username = %s", name)
    assert SET_UP in browser.get("/edit/").address


def test_in_a_demonstration_the_password_is_enough(site: Node, sign_in: Callable[[str], Browser]) -> None:
    assert sign_in("moderator").get("/edit/pages/").path == "/edit/pages/"


def test_a_code_lets_in_once_and_a_wrong_one_never(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    name, password, browser = account("moderator"), password_of(site, "moderator"), somewhere()
    browser.tries(name, password)
    secret, _codes = _set_up(browser)
    _forget_the_last_code(site, name)
    code = code_of(secret)
    assert _again(browser, name, password, code).path == "/edit/"
    assert CODE in _again(browser, name, password, code).address
    assert CODE in browser.get("/edit/pages/").address
    assert CODE in _again(browser, name, password, "000 000").address


def test_codes_cannot_be_tried_without_end(site: Node, somewhere: Somewhere, account: Account) -> None:
    name, password, browser = account("moderator"), password_of(site, "moderator"), somewhere()
    browser.tries(name, password)
    secret, _codes = _set_up(browser)
    _forget_the_last_code(site, name)
    for number in range(5):
        _again(browser, name, password, f"00000{number}")
    answer = _again(browser, name, password, code_of(secret))
    assert "too many tries" in answer.text
    assert "Come back in" in answer.text


def test_a_recovery_code_lets_in_once(site: Node, somewhere: Somewhere, account: Account) -> None:
    name, password, browser = account("moderator"), password_of(site, "moderator"), somewhere()
    browser.tries(name, password)
    _secret, codes = _set_up(browser)
    assert _again(browser, name, password, codes[0].upper()).path == "/edit/"
    assert "9 recovery codes are left" in browser.get(OWN).text
    assert CODE in _again(browser, name, password, codes[0]).address


def test_the_password_alone_gives_nothing_outside_the_editors_address_either(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    """A browser shows the cookie to no other address; a program can."""
    name, browser = account("moderator"), somewhere()
    browser.tries(name, password_of(site, "moderator"))
    for cookie in browser.cookies:
        cookie.path = "/"
    assert browser.get("/en/").status == 200
    assert "wagtail-userbar" not in browser.get("/en/").text


def test_taking_it_off_needs_a_code_and_leads_to_the_next_one(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    name, browser = account("moderator"), somewhere()
    browser.tries(name, password_of(site, "moderator"))
    _secret, codes = _set_up(browser)
    assert "This code is wrong" in html.unescape(browser.post(OWN, {"code": "000000"}).text)
    assert SET_UP in browser.post(OWN, {"code": codes[0]}).address


def test_the_secret_lies_in_the_database_sealed_and_the_recovery_codes_not_at_all(
    site: Node, somewhere: Somewhere, account: Account
) -> None:
    name, browser = account("moderator"), somewhere()
    browser.tries(name, password_of(site, "moderator"))
    secret, codes = _set_up(browser)
    kept = rows(site, "SELECT sealed FROM editors_factor") + rows(
        site, "SELECT under FROM editors_recoverycode"
    )
    assert all(secret not in bytes(each) and codes[0].encode() not in bytes(each) for each in kept)


def test_whoever_runs_the_node_gives_a_way_back_in(
    site: Node,
    somewhere: Somewhere,
    account: Account,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The command leaves demonstrations alone, and its end would stop the database of these tests.
    monkeypatch.setattr(editor, "node_in", lambda _home: site)
    monkeypatch.setattr(Node, "database", lambda _node: nullcontext())
    name, browser = account("moderator"), somewhere()
    browser.tries(name, password_of(site, "moderator"))
    _set_up(browser)
    assert editor.main([name, "--reset", "--home", str(site.home)]) == 0
    password = re.findall(r"with the password (\S+)", capsys.readouterr().out)[0]
    assert "/edit/login/" in browser.get("/edit/").address
    assert "/edit/login/" in browser.tries(name, password_of(site, "moderator")).address
    assert SET_UP in browser.tries(name, password).address


def test_a_name_that_nobody_has_is_not_reset(site: Node) -> None:
    with pytest.raises(CannotRun, match="no account nobody"):
        site.run(public.PROCESS, "public", "reset", "nobody")


def test_a_sign_in_leads_on_to_no_other_host(site: Node, somewhere: Somewhere, account: Account) -> None:
    browser = somewhere()
    browser.tries(account("moderator"), password_of(site, "moderator"))
    shown = browser.get(f"{SET_UP}?next=https://example.org/edit/").text
    assert "example.org" not in re.sub(r'href="[^"]*login[^"]*"', "", shown)


def test_the_app_of_these_tests_is_right() -> None:
    """The first vector of RFC 6238, of which an app shows six digits."""
    assert code_of(b"12345678901234567890", at=59) == "287082"
