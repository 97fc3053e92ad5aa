"""Who leads a case: what the policy says of a profession in an agency."""

import pytest

from safeconduct.access.policy import policy
from safeconduct.cases.rules import LEADS_NO_CASE, may_open_case
from safeconduct.vocabulary.codes import WITHOUT_CASES, Profession, Sector
from safeconduct.vocabulary.decisions import Allowed, Refused


@pytest.mark.parametrize("profession", sorted(WITHOUT_CASES))
@pytest.mark.parametrize("sector", Sector)
def test_who_has_no_case_opens_none_anywhere(profession: Profession, sector: Sector) -> None:
    assert may_open_case(policy(), sector, profession) == Refused(LEADS_NO_CASE)


def test_a_social_worker_of_a_shelter_opens_a_case() -> None:
    assert may_open_case(policy(), Sector.SHELTER, Profession.SOCIAL_WORKER) == Allowed()
