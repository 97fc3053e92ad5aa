"""Who may register, who has a seat, who is next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.public.conferences.registering import rules, seating
from safeconduct.public.conferences.registering.rules import Times
from safeconduct.public.conferences.registering.seating import Kind, Limit
from safeconduct.vocabulary.decisions import Decision, Refused

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
START = datetime(2027, 5, 10, 7, tzinfo=UTC)
LAWYER_RO, LAWYER_BG, JUDGE_RO = Kind("lawyer", "RO"), Kind("lawyer", "BG"), Kind("judge", "RO")


def times(state: str = "open") -> Times:
    return Times(state, START - 60 * DAY, START - 10 * DAY, START, START + 2 * DAY)


LONG_OPEN = replace(times(), closes_at=START + DAY)
"""Registration stays open for a day after the beginning."""


def code(decision: Decision) -> str:
    return decision.reason.code if isinstance(decision, Refused) else ""


@pytest.mark.parametrize("state, now, refused", [
    # while it is open
    ("open", START - 60 * DAY, ""), ("open", START - 10 * DAY - timedelta(seconds=1), ""),
    # before and after
    ("open", START - 61 * DAY, "not_open_yet"), ("open", START - 10 * DAY, "registration_closed"),
    # whatever the days say
    ("draft", START - 30 * DAY, "not_open_yet"), ("closed", START - 30 * DAY, "registration_closed"),
    ("cancelled", START - 30 * DAY, "edition_cancelled"), ("held", START - 30 * DAY, "edition_held"),
    # when it is over
    ("open", START + 2 * DAY, "edition_held"), ("cancelled", START + 2 * DAY, "edition_cancelled"),
])  # fmt: skip
def test_who_may_register_when(state: str, now: datetime, refused: str) -> None:
    assert code(rules.may_register(times(state), now=now)) == refused


@pytest.mark.parametrize("state, now, refused", [
    ("open", START - DAY, ""), ("closed", START - DAY, ""), ("open", START, "edition_begun"),
    ("cancelled", START - DAY, "edition_cancelled"), ("held", START - DAY, "edition_begun"),
])  # fmt: skip
def test_seats_move_until_it_begins_also_when_registration_is_closed(
    state: str, now: datetime, refused: str
) -> None:
    assert code(rules.may_change(times(state), now=now)) == refused


@pytest.mark.parametrize("limit, counted", [
    (Limit("", "", 1), {LAWYER_RO, LAWYER_BG, JUDGE_RO}),
    (Limit("lawyer", "", 1), {LAWYER_RO, LAWYER_BG}),
    (Limit("", "RO", 1), {LAWYER_RO, JUDGE_RO}),
    (Limit("lawyer", "RO", 1), {LAWYER_RO}),
])  # fmt: skip
def test_in_which_quotas_a_person_counts(limit: Limit, counted: set[Kind]) -> None:
    assert {kind for kind in (LAWYER_RO, LAWYER_BG, JUDGE_RO) if limit.counts(kind)} == counted


@pytest.mark.parametrize("kind, free", [(LAWYER_RO, False), (LAWYER_BG, True), (JUDGE_RO, False)])
def test_a_seat_is_free_when_the_edition_and_each_quota_has_one(kind: Kind, free: bool) -> None:
    limits = [Limit("lawyer", "", 3), Limit("", "RO", 2)]
    assert seating.is_free(kind, seats=4, limits=limits, holders={LAWYER_RO: 1, JUDGE_RO: 1}) is free


def test_no_seat_is_free_when_the_edition_is_full_whatever_a_quota_says() -> None:
    assert not seating.is_free(JUDGE_RO, seats=2, limits=[Limit("judge", "", 9)], holders={LAWYER_RO: 2})


def test_the_first_who_waits_is_next_and_whose_quota_is_full_is_passed_over() -> None:
    waiting, limits = [LAWYER_RO, JUDGE_RO, LAWYER_BG], [Limit("", "RO", 1)]
    assert seating.next_of(waiting, seats=5, limits=[], holders={}) == 0
    assert seating.next_of(waiting, seats=5, limits=limits, holders={JUDGE_RO: 1}) == 2
    assert seating.next_of(waiting, seats=1, limits=limits, holders={JUDGE_RO: 1}) is None


def test_an_offer_ends_after_its_hours_and_never_after_seats_are_taken() -> None:
    assert rules.offer_ends(times(), hours=48, now=START - 9 * DAY) == START - 7 * DAY
    assert rules.offer_ends(times(), hours=48, now=START - DAY) == START
    assert rules.offer_ends(LONG_OPEN, hours=48, now=START) == START + DAY


@pytest.mark.parametrize("edition, now, refused", [
    (LONG_OPEN, START, ""), (LONG_OPEN, START + DAY, "edition_begun"),
    (replace(LONG_OPEN, state="closed"), START, "edition_begun"),
    (replace(LONG_OPEN, closes_at=START + 9 * DAY), START + 2 * DAY, "edition_begun"),
])  # fmt: skip
def test_while_it_runs_seats_are_taken_as_long_as_registration_is_open_and_it_is_not_over(
    edition: Times, now: datetime, refused: str
) -> None:
    assert code(rules.may_change(edition, now=now)) == refused


def test_an_address_is_confirmed_in_48_hours_and_no_later_than_seats_are_taken() -> None:
    assert rules.confirm_until(times(), START - 9 * DAY) == START - 7 * DAY
    assert rules.confirm_until(times(), START - DAY) == START
    assert rules.confirm_until(LONG_OPEN, START) == START + DAY


def test_whoever_is_there_cancels_no_more_and_everybody_else_while_seats_move() -> None:
    assert rules.may_leave(LONG_OPEN, "seated", has_arrived=False, now=START)
    assert code(rules.may_leave(LONG_OPEN, "seated", has_arrived=True, now=START)) == "edition_begun"
    assert code(rules.may_leave(times(), "seated", has_arrived=False, now=START)) == "edition_begun"
    assert (
        code(rules.may_leave(times(), "cancelled", has_arrived=False, now=START - DAY)) == "already_cancelled"
    )


@pytest.mark.parametrize("state, of, now, seen", [
    ("seated", "open", START - DAY, True), ("seated", "closed", START + 2 * DAY - SECOND, True),
    ("seated", "open", START - DAY - SECOND, False), ("seated", "open", START + 2 * DAY, False),
    ("waiting", "open", START, False), ("offered", "open", START, False),
    ("seated", "cancelled", START, False), ("seated", "held", START, False),
])  # fmt: skip
def test_links_of_rooms_are_for_those_with_a_seat_from_a_day_before_it_until_its_end(
    state: str, of: str, now: datetime, seen: bool
) -> None:
    assert rules.may_see_links(times(of), state, now=now) is seen


def test_a_quota_keeps_somebody_out_only_where_other_seats_are_free() -> None:
    limits, holders = [Limit("lawyer", "", 1)], {LAWYER_RO: 1}
    assert seating.is_kept_out(LAWYER_BG, seats=2, limits=limits, holders=holders)
    assert not seating.is_kept_out(LAWYER_BG, seats=1, limits=limits, holders=holders)
    assert not seating.is_kept_out(JUDGE_RO, seats=2, limits=limits, holders=holders)


@pytest.mark.parametrize("state, until, refused", [
    ("offered", START, ""), ("offered", START - DAY, "offer_over"), ("waiting", None, "no_offer"),
    ("seated", None, "no_offer"), ("cancelled", None, "no_offer"), ("offered", None, "no_offer"),
    ("waiting", START, "no_offer"),  # an offer that was declined, and whose end is still written down
])  # fmt: skip
def test_an_offer_is_answered_before_its_end(state: str, until: datetime | None, refused: str) -> None:
    assert code(rules.may_answer_offer(state, until, now=START - DAY)) == refused


@pytest.mark.parametrize("state, confirm, cancel", [
    ("unconfirmed", "", ""), ("seated", "not_to_confirm", ""), ("waiting", "not_to_confirm", ""),
    ("offered", "not_to_confirm", ""), ("cancelled", "already_cancelled", "already_cancelled"),
])  # fmt: skip
def test_an_address_is_confirmed_once_and_a_registration_cancelled_once(
    state: str, confirm: str, cancel: str
) -> None:
    assert code(rules.may_confirm(state)) == confirm
    assert code(rules.may_cancel(state)) == cancel


@pytest.mark.parametrize("state, wants, now, allowed", [
    ("seated", True, START, True), ("seated", False, START, False), ("offered", True, START, False),
    ("waiting", True, START, False), ("seated", True, START + 2 * DAY, False),
])  # fmt: skip
def test_a_letter_is_for_those_who_have_a_seat_and_need_one(
    state: str, wants: bool, now: datetime, allowed: bool
) -> None:
    decision = rules.may_have_letter(times(), state, wants_letter=wants, now=now)
    assert code(decision) == ("" if allowed else "no_letter")
    assert not rules.may_have_letter(times("cancelled"), state, wants_letter=wants, now=now)


@pytest.mark.parametrize("state, refused", [
    ("waiting", ""), ("offered", ""), ("unconfirmed", "not_to_seat"), ("seated", "not_to_seat"),
    ("cancelled", "not_to_seat"),
])  # fmt: skip
def test_whom_an_organiser_may_give_a_seat_out_of_turn(state: str, refused: str) -> None:
    assert code(rules.may_seat_by_hand(state)) == refused


def test_without_mail_nobody_can_register() -> None:
    now = START - 30 * DAY
    assert code(rules.may_register(times(), now=now, sends_mail=False)) == "no_mail"
    assert code(rules.may_register(times("closed"), now=now, sends_mail=False)) == "registration_closed"


def test_seats_and_quotas_are_not_lowered_below_those_who_hold_one_and_the_answer_says_how_many() -> None:
    holders = {LAWYER_RO: 2, JUDGE_RO: 1}
    assert seating.may_have_seats(3, holders=holders)
    assert seating.may_have_limit(Limit("lawyer", "", 2), holders=holders)
    refused = seating.may_have_seats(2, holders=holders)
    assert isinstance(refused, Refused)
    assert "3 people hold" in str(refused.reason.sentence)
    refused = seating.may_have_limit(Limit("judge", "RO", 0), holders=holders)
    assert isinstance(refused, Refused)
    assert "1 person holds" in str(refused.reason.sentence)


def test_when_what_is_erased() -> None:
    assert rules.needs_end(START) == START
    assert rules.registrations_end(START, 180) == START + 180 * DAY
    assert rules.unconfirmed_end(START) == START + 2 * DAY


@pytest.mark.parametrize("state, after, told", [
    ("held", timedelta(hours=12), True), ("open", 14 * DAY - SECOND, True), ("closed", DAY, True),
    ("held", timedelta(hours=12) - SECOND, False), ("held", 14 * DAY, False),
    ("cancelled", DAY, False), ("draft", DAY, False),
])  # fmt: skip
def test_who_was_there_is_written_to_when_the_list_can_be_right_and_not_weeks_later(
    state: str, after: timedelta, *, told: bool
) -> None:
    edition = times(state)
    assert rules.may_be_told_it_is_over(edition, now=edition.ends_at + after) is told
