"""`./run demo --once --import FILE`: what is said about a file before anything starts, and where its rows go."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from safeconduct.cases.htcds.reading import Person, read
from safeconduct.commands import demo
from safeconduct.commands.demonstration.importing import Ended, may_receive, persons_in, recipient_of, report
from safeconduct.commands.demonstration.pair import Pair, pair_in
from safeconduct.commands.faults import CannotRun
from safeconduct.vocabulary.sections import Section

FILES = Path(__file__).with_name("import")
TOP = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 25)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two nodes on paper: nothing is made or started."""
    return pair_in(tmp_path)


def person(**columns: str) -> Person:
    header, cells = ",".join(columns), ",".join(f'"{value}"' for value in columns.values())
    (found,) = read(f"{header}\n{cells}\n".encode(), today=TODAY).persons
    return found


# --- The files of the handbook ----------------------------------------------------------------------------


@pytest.mark.parametrize("name, rows, consents", [("people.csv", 4, 3), ("people.json", 2, 1)])
def test_the_example_files_are_right(name: str, rows: int, consents: int) -> None:
    found = persons_in(FILES / name, skip_bad=False, today=TODAY)
    assert found is not None
    assert (len(found.persons), sum(each.has_consent for each in found.persons)) == (rows, consents)


def test_of_a_file_with_wrong_rows_nothing_is_imported(capsys: pytest.CaptureFixture[str]) -> None:
    assert persons_in(FILES / "bad.csv", skip_bad=False, today=TODAY) is None
    said = capsys.readouterr().err
    for place in (
        "row 3, prs_Birthdate",
        "row 3, prs_Gender",
        "row 3, prs_Citizenship",
        "row 4, prs_FirstName",
    ):
        assert f"bad.csv: {place}: " in said
    assert "Nothing was imported: 2 rows cannot be read, 1 could." in said


def test_wrong_rows_can_be_skipped_and_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    found = persons_in(FILES / "bad.csv", skip_bad=True, today=TODAY)
    assert found is not None
    assert [each.row for each in found.persons] == [2]
    said = capsys.readouterr().err
    assert "row 3, prs_Birthdate" in said
    assert "Skipped: 2 rows. Imported: 1 row." in said


@pytest.mark.parametrize("skip_bad", [False, True])
def test_a_foreign_file_is_never_imported(skip_bad: bool, capsys: pytest.CaptureFixture[str]) -> None:
    assert persons_in(FILES / "foreign.csv", skip_bad=skip_bad, today=TODAY) is None
    assert "No row can be imported." in capsys.readouterr().err


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="cannot be read: No such file"):
        persons_in(tmp_path / "people.csv", skip_bad=False)
    with pytest.raises(CannotRun, match="cannot be read: Is a directory"):
        persons_in(tmp_path, skip_bad=False)


def _never(do: Callable[[Pair], None]) -> int:
    pytest.fail("started")


def _well(do: Callable[[Pair], None]) -> int:
    return 0


def test_a_wrong_file_ends_with_2_before_anything_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_once", _never)
    assert demo.main(["--once", "--import", str(FILES / "bad.csv")]) == 2
    monkeypatch.setattr(demo, "_once", _well)
    assert demo.main(["--once", "--import", str(FILES / "bad.csv"), "--skip-bad"]) == 0


@pytest.mark.parametrize("words", [["--import", "people.csv"], ["--once", "--skip-bad"]])
def test_words_that_do_not_go_together_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        demo.main(words)
    assert ended.value.code == 2


def test_without_django_the_sentences_are_readable() -> None:
    script = (
        "import sys; from pathlib import Path; from safeconduct.commands.demonstration.importing import persons_in; "
        "sys.exit(persons_in(Path(sys.argv[1]), skip_bad=False) is not None)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(FILES / "bad.csv")],
        capture_output=True,
        text=True,
        cwd=TOP,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(TOP)},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "is a day that no calendar has" in ended.stderr


# --- Where a row goes -------------------------------------------------------------------------------------


def test_an_adult_goes_to_the_agency_that_the_file_names(pair: Pair) -> None:
    row = person(prs_Birthdate="1990-01-01", cas_ReferredOrganisation="maison lierre", spl_Type="Legal")
    agency, _service, note = recipient_of(row, pair)
    assert agency["name"] == "Maison Lierre"
    assert "not in the directory" not in note


def test_else_to_one_that_answers_the_need(pair: Pair) -> None:
    row = person(prs_Birthdate="1990-01-01", cas_ReferredOrganisation="Elsewhere", spl_Type="Legal")
    agency, service, note = recipient_of(row, pair)
    assert (agency["sector"], "legal_aid" in service["needs"]) == ("legal", True)
    assert "Elsewhere is not in the directory" in note


@pytest.mark.parametrize("born, says", [("2012-01-01", "a child"), ("", "treated as a child")])
def test_who_is_or_may_be_a_child_goes_to_child_protection(pair: Pair, born: str, says: str) -> None:
    row = person(prs_FirstName="Maria", prs_Birthdate=born, cas_ReferredOrganisation="Maison Lierre")
    agency, service, note = recipient_of(row, pair)
    assert agency["sector"] == "child_protection"
    assert service["takes_children"]
    assert says in note


def test_a_shelter_may_receive_what_the_policy_opens_to_it_and_no_more(pair: Pair) -> None:
    shelter, bed = pair.services(pair.be)[0]
    assert Section.NEEDS in may_receive(shelter, bed)
    assert Section.EXPLOITATION not in may_receive(shelter, bed)
    lawyers = next(both for both in pair.services(pair.be) if both[0]["sector"] == "legal")
    assert Section.EXPLOITATION in may_receive(*lawyers)
    for agency, service in pair.services(pair.be):
        assert Section.NARRATIVE not in may_receive(agency, service)


def test_the_report_says_what_became_of_the_tick_and_of_what_was_left_out() -> None:
    found = persons_in(FILES / "people.csv", skip_bad=False, today=TODAY)
    assert found is not None
    ended = [
        Ended(2, True, "Maison Lierre", "RO-7F3K-9Q2X", "closed", "closed", "shelter"),
        Ended(3, False, "Maison Lierre", "RO-7F3K-9Q2Y", "draft", "-", "no consent in the file"),
    ]
    lines = report(found, ended)
    text = "\n".join(lines)
    assert next(line for line in lines if "RO-7F3K-9Q2X" in line).split()[:2] == ["2", "yes"]
    assert next(line for line in lines if "RO-7F3K-9Q2Y" in line).split()[:2] == ["3", "no"]
    assert "Not taken over: per_RoleInProcess." in text
    assert "for invented people only" in text
