"""Who leads a case, by what the policy says of a profession in an agency; and how long it is kept on."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.access.policy import policy
from safeconduct.cases.rules import LEADS_NO_CASE, may_keep_on, may_open_case
from safeconduct.vocabulary.codes import WITHOUT_CASES, Profession, Sector
from safeconduct.vocabulary.decisions import Allowed, Refused


@pytest.mark.parametrize("profession", sorted(WITHOUT_CASES))
@pytest.mark.parametrize("sector", Sector)
def test_who_has_no_case_opens_none_anywhere(profession: Profession, sector: Sector) -> None:
    assert may_open_case(policy(), sector, profession) == Refused(LEADS_NO_CASE)


def test_a_social_worker_of_a_shelter_opens_a_case() -> None:
    assert may_open_case(policy(), Sector.SHELTER, Profession.SOCIAL_WORKER) == Allowed()


# --- Kept on --------------------------------------------------------------------------------------------------

ENDS, LATEST = datetime(2027, 3, 2, 9, tzinfo=UTC), datetime(2028, 3, 2, 9, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("until, code, sentence, instead", [
    (ENDS + MOMENT, None, "", ""),
    (LATEST, None, "", ""),
    (None, "no_day", "Until which day is not said.", "Enter a day, such as 2027-03-31."),
    (ENDS, "ends_later_anyway", "Until then the file is kept anyway.", "Enter a later day, or leave it."),
    (
        LATEST + MOMENT, "not_so_long",
        "No file is kept on for more than a year at a time, nor ten years after it was over.",
        "Enter a day before 2 March 2028.",
    ),
])  # fmt: skip
def test_a_file_is_kept_on_for_longer_than_it_is_anyway_and_not_beyond_the_latest(
    until: datetime | None, code: str | None, sentence: str, instead: str
) -> None:
    decision = may_keep_on(until, ends_at=ENDS, latest=LATEST)
    said = decision.reason if isinstance(decision, Refused) else None
    assert (said and said.code) == code
    if said is not None:
        assert (str(said.sentence), str(said.instead)) == (sentence, instead)
