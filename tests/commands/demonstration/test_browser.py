"""What the browser of the demonstration times: the answer, whole, and no reader of our own."""

from types import SimpleNamespace
from typing import Any

import pytest

from safeconduct.commands.demonstration import browser
from safeconduct.commands.demonstration.browser import Browser, WalkFailed


def answered_by(status: int, monkeypatch: pytest.MonkeyPatch) -> Browser:
    own = Browser("ro", 1)

    def request(*_what: Any, **_how: Any) -> Any:
        return SimpleNamespace(status=status, headers={}, data=b"<p>A page")

    monkeypatch.setattr(own._client, "request", request)
    return own


def test_a_page_is_timed_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    own = answered_by(200, monkeypatch)
    monkeypatch.setattr(browser, "_page", lambda *_what: pytest.fail("it was read"))
    assert own.seconds("/") >= 0


@pytest.mark.parametrize("status", [302, 404, 500])
def test_another_answer_than_the_page_is_never_timed(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WalkFailed, match=f"status {status}"):
        answered_by(status, monkeypatch).seconds("/")
