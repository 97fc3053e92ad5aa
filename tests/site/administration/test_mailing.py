"""The node's mail server after the wizard: tried with one mail, one sentence per wrong setting, in force at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test.utils import override_settings

from safeconduct.site import mail_settings
from tests.mail_sink import Sink, listening
from tests.site.administration.conftest import Office


@pytest.fixture
def sink(office: Office, tmp_path: Path) -> Iterator[Sink]:
    """A mail server on the loopback, and a node whose folder is empty so far."""
    (tmp_path / "secrets").mkdir()
    office.people.owner.execute("UPDATE auth_user SET email = 'ana@agency.example' WHERE id = 1")
    with (
        listening() as server,
        override_settings(NODE_HOME=tmp_path, MAILERS=mail_settings.ByTheFile(tmp_path)),
    ):
        yield server


def settings(sink: Sink, **more: str) -> dict[str, str]:
    given = {
        "host": "127.0.0.1",
        "port": str(sink.port),
        "security": "none",
        "user": "",
        "sender": "n@node.example",
    }
    return given | more


def test_settings_are_kept_once_a_mail_has_gone_and_count_for_the_next_one(
    office: Office, sink: Sink, tmp_path: Path
) -> None:
    assert b"sends no mail" in office.get("mail/").content
    assert office.post("mail/", **settings(sink), send="1").status_code == 302
    assert [to for to, _text in sink.mails] == [["ana@agency.example"]]
    EmailMessage("1 reminder", "R-1", to=["dan@agency.example"]).send()
    assert "From: n@node.example" in sink.mails[1][1]
    assert office.post("mail/", stop="1").status_code == 302
    assert mail_settings.read(tmp_path) is None
    assert [said["detail"]["what"] for said in office.people.recorded("mail:changed")] == ["tried", "stopped"]


@pytest.mark.parametrize("wrong, sentence", [
    ({"host": "nobody.invalid"}, "No server has this name"),
    ({"port": "1"}, "Nobody answers at this port"),
    ({"port": "9" * 5000}, "Write the port as a number"),
    ({"port": "many"}, "Write the port as a number"),
    ({"security": "starttls"}, "does not offer this"),
    ({"sender": "n"}, "Write the sender"),
    ({"user": "node", "password": "p"}, "does not take this user with this password"),
    ({"user": "node"}, "Type the password again"),
    ({"host": "mail.agency.example"}, "Without TLS everybody on the way reads"),
])  # fmt: skip
def test_each_wrong_setting_has_one_sentence_and_nothing_is_kept_or_lost(
    office: Office, sink: Sink, tmp_path: Path, wrong: dict[str, str], sentence: str
) -> None:
    if wrong.get("host") == "nobody.invalid":
        wrong = {**wrong, "security": "starttls"}
    answer = office.post("mail/", **settings(sink, **wrong), send="1")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert b"n@node.example" in answer.content or "sender" in wrong
    assert mail_settings.read(tmp_path) is None
    assert sink.mails == []
