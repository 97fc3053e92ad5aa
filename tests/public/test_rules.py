"""Who may put a page before readers, and when it is stale."""

from datetime import date

import pytest

from safeconduct.public.pages.rules import (
    CHANGED_SINCE,
    NOT_APPROVED,
    NOTHING_TRANSLATED,
    OWN_WORK,
    WAITS,
    is_stale,
    may_approve,
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


@pytest.mark.parametrize("waits, translated, expected", [
    (False, 1, Allowed()),
    (False, 0, Refused(NOTHING_TRANSLATED)),
    (True, 5, Refused(WAITS)),
])  # fmt: skip
def test_a_translation_is_sent_in_once_something_of_it_is_translated(
    waits: bool, translated: int, expected: object
) -> None:
    assert may_send_in(waits=waits, translated=translated) == expected


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
