"""A plan is looked at again with the person on days on which they may be reached."""

from typing import Any

import pytest

from safeconduct.cases.planning.meeting import out_of_reach
from safeconduct.cases.safe_hours import safe_contact

WEEKDAYS = safe_contact({"safe_hours": [{"days": "mon_fri", "from": "09:00", "until": "12:00"}]}, "RO")
UNKNOWN = safe_contact({"do_not_contact": "at weekends"}, "RO")
MONDAY, SUNDAY, SATURDAY = "2027-03-01", "2027-02-28", "2027-02-27"


def plan(*days: str, **more: str) -> dict[str, Any]:
    return {"plan_reviews": [{"on": day, **more} for day in days]}


@pytest.mark.parametrize(
    "new, stands, contact, wrong",
    [
        (plan(MONDAY), {}, WEEKDAYS, []),
        (plan(MONDAY, SUNDAY), {}, WEEKDAYS, ["plan_reviews-1-on"]),
        (plan(SATURDAY, SUNDAY), plan(SUNDAY), WEEKDAYS, ["plan_reviews-0-on"]),
        (plan(SUNDAY, held=SUNDAY), {}, WEEKDAYS, []),
        (plan(SUNDAY), {}, UNKNOWN, []),
        ({"plan_reviews": {"unanswered": "not_asked"}}, {}, WEEKDAYS, []),
    ],
)
def test_a_new_day_without_a_safe_hour_is_named(
    new: dict[str, Any], stands: dict[str, Any], contact: Any, wrong: list[str]
) -> None:
    assert [name for name, _said in out_of_reach(new, stands, contact)] == wrong
