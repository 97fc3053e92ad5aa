"""The printed link of the setup: whatever is typed in its place is refused in words."""

from typing import Any

import pytest
from django.test import RequestFactory

from safeconduct.keys.setup import link_of
from safeconduct.site.accounts import recording
from safeconduct.site.setup import door, pages

KEY = "the key of this run"


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A node that waits for its setup, and what is recorded of it."""
    told = list[str]()
    monkeypatch.setattr(door, "key", lambda: KEY)
    monkeypatch.setattr(door, "enter", lambda: True)
    monkeypatch.setattr(recording, "by_nobody", lambda action, **_more: told.append(action))
    return told


@pytest.mark.parametrize("link", ["x", "șapte", "\udcff", link_of(KEY) + "ș"])
def test_another_link_is_refused_and_recorded(recorded: list[str], link: str) -> None:
    request: Any = RequestFactory().get("/setup/")
    request.session = {}
    assert pages.come_in(request, link).status_code == 403
    assert recorded == ["setup:refused"]
