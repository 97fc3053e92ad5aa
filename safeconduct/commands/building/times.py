"""`python -m safeconduct.commands.building.times REPORT`: the tests' times, one line a room, and the slowest tests."""

import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

SLOWEST = 25


def times(report: Path) -> dict[str, tuple[int, float]]:
    """Per room of tests/: how many tests, and how many seconds they took together."""
    rooms: dict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - written by pytest just now
        parts = case.get("classname", "").split(".")
        room = parts[1] if len(parts) > 2 else "(top)"
        number, seconds = rooms[room]
        rooms[room] = (number + 1, seconds + float(case.get("time", "0")))
    return dict(rooms)


def slowest(report: Path) -> list[tuple[float, str]]:
    """The tests that took longest, the slowest first: seconds and `file::test`."""
    cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314 - written by pytest just now
    named = ((float(case.get("time", "0")), f"{case.get('classname')}::{case.get('name')}") for case in cases)
    return sorted(named, reverse=True)[:SLOWEST]


def main(words: list[str]) -> int:
    """Print the table, the slowest room first, and below it single tests."""
    rooms = sorted(times(Path(words[0])).items(), key=lambda item: -item[1][1])
    print(f"{'room':<14}{'tests':>7}{'seconds':>10}")
    for room, (number, seconds) in rooms:
        print(f"{room:<14}{number:>7}{seconds:>10.1f}")
    for seconds, name in slowest(Path(words[0])):
        print(f"{seconds:>8.1f}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
