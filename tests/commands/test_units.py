"""The units are accepted by systemd's own check, and let a node do no more than it must."""

import shutil
import subprocess
from pathlib import Path

import pytest

from safeconduct.commands import units
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.databases import Address
from safeconduct.commands.nodes.node import keep_facts
from tests.commands.wizard import ran

NAMES = ["", "-worker@", "-backup"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A node that was set up, in a folder with a name that needs care, and where its backups go."""
    folder = tmp_path / "a node 100%"
    folder.mkdir()
    places = {"data": str(tmp_path), "keys": str(tmp_path)}
    keep_facts(
        folder, {"node": "se", "country": "SE", "name": "Safe House", "set_up": True, "backups": places}
    )
    Address("127.0.0.1", 5432, "safeconduct").write(folder)
    return folder


@pytest.fixture
def written(home: Path, tmp_path: Path) -> Path:
    """The folder with the units."""
    folder = tmp_path / "units"
    folder.mkdir()
    assert units.main(["--home", str(home), "--to", str(folder), "--user", "daemon"]) == 0
    return folder


def test_systemd_accepts_them(written: Path) -> None:
    """CI installs it where it is missing: see .ci/run."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not on this machine")
    names = sorted(str(path) for path in written.iterdir())
    assert len(names) == 4
    said = subprocess.run(
        [program, "verify", "--man=no", *names], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr + said.stdout) == (0, "")


@pytest.mark.parametrize("name", NAMES)
def test_each_service_is_closed_to_what_it_needs_not(written: Path, home: Path, name: str) -> None:
    text = (written / f"safeconduct-se{name}.service").read_text()
    assert units.HARDENED in text
    assert "User=daemon" in text
    paths = [line for line in text.splitlines() if line.startswith("ReadWritePaths=")]
    own = f'ReadWritePaths="{str(home).replace("%", "%%")}"'
    assert paths == [own] + [f'ReadWritePaths="{home.parent}"'] * (2 if name == "-backup" else 0)


def test_a_node_of_roots_is_not_made_a_service(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units.pwd, "getpwuid", lambda _uid: units.pwd.getpwnam("root"))  # type: ignore[attr-defined]
    with pytest.raises(CannotRun, match="is root's, and a service should not be"):
        units.main(["--home", str(home)])


def test_a_folder_that_is_not_there_is_one_sentence(home: Path) -> None:
    said = ran("units", "--home", str(home), "--user", "daemon", "--to", str(home / "nowhere"))
    assert (said.returncode, said.stderr.count("\n"), "Nothing can be written into" in said.stderr) == (
        2,
        1,
        True,
    )


def test_without_a_folder_they_are_printed(home: Path) -> None:
    said = ran("units", "--home", str(home), "--user", "daemon")
    assert said.returncode == 0
    assert [line for line in said.stdout.splitlines() if line.startswith("# ")] == [
        "# safeconduct-se.service",
        "# safeconduct-se-worker@.service",
        "# safeconduct-se-backup.service",
        "# safeconduct-se-backup.timer",
    ]


def test_what_would_keep_the_service_from_running_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "REPOSITORY", Path("/srv"))
    assert units.doubts(Path("/srv"), Path("/srv").owner()) == []
    said = units.doubts(home, "daemon")
    assert f"The folder {home} is not daemon's: chown -R daemon: '{home}'" in said
    monkeypatch.setattr(units, "HIDDEN", {str(home.parent): "why"})
    assert f"The node lies under {home.parent}, and why: move it" in units.doubts(home, "daemon")[1]
    assert "There is no account nobody-here on this machine: useradd --system nobody-here" in units.doubts(
        home, "nobody-here"
    )


def test_a_node_in_a_home_folder_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "REPOSITORY", Path("/home", "ana", "safeconduct"))
    (said,) = units.doubts(Path("/srv"), Path("/srv").owner())
    assert said.startswith("The clone lies under /home, and the service may change nothing there")
