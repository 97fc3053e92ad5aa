"""Before a file is kept: the scanner, its kind, and what acts in a PDF."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest

from safeconduct.public import settings
from safeconduct.public.uploads import papers
from safeconduct.public.uploads.looking import look_at
from safeconduct.public.uploads.rules import (
    ACTS,
    HARMFUL,
    LOCKED,
    NO_ROOM,
    NOT_AS_NAMED,
    NOT_SCANNED,
    UNREADABLE,
)
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from tests.public.uploads.papers_of import ACTING, ADDRESS, on_the_page, paper


def refused(data: bytes, ending: str = "pdf") -> Reason | None:
    try:
        look_at(data, ending=ending)
    except NotPossible as fault:
        return fault.reason
    return None


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """A scanner that answers once, with these words."""
    with TemporaryDirectory(prefix="sc-") as folder:
        path = Path(folder) / "s"
        monkeypatch.setattr(settings, "CLAMAV", path)

        def begin(words: bytes) -> None:
            listening = socket.socket(socket.AF_UNIX)
            listening.bind(str(path))
            listening.listen(1)

            def serve() -> None:
                with listening, listening.accept()[0] as came, came.makefile("rb") as stream:
                    stream.read(10)
                    while length := int.from_bytes(stream.read(4), "big"):
                        stream.read(length)
                    came.sendall(words)

            threading.Thread(target=serve, daemon=True).start()

        yield begin


@pytest.mark.parametrize("words, reason", [
    (b"stream: OK\0", None),
    (b"stream: Something FOUND\0", HARMFUL),
    (b"INSTREAM size limit exceeded. ERROR\0", NOT_SCANNED),
])  # fmt: skip
def test_only_what_the_scanner_lets_pass_is_taken(
    scanner: Callable[[bytes], None], words: bytes, reason: Reason | None
) -> None:
    scanner(words)
    assert refused(b"<p>A paper</p>", "html") == reason


def test_a_scanner_that_is_not_there_lets_nothing_pass(scanner: Callable[[bytes], None]) -> None:
    assert refused(b"<p>A paper</p>", "html") == NOT_SCANNED


@pytest.mark.parametrize("data, ending", [
    (b"<p>A paper</p>", "pdf"), (b"%PDF-1.7", "html"), (b"<p>A paper</p>", "epub"), (b"PK\x03\x04", "html"),
])  # fmt: skip
def test_a_file_is_what_its_name_says(data: bytes, ending: str) -> None:
    assert refused(data, ending) == NOT_AS_NAMED


def test_a_quiet_paper_is_taken_and_so_are_its_links() -> None:
    assert refused(paper()) is None
    assert refused(paper(on_the_page(**ADDRESS))) is None


@pytest.mark.parametrize("what", ACTING)
def test_a_paper_in_which_something_acts_is_refused(what: str) -> None:
    assert refused(paper(ACTING[what])) == ACTS


def test_a_paper_that_nobody_can_look_into_is_refused() -> None:
    assert refused(paper(encryption=pikepdf.Encryption(user="secret", owner="secret"))) == LOCKED
    assert refused(b"%PDF-1.7 and then nothing") == UNREADABLE


def test_on_a_machine_without_a_lock_no_paper_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = papers.BEGIN.replace(
        "import sys;", "import sys, platform; platform.machine = lambda: 's390x';"
    )
    monkeypatch.setattr(papers, "BEGIN", elsewhere)
    assert refused(paper()) == NO_ROOM
