"""A language as a .po file and back: nothing is lost, and nobody's word is taken for a review."""

import pytest

from safeconduct.public.speaking.po import LARGEST, NOT_READABLE, Entry, read, written

ENTRIES = [
    Entry("help:card.verified", "Checked on {day}", "Verificat la {day}\u00a0!", True),
    Entry("help:near.women", "Women", "Femei", False),
    Entry("help:takes.women", "Women", "Femeile", True),
    Entry("ask:texts.lead", 'A "quoted" line\\n', "", False),
]


def test_what_was_written_is_read_again_also_the_same_source_in_two_places() -> None:
    assert read(written("ro", ENTRIES)) == ENTRIES


def test_what_nobody_has_checked_is_fuzzy_for_every_program_that_knows_gettext() -> None:
    text = written("ro", ENTRIES).decode()
    assert text.count("\n#, fuzzy\n") == 2
    assert 'msgctxt "help:card.verified"' in text


@pytest.mark.parametrize("raw", [
    b"\xff\xfe", b"x" * (LARGEST + 1), b'msgid "a\nmsgstr "b"\n', b'msgid "a"\nmsgstr[9] "b"\nnothing\n',
    b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nothing\\n"\nmsgid',
])  # fmt: skip
def test_what_is_no_such_file_is_refused_whole(raw: bytes) -> None:
    assert read(raw) == NOT_READABLE
