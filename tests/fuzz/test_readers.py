"""Whatever a stranger sends, a reader lets out only what it documents, in time and memory that grow with the length.

The corpus is what the fuzzer has found to reach something new, and what once got through: `./run bench fuzz` goes on
from it. Files with a name in words are crashes of once.
"""

import random
from pathlib import Path

import pytest

from tests.fuzz.beginnings import beginnings
from tests.fuzz.measuring import MOST_BYTES_A_BYTE, MOST_GROWTH, lines
from tests.fuzz.mutating import mutated
from tests.fuzz.targets import LONGEST, TARGETS

CORPUS = Path(__file__).with_name("corpus")
MOST_KEPT = 200 * 1024
CHANGES = 150
SHORT = ("many members", "deep lists, closed", "one known column", "many headers")
"""The shapes of the short form; `./run bench fuzz` has them all, longer, and measures their time."""


def kept(name: str) -> list[bytes]:
    """The corpus of one target."""
    return [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]


@pytest.mark.parametrize("name", TARGETS)
def test_what_the_fuzzer_has_kept_lets_out_nothing_that_is_not_documented(name: str) -> None:
    for data in [*beginnings(name), *kept(name)]:
        TARGETS[name](data)
    assert len(kept(name)) > 2


@pytest.mark.parametrize("name", TARGETS)
def test_honest_inputs_with_one_thing_changed_let_out_nothing_either(name: str) -> None:
    chance = random.Random(name)
    for honest in beginnings(name):
        data = honest
        for seed in range(CHANGES):
            data = mutated(
                data if seed % 4 else honest, LONGEST, seed, lambda old, _most: flipped(chance, old)
            )
            TARGETS[name](data)


def flipped(chance: random.Random, data: bytes) -> bytes:
    """One byte is another, or is gone."""
    if not data:
        return b"{}"
    place = chance.randrange(len(data))
    return data[:place] + bytes([chance.randrange(256)] * chance.randrange(2)) + data[place + 1 :]


def test_the_corpus_is_small() -> None:
    paths = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert {path.parent.name for path in paths} == set(TARGETS)
    assert sum(path.stat().st_size for path in paths) < MOST_KEPT


def test_work_and_memory_grow_with_the_length_and_no_faster() -> None:
    found = lines(4 * 1024, SHORT)
    assert [one for one in found if one.growth > MOST_GROWTH] == []
    assert [one for one in found if one.bytes_a_byte > MOST_BYTES_A_BYTE * 4] == []
