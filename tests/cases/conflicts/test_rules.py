"""For whom the question for a conflict of interest is, and which standing is in conflict with which."""

import pytest

from safeconduct.agencies.rules import may_have_cases
from safeconduct.cases.conflicts.rules import NOT_YOURS, Standing, may_ask
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Refused


@pytest.mark.parametrize("profession", Profession)
def test_whoever_works_with_people_asks_and_whoever_only_administers_does_not(profession: Profession) -> None:
    assert may_ask(profession) == (Allowed() if may_have_cases(profession) else Refused(NOT_YOURS))


def test_the_administrator_looks_for_nobody_by_name() -> None:
    assert may_ask(Profession.ADMINISTRATOR) == Refused(NOT_YOURS)
    assert may_ask(Profession.LAWYER) == Allowed()


def test_somebody_helped_is_in_conflict_with_whoever_stands_against_them() -> None:
    assert (Standing.HELPED.other, Standing.OPPOSED.other) == (Standing.OPPOSED, Standing.HELPED)
