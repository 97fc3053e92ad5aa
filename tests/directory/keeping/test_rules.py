"""When a part of a service is stale, and when its places are in doubt."""

from datetime import UTC, date, datetime, timedelta

import pytest

from safeconduct.directory.keeping import rules
from safeconduct.directory.keeping.contacts import is_local
from safeconduct.directory.keeping.forms import wrong_of
from safeconduct.directory.keeping.parts import FIELDS, NOT_SAID, Part, part_of, parts_of
from safeconduct.directory.keeping.rules import Answer, Checked, Places, Standing
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.decisions import Allowed, Refused
from safeconduct.vocabulary.errors import BadInput

TODAY = date(2026, 11, 30)
AFTER = {part: timedelta(days=90) for part in Part} | {Part.PLACES: timedelta(days=7)}
DECLINED = datetime(2026, 11, 29, 9, tzinfo=UTC)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


# --- Parts --------------------------------------------------------------------------------------------------------


def test_every_column_of_a_service_belongs_to_one_part_or_is_not_said_by_anybody() -> None:
    columns = {field.attname for field in Entry._meta.concrete_fields}
    said = [name for names in FIELDS.values() for name in names]
    assert len(said) == len(set(said))
    assert columns == set(said) | NOT_SAID


def test_the_parts_of_columns_come_once_and_in_order() -> None:
    assert parts_of(["address", "hours", "contact", "needs"]) == [Part.TAKES, Part.REACHED, Part.WHERE]
    assert part_of("a_column_of_a_later_release") is Part.TAKES


# --- How sure -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("checked, expected", [
    (None, Standing.NEVER),
    (ago(0), Standing.CHECKED),
    (ago(90), Standing.CHECKED),  # the last day still counts
    (ago(91), Standing.STALE),
])  # fmt: skip
def test_a_part_is_stale_after_its_days(checked: date | None, expected: Standing) -> None:
    assert rules.standing(checked, after=timedelta(days=90), today=TODAY) is expected


@pytest.mark.parametrize("places, expected", [
    (Places(2, ago(0)), Standing.CHECKED),
    (Places(2, ago(8)), Standing.STALE),
    (Places(2, ago(0), DECLINED), Standing.DOUBTED),  # said today, and declined: the decline weighs more
    (Places(None, None, DECLINED), Standing.DOUBTED),  # of a peer, who says nothing here
])  # fmt: skip
def test_a_decline_for_want_of_a_place_weighs_more_than_any_day(places: Places, expected: Standing) -> None:
    assert rules.places_standing(places, after=timedelta(days=7), today=TODAY) is expected


def test_places_are_a_part_only_where_somebody_counts_them() -> None:
    checked = {Part.TAKES: Checked(ago(3), "a"), Part.REACHED: Checked(ago(100), "a")}
    found = rules.standings(checked, Places(), after=AFTER, today=TODAY)
    assert found == {
        Part.TAKES: Standing.CHECKED, Part.REACHED: Standing.STALE, Part.WHERE: Standing.NEVER,
    }  # fmt: skip
    counted = rules.standings(checked, Places(0, ago(1)), after=AFTER, today=TODAY)
    assert counted[Part.PLACES] is Standing.CHECKED


def test_the_mail_of_the_day_says_it_once_a_week() -> None:
    assert [rules.is_told(TODAY + timedelta(days=day)) for day in range(7)] == [True, *[False] * 6]


# --- This is wrong ------------------------------------------------------------------------------------------------


def test_three_words_of_one_member_about_one_service_wait_at_most() -> None:
    said = [rules.may_say_wrong(waiting) for waiting in (0, 2, 3)]
    assert said == [Allowed(), Allowed(), Refused(rules.SAID_ALREADY)]


def test_each_answer_is_a_sentence_and_says_what_became_of_it() -> None:
    assert {answer: str(words) for answer, words in Answer.labels().items()} == {
        Answer.PUT_RIGHT: "It was put right",
        Answer.STAYS: "It was checked, and is right as it stands",
        Answer.TOLD: "The agency was told",
    }


@pytest.mark.parametrize("answer, here, answers, answered, code", [
    (Answer.PUT_RIGHT, True, True, False, None),
    (Answer.TOLD, False, True, False, None),
    (Answer.STAYS, False, True, False, None),
    (Answer.PUT_RIGHT, False, True, False, "wrong_not_yours"),  # what another node edits cannot be put right here
    (Answer.TOLD, True, True, False, "wrong_not_yours"),
    (Answer.STAYS, True, False, False, "wrong_not_yours"),
    (Answer.STAYS, True, True, True, "wrong_answered"),
])  # fmt: skip
def test_who_edits_a_service_answers_once(
    answer: Answer, here: bool, answers: bool, answered: bool, code: str | None
) -> None:
    said = rules.may_answer(answer, is_edited_here=here, answers=answers, is_answered=answered)
    assert (said.reason.code if isinstance(said, Refused) else None) == code
    assert code or said == Allowed()


@pytest.mark.parametrize("part, words, wrong", [
    ("hours", "They close at noon.", {"part"}),
    ("reached", " ", {"words"}),
    ("reached", "Ask for Maria Ionescu.", {"words"}),
    ("reached", "The number is 0721 000 111 now.", {"words"}),
    ("takes", "a" * 301, {"words"}),
    ("takes", "a" * 5_000_000, {"words"}),
])  # fmt: skip
def test_no_person_and_no_number_is_written_into_what_is_wrong(
    part: str, words: str, wrong: set[str]
) -> None:
    with pytest.raises(BadInput) as bad:
        wrong_of(part, words)
    assert set(bad.value.errors) == wrong


def test_what_is_said_is_kept_as_it_was_searched() -> None:
    assert wrong_of("reached", " they close at noon\u200b ") == (Part.REACHED, "they close at noon")


@pytest.mark.parametrize("contact, local", [
    ("0721 000 111", True), ("(021) 000-111", True), ("+40 721 000 111", False), ("0040 721 000 111", False),
    ("SMS 0721 000 111", True), ("+40 721 000 111; sms: 0721 000 112", True), ("SMS +40 721 000 111; 116 006", False),
    ("116 006", False), ("help@salcia.example", False), ("", False), ("Ask at the desk, room 0", False),
])  # fmt: skip
def test_a_number_in_its_local_form_rings_in_one_country_only(contact: str, *, local: bool) -> None:
    assert is_local(contact) is local
