"""What a file is: by its content, whatever it is called."""

import pytest

from safeconduct.cases.attachments.kinds import Kind, kind_of, named_as, plain
from tests.cases.attachments.files import paper, photograph, zip_bomb


@pytest.mark.parametrize("data, kind", [
    (paper(), Kind.PDF), (photograph(), Kind.JPEG), (photograph("PNG"), Kind.PNG),
    ("Ce a spus martorul: «nu știu».\r\n\tApoi a tăcut.".encode(), Kind.TEXT), (b"\xef\xbb\xbfA note", Kind.TEXT),
])  # fmt: skip
def test_what_is_taken_in(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize("data", [
    b"", b"   \n", zip_bomb(), b"MZ\x90\x00", b"#!/bin/sh\nrm -r /", b"<script>alert(1)</script>",
    b" <svg onload='x'/>", b"<?php system($_GET[0]); ?>", b"GIF89a\x01\x00", b"RIFF\x1a\x00WEBP", b"caf\xe9", b"a\x00b",
    b"a\x1b[2Jb", b"\x0aGIF \x7f", b"junk\x00%PDF-1.7", "a\u0085b".encode(),
])  # fmt: skip
def test_what_is_on_no_list(data: bytes) -> None:
    assert kind_of(data) is None


@pytest.mark.parametrize("name, kind", [
    ("a.PDF", Kind.PDF), ("photo.sh.jpg", Kind.JPEG), ("photo.jpeg", Kind.JPEG), ("a.png", Kind.PNG),
    ("a.txt", Kind.TEXT), ("a.pdf.exe", None), ("pdf.", None), ("", None),
])  # fmt: skip
def test_what_a_name_claims(name: str, kind: Kind | None) -> None:
    assert named_as(name) is kind


def test_the_ends_of_lines_are_one_kind() -> None:
    assert plain(b"\xef\xbb\xbfone\r\ntwo\rthree") == "one\ntwo\nthree"
