"""Stored answers as a reader sees them: in words, in the language of the page."""

import pytest

from safeconduct.cases.beside.answers import their_facts
from safeconduct.cases.contents import Content, cleaned
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.forms import facts, questions
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.languages import LANGUAGES
from safeconduct.vocabulary.sections import Section
from tests.vocabulary.tongue import speaking


@pytest.mark.parametrize(
    "section, content, shown",
    [
        # days
        (Section.IDENTITY, {"birth_date": "1996-04-02"}, "Tue 2 Apr 1996"),
        (Section.SAFETY, {"valid_until": "2026-12-31"}, "Thu 31 Dec 2026"),
        (Section.SAFETY, {"valid_until": {"unanswered": "unknown"}}, "The person does not know"),
        (Section.SAFETY, {"valid_until": "the day after"}, "the day after"),  # what another node sent
        # languages
        (Section.PROFILE, {"languages": ["uk", "ro", "tlh"]}, "Ukrainian, Romanian, tlh"),
        (Section.SAFE_CONTACT, {"language": "uk"}, "Ukrainian"),
        # countries
        (Section.PROFILE, {"citizenships": ["UA", "QQ"]}, "Ukraine, QQ"),
        (Section.PROFILE, {"citizenships": ["stateless", "UA"]}, "Stateless, Ukraine"),
        (Section.EXPLOITATION, {"countries": ["RO", "BE"]}, "Romania, Belgium"),
        # texts, also those that look like a code
        (Section.NEEDS, {"wish": "2026-12-31"}, "2026-12-31"),
        (Section.PROFILE, {"pseudonym": "ro"}, "ro"),
    ],
)
def test_an_answer_is_shown_in_words(section: Section, content: Content, shown: str) -> None:
    assert [value for _label, value in facts(section, content)] == [shown]


@pytest.mark.parametrize("said, first", [
    ({}, "A draft"), ({"plan_consent": "agreed"}, "The person agrees to this plan"),
    ({"plan_consent": "refused"}, "The person says no"),
])  # fmt: skip
def test_a_plan_says_first_whether_the_person_agrees_wherever_it_is_read(said: Content, first: str) -> None:
    content = {"objectives": "A room."} | said
    for shown in (facts(Section.PLAN, content), their_facts(Section.PLAN, content)):
        assert str(shown[0][1]).startswith(first)
    assert facts(Section.PLAN, {}) == []


def test_names_of_countries_and_languages_follow_the_page() -> None:
    with speaking(Ukrainian="украински", Ukraine="Украйна"):
        said = facts(Section.PROFILE, {"languages": ["uk"], "citizenships": ["UA"]})
    assert [value for _label, value in said] == ["украински", "Украйна"]


@pytest.mark.parametrize(
    "name, codes", [("languages", sorted(LANGUAGES)), ("citizenships", [*sorted(COUNTRIES), "stateless"])]
)
def test_what_stands_is_shown_as_it_would_be_typed_and_means_the_same(name: str, codes: list[str]) -> None:
    shown = {each.name: str(each.value) for each in questions(Section.PROFILE, {name: codes})}
    assert "Ukrain" in shown[name]
    assert cleaned(Section.PROFILE, {name: [shown[name]]})[name] == codes


def test_a_word_that_is_not_known_is_named() -> None:
    with pytest.raises(BadInput) as wrong:
        cleaned(Section.PROFILE, {"languages": ["Ukrainian, some Romanian"]})
    assert "“some Romanian” is not known here" in str(wrong.value.errors["languages"])


def test_a_list_is_chosen_from() -> None:
    assert any(field.choices for field in FIELDS[Section.PROFILE])
    with pytest.raises(BadInput) as wrong:
        cleaned(Section.PROFILE, {"sex": ["something"]})
    assert "Choose an answer from the list" in str(wrong.value.errors["sex"])


@pytest.mark.parametrize(
    "text, kind", [("by day", "text"), ("by day\nat work", "long"), ("by day\r\nat work", "long")]
)
def test_a_text_of_several_lines_is_asked_as_such_wherever_it_stands(text: str, kind: str) -> None:
    """A browser leaves line breaks out of a question of one line: the words of two lines would run together."""
    asked = {one.name: one for one in questions(Section.SAFE_CONTACT, {"do_not_contact": text})}
    assert (asked["do_not_contact"].kind, asked["do_not_contact"].value) == (kind, text)
    [rows] = [
        one
        for one in questions(Section.SAFETY, {"mitigations": [{"owner": text}]})
        if one.name == "mitigations"
    ]
    parts = {part.name: part for part in rows.rows[0].parts}
    assert parts["mitigations-0-owner"].kind == kind
