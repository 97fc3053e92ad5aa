"""The keys for questions: one a month, the former ones as long as something sealed to them is kept."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from safeconduct.keys import question_keys, sealing
from safeconduct.keys.errors import CannotOpen, KeyFileRefused, KeyNotHeld
from safeconduct.vocabulary.identifiers import NodeId

RO, DAY = NodeId("ro"), date(2026, 11, 30)


def later(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "keys"
    made.mkdir(mode=0o700)
    return made


def test_a_key_is_made_once_and_another_one_after_a_month(folder: Path) -> None:
    assert question_keys.known(folder) == []
    (first,) = question_keys.turn(folder, RO, DAY)
    assert question_keys.turn(folder, RO, later(29)) == [first]
    newest, former = question_keys.turn(folder, RO, later(30))
    assert (newest.number, former) == (2, first)
    assert newest.half != first.half
    assert question_keys.known(folder) == [newest, first]


def test_what_was_sealed_to_a_former_key_opens_until_nothing_of_it_is_kept(folder: Path) -> None:
    (first,) = question_keys.turn(folder, RO, DAY)
    sealed = sealing.seal(b"hers", first.half, b"info")
    question_keys.turn(folder, RO, later(200))
    question_keys.turn(folder, RO, later(269))
    assert sealing.unseal(sealed, question_keys.key(folder, RO, "web", 1), b"info") == b"hers"
    question_keys.turn(folder, RO, later(270))
    with pytest.raises(CannotOpen):
        question_keys.key(folder, RO, "web", 1)
    assert not (folder / "question.1.key").exists()


@pytest.mark.parametrize("process", ["inbox", "worker"])
def test_no_process_but_web_gets_one(folder: Path, process: str) -> None:
    question_keys.turn(folder, RO, DAY)
    with pytest.raises(KeyNotHeld, match=rf"{process} process does not hold the key question\.1"):
        question_keys.key(folder, RO, process, 1)  # type: ignore[arg-type]


def test_a_kill_between_the_two_files_leaves_a_key_that_is_taken_up(folder: Path) -> None:
    (first,) = question_keys.turn(folder, RO, DAY)
    (folder / question_keys.FILE).unlink()
    assert question_keys.turn(folder, RO, DAY) == [first]


def test_a_damaged_list_is_refused_with_what_to_do(folder: Path) -> None:
    question_keys.turn(folder, RO, DAY)
    (folder / question_keys.FILE).write_text("{}")
    with pytest.raises(KeyFileRefused, match="backup"):
        question_keys.turn(folder, RO, DAY)
