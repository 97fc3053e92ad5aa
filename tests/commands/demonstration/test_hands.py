"""Hands sign in once, and again where their sign-in has ended while it was somebody else's turn."""

from typing import Any

import pytest

from safeconduct.commands.demonstration.browser import Form, Page
from safeconduct.commands.demonstration.hands import Hands

SIGN_IN = Form("/sign-in/", [("member", "ana")], {"member"})


class Door:
    """A browser at a node whose sign-in can end."""

    def __init__(self) -> None:
        self.is_in, self.signed_in, self.looked = False, 0, 0

    def get(self, path: str) -> Page:
        self.looked += path == "/"
        if self.is_in and path != "/sign-in/":
            return Page(200, path, "", "Today", [], {})
        return Page(200, f"/sign-in/?next={path}", "", "", [SIGN_IN], {})

    def submit(self, _page: Page, _action: str, **_answers: Any) -> Page:
        self.is_in, self.signed_in = True, self.signed_in + 1
        return self.get("/today/")


class Ana(Hands):
    """A member without a node."""

    member = "ana"

    def __post_init__(self) -> None:
        self.door = Door()
        self.browser = self.door  # type: ignore[assignment]


@pytest.fixture
def ana(monkeypatch: pytest.MonkeyPatch) -> Ana:
    """Ana at the door, at noon."""
    _it_is(monkeypatch, 0)
    return Ana(None, "Ana Pop")  # type: ignore[arg-type]


def _it_is(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 100_000 + minutes * 60)


def test_hands_sign_in_once(ana: Ana) -> None:
    ana.see("/people/")
    assert ana.see("/people/").path == "/people/"
    assert (ana.door.signed_in, ana.door.looked) == (1, 0)


def test_hands_whose_sign_in_has_ended_sign_in_again(ana: Ana, monkeypatch: pytest.MonkeyPatch) -> None:
    ana.see("/people/")
    ana.door.is_in = False
    _it_is(monkeypatch, 16)
    assert ana.see("/people/").path == "/people/"
    assert ana.door.signed_in == 2


def test_hands_that_are_still_in_do_not(ana: Ana, monkeypatch: pytest.MonkeyPatch) -> None:
    ana.see("/people/")
    _it_is(monkeypatch, 6)
    ana.see("/people/")
    assert (ana.door.signed_in, ana.door.looked) == (1, 1)
