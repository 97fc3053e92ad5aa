"""The strip at the head of a page: what can hurt, and a telephone of which nobody says when it may be called."""

from datetime import UTC, datetime

import pytest

from safeconduct.cases.contents import Content
from safeconduct.cases.pages import strip
from safeconduct.cases.queries import Reading
from safeconduct.vocabulary.sections import Section

WARNING = "Nothing here says when it is safe to call. Ask before you do."
PHONE: Content = {"phone": "+380 00 555 01 23"}


def shown(contents: dict[Section, Content]) -> list[str]:
    """What the strip says of sections with these contents, the others being closed or empty."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    readings = {key: Reading(key, 1, content, at, "social_worker") for key, content in contents.items()}
    return [str(value) for _name, value in strip(readings)]


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
