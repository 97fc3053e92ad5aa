"""Of which years an edition may be, who approves it, who corrects it, and from when it may be shown."""

from datetime import UTC, date, datetime, timedelta

import pytest

from safeconduct.statistics.editions.rules import (
    EMBARGO_PAST,
    FIRST_YEAR,
    LAYOUT_NOT_CHOSEN,
    LEDGER_MOVED,
    LONGEST_EMBARGO_DAYS,
    NO_SUCH_YEAR,
    NOT_BY_ALL,
    NOT_READ,
    NOT_READY,
    NOT_SHOWN,
    NOT_YOURS,
    ONLY_OFFICERS,
    OWN_PREPARATION,
    READ_AGAIN,
    REASON_MISSING,
    embargo_that_is_left,
    may_approve,
    may_be_made_again,
    may_be_of,
    may_be_reworded,
    may_be_shown,
    may_be_shown_from,
    may_correct,
    may_count,
    may_see,
    years_over,
)
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused
from safeconduct.vocabulary.editions import MOST_YEARS

LATE = date(FIRST_YEAR + MOST_YEARS + 5, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "year, years, is_right",
    [
        (LATE.year - 1, 1, True),
        (LATE.year, 1, False),
        (FIRST_YEAR, 1, True),
        (FIRST_YEAR - 1, 1, False),
        (FIRST_YEAR + 1, 2, True),
        (FIRST_YEAR, 2, False),
        (LATE.year - 1, MOST_YEARS, True),
        (LATE.year - 1, MOST_YEARS + 1, False),
        (LATE.year - 1, 0, False),
    ],
)
def test_an_edition_is_of_years_that_are_over_and_not_too_many(year: int, years: int, is_right: bool) -> None:
    assert may_be_of(year, LATE, years=years) == (Allowed() if is_right else Refused(NO_SUCH_YEAR))


def test_it_is_of_one_year_unless_more_are_asked_for() -> None:
    assert may_be_of(FIRST_YEAR, LATE) == Allowed()


@pytest.mark.parametrize(
    "reason, is_right",
    [("A row stood twice", True), ("", False), (" ", False), ("x" * 21, False), ("a\0b", False)],
)
def test_a_correction_says_why_and_a_first_edition_nothing(reason: str, is_right: bool) -> None:
    assert may_correct(reason, corrects=True, longest=20) == (
        Allowed() if is_right else Refused(REASON_MISSING)
    )
    assert may_correct(reason, corrects=False, longest=20) == Allowed()


def test_a_reason_may_be_just_as_long_as_it_may_be() -> None:
    assert may_correct("x" * 20, corrects=True, longest=20) == Allowed()


@pytest.mark.parametrize(
    "after, is_right",
    [
        (None, True),
        (timedelta(0), False),
        (timedelta(seconds=1), True),
        (timedelta(days=LONGEST_EMBARGO_DAYS), True),
        (timedelta(days=LONGEST_EMBARGO_DAYS, seconds=1), False),
    ],
)
def test_an_embargo_lies_ahead_and_ends_within_a_year(after: timedelta | None, is_right: bool) -> None:
    asked = may_be_shown_from(None if after is None else NOW + after, NOW)
    assert asked == (Allowed() if is_right else Refused(EMBARGO_PAST))


def test_a_second_person_approves_what_is_ready_and_what_they_read() -> None:
    def approve(
        *,
        is_own: bool = False,
        state: str = "ready",
        is_old: bool = False,
        is_shown: bool = True,
        is_read: bool = True,
        read: str = "a",
    ) -> object:
        return may_approve(
            is_own=is_own,
            state=state,
            is_old=is_old,
            is_shown=is_shown,
            is_read=is_read,
            read=read,
            digest="a",
        )

    assert approve() == Allowed()
    assert approve(is_own=True) == Refused(OWN_PREPARATION)
    assert approve(state="draft") == Refused(NOT_READY)
    assert approve(is_old=True) == Refused(LEDGER_MOVED)
    assert approve(is_shown=False) == Refused(NOT_SHOWN)
    assert approve(read="b") == Refused(READ_AGAIN)
    assert approve(is_read=False) == Refused(NOT_READ)


def test_numbers_of_what_is_ready_are_shown_and_of_nothing_that_is_out_of_date() -> None:
    assert may_be_shown(state="ready", is_old=False, is_own=True) == Allowed()
    assert may_be_shown(state="ready", is_old=True, is_own=True) == Refused(LEDGER_MOVED)
    for state in ("counting", "refused", "dropped", "released"):
        assert may_be_shown(state=state, is_old=False, is_own=True) == Refused(NOT_READY)


def test_who_prepared_it_chooses_the_layout_and_others_show_it_after_a_week() -> None:
    def of_others(*, is_shown: bool = False, days: float = 0) -> Decision:
        waits = timedelta(days=days)
        return may_be_shown(state="ready", is_old=False, is_own=False, is_shown=is_shown, waits=waits)

    assert of_others() == of_others(days=6.99) == Refused(LAYOUT_NOT_CHOSEN)
    assert may_be_shown(state="ready", is_old=False, is_own=False) == Refused(LAYOUT_NOT_CHOSEN)
    assert of_others(days=7) == of_others(is_shown=True) == Allowed()


@pytest.mark.parametrize(
    ("state", "is_old", "may"),
    [
        ("ready", False, True), ("ready", True, True), ("refused", False, True), ("counting", True, True),
        ("counting", False, False), ("released", False, False), ("dropped", False, False),
    ],
)  # fmt: skip
def test_whoever_prepared_it_makes_it_again_and_what_is_being_made_only_where_it_is_out_of_date(
    state: str, is_old: bool, may: bool
) -> None:
    asked = may_be_made_again(is_own=True, state=state, is_old=is_old)
    assert asked == (Allowed() if may else Refused(NOT_READY))
    assert may_be_made_again(is_own=False, state=state, is_old=is_old) == Refused(NOT_YOURS)


def test_the_reason_of_a_correction_is_changed_by_who_prepared_it_while_it_waits() -> None:
    assert may_be_reworded(is_own=True, state="ready", corrects=True) == Allowed()
    assert may_be_reworded(is_own=False, state="ready", corrects=True) == Refused(NOT_YOURS)
    for state, corrects in (("ready", False), ("counting", True), ("released", True)):
        assert may_be_reworded(is_own=True, state=state, corrects=corrects) == Refused(NOT_READY)


def test_a_correction_is_for_whom_all_agencies_of_the_edition_before_have_named() -> None:
    assert may_count(is_of_country=True, is_named=True) == Allowed()
    for is_of_country, is_named in ((False, True), (True, False)):
        assert may_count(is_of_country=is_of_country, is_named=is_named) == Refused(NOT_BY_ALL)


@pytest.mark.parametrize("profession", Profession)
@pytest.mark.parametrize("is_named", [True, False])
def test_a_coordinator_who_was_named_and_a_rapporteur_see_editions(
    profession: Profession, *, is_named: bool
) -> None:
    may = profession is Profession.RAPPORTEUR or (profession is Profession.COORDINATOR and is_named)
    assert may_see(profession, is_named=is_named) == (Allowed() if may else Refused(ONLY_OFFICERS))


def test_every_year_that_is_over_can_be_asked_for_the_newest_first() -> None:
    assert years_over(date(FIRST_YEAR + 3, 1, 1)) == [FIRST_YEAR + 2, FIRST_YEAR + 1, FIRST_YEAR]
    assert years_over(date(FIRST_YEAR, 12, 31)) == []


@pytest.mark.parametrize("seconds, stays", [(1, True), (0, False), (-1, False)])
def test_an_edition_that_is_made_again_keeps_an_embargo_that_still_lies_ahead(
    seconds: int, *, stays: bool
) -> None:
    embargo = NOW + timedelta(seconds=seconds)
    assert embargo_that_is_left(embargo, NOW) == (embargo if stays else None)
    assert embargo_that_is_left(None, NOW) is None
