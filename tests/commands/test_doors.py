"""The doors: listed without any package, and a foreseeable fault is one sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from safeconduct.commands import keys, peer
from safeconduct.commands.__main__ import main
from safeconduct.commands.building import times
from safeconduct.commands.doors import DOORS, listing
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import default_home, typed
from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.test import Count, counted

BASH = "/bin/bash"
REPORT = """<testsuites><testsuite tests="7" failures="1" errors="2" skipped="1">
<testcase classname="tests.keys.test_ring" name="a" time="0.5"/>
<testcase classname="tests.keys.test_card" name="b" time="0.25"/>
<testcase classname="tests.test_repository" name="c" time="1"/>
</testsuite></testsuites>"""


def ran(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BASH, str(REPOSITORY / "run"), *words], env=environment, capture_output=True, text=True, check=False
    )


def test_the_list_needs_no_package() -> None:
    code = "import sys; from safeconduct.commands.__main__ import main; sys.exit(main([]))"
    bare = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {code}"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert bare.stdout.strip() == listing().strip()


def test_the_list_names_the_commands_for_people_only() -> None:
    assert "./run demo" in listing()
    assert "./run carry" not in listing()


@pytest.mark.parametrize("name", sorted(DOORS))
def test_each_door_has_its_module(name: str) -> None:
    assert (REPOSITORY / "safeconduct" / "commands" / f"{DOORS[name].module}.py").exists()


def test_an_unknown_command_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 2
    assert capsys.readouterr().err == "safeconduct: There is no command nonsense: ./run lists them.\n"


def test_a_foreseen_fault_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str, arguments: list[str]) -> int:
        raise CannotRun("The disk is\nfull.")

    monkeypatch.setattr("safeconduct.commands.__main__.enter", fail)
    assert main(["demo"]) == 2
    assert capsys.readouterr().err == "safeconduct: The disk is full.\n"


def test_run_lists_from_an_empty_surrounding(tmp_path: Path) -> None:
    said = ran(HOME=str(tmp_path), PATH="/usr/local/bin:/usr/bin:/bin")
    assert (said.returncode, said.stdout.strip()) == (0, listing().strip())


def test_an_unknown_word_installs_nothing(tmp_path: Path) -> None:
    said = ran("nonsense", HOME=str(tmp_path), PATH="/usr/local/bin:/usr/bin:/bin")
    assert (said.returncode, said.stderr) == (
        2,
        "safeconduct: There is no command nonsense: ./run lists them.\n",
    )


def test_errors_count_as_failed(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert counted(report) == Count(passed=3, failed=3, skipped=1)
    assert str(counted(report)) == "3 passed, 3 failed, 1 skipped"


def test_times_are_added_up_per_room(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert times.times(report) == {"keys": (2, 0.75), "(top)": (1, 1.0)}


def test_the_script_knows_every_door() -> None:
    script = (REPOSITORY / "run").read_text()
    prepared = " ".join(re.findall(r"^  ([a-z_ |]+)\)\s+prepare", script, flags=re.MULTILINE))
    assert sorted(re.findall(r"[a-z_]+", prepared)) == sorted(DOORS)


@pytest.mark.parametrize("command, words", [
    (keys, ["--home", "there", "change"]),
    (keys, ["change", "--home", "there"]),
    (keys, ["advance", "--home", "there"]),
    (peer, ["--home", "there", "list"]),
    (peer, ["list", "--home", "there"]),
    (peer, ["--home", "before", "list", "--home", "there"]),
], ids=["before change", "behind change", "behind advance", "before list", "behind list", "the latter"])  # fmt: skip
def test_the_folder_is_named_before_or_behind_a_second_word(command: ModuleType, words: list[str]) -> None:
    parser = command._parser()
    assert parser.parse_args(words).home == Path("there")
    bare = [word for word in words if word not in ("--home", "there", "before")]
    assert parser.parse_args(bare).home is None


def test_a_printed_line_can_be_pasted(tmp_path: Path) -> None:
    assert typed("./run serve", default_home()) == "./run serve"
    assert typed("./run serve", tmp_path / "a node") == f"./run serve --home '{tmp_path}/a node'"


def test_who_reads_the_beginning_only_sees_no_traceback() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    said = subprocess.run(
        [sys.executable, "-m", "safeconduct.commands", "help"],
        cwd=REPOSITORY, stdout=writer, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (said.returncode, said.stderr) == (141, "")
