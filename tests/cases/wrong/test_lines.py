"""How a line is named: without its content, and nothing else is taken for a name."""

from datetime import date
from uuid import UUID

import pytest

from safeconduct.cases.wrong.codes import About
from safeconduct.cases.wrong.lines import (
    as_chosen,
    chosen,
    line_in,
    paper_on,
    place_in,
    row_of,
    seen_in,
    seen_on,
)
from safeconduct.vocabulary.lines import LineName

DAY, AGENCY = date(2026, 11, 26), UUID(int=7)
NAMES = [
    (About.PLAN, LineName("persons_goals", 3), None),
    (About.PLAN, row_of("plan_actions", 2, 7), None),
    (About.APPOINTMENTS, LineName("month_3", 1), None),
    (About.APPOINTMENTS, row_of("plan_reviews", 0, 7), None),
    (About.CONSENTS, LineName("consent", 2), AGENCY),
    (About.SEEN, seen_on(DAY, "nurse", AGENCY, is_copy=True), None),
    (About.SEEN, seen_on(DAY, "nurse", None, is_copy=False), None),
    (About.SEEN, paper_on(DAY), None),
]


@pytest.mark.parametrize("about, line, consent", NAMES)
def test_what_a_button_sends_names_its_line_and_no_other_parts(
    about: About, line: LineName, consent: UUID | None
) -> None:
    assert chosen(about, as_chosen(line, consent)) == (line, consent)
    assert [other for other in About if line_in(other, str(line))] == [about]


@pytest.mark.parametrize(
    "text",
    ["", "plan_actions-1", "notes@1", "plan_actions-1@x", f"month_1@1:{AGENCY}", "consent@1:me", "consent@1"],
)
def test_what_names_no_line_is_the_part_as_a_whole(text: str) -> None:
    assert all(chosen(about, text) == (None, None) for about in About)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-01-01"])
def test_a_day_that_is_in_no_calendar_names_no_line(day: str) -> None:
    assert line_in(About.SEEN, f"{day}/paper@0") is None
    assert chosen(About.SEEN, f"{day}/nurse/{AGENCY.hex}/read@0") == (None, None)
    assert seen_in(LineName(f"{day}/paper")) is None


def test_a_name_says_where_the_line_stood() -> None:
    assert place_in(row_of("plan_actions", 12, 7)) == ("plan_actions", 12)
    assert seen_in(seen_on(DAY, "nurse", AGENCY, is_copy=True)) == (DAY, "nurse", AGENCY, True)
    assert seen_in(paper_on(DAY)) == (DAY, "paper", None, False)
