"""Who reads figures, and which counts of people are shown."""

import pytest

from safeconduct.statistics.rules import FEWEST, ONLY_COORDINATORS, may_read, shown
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Refused


@pytest.mark.parametrize("profession", Profession)
@pytest.mark.parametrize("is_named", [True, False])
def test_figures_are_for_a_coordinator_whom_an_agency_has_named(
    profession: Profession, *, is_named: bool
) -> None:
    may = profession is Profession.COORDINATOR and is_named
    assert may_read(profession, is_named=is_named) == (Allowed() if may else Refused(ONLY_COORDINATORS))


def test_a_count_of_a_few_people_is_hidden_and_none_is_a_number() -> None:
    assert [shown(number) for number in (0, 1, FEWEST - 1, FEWEST)] == [0, None, None, FEWEST]
