"""A case as a row of HTCDS 2.0: only what may leave, in the words of the standard, and what does not come back."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from safeconduct.cases.fields import FIELDS
from safeconduct.cases.htcds import writing
from safeconduct.cases.htcds.cells import read_cell
from safeconduct.cases.htcds.columns import DEPRECATED, FREE_TEXT, NO_PLACE, NOT_TAKEN_OVER, PERPETRATOR, Kind
from safeconduct.cases.htcds.reading import read_one
from safeconduct.cases.htcds.writing import LOST, NOT_IN_THE_STANDARD, SECTORS, WRITTEN, About, Missing, write
from safeconduct.vocabulary.codes import DecidingBody, Exploitation, Gender, PlanAction, Sector, VictimStatus
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.tables.problems import WrongCell
from tests.cases.htcds.files import TODAY, as_csv

STANDARD = Path(__file__).resolve().parents[4] / "shared" / "standards" / "htcds" / "htcds_2.0_fields.json"
ABOUT = About(
    "Casa Salcia", Sector.NGO, "RO", "+40 000 100 001", "Maison Lierre", "Shelter", sent_on=date(2026, 11, 2)
)
PERSON: dict[Section, Any] = {
    Section.PROFILE: {
        "pseudonym": "Linden", "age_band": "26_35", "is_child": "no", "gender": "woman",
        "languages": ["uk", "ro"], "citizenships": ["UA"],
    },
    Section.IDENTITY: {
        "names": "Maria Invented", "birth_date": "1996-04-02", "documents": "AB 123456",
        "phone": "+40 1", "address": "Street 1",
    },
    Section.SAFE_CONTACT: {"safe_to_call": "yes", "safe_number": "+40 000 555 0101", "code_word": "tulip"},
    Section.EXPLOITATION: {
        "forms": ["labour_exploitation"], "countries": ["BE"], "from_month": "2025-03",
        "status": "presumed", "decided_by": "ngo",
    },
    Section.PLAN: {
        "persons_goals": "A flat", "objectives": "Find one",
        "plan_actions": [{"what": "x", "who": "y", "type": "legal"}, {"what": "x", "who": "y", "type": "health"}],
    },
    Section.NEEDS: {"wish": "Near my sister", "details": "soon"},
    Section.SAFETY: {"risks": "The brother"},
}  # fmt: skip
NEVER = ("AB 123456", "Street 1", "tulip", "Linden", "A flat", "Find one", "sister", "soon", "brother")


def written(**changed: dict[str, Any]) -> dict[str, str]:
    sections = PERSON | {
        Section(name): PERSON.get(Section(name), {}) | content for name, content in changed.items()
    }
    return write(sections, ABOUT).cells


def test_a_case_in_the_words_of_the_standard() -> None:
    found = written()
    assert found["prs_FirstName"] == "Maria Invented"
    assert (found["prs_Gender"], found["prs_Citizenship"]) == ("Feminine", "UKR")
    assert (found["prs_PrimaryLanguage"], found["prs_SecondaryLanguage"]) == ("ukr", "ron")
    assert found["prs_MobilePhone"] == "+400005550101"
    assert (found["hte_Type"], found["hte_Country"], found["hte_Date"]) == ("Exploitation", "BEL", "2025-03")
    assert found["spl_Type"] == "Legal;Health"
    assert (found["cas_OutgoingReferralDate"], found["con_Consent"]) == ("2026-11-02", "true")
    assert list(found) == [name for name in WRITTEN if name in found]


def test_nothing_that_no_export_may_hold_has_a_cell() -> None:
    said = " ".join(written().values())
    assert [word for word in NEVER if word in said] == []
    never = {PERPETRATOR, FREE_TEXT, NO_PLACE, DEPRECATED}
    assert [name for name in WRITTEN if NOT_TAKEN_OVER.get(name) in never] == []


@pytest.mark.parametrize("section", sorted(PERSON))
def test_a_section_that_is_not_given_leaves_no_trace(section: Section) -> None:
    """Each column about the person rests on the one section that it comes from."""
    others = {name: content for name, content in PERSON.items() if name is not section}
    gone = {name for name, (of, _field, _speak) in writing.COLUMNS.items() if of is section}
    cells = write(others, ABOUT).cells
    assert not gone & cells.keys()
    if section is Section.EXPLOITATION:
        assert not {"hte_Type", "hte_Country", "hte_Date"} & cells.keys()


def test_a_number_leaves_only_where_it_is_safe_to_call() -> None:
    for answer in ("no", {"unanswered": "not_asked"}, None):
        sections = PERSON | {
            Section.SAFE_CONTACT: {"safe_number": "+40 000 555 0101", "safe_to_call": answer}
        }
        found = write(sections, ABOUT)
        assert "prs_MobilePhone" not in found.cells
        assert Missing("prs_MobilePhone", "not_safe_to_call") in found.missing


def test_a_citizenship_of_no_state_is_left_out_and_said_and_is_read_from_travel_documents() -> None:
    found = write({Section.PROFILE: {"citizenships": ["stateless", "UA"]}}, ABOUT)
    assert found.cells["prs_Citizenship"] == "UKR"
    assert found.missing == (Missing("prs_Citizenship", "no_code_in_htcds"),)
    read = read_cell(Kind.CITIZENSHIPS, "XXA;UKR", today=TODAY)
    assert read == ["stateless", "UA"]
    with pytest.raises(WrongCell):
        read_cell(Kind.COUNTRIES, "XXA", today=TODAY)


@pytest.mark.parametrize("way", ["declined", "not_asked", "unknown"])
def test_an_open_answer_is_an_empty_cell_with_its_reason_and_gender_has_a_code(way: str) -> None:
    found = write(
        {Section.PROFILE: {"gender": {"unanswered": way}, "citizenships": {"unanswered": way}}}, ABOUT
    )
    assert found.cells["prs_Gender"] == "NonSpecifiedUnknown"
    assert "prs_Citizenship" not in found.cells
    assert set(found.missing) == {Missing("prs_Gender", way), Missing("prs_Citizenship", way)}


def test_the_consent_of_the_standard_is_true_only_after_all_seven_facts() -> None:
    assert "con_Consent" not in write(PERSON, replace(ABOUT, is_all_told=False)).cells


def test_what_is_written_is_read_again_but_for_what_is_said_to_be_lost() -> None:
    found = read_one(as_csv(written()), today=TODAY)
    assert [problem.field for problem, _said in found.problems] == ["cas_ReferredOrganisation"]
    again = found.person.sections
    for name in ("age_band", "is_child", "gender", "languages", "citizenships"):
        assert again[Section.PROFILE][name] == PERSON[Section.PROFILE][name], name
    assert again[Section.IDENTITY]["names"] == "Maria Invented"
    for name in ("forms", "countries", "from_month", "status", "decided_by"):
        assert again[Section.EXPLOITATION][name] == PERSON[Section.EXPLOITATION][name], name
    assert again[Section.NEEDS] == {"needs": ["legal_aid", "medical_chronic"]}
    assert "spl_Type" in LOST


@pytest.mark.parametrize("section,field,said,back", [
    ("exploitation", "forms", ["forced_criminality"], ["other"]),
    ("exploitation", "forms", ["slavery_or_similar"], ["other"]),
    ("exploitation", "status", "declined_identification", "identified"),
    ("exploitation", "status", "undetermined", "presumed"),
    ("profile", "gender", "own_words", {"unanswered": "unknown"}),
])  # fmt: skip
def test_where_the_trip_loses_something(section: str, field: str, said: Any, back: Any) -> None:
    found = read_one(as_csv(written(**{section: {field: said}})), today=TODAY)
    assert found.person.sections[Section(section)][field] == back
    column = next(
        name for name, (of, named, _s) in writing.COLUMNS.items() if (of, named) == (section, field)
    )
    assert column in LOST


def test_every_code_of_ours_has_a_word_or_a_reason() -> None:
    for form in Exploitation:
        found = write({Section.EXPLOITATION: {"forms": [form.value]}}, ABOUT)
        assert (
            found.cells.get("vic_TypeOfExploitation")
            or Missing("vic_TypeOfExploitation", NOT_IN_THE_STANDARD) in found.missing
        )
    for status in VictimStatus:
        assert written(exploitation={"status": status.value})["vic_TraffickingStatus"]
    for body in DecidingBody:
        assert written(exploitation={"decided_by": body.value})["vic_TraffickingStatusDecisionMakingOrg"]
    for gender in Gender:
        assert written(profile={"gender": gender.value})["prs_Gender"]
    for kind in PlanAction:
        assert written(plan={"plan_actions": [{"type": kind.value}]})["spl_Type"]
    assert SECTORS.keys() == set(Sector) - {Sector.OTHER}


def test_every_question_that_a_column_names_is_asked() -> None:
    for section, field, _speak in writing.COLUMNS.values():
        assert field in {one.name for one in FIELDS[section]}


def test_names_and_values_are_those_of_the_standard() -> None:
    if not STANDARD.exists():
        pytest.skip("the dictionary of IOM is not beside this repository")
    fields = {one["field"]: one for one in json.loads(STANDARD.read_text(encoding="utf-8"))}
    assert [name for name in WRITTEN if name not in fields] == []
    values = {
        "org_Type": set(SECTORS.values()), "prs_Gender": {*writing._GENDERS.values(), writing.UNKNOWN_GENDER},
        "vic_TraffickingStatus": set(writing.STATUSES.values()), "spl_Type": set(writing.PLAN_TYPES.values()),
        "vic_TypeOfExploitation": set(writing._EXPLOITATIONS.values()),
        "vic_TraffickingStatusDecisionMakingOrg": set(writing._DECIDING.values()),
        "cas_Status": {"Active"},
        "cas_ReasonForOutgoingReferral": {"AdditionalServicesRequired"}, "hte_Type": {"Exploitation"},
    }  # fmt: skip
    for name, used in values.items():
        assert used <= set(fields[name]["value_names"]), name
