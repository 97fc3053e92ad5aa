"""`./run import`: the same actions as the page, from a terminal."""

import json
import re
from pathlib import Path
from uuid import UUID

import pytest

from safeconduct.access.acting import acting
from safeconduct.cases.bringing_in import queries
from safeconduct.commands import bringing
from safeconduct.commands.bring_in import _parser, main
from safeconduct.commands.faults import CannotRun
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.access.world import staff
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv

__all__ = ["staff"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

WRONG = ["A-9", "Pavel", "Radu", "31.31.1990", "m", "RO", "ro", "", "", ""]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three right rows and a wrong one."""
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv([HEADER, *PEOPLE, WRONG]))
    return path


def ran(*words: object) -> int:
    """The command for Ana, whose account is called like her."""
    return bringing.main(_parser().parse_args(["--member", "ana", *map(str, words)]))


def cases() -> int:
    with acting(MemberId(ID("ana"))):
        return sum(row.taken for row in queries.bringings())


def test_a_file_is_brought_in_and_taken_back(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(file, "--yes", "--wrong", tmp_path / "left.csv") == 1
    said = capsys.readouterr()
    assert "4 rows: 3 right, 1 wrong, 0 of the right ones may be here already." in said.out
    assert "row 5, Data nașterii: “31.31.1990” is a day that no calendar has." in said.err
    assert "Acord: This column speaks of consent." in said.out
    assert "3 cases were opened; 1 rows were left out. No consent came with them." in said.out
    assert "Ioana" not in said.out + said.err
    assert "Pavel" in (tmp_path / "left.csv").read_text()
    assert (tmp_path / "left.csv").stat().st_mode & 0o077 == 0
    found = re.search(r"\./run import --member ana --undo ([0-9a-f-]{36})\n", said.out)
    assert found
    there = _parser().parse_args(["--member", "ana", "--home", "/srv/a node"])
    assert bringing._undoing(there, UUID(found[1])).endswith(f"--undo {found[1]} --home '/srv/a node'")
    assert ran("--undo", UUID(found[1])) == 0
    assert "3 cases were taken back. 0 stay" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--dry-run"], ["--dry-run", "--yes"]], ids=["dry", "dry and yes"])
def test_a_dry_run_opens_no_case_and_leaves_no_file(
    file: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(file, *words) == 1  # a row is wrong
    assert "No case was opened." in capsys.readouterr().out
    assert cases() == 0


def test_nobody_who_says_yes_means_no(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda _asked: "")
    assert ran(file) == 1
    assert "No case was opened." in capsys.readouterr().out
    assert cases() == 0


def test_a_mapping_is_written_changed_and_used(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "mapping.json"
    assert ran(file, "--mapping", mapping) == 1
    written = json.loads(mapping.read_text())
    assert written["columns"]["Nume"] == "identity.names"
    assert written["columns"]["Acord"] == ""
    written["columns"] = {"Nume": "identity.names"}
    mapping.write_text(json.dumps(written))
    assert ran(file, "--mapping", mapping, "--yes") == 0
    assert "4 cases were opened; 0 rows" in capsys.readouterr().out


@pytest.mark.parametrize("words, sentence", [
    (["no-such-file.csv"], "cannot be read"),
    (["--agency", "elsewhere", "x"], "Nobody with the address ana works here"),
], ids=["file", "agency"])  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(words: list[str], sentence: str) -> None:
    with pytest.raises(CannotRun, match=sentence):
        ran(*words)


def test_a_file_that_is_no_list_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(CannotRun, match=r"^the file: This spreadsheet cannot be read\."):
        ran(path)


def test_a_file_or_an_import_is_named() -> None:
    with pytest.raises(CannotRun, match="Name the file"):
        main(["--member", "ana"])
