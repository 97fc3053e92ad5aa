"""The closed room: what comes out of it is made anew, and whatever a file does there stays there."""

import io
import subprocess
import sys
import threading
from typing import Any

import pikepdf
import pytest
from PIL import Image

from safeconduct.cases.attachments import remaking
from safeconduct.cases.attachments.kinds import Kind
from safeconduct.cases.attachments.remaking import TOP, remade, shown
from safeconduct.cases.attachments.room.jpegs import without_notes
from safeconduct.cases.attachments.rules import (
    BUSY,
    LARGE_INSIDE,
    LOCKED,
    NO_ROOM,
    NO_SUCH_PAGE,
    TOO_MANY_PAGES,
    TOO_MANY_POINTS,
    UNREADABLE,
)
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from tests.cases.attachments.files import (
    AUTHOR,
    HOME,
    PLACE,
    calling_paper,
    filled_form,
    huge_picture,
    locked_paper,
    paper,
    photograph,
    swollen_paper,
)

RED, BLUE, BLACK, WHITE = (255, 0, 0), (0, 0, 255), (0, 0, 0), (255, 255, 255)


def is_near(found: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(found[:3], wanted, strict=True))


def drawn(data: bytes, kind: Kind = Kind.PDF, page: int = 1) -> Any:
    return Image.open(io.BytesIO(shown(data, kind, page)))


def at(picture: Any, right: float, up: float) -> Any:
    """The point at so many two-hundredths from the left and three-hundredths from below."""
    return picture.getpixel((int(right * picture.width / 200), int((300 - up) * picture.height / 300)))


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG])
def test_a_photograph_is_drawn_anew_upright_and_does_not_tell_where_it_was_taken(kind: Kind) -> None:
    given = photograph(kind.upper())
    assert PLACE.encode() in given
    made = remade(given, kind)
    picture = Image.open(io.BytesIO(made.data))
    assert (picture.format, picture.size, made.pages) == (kind.upper(), (40, 60), 1)
    assert is_near(picture.convert("RGB").getpixel((20, 5)), RED)
    assert is_near(picture.convert("RGB").getpixel((20, 55)), BLUE)
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Exif" not in made.data
    assert PLACE.encode() not in made.data


def test_what_is_clear_in_a_picture_lies_on_white_where_it_is_shown() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    made = remade(out.getvalue(), Kind.PNG).data
    assert Image.open(io.BytesIO(made)).mode == "RGBA"
    assert drawn(made, Kind.PNG).getpixel((5, 5)) == WHITE


def test_a_paper_that_calls_home_calls_nobody_any_more_and_shows_what_it_showed() -> None:
    given = calling_paper()
    for planted in (HOME, "JavaScript", "OpenAction", "Launch", "EmbeddedFiles", "PieceInfo", AUTHOR, PLACE):
        assert planted.encode() in given, planted
    made = remade(given, Kind.PDF).data
    with pikepdf.open(io.BytesIO(made)) as pdf:
        everything = b"".join(repr(one).encode() + _raw(one) for one in pdf.objects)
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert set(pdf.trailer.keys()) <= {
            "/Root",
            "/Size",
            "/ID",
            "/Type",
            "/W",
            "/Length",
            "/Filter",
            "/DecodeParms",
        }
    for planted in (HOME, "/JS", "/JavaScript", "/URI", "/A ", "/AA", "/Annots", "/Launch", "/EF", "/F ", "/FS",
                    "/Metadata", "/PieceInfo", "/Info", "calc.exe", AUTHOR, PLACE, "Exif"):  # fmt: skip
        assert planted.encode() not in everything + made, planted
    page = drawn(made)
    assert is_near(at(page, 70, 70), BLACK)
    assert is_near(at(page, 130, 220), RED)
    assert is_near(at(page, 170, 220), BLUE)
    assert is_near(at(page, 190, 10), WHITE)


def _raw(one: Any) -> bytes:
    return bytes(one.read_raw_bytes()) if isinstance(one, pikepdf.Stream) else b""


def test_what_was_filled_into_a_form_is_still_seen() -> None:
    made = remade(filled_form(), Kind.PDF).data
    assert b"AcroForm" not in made
    assert is_near(at(drawn(made), 100, 100), BLACK)


def test_pages_are_drawn_one_by_one() -> None:
    made = remade(paper(pages=3), Kind.PDF)
    assert made.pages == 3
    assert drawn(made.data, page=3).size == (1400, 2100)


@pytest.mark.parametrize("data, kind, reason", [
    (huge_picture(), Kind.PNG, TOO_MANY_POINTS),
    (locked_paper(), Kind.PDF, LOCKED), (locked_paper(""), Kind.PDF, LOCKED),
    (b"%PDF-1.7 and nothing more", Kind.PDF, UNREADABLE), (b"\xff\xd8\xff\xe0 and nothing more", Kind.JPEG, UNREADABLE),
    (photograph()[:-400], Kind.JPEG, UNREADABLE), (photograph(), Kind.PNG, UNREADABLE),
    (paper(pages=301), Kind.PDF, TOO_MANY_PAGES),
])  # fmt: skip
def test_what_cannot_be_made_anew_is_refused_with_its_sentence(
    data: bytes, kind: Kind, reason: Reason
) -> None:
    with pytest.raises(NotPossible) as refused:
        remade(data, kind)
    assert refused.value.reason == reason


def test_what_is_large_inside_is_refused_with_its_sentence() -> None:
    """Apart from the others: a list of values is made in every process that only counts the tests, in a second here."""
    with pytest.raises(NotPossible) as refused:
        remade(swollen_paper(), Kind.PDF)
    assert refused.value.reason == LARGE_INSIDE


def test_there_is_no_page_beyond_the_last() -> None:
    with pytest.raises(NotPossible) as refused:
        shown(paper(), Kind.PDF, 2)
    assert refused.value.reason == NO_SUCH_PAGE


def test_whatever_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "SECONDS", 0.2)
    monkeypatch.setattr(remaking, "BEGIN", "import time; time.sleep(60)")
    with pytest.raises(NotPossible) as refused:
        remade(paper(), Kind.PDF)
    assert refused.value.reason == UNREADABLE


def test_of_what_a_room_says_without_end_no_more_is_read_than_a_file_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remaking, "MOST_BACK", 1000)
    monkeypatch.setattr(remaking, "BEGIN", "import sys\nwhile True: sys.stdout.write('x' * 9999)")
    with pytest.raises(NotPossible) as refused:
        remade(paper(), Kind.PDF)
    assert refused.value.reason == UNREADABLE


def test_a_room_that_ends_without_listening_is_a_file_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remaking, "BEGIN", "raise SystemExit(1)")
    with pytest.raises(NotPossible) as refused:
        remade(bytes(5_000_000), Kind.PDF)
    assert refused.value.reason == UNREADABLE


def test_so_many_at_once_and_who_waits_too_long_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remaking, "SECONDS", 0.2)
    monkeypatch.setattr(remaking, "_ROOMS", threading.BoundedSemaphore(1))
    with remaking._ROOMS, pytest.raises(NotPossible) as refused:
        remade(paper(), Kind.PDF)
    assert refused.value.reason == BUSY


TRIES = {
    "a file": "open('/etc/hostname')",
    "a file in the place of one that was closed": "os.close(0); open('/etc/hostname')",
    "a connection": "socket.socket()",
    "another program": "os.execv(sys.executable, [sys.executable])",
    "another process": "os.fork()",
    "a signal to whoever started it": "os.kill(os.getppid(), 0)",
    "memory without end": "bytearray(2 * 1024 ** 3)",
}


@pytest.mark.parametrize("what", TRIES)
def test_from_within_there_is_no_way_to(what: str) -> None:
    script = f"""
import os, socket, sys
sys.path.insert(0, sys.argv[1])
from safeconduct.vocabulary.uploads import lock
lock.limit()
lock.close()
try:
    {TRIES[what]}
except (OSError, MemoryError) as fault:
    print("no:", type(fault).__name__)
else:
    print("yes")
"""
    answer = subprocess.run(
        [sys.executable, "-I", "-c", script, str(TOP)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert answer.stdout.startswith("no:"), answer.stdout + answer.stderr


def test_on_a_machine_without_such_a_lock_nothing_is_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = remaking.BEGIN.replace(
        "import sys;", "import sys, platform; platform.machine = lambda: 's390x';"
    )
    monkeypatch.setattr(remaking, "BEGIN", elsewhere)
    with pytest.raises(NotPossible) as refused:
        remade(paper(), Kind.PDF)
    assert refused.value.reason == NO_ROOM


def test_of_a_jpeg_only_the_notes_are_left_away() -> None:
    given = photograph()
    kept = without_notes(given)
    assert PLACE.encode() not in kept
    assert (
        Image.open(io.BytesIO(kept)).convert("RGB").tobytes()
        == Image.open(io.BytesIO(given)).convert("RGB").tobytes()
    )


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00", b"\xff\xd8\x00\x00\x00\x00"]
)
def test_what_is_no_jpeg_becomes_nothing(data: bytes) -> None:
    assert without_notes(data) == b""
