"""The table of the scenarios is whole, and says what the tests say."""

import re

from safeconduct.commands.places import REPOSITORY
from tests.scenarios.listing import ELSEWHERE, LATER, PLACE, SENTENCES, Line, journeys, page

OUTCOMES = {"passed", "one node only", "two nodes only", "passed elsewhere"}
WRITE = "write it anew with .venv/bin/python -m tests.scenarios"


def test_each_scenario_is_walked_here_or_tested_elsewhere() -> None:
    assert journeys() | ELSEWHERE.keys() == SENTENCES.keys()
    wanted = {f"P{n}" for n in range(1, 11)} | {f"S{n}" for n in range(1, 21)}
    assert wanted <= SENTENCES.keys()
    assert LATER.keys() <= SENTENCES.keys()
    for test in (test for tests in ELSEWHERE.values() for test in tests):
        file, _colons, name = test.partition("::")
        assert f"def {name}" in (REPOSITORY / file).read_text(encoding="utf-8")


def test_the_page_of_the_handbook_has_each_scenario_and_none_that_failed() -> None:
    text = PLACE.read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ([PAS]\d+) \| .* \| ([^|]+?)(?: \(in part\))? \| ([^|]+?)(?: \(in part\))? \|$",
        text,
        re.MULTILINE,
    )
    assert [number for number, _one, _two in rows] == [*SENTENCES], WRITE
    day = re.search(r"^Last outcome: (\d{4}-\d\d-\d\d)\.$", text, re.MULTILINE)
    assert day is not None, WRITE
    assert text == page([Line(*row) for row in rows], day[1]), WRITE
    assert {said for row in rows for said in row[1:]} <= OUTCOMES, WRITE
