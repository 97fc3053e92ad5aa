"""What of a file may go into a document, for whom, and who may put in and check a template. Pure."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.consent.rules import NOT_FOR_POLICE, Recipient
from safeconduct.rights.documents import rules
from safeconduct.rights.documents.fields import BY_NAME
from safeconduct.rights.documents.kinds import KINDS, Document
from safeconduct.rights.documents.rules import (
    Agreed,
    For,
    Missing,
    Reader,
    lines,
    may_check,
    may_make,
    may_put_in,
    why_blank,
)
from safeconduct.vocabulary.codes import Profession, Purpose
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.sections import Section

ALL = frozenset(Section)
LAWYERS = Recipient("legal", "BE")


def agreed(*sections: Section, purpose: Purpose = Purpose.LEGAL_ASSISTANCE) -> Agreed:
    return Agreed(uuid4(), uuid4(), purpose, frozenset(sections))


def reader(*sections: Section) -> Reader:
    return Reader(For.AGREED, agreed(*sections))


PERSON, OTHER = Reader(For.PERSON), Reader(For.OTHER)


@pytest.mark.parametrize("name, kind, whom, opens, refers, expected", [
    # what is open and agreed goes in; each of the two alone does not
    ("names", Document.CONFIRMATION, reader(Section.IDENTITY), ALL, ALL, None),
    ("names", Document.CONFIRMATION, reader(Section.PROFILE), ALL, ALL, Missing.NOT_AGREED),
    ("names", Document.CONFIRMATION, reader(Section.IDENTITY), ALL - {Section.IDENTITY}, ALL, Missing.CLOSED),
    # whoever may read and not send on makes nothing for others
    ("names", Document.CONFIRMATION, reader(Section.IDENTITY), ALL, frozenset(), Missing.NOT_YOURS),
    # the person gets what is open to the maker; then nothing is sent on
    ("names", Document.CONFIRMATION, PERSON, ALL, frozenset(), None),
    ("names", Document.CONFIRMATION, PERSON, frozenset(), ALL, Missing.CLOSED),
    # a letter of referral names nobody, whatever was agreed
    ("names", Document.LETTER, reader(Section.IDENTITY), ALL, ALL, Missing.LATER),
    ("needs", Document.LETTER, reader(Section.NEEDS), ALL, ALL, None),
    # days of rights go to no other agency
    ("days", Document.COMPENSATION, reader(Section.PLAN), ALL, ALL, Missing.OWN_ONLY),
    ("days", Document.COMPENSATION, PERSON, ALL, ALL, None),
    # what a lawyer keeps goes to the person, by who opens it; no consent can name it
    ("claim_losses", Document.COMPENSATION, PERSON, ALL, ALL, None),
    ("claim_losses", Document.COMPENSATION, PERSON, ALL - {Section.LEGAL}, ALL, Missing.CLOSED),
    ("matter_court", Document.COURT, reader(*Section), ALL, ALL, Missing.OWN_ONLY),
    ("matter_court", Document.COURT, OTHER, ALL, ALL, Missing.BY_HAND),
    # how long the law gives is about nobody
    ("reflection_law", Document.REFLECTION, OTHER, frozenset(), frozenset(), None),
    ("reflection_until", Document.REFLECTION, reader(Section.PLAN), ALL, ALL, Missing.OWN_ONLY),
    # for somebody whom no consent names there is nothing of the person
    ("names", Document.CONFIRMATION, OTHER, ALL, ALL, Missing.BY_HAND),
    ("agency_name", Document.CONFIRMATION, OTHER, frozenset(), frozenset(), None),
])  # fmt: skip
def test_why_a_line_stays_blank(
    name: str, kind: Document, whom: Reader, opens: frozenset[Section], refers: frozenset[Section],
    expected: Missing | None,
) -> None:  # fmt: skip
    assert why_blank(BY_NAME[name], kind, whom, opens=opens, refers=refers) is expected


def test_what_stays_open_in_the_file_is_missing_and_never_guessed() -> None:
    contents = {
        Section.PROFILE: {
            "pseudonym": {"unanswered": "declined"},
            "citizenships": ["UA", 7, "stateless"],
            "languages": "uk",
        }
    }
    found = {
        line.field.name: line
        for line in lines(
            Document.CONFIRMATION, PERSON, {"alias", "citizenships", "languages", "names", "today"},
            opens=ALL, refers=ALL, contents=contents, said={"today": "1 March 2027"},
        )
    }  # fmt: skip
    assert {name: line.value for name, line in found.items()} == {
        "alias": "", "citizenships": "Ukraine; Stateless", "languages": "", "names": "", "today": "1 March 2027",
    }  # fmt: skip
    assert [found[name].missing for name in ("alias", "languages", "names")] == [Missing.NOT_IN_FILE] * 3
    assert (found["citizenships"].missing, found["today"].missing) == (None, None)


def test_why_nothing_stands_there_is_told_apart() -> None:
    def why(is_chosen: bool) -> list[Missing | None]:
        found = lines(
            Document.COURT, PERSON, {"matter_court", "reflection_law", "agency_number"},
            opens=ALL, refers=ALL, contents={}, said={}, is_chosen=is_chosen,
        )  # fmt: skip
        return [line.missing for line in found]

    assert why(is_chosen=False) == [Missing.NOT_IN_FILE, Missing.NOT_KNOWN, Missing.NOT_CHOSEN]
    assert why(is_chosen=True) == [Missing.NOT_IN_FILE, Missing.NOT_KNOWN, Missing.NOT_IN_FILE]


@pytest.mark.parametrize("kind, expected", [
    (Document.REFLECTION, {"reflection_from": Missing.ASKED_FOR, "recipient": Missing.ADDRESSEE,
                           "days": Missing.NOT_IN_FILE}),
    (Document.COMPENSATION, {"reflection_from": Missing.NOT_IN_FILE, "recipient": Missing.ADDRESSEE,
                             "days": Missing.NOT_IN_FILE}),
    (Document.MANDATE, {"recipient": Missing.NOT_IN_FILE}),
    (Document.COURT, {"matter_court": Missing.NOT_CHOSEN, "reflection_law": Missing.NOT_KNOWN}),
])  # fmt: skip
def test_who_writes_what_is_not_in_the_file_is_told_by_the_kind_of_document(
    kind: Document, expected: dict[str, Missing]
) -> None:
    found = lines(kind, PERSON, set(expected), opens=ALL, refers=ALL, contents={}, said={})
    assert {line.field.name: line.missing for line in found} == expected
    assert {line.value for line in found} == {""}


def test_what_a_lawyer_keeps_is_put_in_as_the_chosen_matter_says_it() -> None:
    (line,) = lines(
        Document.COURT, PERSON, {"matter_court"}, opens=ALL, refers=ALL, contents={Section.LEGAL: {}},
        said={"matter_court": "Court of X"}, is_chosen=True,
    )  # fmt: skip
    assert (line.value, line.missing) == ("Court of X", None)


def test_a_letter_leaves_out_what_goes_later_and_what_the_maker_may_not_refer() -> None:
    contents: dict[Section, dict[str, Any]] = {
        Section.IDENTITY: {"names": "Nadia"}, Section.NEEDS: {"needs": ["housing"]},
    }  # fmt: skip

    def missing(refers: frozenset[Section]) -> dict[str, Missing | None]:
        found = lines(
            Document.LETTER, reader(Section.IDENTITY, Section.NEEDS), {"names", "needs"},
            opens=ALL, refers=refers, contents=contents, said={},
        )  # fmt: skip
        return {line.field.name: line.missing for line in found}

    assert missing(ALL) == {"names": Missing.LATER, "needs": None}
    assert missing(frozenset()) == {"names": Missing.LATER, "needs": Missing.NOT_YOURS}


def test_nobody_is_kept_out_by_a_name_that_is_not_on_the_list() -> None:
    for name in ("XXXX", "", "None"):
        decision = may_make(
            Document.COURT, agreed(), LAWYERS, name, conditions=frozenset(), holds=True, safety={}
        )
        assert decision == Allowed()


def test_what_is_closed_is_not_put_in_even_where_it_was_read() -> None:
    (line,) = lines(
        Document.CONFIRMATION, reader(Section.PROFILE), {"names"},
        opens=ALL, refers=ALL, contents={Section.IDENTITY: {"names": "Nadia"}}, said={},
    )  # fmt: skip
    assert (line.value, line.missing) == ("", Missing.NOT_AGREED)


def test_no_field_is_of_a_section_that_never_leaves() -> None:
    never = {Section.LEGAL, Section.NARRATIVE, Section.HEALTH}
    assert {one.section for one in BY_NAME.values() if not one.is_own}.isdisjoint(never)
    assert {one.section for one in BY_NAME.values() if one.is_own} == {Section.PLAN, Section.LEGAL}
    assert set(rules.WHY) == set(Missing)
    assert set(KINDS) == set(Document)


@pytest.mark.parametrize("kind, purpose, whom, conditions, holds, safety, expected", [
    (Document.COURT, Purpose.LEGAL_ASSISTANCE, LAWYERS, (), True, {}, None),
    (Document.COURT, Purpose.REFERRAL_SERVICE, LAWYERS, (), True, {}, rules.OTHER_PURPOSE),
    (Document.CONFIRMATION, Purpose.STATISTICS_NON_IDENTIFYING, LAWYERS, (), True, {}, rules.OTHER_PURPOSE),
    (Document.COURT, Purpose.LEGAL_ASSISTANCE, LAWYERS, (), False, {}, rules.STOPPED),
    (Document.COURT, Purpose.LEGAL_ASSISTANCE, Recipient("police", "BE"), ("not_police",), True, {}, NOT_FOR_POLICE),
    (Document.COURT, Purpose.LEGAL_ASSISTANCE, LAWYERS, (), True, None, rules.SAFETY_CLOSED),
    (Document.COURT, Purpose.LEGAL_ASSISTANCE, LAWYERS, (), True, {"never_countries": ["BE"]}, rules.NEVER),
    (Document.COURT, Purpose.LEGAL_ASSISTANCE, LAWYERS, (), True, {"never_kinds": ["legal"]}, rules.NEVER),
    (Document.COURT, Purpose.LEGAL_ASSISTANCE, LAWYERS, (), True, {"never_agencies": "x\nhouse  LINDEN "}, rules.NEVER),
    (Document.COURT, Purpose.LEGAL_ASSISTANCE, LAWYERS, (), True, {"never_kinds": ["police"]}, None),
])  # fmt: skip
def test_for_whom_it_may_be_filled(
    kind: Document, purpose: Purpose, whom: Recipient, conditions: tuple[str, ...], holds: bool,
    safety: dict[str, object] | None, expected: Reason | None,
) -> None:  # fmt: skip
    decision = may_make(
        kind, agreed(purpose=purpose), whom, "House Linden",
        conditions=frozenset(conditions), holds=holds, safety=safety,
    )  # fmt: skip
    assert (decision.reason if isinstance(decision, Refused) else None) == expected


@pytest.mark.parametrize("profession, expected", [
    (Profession.LAWYER, True), (Profession.ADMINISTRATOR, True), (Profession.SOCIAL_WORKER, False),
    (Profession.EDITOR, False), (Profession.POLICE_OFFICER, False),
])  # fmt: skip
def test_who_puts_in_templates(profession: Profession, expected: bool) -> None:
    assert may_put_in(profession) == (Allowed() if expected else Refused(rules.NOT_YOUR_TEMPLATE))


ME, OTHER_MEMBER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize("profession, put_in_by, of, waits, expected", [
    (Profession.LAWYER, OTHER_MEMBER, "RO", True, None),
    (Profession.LAWYER, ME, "RO", True, rules.NOT_YOUR_CHECK),
    (Profession.ADMINISTRATOR, OTHER_MEMBER, "RO", True, rules.NOT_YOUR_CHECK),
    (Profession.LAWYER, OTHER_MEMBER, "BG", True, rules.NOT_YOUR_CHECK),
    (Profession.LAWYER, OTHER_MEMBER, "", True, rules.NOT_YOUR_CHECK),
    (Profession.LAWYER, OTHER_MEMBER, "RO", False, rules.NOTHING_TO_CHECK),
])  # fmt: skip
def test_a_template_is_checked_by_another_lawyer_of_its_country(
    profession: Profession, put_in_by: UUID, of: str, waits: bool, expected: Reason | None
) -> None:
    decision = may_check(profession, "RO", by=ME, put_in_by=put_in_by, of=of, waits=waits)
    assert decision == (Refused(expected) if expected else Allowed())
