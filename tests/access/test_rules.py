"""What the compiled table answers to one question: a row that allows, one that forbids, and silence."""

import pytest

from safeconduct.access.rules import FORBIDDEN, NOT_IN_THE_POLICY, Action, Basis, Cell, Policy, Row, may
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused
from safeconduct.vocabulary.sections import Section

CELL = Cell(
    Sector.NGO, Profession.SOCIAL_WORKER, Purpose.PROTECTION, Section.SAFETY, Action.OPEN, Basis.CONSENT
)


@pytest.mark.parametrize("rows, expected", [
    ({CELL: Row(1, allows=True, why="So it is.")}, Allowed()),
    ({CELL: Row(1, allows=False, why="Never.")}, Refused(FORBIDDEN)),
    ({}, Refused(NOT_IN_THE_POLICY)),
])  # fmt: skip
def test_what_no_row_allows_is_refused_and_it_is_said_whether_it_is_never_or_not_yet(
    rows: dict[Cell, Row], expected: Decision
) -> None:
    assert may(Policy("0", rows), CELL) == expected
