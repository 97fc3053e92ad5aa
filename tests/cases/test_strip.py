"""The strip at the head of a page: what can hurt, and a telephone of which nobody says when it may be called."""

from datetime import UTC, datetime

import pytest

from safeconduct.cases.contents import Content
from safeconduct.cases.pages import strip
from safeconduct.cases.queries import Reading
from safeconduct.vocabulary.sections import Section

WARNING = "Nothing here says when it is safe to call. Ask before you do."
PHONE: Content = {"phone": "+380 00 555 01 23"}


def shown(contents: dict[Section, Content], at: datetime = datetime(2026, 3, 2, tzinfo=UTC)) -> list[str]:
    """What the strip says of sections with these contents, the others being closed or empty."""
    readings = {key: Reading(key, 1, content, at, "social_worker") for key, content in contents.items()}
    return [str(value) for _name, value in strip(readings, "RO", at)]


@pytest.mark.parametrize(
    "contents, said",
    [
        ({Section.IDENTITY: PHONE}, [WARNING]),
        ({Section.IDENTITY: PHONE, Section.SAFETY: {"level": "high"}}, [WARNING, "High"]),
        ({Section.IDENTITY: PHONE, Section.SAFE_CONTACT: {"safe_to_call": "no"}}, ["No"]),
        # no telephone to be called
        ({Section.IDENTITY: {"names": "Oksana"}}, []),
        ({Section.IDENTITY: {"phone": {"unanswered": "declined"}}}, []),
        ({Section.NEEDS: {"needs": ["housing"]}}, []),
    ],
)
def test_a_number_without_its_warning_comes_first(contents: dict[Section, Content], said: list[str]) -> None:
    assert shown(contents) == said


HOURS: Content = {
    "safe_to_call": "yes", "hours_country": "RO",
    "safe_hours": [{"days": "mon", "from": "10:00", "until": "12:00"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "hour, is_outside", [(7, True), (8, False), (9, False), (10, True)]
)  # of Monday 2 March, by UTC: two hours less than in Romania
def test_a_yes_outside_the_hours_stands_below_that_it_is_not_safe_now(hour: int, is_outside: bool) -> None:
    said = shown({Section.SAFE_CONTACT: HOURS}, datetime(2026, 3, 2, hour, 30, tzinfo=UTC))
    assert said[-1] == "Yes"
    assert [words.startswith("Not now.") for words in said[:-1]] == [True] * is_outside


def test_without_hours_on_a_clock_nothing_is_said_of_now() -> None:
    assert shown({Section.SAFE_CONTACT: {"safe_to_call": "yes"}}) == ["Yes"]
