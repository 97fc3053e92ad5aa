"""Answers of a received section beside our own: compared, put together, and shown whatever another node has written."""

from datetime import UTC, datetime
from typing import Any

import pytest

from safeconduct.cases.beside.answers import (
    NOT_READABLE,
    NOTHING_CHOSEN,
    different,
    merged,
    pairs,
    their_facts,
)
from safeconduct.cases.beside.shown import child_of, strip_of, under_each
from safeconduct.cases.contents import Content
from safeconduct.cases.handlers import Over, Theirs
from safeconduct.cases.queries import Reading
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section

OURS: Content = {"needs": ["housing"], "wish": "A room.", "details": {"unanswered": "declined"}}
THEIRS: Content = {"needs": ["housing"], "wish": "A garden.", "details": "From March."}
NEEDS = Section.NEEDS


def test_their_answers_stand_beside_ours_in_words() -> None:
    found = {pair.name: pair for pair in pairs(NEEDS, {"needs": ["housing"]}, THEIRS)}
    assert found["needs"].is_same
    assert (found["wish"].ours, found["wish"].theirs, found["wish"].is_same) == ("", "A garden.", False)
    assert different(NEEDS, OURS, THEIRS) == ["wish", "details"]


def test_what_they_have_not_answered_is_not_offered() -> None:
    assert [pair.name for pair in pairs(NEEDS, OURS, {"wish": "A garden."})] == ["wish"]


def test_only_what_was_chosen_takes_the_place_of_ours() -> None:
    assert merged(NEEDS, OURS, THEIRS, ["wish"]) == OURS | {"wish": "A garden."}
    assert merged(NEEDS, OURS, THEIRS, ["wish", "details"]) == THEIRS
    assert merged(NEEDS, {}, THEIRS, ["needs"]) == {"needs": ["housing"]}
    assert merged(NEEDS, THEIRS, OURS, ["details"])["details"] == {"unanswered": "declined"}


@pytest.mark.parametrize("names", [[], ["needs"], ["names"], ["wish "]])
def test_nothing_that_differs_is_nothing(names: list[str]) -> None:
    with pytest.raises(BadInput) as wrong:
        merged(NEEDS, OURS, THEIRS, names)
    assert wrong.value.errors == {"take": NOTHING_CHOSEN}


@pytest.mark.parametrize("name, value", [
    ("wish", ["A", "list"]), ("wish", {"text": "x"}), ("wish", 7), ("needs", "housing"), ("needs", ["a later code"]),
    ("needs", [{}]), ("wish", {"unanswered": "a later way"}), ("wish", "x" * 2001), ("wish", "a\x00b"), ("wish", "  "),
])  # fmt: skip
def test_what_another_node_wrote_is_checked_before_it_stands_in_ours(name: str, value: Any) -> None:
    theirs = {name: value}
    assert their_facts(NEEDS, theirs), "it is shown as something, and breaks no page"
    assert pairs(NEEDS, {}, theirs)
    with pytest.raises(BadInput) as wrong:
        merged(NEEDS, {}, theirs, [name])
    assert list(wrong.value.errors) == [name]


def test_a_form_that_cannot_be_kept_is_said() -> None:
    with pytest.raises(BadInput) as wrong:
        merged(NEEDS, {}, {"wish": ["A", "list"]}, ["wish"])
    assert wrong.value.errors == {"wish": NOT_READABLE}


def test_white_space_at_the_ends_is_no_difference_that_matters() -> None:
    assert merged(NEEDS, {}, {"wish": " A garden.\n"}, ["wish"]) == {"wish": "A garden."}
    assert merged(NEEDS, {}, {"wish": "A garden,\r\na cat."}, ["wish"]) == {"wish": "A garden,\na cat."}


def test_what_is_taken_over_must_fit_what_stands() -> None:
    """The end of their assessment lies before the beginning of ours."""
    ours, theirs = {"assessed_on": "2026-11-02"}, {"valid_until": "2026-11-01"}
    with pytest.raises(BadInput):
        merged(Section.SAFETY, ours, theirs, ["valid_until"])


# --- Shown ------------------------------------------------------------------------------------------------------

AT = datetime(2026, 11, 12, 9, tzinfo=UTC)


def read(section: Section, content: Content, version: int = 3) -> Reading:
    return Reading(section, version, content, AT, "social_worker")


def sent(*readings: Reading, agency: str = "Casa Buna, Romania") -> Theirs:
    return Theirs(
        agency=agency, reference="RO-1", held=[], until=AT.date(), over=Over.NO, ended_at=None, copied=[],
        readings={reading.section: reading for reading in readings},
    )  # fmt: skip


def test_hours_are_taken_over_with_the_clock_on_which_they_are() -> None:
    hours = [{"days": "mon", "from": "09:00", "until": "12:00"}]
    theirs: Content = {"safe_hours": hours, "hours_country": "BE", "safe_to_call": "yes"}
    assert merged(Section.SAFE_CONTACT, {"hours_country": "RO"}, theirs, ["safe_hours"]) == {
        "safe_hours": hours, "hours_country": "BE",
    }  # fmt: skip


def test_each_part_says_whose_it_is() -> None:
    found = under_each([sent(read(NEEDS, THEIRS)), sent(read(NEEDS, OURS, 1), agency="Lierre, Belgium")])
    assert [(part.agency, part.version, part.at) for part in found[NEEDS]] == [
        ("Casa Buna, Romania", 3, AT), ("Lierre, Belgium", 1, AT),
    ]  # fmt: skip
    assert found[NEEDS][0].differs_from(NEEDS, OURS)
    assert not found[NEEDS][0].differs_from(NEEDS, THEIRS)


@pytest.mark.parametrize("own, received, known", [
    (None, [{"is_child": "no"}], "no"),
    ({}, [{"is_child": "no"}, {"is_child": "no"}], "no"),
    ({"is_child": "yes"}, [{"is_child": "no"}], "yes"),
    ({"is_child": "unknown"}, [{"is_child": "no"}], "unknown"),
    ({"is_child": {"unanswered": "unknown"}}, [{"is_child": "no"}], "unknown"),
    (None, [{"is_child": "no"}, {"is_child": "yes"}], "unknown"),
    (None, [{"is_child": ["no"], "age_band": {"from": 9}}], "unknown"),
    (None, [], "unknown"),
])  # fmt: skip
def test_whether_the_person_is_a_child_is_taken_from_others_only_where_our_own_file_is_silent(
    own: Content | None, received: list[Content], known: str
) -> None:
    """A lawyer's own file of an adult asked for a guardian, since nothing stood in it yet."""
    theirs = under_each([sent(read(Section.PROFILE, content)) for content in received])
    assert child_of(own, theirs) == known


CONTACT = Section.SAFE_CONTACT


@pytest.mark.parametrize("ours, shown", [
    ({"safe_to_call": "yes"}, ["Yes"]),
    ({}, ["No (Casa Buna, Romania)"]),
    (None, ["No (Casa Buna, Romania)"]),
    ({"safe_to_call": {"unanswered": "unknown"}}, ["No (Casa Buna, Romania)"]),
])  # fmt: skip
def test_the_strip_says_what_can_hurt_also_when_only_the_other_agency_knows_it(
    ours: Content | None, shown: list[str]
) -> None:
    own = {CONTACT: read(CONTACT, ours)} if ours is not None else {}
    strip = strip_of(own, [sent(read(CONTACT, {"safe_to_call": "no"}))])
    assert [value for _label, value in strip] == shown


def test_an_open_question_of_both_is_said_once_and_four_facts_are_the_most() -> None:
    still_open: Content = {"safe_to_call": {"unanswered": "declined"}}
    alone = strip_of({CONTACT: read(CONTACT, still_open)}, [sent(read(CONTACT, still_open))])
    assert len(alone) == 1
    many = [sent(read(CONTACT, {"safe_to_call": "no"}), agency=str(n)) for n in range(6)]
    assert len(strip_of({}, many)) == 4
