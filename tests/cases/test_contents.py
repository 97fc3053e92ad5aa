"""What a section takes and what it refuses; the three ways to leave a question open stay three."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.contents import FIELDS, TEXT_LIMIT, Kind, answer, cleaned, safety_holds, unanswered
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.codes import Unanswered
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import USED, Section

TODAY = date(2026, 3, 2)


def test_each_used_section_has_a_form_and_no_other_has() -> None:
    assert FIELDS.keys() == USED


def test_field_names_are_unique_over_all_sections_since_one_form_holds_them() -> None:
    names = [field.name for fields in FIELDS.values() for field in fields]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("way", list(Unanswered))
def test_declined_not_asked_and_unknown_are_three_answers(way: Unanswered) -> None:
    content = cleaned(Section.PROFILE, {"sex": [""], "sex__open": [way.value]})

    assert content == {"sex": {"unanswered": way.value}}
    assert unanswered(content["sex"]) is way
    assert answer(content, "sex") is None


def test_an_empty_form_is_no_answer_at_all() -> None:
    assert cleaned(Section.PROFILE, {}) == {}
    assert cleaned(Section.PROFILE, {"sex": [""], "pseudonym": ["  "]}) == {}


def test_a_real_answer_goes_before_an_open_one() -> None:
    assert cleaned(Section.PROFILE, {"sex": ["f"], "sex__open": ["declined"]}) == {"sex": "f"}


def test_codes_of_languages_and_countries_are_taken_in_any_usual_form() -> None:
    content = cleaned(Section.PROFILE, {"languages": ["ukr; ro, EN"], "citizenships": ["UKR, ro"]})

    assert content == {"languages": ["uk", "ro", "en"], "citizenships": ["UA", "RO"]}


@pytest.mark.parametrize(
    "section, entered, wrong",
    [
        (Section.PROFILE, {"sex": ["female"]}, "sex"),
        (Section.PROFILE, {"languages": ["klingon"]}, "languages"),
        (Section.PROFILE, {"citizenships": ["Atlantis"]}, "citizenships"),
        (Section.PROFILE, {"sex__open": ["maybe"]}, "sex"),
        (Section.IDENTITY, {"birth_date": ["1996-02-30"]}, "birth_date"),
        (Section.IDENTITY, {"birth_date": ["2.4.1996"]}, "birth_date"),
        (Section.IDENTITY, {"names": ["x" * (TEXT_LIMIT + 1)]}, "names"),
        (Section.IDENTITY, {"names": ["a\x00b"]}, "names"),
        (Section.SAFETY, {"assessed_on": ["2026-03-02"], "valid_until": ["2026-03-01"]}, "valid_until"),
    ],
)
def test_a_wrong_answer_is_named_by_its_field(
    section: Section, entered: dict[str, list[str]], wrong: str
) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(section, entered)
    assert list(refused.value.errors) == [wrong]


def test_fields_that_nobody_asked_are_not_taken_in() -> None:
    assert cleaned(Section.PROFILE, {"is_admin": ["yes"], "csrfmiddlewaretoken": ["x"]}) == {}


@pytest.mark.parametrize("section", sorted(USED))
@given(data=st.data())
def test_whatever_is_entered_is_stored_or_refused(section: Section, data: st.DataObject) -> None:
    names = [name for field in FIELDS[section] for name in (field.name, f"{field.name}__open")]
    entered = data.draw(st.dictionaries(st.sampled_from(names), st.lists(st.text(max_size=30), max_size=3)))
    try:
        content = cleaned(section, entered)
    except BadInput:
        return
    assert set(content) <= {field.name for field in FIELDS[section]}
    canonical(content)


@pytest.mark.parametrize(
    "content, holds",
    [
        ({}, False),
        ({"level": "low"}, False),
        ({"valid_until": "2026-04-01"}, False),
        ({"level": "low", "valid_until": "2026-04-01"}, True),
        ({"level": "low", "valid_until": "2026-03-02"}, True),
        ({"level": "low", "valid_until": "2026-03-01"}, False),
        ({"level": "high", "valid_until": "2026-04-01"}, False),
        ({"level": "high", "valid_until": "2026-04-01", "mitigation": "No calls."}, True),
        ({"level": "imminent", "valid_until": "2026-04-01", "mitigation": {"unanswered": "unknown"}}, False),
        ({"level": {"unanswered": "declined"}, "valid_until": "2026-04-01"}, False),
    ],
)
def test_a_safety_answer_holds_when_it_is_dated_and_a_high_risk_is_met(
    content: dict[str, object], holds: bool
) -> None:
    assert safety_holds(content, TODAY) is holds


def test_free_text_is_the_exception_and_marked_as_text() -> None:
    assert all(field.kind is Kind.TEXT for fields in FIELDS.values() for field in fields if field.long)
