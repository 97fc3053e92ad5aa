"""Rows inside a section: what is stored of what was entered, what is wrong by row and part, nothing is lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases import rows
from safeconduct.cases.beside.answers import NOT_READABLE, merged, pairs, their_facts
from safeconduct.cases.contents import cleaned, has_prose
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.forms import facts, questions
from safeconduct.cases.kinds import MOST_ROWS, Field, Kind
from safeconduct.cases.matching import hits
from safeconduct.cases.parts import WORDS_IN_A_ROW
from safeconduct.cases.row_forms import UNKNOWN_ROW, Listed, one_more
from safeconduct.exchange.limits import MOST_HELD_BYTES, MOST_OBJECT_BYTES
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.codes import OF_HEALTH, Need
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import SENT_AT_ONCE, Section

NEEDS = Section.NEEDS
LISTS = [
    (section, field) for section, fields in FIELDS.items() for field in fields if field.kind is Kind.ROWS
]
ASSESSED = next(field for field in FIELDS[NEEDS] if field.name == "assessed")
HOUSING = {"assessed-0-domain": ["housing"], "assessed-0-need": ["urgent"], "assessed-0-wish": ["A room."]}
SAFETY = {"assessed-1-domain": ["safety"], "assessed-1-need": ["long_term"]}
STORED = [
    {"domain": "housing", "need": "urgent", "wish": "A room."},
    {"domain": "safety", "need": "long_term"},
]


def wrong_with(entered: dict[str, list[str]], section: Section = NEEDS) -> list[str]:
    with pytest.raises(BadInput) as wrong:
        cleaned(section, entered)
    return list(wrong.value.errors)


# --- Stored -----------------------------------------------------------------------------------------------------


def test_rows_are_stored_in_the_order_of_the_form_without_blank_ones_and_those_taken_out() -> None:
    blank = {"assessed-2-domain": [""], "assessed-2-need": ["  "]}
    gone = {"assessed-3-domain": ["income"], "assessed-3-need": ["none"], "assessed-3-gone": ["yes"]}
    assert cleaned(NEEDS, SAFETY | blank | gone | HOUSING) == {"assessed": STORED}


def test_rows_that_are_all_blank_are_no_answer_and_may_stay_open() -> None:
    blank = {"assessed-0-domain": [""], "assessed-1-wish": [" "]}
    assert cleaned(NEEDS, blank) == {}
    assert cleaned(NEEDS, blank | {"assessed__open": ["declined"]}) == {
        "assessed": {"unanswered": "declined"}
    }
    assert cleaned(NEEDS, HOUSING | SAFETY | {"assessed__open": ["declined"]}) == {"assessed": STORED}


def test_what_was_written_before_there_were_rows_stays_beside_them() -> None:
    old = {"needs": ["housing"], "wish": ["A room."], "details": ["From March."]}
    assert cleaned(NEEDS, old | HOUSING | SAFETY) == {
        "needs": ["housing"], "wish": "A room.", "details": "From March.", "assessed": STORED,
    }  # fmt: skip


@pytest.mark.parametrize(
    "entered, wrong",
    [
        # the part and the row are named by their place in the form, whatever is blank before them
        ({"assessed-4-domain": ["castle"], "assessed-4-need": ["none"]}, ["assessed-4-domain"]),
        ({"assessed-0-domain": [""], **SAFETY, "assessed-1-need": ["soon"]}, ["assessed-1-need"]),
        ({**HOUSING, "assessed-0-wish": ["x" * (WORDS_IN_A_ROW + 1)]}, ["assessed-0-wish"]),
        ({**HOUSING, "assessed-0-wish": ["a\x00b"]}, ["assessed-0-wish"]),
        # a row without that which makes it one
        ({"assessed-0-wish": ["A room."]}, ["assessed-0-domain", "assessed-0-need"]),
        # a domain twice: the second one, by its place in the form
        ({**HOUSING, "assessed-5-domain": ["housing"], "assessed-5-need": ["none"]}, ["assessed-5-domain"]),
    ],
)
def test_what_is_wrong_is_named_by_row_and_part(entered: dict[str, list[str]], wrong: list[str]) -> None:
    assert wrong_with(entered) == wrong


def test_a_row_that_is_taken_out_is_not_checked() -> None:
    assert cleaned(NEEDS, {"assessed-0-domain": ["castle"], "assessed-0-gone": ["yes"]}) == {}


@pytest.mark.parametrize("section, field", LISTS, ids=lambda one: getattr(one, "name", str(one)))
def test_there_is_a_most_of_rows_and_it_is_said(section: Section, field: Field) -> None:
    first = field.parts[0]
    value = next(iter(first.choices or {}), "2026-03-02" if first.kind is Kind.DATE else "x")
    entered = {rows.called(field, place, first.name): [value] for place in range(field.most + 1)}
    _found, errors = rows.cleaned(field, entered)
    assert str(field.most) in str(errors[field.name])
    fewer = dict(list(entered.items())[:-1])
    assert field.name not in rows.cleaned(field, fewer)[1]
    assert field.most <= MOST_ROWS


@pytest.mark.parametrize("domain", sorted(OF_HEALTH))
def test_what_is_needed_in_health_is_written_in_the_section_of_the_clinicians_only(domain: Need) -> None:
    entered = {"assessed-0-domain": [domain.value], "assessed-0-need": ["urgent"]}
    assert wrong_with(entered) == ["assessed-0-domain"]
    kept = {"health_needs-0-domain": [domain.value], "health_needs-0-need": ["urgent"]}
    assert cleaned(Section.HEALTH, kept) == {"health_needs": [{"domain": domain.value, "need": "urgent"}]}


def test_beside_the_rows_of_needs_it_says_that_nothing_about_health_belongs_there() -> None:
    asked = next(one for one in questions(NEEDS, {}) if one.name == "assessed")
    assert "Write nothing about health here" in str(asked.hint)


# --- The form ---------------------------------------------------------------------------------------------------


def values(question: Any) -> list[dict[str, Any]]:
    return [
        {part.name.split("-")[2]: part.value for part in row.parts if part.value} for row in question.rows
    ]


def rows_asked(content: dict[str, Any], entered: Any = None, errors: Any = None) -> Any:
    return next(
        one for one in questions(NEEDS, content, entered, errors, may_add=True) if one.name == "assessed"
    )


def test_some_empty_rows_are_offered_and_an_empty_row_has_nothing_to_take_out() -> None:
    nothing, some = rows_asked({}), rows_asked({"assessed": STORED})
    assert values(nothing) == [{}, {}]
    assert values(some) == [*STORED, {}]
    assert [row.gone is not None for row in some.rows] == [True, True, False]


def test_one_more_row_loses_nothing_that_was_entered() -> None:
    entered = {**HOUSING, "assessed-0-gone": ["yes"], "assessed-7-wish": ["half"], "wish": ["A garden."]}
    shown = rows_asked({}, one_more(ASSESSED, entered))
    assert values(shown) == [STORED[0], {"wish": "half"}, {}]
    assert shown.rows[0].gone.value is True
    assert entered.items() <= one_more(ASSESSED, entered).items()


def test_no_row_is_offered_where_there_are_as_many_as_may_be() -> None:
    full = {f"assessed-{place}-wish": ["x"] for place in range(ASSESSED.most)}
    assert one_more(ASSESSED, full) == full
    assert not rows_asked({}, full).may_have_more
    assert rows_asked({}, HOUSING).may_have_more


def test_an_error_stands_at_its_part_and_the_address_of_each_is_unique() -> None:
    shown = rows_asked({}, {**HOUSING, **SAFETY}, {"assessed-1-domain": "No."})
    parts = [part for row in shown.rows for part in row.parts]
    assert [part.id for part in parts if part.error] == ["needs-assessed-1-domain"]
    ids = [part.id for part in parts] + [row.gone.id for row in shown.rows]
    assert len(set(ids)) == len(ids)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"domain": st.sampled_from(sorted(set(Need) - OF_HEALTH)), "need": st.just("none")},
            optional={"wish": st.text("abc ć", min_size=1).map(str.strip).filter(bool)},
        ),
        unique_by=lambda row: row["domain"],
        min_size=1,
    )
)
def test_what_stands_is_shown_as_it_would_be_entered_and_means_the_same(found: list[dict[str, str]]) -> None:
    assert cleaned(NEEDS, rows.as_entered(ASSESSED, found)) == {"assessed": found}


@pytest.mark.parametrize("section", sorted({section for section, _field in LISTS}))
@given(data=st.data())
def test_whatever_is_entered_in_rows_is_stored_or_refused_and_shown(
    section: Section, data: st.DataObject
) -> None:
    names = [
        rows.called(field, place, part)
        for of, field in LISTS
        if of is section
        for place in (0, 1, 999)
        for part in [*(part.name for part in field.parts), rows.GONE]
    ]
    words = st.sampled_from(["housing", "urgent", "2026-03-02", "done", "low", "high", "", " ", "\x00", "x"])
    entered = data.draw(st.dictionaries(st.sampled_from(names), st.lists(words, max_size=2)))
    assert questions(section, {}, entered)
    try:
        content, wrong = cleaned(section, entered), set[str]()
    except BadInput as refused:
        content, wrong = {}, set(refused.errors)
    assert wrong <= {*names, *(one.name for one in FIELDS[section])}
    canonical(content)
    assert facts(section, content) is not None


@pytest.mark.parametrize(
    "sections, most", [((Section.PLAN,), MOST_HELD_BYTES), (sorted(SENT_AT_ONCE), MOST_OBJECT_BYTES)]
)
def test_the_longest_sections_in_two_byte_letters_fit_into_a_message(
    sections: tuple[Section, ...], most: int
) -> None:
    """Of needs a domain stands once; the others as many rows as there may be."""
    whole = {
        section.value: {
            field.name: _longest(field) if field.kind is Kind.ROWS else "ж" * field.longest
            for field in FIELDS[section]
        }
        for section in sections
    }
    assert len(canonical(whole)) < most * 0.9


def _longest(field: Field) -> list[dict[str, str]]:
    row = {part.name: "ж" * part.longest if part.kind is Kind.TEXT else "x" * 20 for part in field.parts}
    return [row] * (len(field.parts[0].choices or {}) if field is ASSESSED else field.most)


# --- Read, compared, looked through -----------------------------------------------------------------------------


def test_rows_are_read_part_by_part_in_words() -> None:
    ((label, value),) = facts(NEEDS, {"assessed": STORED})
    wish = "The person's wish, in their own words"
    assert str(label) == "Needs one by one"
    assert isinstance(value, Listed)
    assert [[(str(name), words) for name, words in row] for row in value.rows] == [
        [("What it is about", "Housing"), ("How pressing", "Urgent"), (wish, "A room.")],
        [("What it is about", "Safety"), ("How pressing", "Long term")],
    ]  # fmt: skip
    assert "Housing" in value


@pytest.mark.parametrize("value", [
    ["a text"], [7], [{}], [{"domain": ["housing"]}], [{"later": "x"}], [{"domain": "housing", "later": "x"}], [None],
])  # fmt: skip
def test_rows_that_another_node_wrote_in_an_unknown_form_are_said_and_break_no_page(value: list[Any]) -> None:
    ((_label, words),) = their_facts(NEEDS, {"assessed": value})
    assert str(UNKNOWN_ROW) in words
    with pytest.raises(BadInput) as wrong:
        merged(NEEDS, {}, {"assessed": value}, ["assessed"])
    assert list(wrong.value.errors) == ["assessed"]


@pytest.mark.parametrize("value", ["housing", 7, {}, {"a": "b"}, None, {"unanswered": "a later way"}])
def test_what_is_no_list_of_rows_breaks_no_page(value: Any) -> None:
    theirs = {"assessed": value}
    assert their_facts(NEEDS, theirs)
    assert pairs(NEEDS, {"assessed": STORED}, theirs)
    assert rows_asked(theirs if not isinstance(value, dict) else {}).rows


def test_rows_are_taken_over_as_a_whole() -> None:
    ours = {"assessed": STORED[:1], "wish": "A room."}
    assert merged(NEEDS, ours, {"assessed": STORED}, ["assessed"]) == ours | {"assessed": STORED}
    assert merged(NEEDS, {}, {"assessed": STORED}, ["assessed"]) == {"assessed": STORED}


@pytest.mark.parametrize("theirs", [
    [{"domain": "pregnancy", "need": "urgent"}],
    [{"domain": "housing", "need": "urgent", "wish": "x" * 501}],
    [STORED[0], STORED[0]],
    [STORED[0]] * 41,
])  # fmt: skip
def test_rows_that_our_file_does_not_take_are_refused_at_their_question(theirs: list[dict[str, str]]) -> None:
    with pytest.raises(BadInput) as wrong:
        merged(NEEDS, {}, {"assessed": theirs}, ["assessed"])
    assert list(wrong.value.errors) == ["assessed"]
    assert str(NOT_READABLE)


def test_a_name_that_stands_in_a_row_is_found_before_anything_is_sent() -> None:
    said = {NEEDS: {"assessed": [{**STORED[0], "view": "Olena should not move."}]}}
    (hit,) = hits({"names": "Olena K."}, said)
    assert (hit.section, hit.field, hit.piece) == (NEEDS, "assessed", "Olena")


def test_a_text_in_a_row_is_a_text_and_codes_alone_are_none() -> None:
    assert has_prose(NEEDS, {"assessed": STORED[:1]})
    assert not has_prose(NEEDS, {"assessed": STORED[1:]})
