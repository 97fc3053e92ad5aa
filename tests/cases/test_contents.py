"""What a section takes and what it refuses; the three ways to leave a question open stay three."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import safeconduct
from safeconduct.cases.contents import (
    answer,
    child_by,
    cleaned,
    health_named,
    may_be_child,
    safety_holds,
    unanswered,
)
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.kinds import TEXT_LIMIT, Kind
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.codes import MINORS, AgeBand, Answer3, Need, Unanswered
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import USED, Section

TODAY = date(2026, 3, 2)


def test_each_used_section_has_a_form_and_no_other_has() -> None:
    assert FIELDS.keys() == USED


def test_field_names_are_unique_over_all_sections_since_one_form_holds_them() -> None:
    names = [field.name for fields in FIELDS.values() for field in fields]
    assert len(set(names)) == len(names)


def test_of_the_needs_those_are_named_that_tell_of_health() -> None:
    needs = cleaned(Section.NEEDS, {"needs": ["housing", "pregnancy", "legal_aid", "psychological"]})
    assert health_named(needs) == [Need.PREGNANCY, Need.PSYCHOLOGICAL]
    assert health_named(cleaned(Section.NEEDS, {"needs": [""], "needs__open": ["declined"]})) == []
    assert health_named({}) == health_named(None) == []


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
        (Section.PROFILE, {"age_band": ["21_25"], "is_child": ["yes"]}, "is_child"),
        (Section.PROFILE, {"age_band": ["16_17"], "is_child": ["no"]}, "is_child"),
    ],
)
def test_a_wrong_answer_is_named_by_its_field(
    section: Section, entered: dict[str, list[str]], wrong: str
) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(section, entered)
    assert list(refused.value.errors) == [wrong]


@pytest.mark.parametrize(
    "entered",
    [
        {"age_band": ["21_25"], "is_child": ["no"]},
        {"age_band": ["16_17"], "is_child": ["yes"]},
        {"age_band": ["18_20"], "is_child": ["unknown"]},  # perhaps a child: a guardian is asked for
        {"age_band__open": ["unknown"], "is_child": ["yes"]},
        {"is_child": ["yes"]},
        {"age_band": ["16_17"], "is_child__open": ["not_asked"]},
    ],
)
def test_an_age_that_is_not_sure_contradicts_nothing(entered: dict[str, list[str]]) -> None:
    assert cleaned(Section.PROFILE, entered)


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


AGES: tuple[str | None, ...] = (None, *AgeBand)
SAID: tuple[Any, ...] = (None, "yes", "no", "unknown", *({"unanswered": code.value} for code in Unanswered))


@pytest.mark.parametrize("band", AGES)
@pytest.mark.parametrize("said", SAID, ids=str)
def test_who_is_not_known_to_be_an_adult_is_treated_as_a_child(band: str | None, said: Any) -> None:
    """Only a plain no, beside no age under 18, makes an adult; a profile of another node may say both."""
    profile = {name: value for name, value in (("age_band", band), ("is_child", said)) if value is not None}
    is_adult = said == "no" and band not in MINORS
    assert may_be_child(profile) is not is_adult
    if is_adult:
        assert child_by(profile) is Answer3.NO
    else:
        assert child_by(profile) is (Answer3.YES if band in MINORS or said == "yes" else Answer3.UNKNOWN)


def test_where_no_profile_is_known_the_person_may_be_a_child() -> None:
    assert may_be_child(None)
    assert may_be_child({})
    assert may_be_child({"age_band": {"unanswered": "declined"}, "is_child": {"unanswered": "not_asked"}})


def test_every_room_asks_this_rule_and_none_reads_the_answer_by_itself() -> None:
    """Two readings of one answer would differ one day. Only the check of what is entered looks at it too, and
    an enquiry has an answer of its own, with no file; the demonstration, which types forms, is left out."""
    root = Path(safeconduct.__file__).parent
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if re.search(r"""(answer\(.*|get\(|\[)["']is_child["']""", path.read_text())
        and "demonstration" not in path.parts
    }
    of_enquiries = {"referrals/enquiries/message.py", "referrals/rounds/forms.py"}
    assert found == {"cases/checks.py", "cases/contents.py", *of_enquiries}
