"""One row, by a mapping: the sections of a person, or a sentence with row and field for everything that is wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.bringing_in.cells import Dates
from safeconduct.cases.bringing_in.mapping import Mapping, checked, is_htcds, propose, read
from safeconduct.cases.bringing_in.rows import Found, read_htcds, read_row, unknown_words
from safeconduct.cases.bringing_in.targets import TARGETS, is_consent, proposed
from safeconduct.cases.bringing_in.words import COLUMNS, SYNONYMS
from safeconduct.cases.contents import cleaned
from safeconduct.commands.demonstration.hands import entered
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.tables.sheets import Row
from tests.cases.bringing_in.files import HEADER, PEOPLE, TODAY

MAPPING = propose(HEADER)


def one(target: str, cell: str, mapping: Mapping | None = None) -> Any:
    """A row with one column that becomes `target`; its sections, or its sentences."""
    rules = mapping or Mapping({"Column": target})
    found = read_row(Row(7, [cell]), ["Column"], rules, today=TODAY)
    if isinstance(found, Found):
        return found.sections
    assert {(problem.row, problem.field) for problem in found} <= {(7, "Column"), (7, "")}
    return [str(problem.sentence) for problem in found]


# --- Columns ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column, target", [
    ("Nume", "identity.names"), ("PRENUME", "identity.names"), ("First name", "identity.names"),
    ("prs_FirstName", "identity.names"), ("Data nașterii", "identity.birth_date"),
    ("DOB", "identity.birth_date"),
    ("Data naşterii", "identity.birth_date"), ("Sex", "profile.sex"), ("Cetățenie", "profile.citizenships"),
    ("Nationality", "profile.citizenships"), ("Limba", "profile.languages"), ("CNP", "identity.documents"),
    ("Nevoi", "needs.needs"), ("Nr. dosar", "case_number"), ("Case ID", "case_number"), ("Vârsta", "age"),
    ("An naștere", "birth_year"), ("Telefon", "identity.phone"), ("Alias", "profile.pseudonym"),
    ("Forms of exploitation", "exploitation.forms"), ("narrative.notes", "narrative.notes"),
    ("Favourite colour", ""), ("", ""), ("Consent", ""), ("Consimțământ GDPR", ""), ("con_Consent", ""),
])  # fmt: skip
def test_names_of_columns_suggest_what_they_become(column: str, target: str) -> None:
    assert proposed(column) == target


def test_every_suggestion_is_a_target() -> None:
    assert set(COLUMNS) <= set(TARGETS)
    for name, words in SYNONYMS.items():
        field = TARGETS[name].field
        assert field is not None
        assert set(words) <= set(field.choices or {})


def test_a_column_of_consent_becomes_nothing_even_when_somebody_says_so() -> None:
    assert is_consent("Acord")
    with pytest.raises(BadInput, match="No consent is brought in"):
        checked(Mapping({"Acord": "narrative.notes"}))


@pytest.mark.parametrize("columns, wrong", [
    ({"a": "profile.sex", "b": "profile.sex"}, "b"), ({"a": "safety.level"}, "a"), ({"a": "consent"}, "a"),
    ({}, ""),
], ids=["twice", "risk", "consent", "nothing"])  # fmt: skip
def test_what_no_row_could_be_read_by_is_refused(columns: dict[str, str], wrong: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked(Mapping(columns))
    assert set(refused.value.errors) == {wrong}


def test_several_columns_become_one_name_in_their_order() -> None:
    found = read_row(
        Row(2, ["Marin", "Ioana"]), ["Nume", "Prenume"], propose(["Nume", "Prenume"]), today=TODAY
    )
    assert isinstance(found, Found)
    assert found.sections[Section.IDENTITY]["names"] == "Marin Ioana"


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=9).filter(lambda name: not is_consent(name)),
        st.sampled_from(sorted(TARGETS)),
        min_size=1,
    ),
    st.sampled_from(Dates),
)
def test_a_mapping_that_is_kept_is_the_same_when_it_is_read(columns: dict[str, str], dates: Dates) -> None:
    several = len(set(columns.values())) == len(columns)
    mapping = Mapping(columns, {"profile.sex": {"domnisoara": "f"}}, dates)
    if several:
        assert read(json.dumps(mapping.to_json())) == mapping


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"columns": 3}',
        '{"columns": {"a": "profile.sex"}, "dates": "never"}',
        '{"columns": {"a": "profile.sex"}, "values": {"profile.sex": {"x": "queen"}}}',
        "[" * 3000,
    ],
)
def test_a_file_that_is_no_mapping_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadInput):
        read(text)


# --- Cells --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target, cell, section, field, value", [
    ("identity.birth_date", "1996-04-02", Section.IDENTITY, "birth_date", "1996-04-02"),
    ("identity.birth_date", "2.4.1996", Section.IDENTITY, "birth_date", "1996-04-02"),
    ("identity.birth_date", "02/04/1996", Section.IDENTITY, "birth_date", "1996-04-02"),
    ("identity.birth_date", "1996-04-02 00:00", Section.IDENTITY, "birth_date", "1996-04-02"),
    ("identity.birth_date", "1996-04-02", Section.PROFILE, "age_band", "26_35"),
    ("identity.birth_date", "2012-04-02", Section.PROFILE, "is_child", "yes"),
    ("birth_year", "1990", Section.PROFILE, "is_child", "no"),
    ("age", "17", Section.PROFILE, "age_band", "16_17"),
    ("profile.sex", "F", Section.PROFILE, "sex", "f"), ("profile.sex", "Feminin", Section.PROFILE, "sex", "f"),
    ("profile.gender", "bărbat", Section.PROFILE, "gender", "man"),
    ("profile.gender", "necunoscut", Section.PROFILE, "gender", {"unanswered": "unknown"}),
    ("profile.languages", "Romanian; ru", Section.PROFILE, "languages", ["ro", "ru"]),
    ("profile.citizenships", "Moldova / RO", Section.PROFILE, "citizenships", ["MD", "RO"]),
    ("profile.citizenships", "Stateless", Section.PROFILE, "citizenships", ["stateless"]),
    ("profile.citizenships", "XXA; Moldova", Section.PROFILE, "citizenships", ["stateless", "MD"]),
    ("safe_contact.safe_to_call", "nu", Section.SAFE_CONTACT, "safe_to_call", "no"),
    ("identity.phone", "'+40 000 100 001", Section.IDENTITY, "phone", "+40 000 100 001"),
    ("identity.phone", "0700 000 002", Section.SAFE_CONTACT, "safe_to_call", {"unanswered": "not_asked"}),
    ("needs.needs", "Cazare, avocat", Section.NEEDS, "needs", ["housing", "legal_aid"]),
    ("exploitation.from_month", "03.2024", Section.EXPLOITATION, "from_month", "2024-03"),
    ("narrative.notes", "First line\nsecond", Section.NARRATIVE, "notes", "First line\nsecond"),
])  # fmt: skip
def test_a_right_cell(target: str, cell: str, section: Section, field: str, value: object) -> None:
    assert one(target, cell)[section][field] == value


@pytest.mark.parametrize("target, cell, sentence", [
    ("identity.birth_date", "31.02.1990", "“31.02.1990” is a day that no calendar has."),
    ("identity.birth_date", "3000-01-01", "“3000-01-01” lies in the future."),
    ("identity.birth_date", "spring", "“spring” is no date."),
    ("identity.birth_date", "1.1.1850", "“1.1.1850” is more than"),
    ("birth_year", "90", "“90” is no year of birth."), ("age", "-3", "“-3” is no age"),
    ("age", "²", "“²” is no age"),
    ("profile.sex", "queen", "“queen” is not in the list of answers."),
    ("profile.citizenships", "Atlantis", "“Atlantis” is not in the list of answers."),
    ("identity.names", "=HYPERLINK(1)", "This begins like a formula"),
    ("identity.names", "@SUM", "This begins like a formula"),
    ("identity.names", "+cmd|x", "This begins like a formula"),
    ("identity.phone", "=1+1", "This is no telephone number"),
    ("narrative.notes", "fine\n=bad", "This begins like a formula"),
    ("identity.names", "a\x07b", "There are characters"),
    ("identity.names", "x" * 2001, "This is longer than 2000 characters."),
    ("identity.phone", "call me", "This is no telephone"),
    ("exploitation.from_month", "2024-13", "“2024-13” is no month."),
    ("identity.names", "   ", "There is nothing in this row"),
    ("needs.needs", ";".join(["housing"] * 21), "There are more than 20 values"),
], ids=lambda value: value[:12] if isinstance(value, str) else "")  # fmt: skip
def test_a_wrong_cell_has_its_sentence(target: str, cell: str, sentence: str) -> None:
    assert [said[: len(sentence)] for said in one(target, cell)] == [sentence]


def test_dates_are_read_in_the_order_that_was_chosen() -> None:
    american = Mapping({"Column": "identity.birth_date"}, dates=Dates.MONTH_FIRST)
    assert one("", "04/02/1996", american)[Section.IDENTITY]["birth_date"] == "1996-04-02"


def test_a_word_that_somebody_has_named_is_known() -> None:
    mapping = Mapping({"Column": "profile.sex"}, {"profile.sex": {"domnisoara": "f", "nimic": "?declined"}})
    assert list(unknown_words(Row(2, ["Domnișoara"]), ["Column"], mapping)) == []
    assert list(unknown_words(Row(2, ["Doamna"]), ["Column"], mapping)) == [("profile.sex", "Doamna")]
    assert one("", "domnișoara", mapping)[Section.PROFILE]["sex"] == "f"
    assert one("", "NIMIC", mapping)[Section.PROFILE]["sex"] == {"unanswered": "declined"}


@pytest.mark.parametrize("birth, other, target, ok", [
    ("1996-04-02", "26_35", "profile.age_band", True), ("1996-04-02", "36_50", "profile.age_band", False),
    ("2012-04-02", "no", "profile.is_child", False), ("2012-04-02", "unknown", "profile.is_child", True),
    ("1996-04-02", "1996", "birth_year", True), ("1996-04-02", "1997", "birth_year", False),
])  # fmt: skip
def test_what_does_not_fit_the_date_of_birth_is_wrong(birth: str, other: str, target: str, ok: bool) -> None:
    mapping = Mapping({"Born": "identity.birth_date", "Other": target})
    found = read_row(Row(3, [birth, other]), ["Born", "Other"], mapping, today=TODAY)
    assert isinstance(found, Found) is ok
    if isinstance(found, list):
        assert [(one.row, one.field) for one in found] == [(3, "Other")]


@given(st.lists(st.text(max_size=40), min_size=len(HEADER), max_size=len(HEADER)))
def test_any_row_is_a_person_or_sentences_with_row_and_field(cells: list[str]) -> None:
    found = read_row(Row(5, cells), HEADER, MAPPING, today=TODAY)
    if isinstance(found, Found):
        assert found.sections
    else:
        assert found
        assert all(one.row == 5 and one.field in ("", *HEADER) and str(one.sentence) for one in found)


CELLS = {
    "Nr. dosar": st.integers(1, 99).map(str), "Nume": st.sampled_from(["Marin", "Stan"]), "Prenume": st.just("Ioana"),
    "Data nașterii": st.dates(min_value=TODAY.replace(1940), max_value=TODAY).map(str),
    "Sex": st.sampled_from(["f", "masculin", "necunoscut", ""]),
    "Cetățenie": st.sampled_from(["RO", "Moldova; RO", ""]),
    "Limba": st.sampled_from(["ro", "Romanian, uk", ""]), "Nevoi": st.sampled_from(["cazare", "housing; avocat", ""]),
    "Telefon": st.sampled_from(["+40 000 000 000", ""]), "Acord": st.sampled_from(["da", "nu", ""]),
}  # fmt: skip


@given(st.fixed_dictionaries(CELLS))
def test_what_is_brought_in_is_what_the_form_would_have_stored(cells: dict[str, str]) -> None:
    found = read_row(Row(2, [cells[name] for name in HEADER]), HEADER, MAPPING, today=TODAY)
    assert isinstance(found, Found)
    for section, content in found.sections.items():
        as_typed = {
            name: [value] if isinstance(value, str) else value for name, value in entered(content).items()
        }
        assert cleaned(section, as_typed) == content


# --- HTCDS --------------------------------------------------------------------------------------------------


def test_the_columns_of_htcds_need_no_mapping() -> None:
    columns = ["prs_FirstName", "prs_Gender", "con_Consent", "hte_City"]
    assert is_htcds(columns)
    assert not is_htcds([*columns, "Notes"])
    assert not is_htcds(["hte_City"])  # nothing of it is read
    found = read_htcds(Row(2, ["Ana", "Feminine", "true", "Bacău"]), columns, today=TODAY)
    assert isinstance(found, Found)
    assert found.sections == {Section.IDENTITY: {"names": "Ana"}, Section.PROFILE: {"gender": "woman"}}


@pytest.mark.parametrize("tick", ["true", "false", "perhaps", ""])
def test_the_tick_of_htcds_changes_nothing(tick: str) -> None:
    columns = ["prs_FirstName", "con_Consent"]
    assert read_htcds(Row(2, ["Ana", tick]), columns, today=TODAY) == read_htcds(
        Row(2, ["Ana", ""]), columns, today=TODAY
    )


def test_a_wrong_row_of_htcds_has_its_sentences() -> None:
    found = read_htcds(Row(4, ["Ana", "Woman"]), ["prs_FirstName", "prs_Gender"], today=TODAY)
    assert isinstance(found, list)
    assert [(one.row, one.field) for one in found] == [(4, "prs_Gender")]


def test_the_people_of_the_example_are_right() -> None:
    for number, cells in enumerate(PEOPLE, 2):
        assert isinstance(read_row(Row(number, cells), HEADER, MAPPING, today=TODAY), Found)
