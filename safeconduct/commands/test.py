"""The door `test`: style, floors, types and all tests; the last line counts them."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from safeconduct.commands.building import chromium
from safeconduct.commands.check import checks
from safeconduct.commands.places import REPOSITORY


@dataclass(frozen=True)
class Count:
    """How many passed, failed and were skipped; an error counts as failed."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def main(arguments: list[str]) -> int:
    """Without arguments everything; with arguments (a path, -k, ...) only those tests, and no other check."""
    count = tests(arguments) if arguments else everything()
    print(count, flush=True)
    return 1 if count.failed else 0


def everything() -> Count:
    """All tests, and beside them the checks: each of those keeps one processor, and is said after the tests."""
    chromium.require()
    with ThreadPoolExecutor(1) as beside:
        begun = beside.submit(lambda: list(checks()))
        count = tests([])
        made = begun.result()
    print(*made, sep="\n", flush=True)
    passed = sum(checked.is_passed for checked in made)
    return count + Count(passed=passed, failed=len(made) - passed)


def tests(arguments: Sequence[str]) -> Count:
    """Run pytest, its output as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            f"--junitxml={report}",
            *(
                arguments or ["-n", "3", "--dist", "worksteal"]
            ),  # else one worker has the browser, and one nothing
        ]
        # A proxy would stand between two nodes on this machine.
        environment = {
            name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
        }
        code = subprocess.run(command, cwd=REPOSITORY, env=environment, check=False).returncode
        count = counted(report) if report.exists() else Count()
        _keep(report)
    # Pytest itself broke: a collection that failed, no test found, a crash.
    return count + Count(failed=1) if code != 0 and count.failed == 0 else count


def counted(report: Path) -> Count:
    """Add up pytest's own report."""
    total = Count()
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - written by us just now
        number = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
        failed = number["failures"] + number["errors"]
        total += Count(max(0, number["tests"] - failed - number["skipped"]), failed, number["skipped"])
    return total


def _keep(report: Path) -> None:
    """CI reads the times of the tests from the report."""
    target = os.environ.get("TEST_REPORT")
    if target and report.exists():
        Path(target).write_bytes(report.read_bytes())
