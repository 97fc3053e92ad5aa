"""Walk all scenarios and write docs/reference/scenarios.md with what came of them today."""

import re
import subprocess
import sys
from datetime import UTC, datetime

from safeconduct.commands.places import REPOSITORY
from tests.scenarios.listing import ELSEWHERE, PLACE, SENTENCES, Line, page
from tests.scenarios.places import WHERE

OUTCOME = re.compile(r"^(\S+)::(test_[^\[\s]+)(?:\[([^\]]*)\])? (PASSED|FAILED|ERROR|SKIPPED)", re.MULTILINE)


def main() -> int:
    """The exit code of the tests."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/scenarios", "-v", "-p", "no:cacheprovider"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = OUTCOME.findall(done.stdout)
    lines = [Line(number, *(_of(number, where, found) for where in WHERE)) for number in SENTENCES]
    PLACE.write_text(page(lines, datetime.now(UTC).date().isoformat()), encoding="utf-8")
    sys.stdout.write(done.stdout[-2000:])
    return done.returncode


def _of(number: str, where: str, found: list[tuple[str, str, str, str]]) -> str:
    """`passed` when every test of it has passed there; otherwise what was worst."""
    if number in ELSEWHERE:
        return "elsewhere"
    begins = f"test_{number.lower()}_"
    outcomes = {said for _path, name, id_, said in found if name.startswith(begins) and where in id_}
    if outcomes == {"SKIPPED"}:
        return "two nodes only"
    return "passed" if outcomes == {"PASSED"} else "not walked" if not outcomes else "**failed**"


if __name__ == "__main__":
    sys.exit(main())
