"""Style sheet and fonts: made once, made again when a source has changed, and without any Node.js on the machine."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct.commands.building import frontend
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import REPOSITORY


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What building needs, in a folder of its own; the fetched packages are those of this clone."""
    frontend.ensure()
    top = tmp_path / "clone"
    for name in (*frontend.LISTED, "requirements-node.txt"):
        top.mkdir(exist_ok=True)
        shutil.copyfile(REPOSITORY / name, top / name)
    shutil.copytree(REPOSITORY / frontend.SITE / "scss", top / frontend.SITE / "scss")
    (top / "node_modules").symlink_to(REPOSITORY / "node_modules")
    return top


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in (REPOSITORY / "package-lock.json").read_text()
    assert (REPOSITORY / ".npmrc").read_text() == "omit-lockfile-registry-resolved=true\n"


def test_each_package_has_an_exact_version() -> None:
    listed = json.loads((REPOSITORY / "package.json").read_text())
    versions = {**listed["dependencies"], **listed["devDependencies"]}
    assert all(version[0].isdigit() for version in versions.values())


def test_it_is_built_once(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frontend.ensure(clone)
    css = frontend.built_folder(clone) / "site.css"
    assert css.stat().st_size > 20_000
    monkeypatch.setattr(frontend, "_make", lambda _: pytest.fail("built twice"))
    frontend.ensure(clone)


def test_a_changed_source_is_built_again(clone: Path) -> None:
    frontend.ensure(clone)
    with open(clone / frontend.SITE / "scss" / "_frame.scss", "a") as file:
        file.write(".new-rule { margin: 0; }\n")
    frontend.ensure(clone)
    assert ".new-rule" in (frontend.built_folder(clone) / "site.css").read_text()


def test_a_colour_without_a_token_is_refused_with_a_sentence(clone: Path) -> None:
    with open(clone / frontend.SITE / "scss" / "_frame.scss", "a") as file:
        file.write(".new-rule { color: #123456; }\n")
    with pytest.raises(CannotRun, match="The colour #123456 has no token"):
        frontend.ensure(clone)
    assert not frontend.built_folder(clone).exists()


def test_a_fault_in_a_source_is_one_sentence(clone: Path) -> None:
    (clone / frontend.SITE / "scss" / "_frame.scss").write_text(".a { color: $nothing; }\n")
    with pytest.raises(
        CannotRun, match=r"^The style sheet of the pages could not be built: .*Undefined variable"
    ):
        frontend.ensure(clone)


def test_an_old_node_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v18.20.4\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    called: list[Path] = []
    monkeypatch.setattr(frontend, "_tools_of_the_package", called.append)
    frontend.find_tools(tmp_path)
    assert called == [tmp_path]


@pytest.mark.slow
def test_a_machine_without_node_builds_it_with_a_python_package(tmp_path: Path) -> None:
    top = tmp_path / "clone"
    top.mkdir()
    for name in (*frontend.LISTED, "requirements-node.txt"):
        shutil.copyfile(REPOSITORY / name, top / name)
    shutil.copytree(REPOSITORY / frontend.SITE / "scss", top / frontend.SITE / "scss")
    code = (
        "import sys, pathlib; from safeconduct.commands.building import frontend; "
        "frontend.ensure(pathlib.Path(sys.argv[1]))"
    )
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "bin").mkdir()
    environment = {
        **os.environ,
        "PATH": str(tmp_path / "bin"),
        "HOME": str(home),
        "PYTHONPATH": str(REPOSITORY),
    }
    ended = subprocess.run(
        [sys.executable, "-c", code, str(top)], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert "There is no Node.js 20 here" in ended.stderr
    assert (frontend.built_folder(top) / "site.css").stat().st_size > 20_000
