"""What is said of a node: a line a clause, the sum of them, and the same for a program."""

import pytest

from safeconduct.commands import peer_conform
from safeconduct.commands.conformance.running import CLAUSES, Verdict

PASSED, FAILED = Verdict(CLAUSES[0], ""), Verdict(CLAUSES[1], "200 instead of 401")
ABSENT = Verdict(CLAUSES[-1], "", is_asked=False)


@pytest.mark.parametrize(
    ("verdict", "mark", "passed"),
    [(PASSED, "passed", True), (FAILED, "FAILED", False), (ABSENT, "absent", None)],
)
def test_a_clause_is_passed_failed_or_absent(verdict: Verdict, mark: str, passed: bool | None) -> None:
    assert verdict.line.startswith(f"{mark}  {verdict.clause.id}  ")
    assert peer_conform._as_json(verdict)["passed"] is passed


def test_what_is_absent_counts_as_neither() -> None:
    assert peer_conform._in_all([PASSED, FAILED]) == "1 clauses passed, 1 failed."
    assert peer_conform._in_all([PASSED, ABSENT]) == (
        "1 clauses passed, 0 failed. 1 are about parts that the node does not speak, as it may."
    )


def test_clauses_stand_in_the_order_of_their_numbers() -> None:
    numbers = [int(clause.id.removeprefix("C-")) for clause in CLAUSES]

    assert numbers == sorted(set(numbers))
