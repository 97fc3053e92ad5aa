"""What the file lacks is said before the talk: a truth table."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils.timezone import override

from safeconduct.referrals.pages.preview import MENDED_IN
from safeconduct.referrals.readiness import FileFacts, lacking_in_file
from safeconduct.referrals.reasons import NEVER_THIS_AGENCY, NEVER_THIS_COUNTRY, NEVER_THIS_KIND
from safeconduct.referrals.sending import SafetyAnswer
from safeconduct.vocabulary.codes import Answer3, RiskLevel, Sector

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAFE = SafetyAnswer(RiskLevel.LOW, date(2026, 3, 2), is_mitigated=False)
READY = FileFacts(
    has_needs=True,
    is_safety_open=True,
    safety=SAFE,
    is_child=Answer3.NO,
    has_guardian=False,
    recipient_sector=Sector.SHELTER,
)


@pytest.mark.parametrize(
    "change, expected",
    [
        ({}, []),
        ({"has_needs": False}, ["needs_empty"]),
        ({"safety": None}, ["no_safety_answer"]),
        ({"safety": replace(SAFE, valid_until=date(2026, 3, 1))}, ["safety_out_of_date"]),
        ({"safety": replace(SAFE, level=RiskLevel.HIGH)}, ["danger_not_mitigated"]),
        ({"safety": replace(SAFE, level=RiskLevel.HIGH, is_mitigated=True)}, []),
        # of what the member may not open nothing is said
        ({"safety": None, "is_safety_open": False}, []),
        # the person's own list is said first
        ({"kept_out": NEVER_THIS_COUNTRY, "has_needs": False}, ["never_this_country", "needs_empty"]),
        ({"kept_out": NEVER_THIS_KIND}, ["never_this_kind"]),
        ({"kept_out": NEVER_THIS_AGENCY}, ["never_this_agency"]),
        # a child, or perhaps one
        ({"is_child": Answer3.YES}, ["guardian_in_the_talk"]),
        ({"is_child": Answer3.UNKNOWN}, ["not_known_to_be_no_child"]),
        ({"is_child": Answer3.YES, "has_guardian": True}, []),
        ({"is_child": Answer3.YES, "recipient_sector": Sector.CHILD_PROTECTION}, []),
        # whoever is named in the talk: everybody who stands for the child has a conflict of interest
        ({"is_child": Answer3.YES, "is_guardian_in_conflict": True}, ["guardian_in_conflict"]),
        (
            {"is_child": Answer3.UNKNOWN, "has_guardian": True, "is_guardian_in_conflict": True},
            ["guardian_in_conflict"],
        ),
        ({"is_child": Answer3.NO, "is_guardian_in_conflict": True}, []),
        # all at once
        ({"has_needs": False, "safety": None}, ["needs_empty", "no_safety_answer"]),
    ],
)
def test_what_the_file_lacks_is_listed_with_the_section_that_mends_it(
    change: dict[str, object], expected: list[str]
) -> None:
    lacking = lacking_in_file(replace(READY, **change), now=NOW)  # type: ignore[arg-type]
    assert [reason.code for reason in lacking] == expected
    assert {reason.code for reason in lacking} <= set(MENDED_IN)


@pytest.mark.parametrize("hour, expected", [(20, []), (23, ["safety_out_of_date"])])
def test_the_last_day_of_a_safety_answer_is_over_at_midnight_here(hour: int, expected: list[str]) -> None:
    """At 23:30 UTC it is half past one of the next day in Bucharest."""
    now = datetime(2026, 3, 2, hour, 30, tzinfo=UTC)
    with override("Europe/Bucharest"):
        assert [reason.code for reason in lacking_in_file(READY, now=now)] == expected
