"""`./run services`: what is wrong is told, a dry run keeps nothing, the same file goes on, and all of it is undone."""

from pathlib import Path

import pytest

from safeconduct.commands import services
from safeconduct.commands.faults import CannotRun
from tests.site.administration.conftest import Office
from tests.site.administration.test_bringing_work import HEADER, line


def run(*words: str) -> int:
    from safeconduct.commands import services_bringing

    return services_bringing.main(services._parser().parse_args([*words, "--member", "ana"]))


def test_the_command_brings_in_and_takes_back(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, wrong = tmp_path / "list.csv", tmp_path / "wrong.csv"
    file.write_text("\n".join([HEADER, line(1), line(2, country="Atlantis"), line(3)]))
    assert run("bring", str(file), "--dry-run") == 1
    said = capsys.readouterr()
    assert "3 records: 2 could be proposals, 1 are wrong. Nothing was kept." in said.out
    assert "row 3, country: “Atlantis” is no country." in said.err
    assert office.row("SELECT count(*) FROM directory.bringing") == (0,)
    assert run("bring", str(file), "--source", "A list", "--wrong", str(wrong), "--open") == 1
    said = capsys.readouterr()
    assert "3 records: 2 proposals, 0 say what stands already" in said.out
    assert "3 records read, 1 wrong" in said.err
    assert "Atlantis" in wrong.read_text()
    (bringing,) = office.row("SELECT id FROM directory.bringing WHERE state = 'open'")
    assert run("undo", str(bringing)) == 0
    assert office.row("SELECT state FROM directory.bringing") == ("undone",)
    mapping = tmp_path / "mapping.json"
    assert run("bring", str(file), "--mapping", str(mapping)) == 1
    assert '"phone": "phone"' in mapping.read_text()
    broken = tmp_path / "broken.json"
    broken.write_text('[{"id": "1"')
    with pytest.raises(CannotRun, match="From record 1 on this is no JSON"):
        run("bring", str(broken))
    with pytest.raises(CannotRun, match="cannot be read"):
        run("bring", str(tmp_path / "nothing.csv"))
