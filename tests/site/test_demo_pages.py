"""The two pages of the demonstration beside sign-in: its clock and its mails. Anywhere else they are not there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client, override_settings

from safeconduct.access.clock import CHANNEL
from safeconduct.commands.demonstration.clock import hours_in
from safeconduct.commands.rounds.reminding import told_until
from safeconduct.site import demo_clock, mails
from tests.conftest import ConnectAs

PAGES = ["/demo/clock/", "/demo/mails/"]


@contextmanager
def called_a_demo(connect_as: ConnectAs, word: bool) -> Iterator[None]:
    """What the owner's own table says of this node."""
    owner = connect_as("owner")
    owner.execute("UPDATE access.node SET is_demo = %s", [word])
    try:
        yield
    finally:
        owner.execute("UPDATE access.node SET is_demo = true")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A node's folder for its mails."""
    with override_settings(NODE_HOME=tmp_path):
        yield tmp_path


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("setting, word", [(True, False), (False, True), (False, False)])
def test_there_is_no_such_page_unless_setting_and_owner_both_say_so(
    client: Client, connect_as: ConnectAs, page: str, setting: bool, word: bool
) -> None:
    with called_a_demo(connect_as, word), override_settings(DEMO=setting):
        assert client.get(page).status_code == 404
        assert client.post(page, {"hours": "72"}).status_code in (404, 405)


@pytest.mark.parametrize("page", PAGES)
def test_in_the_demonstration_they_are_there(client: Client, connect_as: ConnectAs, page: str) -> None:
    with override_settings(DEMO=True):
        answer = client.get(page)
    assert answer.status_code == 200
    assert "Demonstration" in answer.content.decode()


# --- The clock --------------------------------------------------------------------------------------------


def test_the_page_asks_the_owner_and_moves_nothing_itself(
    client: Client, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_clock, "PATIENCE", 0.1)
    owner = connect_as("owner")
    owner.execute(f"LISTEN {CHANNEL}")
    with override_settings(DEMO=True):
        answer = client.post("/demo/clock/", {"hours": "72"})
    assert answer.status_code == 503  # nobody moved it
    assert "has not moved" in answer.content.decode()
    assert [notice.payload for notice in owner.notifies(timeout=1, stop_after=1)] == ["72"]
    assert owner.execute("SELECT moved = '0' FROM access.node").fetchone() == (True,)


@pytest.mark.parametrize("hours", ["", "0", "-72", "71", "72 ", "x"])
def test_only_the_offered_steps_are_asked_for(client: Client, connect_as: ConnectAs, hours: str) -> None:
    owner = connect_as("owner")
    owner.execute(f"LISTEN {CHANNEL}")
    with override_settings(DEMO=True):
        assert client.post("/demo/clock/", {"hours": hours}).status_code == 200
    assert list(owner.notifies(timeout=0.05)) == []


def test_every_step_that_is_offered_is_one_that_the_owner_makes() -> None:
    assert [hours_in(str(hours)) for hours in demo_clock.STEPS] == list(demo_clock.STEPS)


# --- The mails --------------------------------------------------------------------------------------------


def keep(*subjects: str) -> None:
    backend = mails.KeptInFolder()
    messages = [EmailMessage(subject, "RO-7F3K-9Q2X", to=["ana@ro.example"]) for subject in subjects]
    assert backend.send_messages(messages) == len(subjects)


def test_a_mail_is_kept_for_its_owner_only_and_shown_newest_first(
    client: Client, connect_as: ConnectAs, folder: Path
) -> None:
    keep("1 reminder", "2 reminders")
    files = sorted((folder / mails.FOLDER).iterdir())
    assert [oct(file.stat().st_mode)[-3:] for file in files] == ["600", "600"]
    assert [each["subject"] for each in mails.kept()] == ["2 reminders", "1 reminder"]
    with override_settings(DEMO=True):
        page = client.get("/demo/mails/").content.decode()
    assert page.index("2 reminders") < page.index("1 reminder")
    assert "ana@ro.example" in page
    assert "reminders@localhost" in page


def test_what_a_mail_says_is_shown_as_text(client: Client, connect_as: ConnectAs, folder: Path) -> None:
    keep("<b>bold</b>")
    with override_settings(DEMO=True):
        assert "&lt;b&gt;bold" in client.get("/demo/mails/").content.decode()


def test_a_half_written_mail_is_not_shown(connect_as: ConnectAs, folder: Path) -> None:
    keep("1 reminder")
    (folder / mails.FOLDER / "20260101-x.half").write_text(json.dumps({}))
    assert len(mails.kept()) == 1


def test_a_node_that_is_no_demonstration_has_no_mailer() -> None:
    """So a mail that nobody thought of is an error and not a leak."""
    from safeconduct.site import settings

    assert settings.MAILERS == {}


def test_nobody_was_reminded_before_the_first_mail(tmp_path: Path) -> None:
    assert told_until(tmp_path).year == 2000
