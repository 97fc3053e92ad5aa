"""Who may put a page before readers, and when it is stale."""

from datetime import date

import pytest

from safeconduct.public.pages.rules import (
    CHANGED_SINCE,
    HALF_TRANSLATED,
    NOT_APPROVED,
    NOT_YOURS,
    NOTHING_TRANSLATED,
    OWN_WORK,
    READERS_HAVE_IT,
    WAITS,
    is_stale,
    may_approve,
    may_be_made_a_copy,
    may_change,
    may_publish,
    may_send_in,
)
from safeconduct.vocabulary.decisions import Allowed, Refused

IOANA, DAN, ANA = 1, 2, 3


@pytest.mark.parametrize(
    "approver, hands, expected",
    [
        # somebody else
        (DAN, {IOANA}, Allowed()),
        # who wrote it, who sent it in, who changed it on the way
        (IOANA, {IOANA}, Refused(OWN_WORK)),
        (DAN, {IOANA, DAN}, Refused(OWN_WORK)),
        # a text that nobody is known to have written
        (DAN, set(), Allowed()),
    ],
)
def test_nobody_approves_what_they_had_a_hand_in(approver: int, hands: set[int], expected: object) -> None:
    assert may_approve(approver=approver, hands=frozenset(hands), is_as_sent_in=True) == expected


def test_nobody_approves_a_text_that_was_changed_after_it_was_sent_in() -> None:
    """They may not have read the change."""
    decision = may_approve(approver=DAN, hands=frozenset({IOANA}), is_as_sent_in=False)
    assert decision == Refused(CHANGED_SINCE)


def test_while_a_text_waits_nobody_changes_it() -> None:
    assert may_change(waits=True) == Refused(WAITS)
    assert may_change(waits=False) == Allowed()


@pytest.mark.parametrize("waits, translated, is_confirmed, expected", [
    (False, 5, False, Allowed()),
    (False, 1, False, Refused(HALF_TRANSLATED)), (False, 1, True, Allowed()),
    (False, 0, False, Refused(NOTHING_TRANSLATED)), (False, 0, True, Refused(NOTHING_TRANSLATED)),
    (True, 5, False, Refused(WAITS)), (True, 1, True, Refused(WAITS)),
])  # fmt: skip
def test_a_translation_is_sent_in_when_all_of_it_is_translated_or_it_is_said_that_not_all_is(
    waits: bool, translated: int, is_confirmed: bool, expected: object
) -> None:
    asked = {"waits": waits, "translated": translated, "texts": 5, "is_confirmed": is_confirmed}
    assert may_send_in(**asked) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("waits, is_live, may_take_away, expected", [
    (False, False, True, Allowed()), (False, False, False, Refused(NOT_YOURS)),
    (False, True, True, Refused(READERS_HAVE_IT)), (True, False, True, Refused(WAITS)),
])  # fmt: skip
def test_a_translation_is_given_up_by_whoever_may_delete_it_while_nobody_reads_or_approves_it(
    waits: bool, is_live: bool, may_take_away: bool, expected: object
) -> None:
    assert may_be_made_a_copy(waits=waits, is_live=is_live, may_take_away=may_take_away) == expected


@pytest.mark.parametrize(
    "approvers, hands, expected",
    [
        (set(), {IOANA}, Refused(NOT_APPROVED)),
        ({IOANA}, {IOANA}, Refused(NOT_APPROVED)),
        ({IOANA, DAN}, {IOANA}, Allowed()),
        ({DAN}, {IOANA, ANA}, Allowed()),
        (set(), set(), Refused(NOT_APPROVED)),
    ],
)
def test_a_text_is_published_once_somebody_else_has_approved_it(
    approvers: set[int], hands: set[int], expected: object
) -> None:
    assert may_publish(approvers=frozenset(approvers), hands=frozenset(hands)) == expected


@pytest.mark.parametrize(
    "reviewed, today, months, expected",
    [
        (date(2026, 1, 15), date(2027, 1, 14), 12, False),
        (date(2026, 1, 15), date(2027, 1, 15), 12, True),
        (date(2026, 1, 31), date(2026, 2, 28), 1, False),
        (date(2026, 1, 31), date(2026, 3, 1), 1, True),
        (None, date(2026, 1, 1), 60, True),
    ],
)
def test_a_page_is_stale_after_so_many_months(
    reviewed: date | None, today: date, months: int, expected: bool
) -> None:
    assert is_stale(reviewed, today=today, months=months) is expected
