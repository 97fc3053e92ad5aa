"""Remarks between the site and the node: what was written is read again; what somebody else wrote is not trusted."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from safeconduct.vocabulary import remarks
from safeconduct.vocabulary.remarks import Became, Malformed, Remark

ONE, OTHER = UUID(int=1), UUID(int=2)
SAID = Remark(ONE, OTHER, "Nobody <answers>\nthere. Я", "uk", date(2026, 11, 30))
OF_LAW = Remark(OTHER, "RO-RP-01", "Not 90 days.", "en", date(2026, 11, 30))


def test_what_was_written_is_read_again() -> None:
    assert remarks.read(remarks.written([SAID, OF_LAW]).encode()) == (SAID, OF_LAW)
    assert remarks.became(Became((ONE,), (OTHER,)).text().encode()) == Became((ONE,), (OTHER,))
    assert (remarks.read(None), remarks.became(None)) == ((), Became())


def broken(**more: Any) -> bytes:
    """The file with one thing changed."""
    told = json.loads(remarks.written([SAID]))
    told["remarks"][0] |= more
    return json.dumps(told).encode()


@pytest.mark.parametrize("raw", [
    b"", b"[]", b"{}", b'{"v": 2, "remarks": []}', b'{"v": 1}', b'{"v": 1, "remarks": [1]}', b"[" * 100_000,
    broken(text=""), broken(text="x" * 1001), broken(text=1), broken(text="\ud800"), broken(language="xx"),
    broken(language=[]), broken(day="today"), broken(id="1"), broken(service=None),
    broken(rule="ro-rp-01"), broken(rule="RO\n"), broken(rule=""), broken(rule=7), broken(rule="R" * 41),
    remarks.written([SAID] * 51).encode(), b'"' + b" " * remarks.LARGEST + b'"',
])  # fmt: skip
def test_what_is_no_file_of_remarks_is_refused_whole(raw: bytes) -> None:
    with pytest.raises(Malformed):
        remarks.read(raw)


@pytest.mark.parametrize("raw", [b"", b"[]", b'{"v": 1, "kept": [1], "left": []}', b'{"v": 1, "kept": []}'])
def test_nor_is_another_file_an_answer(raw: bytes) -> None:
    with pytest.raises(Malformed):
        remarks.became(raw)
