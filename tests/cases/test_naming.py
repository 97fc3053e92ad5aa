"""An error at the top of a long page names its section, its question, and of rows which one and which part."""

import pytest

from safeconduct.cases.naming import named, summary
from safeconduct.vocabulary.sections import Section

ROWS = {"monitoring-0-on": [""], "monitoring-4-on": ["soon"], "monitoring-4-who": ["Dim"]}


@pytest.mark.parametrize(("section", "name", "expected"), [
    (Section.RETURN, "left_on", "Return, Left on: Wrong."),
    (Section.RETURN, "monitoring-4-on",
     "Return, Days after the arrival on which somebody asks how it is, row 2, Ask on: Wrong."),
    (Section.RETURN, "monitoring-9-on",
     "Return, Days after the arrival on which somebody asks how it is, row 10, Ask on: Wrong."),
    (Section.RETURN, "monitoring", "Return, Days after the arrival on which somebody asks how it is: Wrong."),
    (Section.RETURN, "monitoring-4-nothing", "Return: Wrong."),
    (Section.PROFILE, "no question", "Profile: Wrong."),
])  # fmt: skip
def test_the_sentence_says_where(section: Section, name: str, expected: str) -> None:
    assert named(section, name, "Wrong.", ROWS) == expected


def test_it_leads_to_the_question() -> None:
    assert summary({Section.PLAN: {"goal": "Wrong."}}, {}).keys() == {"plan-goal"}
