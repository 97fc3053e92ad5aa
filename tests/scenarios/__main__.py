"""Walk all scenarios and write docs/reference/scenarios.md with what came of them today."""

import re
import subprocess
import sys
from datetime import UTC, datetime

from safeconduct.commands.places import REPOSITORY
from tests.scenarios.listing import ELSEWHERE, PLACE, SENTENCES, Line, page
from tests.scenarios.places import WHERE

OUTCOME = re.compile(r"^(\S+)::(test_[^\[\s]+)(?:\[([^\]]*)\])? (PASSED|FAILED|ERROR|SKIPPED)", re.MULTILINE)

type Found = tuple[str, str, str, str]
"""File, name, parameters and outcome of a test."""


def main() -> int:
    """The exit code of the tests: of the journeys here, then of those elsewhere."""
    # The page's own test reads the page of the last time.
    here = _walked(["tests/scenarios", "--ignore=tests/scenarios/test_listing.py"])
    elsewhere = _walked(_elsewhere())
    found = OUTCOME.findall(here.stdout), OUTCOME.findall(elsewhere.stdout)
    lines = [Line(number, *(_of(number, where, *found) for where in WHERE)) for number in SENTENCES]
    PLACE.write_text(page(lines, datetime.now(UTC).date().isoformat()), encoding="utf-8")
    sys.stdout.write(here.stdout[-2000:] + elsewhere.stdout[-2000:])
    return max(here.returncode, elsewhere.returncode)


def _walked(tests: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", *tests, "-v", "-p", "no:cacheprovider"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _elsewhere() -> list[str]:
    return [test for tests in ELSEWHERE.values() for test in tests]


def _of(number: str, where: str, here: list[Found], elsewhere: list[Found]) -> str:
    """`passed` when every test of it has passed there; otherwise what was worst."""
    begins = f"test_{number.lower()}_"
    outcomes = {said for _path, name, id_, said in here if name.startswith(begins) and where in id_}
    there = [_outcomes(test, elsewhere) for test in ELSEWHERE.get(number, ())]
    if outcomes == {"SKIPPED"}:
        return f"{next(other for other in WHERE if other != where)} only"
    if any(said != {"PASSED"} for said in there) or outcomes - {"PASSED"}:
        return "**failed**"
    return "passed" if outcomes else "passed elsewhere" if there else "not walked"


def _outcomes(test: str, found: list[Found]) -> set[str]:
    """Of a file, or of one test of it."""
    file, _colons, wanted = test.partition("::")
    return {said for path, name, _id, said in found if path == file and wanted in ("", name)}


if __name__ == "__main__":
    sys.exit(main())
