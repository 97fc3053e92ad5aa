"""What a taking back at the first link means for the next one, and what is told one link back: pure."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from safeconduct.referrals.sub_referrals.taking_back import (
    ALL,
    NOT_IN_YOUR_HANDS,
    NOTHING_TAKEN_BACK,
    Back,
    Before,
    Next,
    Standing,
    backs,
    may_keep_on,
    open_parts,
    read_back,
    standing,
)
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
UNTOUCHED = Before(is_withdrawn=False, parts=frozenset())
WHOLE = Before(is_withdrawn=True, parts=frozenset())
PARTS = Before(is_withdrawn=False, parts=frozenset({"exploitation", "plan"}))
RUNS = Next(
    carries=frozenset({"needs", "exploitation"}), is_withdrawn=False, is_over=False, kept_on=frozenset()
)
BACK = replace(RUNS, is_withdrawn=True, is_over=True)
BY_HAND = replace(BACK, is_by_hand=True)


@pytest.mark.parametrize("before, after, asked, told", [
    (UNTOUCHED, RUNS, [], None),
    (WHOLE, RUNS, [ALL], None),
    (PARTS, RUNS, ["exploitation"], None),
    # what it never carried is not asked about, and whether it did is not said
    (PARTS, replace(RUNS, carries=frozenset({"needs"})), [], Standing.PART_SEEN_TO),
    # the person lets it go on
    (WHOLE, replace(RUNS, kept_on=frozenset({ALL})), [], Standing.GOES_ON),
    (PARTS, replace(RUNS, kept_on=frozenset({"exploitation"})), [], Standing.PART_SEEN_TO),
    # a yes to a part says nothing of the whole
    (WHOLE, replace(RUNS, kept_on=frozenset({"exploitation"})), [ALL], None),
    (Before(is_withdrawn=True, parts=PARTS.parts), RUNS, [ALL], None),
    # it ends too
    (WHOLE, BACK, [], Standing.TAKEN_BACK),
    (WHOLE, replace(BACK, kept_on=frozenset({ALL})), [], Standing.TAKEN_BACK),
    (WHOLE, replace(BACK, holder_answer="erased"), [], Standing.ERASED),
    (WHOLE, replace(BACK, holder_answer="retained:court_order"), [], Standing.RETAINED),
    (PARTS, BACK, [], Standing.PART_SEEN_TO),
    (UNTOUCHED, BACK, [], None),
    # a partner without a node
    (WHOLE, BY_HAND, [], Standing.TAKEN_BACK),
    (WHOLE, replace(BY_HAND, is_told=True), [], Standing.TOLD),
    (WHOLE, replace(BY_HAND, is_told=True, holder_answer="erased"), [], Standing.TOLD),
    (WHOLE, replace(BY_HAND, holder_answer="erased"), [], Standing.ERASED),
    # it was over before
    (WHOLE, replace(RUNS, is_over=True), [], Standing.OVER),
    (PARTS, replace(RUNS, is_over=True), [], Standing.PART_SEEN_TO),
])  # fmt: skip
def test_what_is_asked_here_and_told_one_link_back(
    before: Before, after: Next, asked: list[str], told: Standing | None
) -> None:
    assert (open_parts(before, after), standing(before, after)) == (asked, told)


@pytest.mark.parametrize("before, in_hand, reason", [
    (WHOLE, True, None),
    (WHOLE, False, NOT_IN_YOUR_HANDS),
    (UNTOUCHED, True, NOTHING_TAKEN_BACK),
])  # fmt: skip
def test_that_it_goes_on_is_entered_while_it_is_asked_by_who_has_the_file(
    before: Before, in_hand: bool, reason: Reason | None
) -> None:
    said = may_keep_on(before, RUNS, has_it_in_hand=in_hand)
    assert said == (Refused(reason) if reason else Allowed())


@pytest.mark.parametrize("answer", Standing)
def test_what_is_told_comes_out_as_it_went_in(answer: Standing) -> None:
    said = Back(answer, AT, "lawyer" if answer is Standing.TOLD else "")
    assert read_back(said.members()) == said
    assert backs([{"agency": "x"}, {"back": said.members()}, {"back": "erased"}, "x"]) == [
        None,
        said,
        None,
        None,
    ]


@pytest.mark.parametrize("wrong", [
    None, "erased", {}, {"answer": "erased"}, {"answer": "probably", "at": "2026-03-02T09:30:00Z"},
    {"answer": "erased", "at": "yesterday"},
    {"answer": "told", "at": "2026-03-02T09:30:00Z", "told_by": "Mr Janssens"},
])  # fmt: skip
def test_what_is_no_such_answer_is_not_read(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"next link|valid"):
        read_back(wrong)
