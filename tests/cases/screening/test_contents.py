"""What one screening holds: checked as it is entered, the same after sealing, and never a number about a person."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.cases.models import Interview, Screening
from safeconduct.cases.screening import rules
from safeconduct.cases.screening.codes import (
    Agreed,
    Conclusion,
    Dimension,
    Evidence,
    Next,
    Profile,
    Said,
    Value,
)
from safeconduct.cases.screening.contents import HEAD, Talk, answer_of, conclusion, head, line_of, part
from safeconduct.cases.screening.forms import Asked, lines
from safeconduct.cases.screening.lists import lists
from safeconduct.cases.screening.rules import Answer, Finding
from safeconduct.cases.screening.shown import Side
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.errors import BadInput

LINES = [line for _name, options in lines() for line, _words in options]
TALK = Talk(Agreed.YES, Profile.LABOUR_ADULT, 1)


@pytest.mark.parametrize("line", LINES)
def test_every_line_of_the_list_is_an_answer_and_back(line: str) -> None:
    assert line_of(answer_of(line)) == line


def test_the_lines_are_all_the_answers_there_are() -> None:
    known = {f"{value}.{one}" for value in ("yes", "no") for one in Evidence}
    assert set(LINES) == known | {"unknown", "declined", "not_asked"}


@pytest.mark.parametrize("line", ["yes", "no", "declined.told", "perhaps", "yes.felt", "."])
def test_what_is_no_line_of_the_list_is_said_at_its_question(line: str) -> None:
    with pytest.raises(BadInput) as wrong:
        part(Profile.LABOUR_ADULT, Dimension.DR, {"DR1": [line]})
    assert set(wrong.value.errors) == {"DR1"}


def test_a_part_takes_its_own_signs_and_what_nobody_touched_is_not_there() -> None:
    entered = {
        "DR1": ["yes.told"],
        "DR2": [""],
        "CR1": ["yes.told"],
        "DR3": ["not_asked"],
        "note": [" A note. "],
    }
    answers, note = part(Profile.LABOUR_ADULT, Dimension.DR, entered)
    assert answers == {"DR1": Answer(Value.YES, Evidence.TOLD), "DR3": Answer(Value.NOT_ASKED)}
    assert note == "A note."


def test_nothing_of_a_talk_must_be_said_but_which_list() -> None:
    with pytest.raises(BadInput) as wrong:
        head({})
    assert set(wrong.value.errors) == {"profile"}
    assert head({"profile": ["labour_child"]})["profile"] is Profile.LABOUR_CHILD


@pytest.mark.parametrize("name, value", [("talked_on", "soon"), ("mode", "pigeon"), ("place", "Main Street 5"),
                                         ("language", "Klingon"), ("interpreter", "x" * 201)])  # fmt: skip
def test_a_slip_is_said_at_its_question(name: str, value: str) -> None:
    with pytest.raises(BadInput) as wrong:
        head({"profile": ["labour_adult"], name: [value]})
    assert set(wrong.value.errors) == {name}


def test_a_conclusion_that_nobody_chose_is_none() -> None:
    assert conclusion({}) == (None, "", ())
    assert conclusion({"conclusion": ["surely"]})[0] is None


talks = st.builds(
    Talk,
    st.just(Agreed.YES),
    st.sampled_from(Profile),
    st.integers(1, 9),
    st.lists(st.sampled_from(Said), unique=True).map(tuple),
    head=st.dictionaries(st.sampled_from([one.name for one in HEAD]), st.text(max_size=9)),
    answers=st.dictionaries(
        st.sampled_from(list(lists()[Profile.LABOUR_ADULT].indicators)), st.sampled_from(LINES).map(answer_of)
    ),
    conclusion=st.one_of(st.none(), st.sampled_from(Conclusion)),
    next=st.lists(st.sampled_from(Next), unique=True).map(tuple),
)


@settings(deadline=None)
@given(talks)
def test_what_is_sealed_is_what_is_read_again(talk: Talk) -> None:
    assert Talk.of(talk.sealed_form()) == talk
    assert canonical(talk.sealed_form())


@settings(deadline=None)
@given(talks, st.sampled_from([Agreed.NO, Agreed.STOPPED]))
def test_nothing_that_was_said_stays_when_the_person_says_no(talk: Talk, agreed: Agreed) -> None:
    left = talk.emptied(agreed).sealed_form()
    kept = {name for name, value in left.items() if value not in ("", [], {})}
    assert kept == {"form", "agreed", "profile", "version"}


WORDS = (
    "score",
    "rank",
    "risk",
    "probab",
    "percent",
    "sum",
    "total",
    "points",
    "nation",
    "citizen",
    "ethnic",
)


@pytest.mark.parametrize("of", [Talk, Finding, Side, Asked])
def test_no_field_is_a_score_a_rank_or_a_nationality(of: type) -> None:
    for field in fields(of):
        assert not [word for word in WORDS if word in field.name], field.name
        is_version = field.name == "version"
        assert is_version or field.type not in (int, float, "int", "float"), f"{field.name} is a number"


@pytest.mark.parametrize("model", [Screening, Interview])
def test_no_column_is_one_either(model: type) -> None:
    numbers = {
        one.name
        for one in model._meta.get_fields()  # type: ignore[attr-defined]
        if one.get_internal_type() in ("IntegerField", "FloatField", "DecimalField")
    }
    assert numbers <= {"generation"}, "the key's, not the person's"
    names = [one.name for one in model._meta.get_fields()]  # type: ignore[attr-defined]
    assert not [name for name in names for word in WORDS if word in name]


def test_the_rules_return_no_number() -> None:
    returned = {
        name: made.__annotations__.get("return")
        for name, made in vars(rules).items()
        if callable(made)
        and getattr(made, "__module__", "") == rules.__name__
        and hasattr(made, "__annotations__")
    }
    assert not {name for name, kind in returned.items() if kind in (int, float)}
