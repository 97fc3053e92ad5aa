"""The threat model: each threat of this field has a control, a test that is there, and what is left."""

import re

from safeconduct.commands.places import REPOSITORY

PAGE = (REPOSITORY / "docs" / "explanation" / "threat-model.md").read_text(encoding="utf-8")
SECTION = PAGE.split("## The threats of this field")[1].split("\n## ")[0]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in SECTION.splitlines()
    if line.startswith("| ") and not line.startswith("| threat")
]
NAMED = (
    "accomplice", "planted to find", "forced to sign in", "telephone is watched", "insider", "administrator",
    "subpoena", "immigration", "police and support", "swapped", "flood", "ransomware",
)  # fmt: skip
"""The threats that the design names, by a word of each."""


def test_each_threat_of_the_design_has_a_row() -> None:
    assert [word for word in NAMED if not any(word in row[0].lower() for row in ROWS)] == []


def test_each_row_has_a_control_a_test_and_what_is_not_covered() -> None:
    """That the tests are there is looked at in tests/test_docs.py, as for every page."""
    for row in ROWS:
        assert len(row) == 4, row[0]
        assert len(row[1]) > 20, row[0]
        assert re.search(r"`tests/[\w/]+\.py::\w+`", row[2]), row[0]
        assert len(row[3]) > 20, row[0]
