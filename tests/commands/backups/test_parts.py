"""Several streams in one: taken apart as they were put together, and refused when they cannot be."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.commands.backups import parts
from safeconduct.commands.backups.contents import write_files
from safeconduct.commands.backups.parts import Parts, framed
from safeconduct.commands.backups.site import _file
from safeconduct.commands.faults import CannotRun
from tests.commands.backups.maker import refused

CONTENTS = st.dictionaries(st.text(min_size=1, max_size=9), st.lists(st.binary(max_size=40)), max_size=4)


def _apart(stream: bytes, step: int) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = defaultdict(list)
    taking = Parts(lambda name: found[name].append)
    for begin in range(0, len(stream), step):
        taking.take(stream[begin : begin + step])
    taking.finish()
    return found


@given(CONTENTS, st.integers(1, 50))
def test_what_was_put_together_comes_apart_however_it_arrives(
    contents: dict[str, list[bytes]], step: int
) -> None:
    stream = b"".join(b"".join(framed(name, chunks)) for name, chunks in contents.items())
    found = _apart(stream, step)
    assert {name: b"".join(chunks) for name, chunks in found.items()} == {
        name: b"".join(chunks) for name, chunks in contents.items()
    }
    assert all(chunks[-1] == b"" and chunks.count(b"") == 1 for chunks in found.values())


def test_a_large_piece_goes_in_frames_of_a_mebibyte() -> None:
    large = bytes(parts.MOST * 2 + 3)
    assert b"".join(_apart(b"".join(framed("large", [large])), parts.MOST)["large"]) == large


def test_a_part_that_nobody_asks_for_is_passed_over() -> None:
    found: list[bytes] = []
    taking = Parts(lambda name: found.append if name == "b" else None)
    taking.take(b"".join(framed("a", [b"1"])) + b"".join(framed("b", [b"2"])))
    taking.finish()
    assert found == [b"2", b""]


@pytest.mark.parametrize("left_away", range(1, 12))
def test_a_stream_that_ends_too_early_is_refused(left_away: int) -> None:
    stream = b"".join(framed("a", [b"1"]))
    taking = Parts(lambda _name: None)
    taking.take(stream[:-left_away])
    with refused("ends too early"):
        taking.finish()


def test_a_frame_that_none_of_ours_would_be_is_refused() -> None:
    with refused("does not read"):
        Parts(lambda _name: None).take((parts.MOST + 1).to_bytes(4, "big"))


@pytest.mark.parametrize("name", [
    "media/../secrets/django", "media//etc/passwd", "media/", "media/a/../../b", "media/./a", "media/a\0b",
])  # fmt: skip
def test_a_file_of_the_site_lands_in_its_folder_or_nowhere(tmp_path: Path, name: str) -> None:
    with refused("no site has"):
        _file(tmp_path / "media", name)
    assert not any(tmp_path.rglob("*"))


def test_a_file_of_the_site_is_closed_to_others(tmp_path: Path) -> None:
    write = _file(tmp_path / "media", "media/documents/lucrare-ă.pdf")
    assert write is not None
    for content in (b"A paper", b""):
        write(content)
    file = tmp_path / "media" / "documents" / "lucrare-ă.pdf"
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"A paper", 0o600)
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_secrets_of_the_site_lie_in_its_own_folder_and_nowhere_else(tmp_path: Path) -> None:
    write_files(tmp_path / "new", {"public/filled": b""}, {"public/secrets/django": b"x"})
    assert (tmp_path / "new" / "public" / "secrets" / "django").read_bytes() == b"x"
    with pytest.raises(CannotRun):
        write_files(tmp_path / "other", {}, {"public/media/django": b"x"})
