"""The scanner: its protocol against one of our own making, and a real daemon with one signature of our own."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from safeconduct.cases.attachments import scanning
from safeconduct.cases.attachments.scanning import FOUND, NO_ANSWER
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible

HARMFUL = b"a harmless line that our own signature knows as harmful"
type Answering = Callable[[socket.socket, bytes], None]


def outcome(data: bytes) -> Reason | None:
    try:
        scanning.look(data)
    except NotPossible as refused:
        return refused.reason
    return None


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path: that of a socket has at most 107 signs."""
    with TemporaryDirectory(prefix="sc-") as path:
        yield Path(path)


@pytest.fixture
def scanner(folder: Path, settings: Any) -> Callable[[Answering], list[bytes]]:
    """A scanner that reads one file as the protocol has it, and answers as it is told; what it read."""

    def begin(answering: Answering) -> list[bytes]:
        settings.CLAMAV = folder / "s"
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(settings.CLAMAV))
        listening.listen(1)
        read: list[bytes] = []

        def serve() -> None:
            with listening, listening.accept()[0] as came, came.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                data = b""
                while length := int.from_bytes(stream.read(4), "big"):
                    data += stream.read(length)
                read.append(data)
                answering(came, data)

        threading.Thread(target=serve, daemon=True).start()
        return read

    return begin


def says(words: bytes) -> Answering:
    return lambda came, _data: came.sendall(words)


def test_a_node_without_a_scanner_asks_nobody(settings: Any) -> None:
    settings.CLAMAV = None
    assert not scanning.is_set()
    assert outcome(b"anything") is None


@pytest.mark.parametrize("words, reason", [
    (b"stream: OK\0", None), (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", FOUND),
    (b"INSTREAM size limit exceeded. ERROR\0", NO_ANSWER), (b"stream: OK and more\0", NO_ANSWER), (b"", NO_ANSWER),
    (b"x" * 9000, NO_ANSWER),
])  # fmt: skip
def test_only_a_plain_ok_lets_a_file_in(
    scanner: Callable[[Answering], list[bytes]], words: bytes, reason: Reason | None
) -> None:
    read = scanner(says(words))
    data = bytes(range(256)) * 1000
    assert outcome(data) == reason
    assert read == [data], "in pieces, and whole"


def test_who_is_not_there_lets_nothing_in(folder: Path, settings: Any) -> None:
    settings.CLAMAV = folder / "nobody"
    assert outcome(b"anything") == NO_ANSWER


def test_who_does_not_answer_in_time_lets_nothing_in(
    scanner: Callable[[Answering], list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0.3)
    scanner(lambda _came, _data: time.sleep(2))
    begun = time.monotonic()
    assert outcome(b"anything") == NO_ANSWER
    assert time.monotonic() - begun < 1.5


def test_an_answer_that_comes_sign_by_sign_does_not_make_the_time_longer(
    scanner: Callable[[Answering], list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0.5)

    def slowly(came: socket.socket, _data: bytes) -> None:
        try:
            for _number in range(40):
                came.sendall(b"s")
                time.sleep(0.1)
        except OSError:
            return

    scanner(slowly)
    begun = time.monotonic()
    assert outcome(b"anything") == NO_ANSWER
    assert time.monotonic() - begun < 1.5


CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin")


@pytest.fixture
def daemon(folder: Path, settings: Any) -> Iterator[None]:
    """ClamAV's own daemon, with a folder of signatures that holds one line of ours and nothing else."""
    if CLAMD is None:
        pytest.skip("clamd is missing: install clamav-daemon to have the real scanner asked")
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "ours.ndb").write_text(f"Safeconduct.Test:0:*:{HARMFUL.hex()}\n")
    (folder / "conf").write_text(
        f"DatabaseDirectory {signatures}\nLocalSocket {folder}/s\nForeground yes\nLogFile {folder}/log\n"
        f"TemporaryDirectory {folder}\nStreamMaxLength 1M\nMaxThreads 2\nOfficialDatabaseOnly no\n"
    )
    settings.CLAMAV = folder / "s"
    started = subprocess.Popen(
        [CLAMD, "--config-file", str(folder / "conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + 30
        while not settings.CLAMAV.exists() and started.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        assert settings.CLAMAV.exists(), (folder / "log").read_text()
        yield
    finally:
        started.terminate()
        started.wait(10)


def test_the_real_daemon_finds_what_our_signature_names_and_lets_the_rest_in(daemon: None) -> None:
    assert outcome(b"A quiet letter. " * 1000) is None
    assert outcome(b"A letter with " + HARMFUL + b" in it.") == FOUND
    assert outcome(bytes(3 * 1024 * 1024)) == NO_ANSWER, (
        "larger than the daemon takes: nobody has looked at it"
    )
    assert outcome(b"It is still there.") is None
