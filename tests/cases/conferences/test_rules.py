"""When a conference is opened, an item proposed to and decided: every combination, against the rule in words."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from safeconduct.cases.conferences.queries import _told
from safeconduct.cases.conferences.rules import (
    DECIDED,
    IS_OVER,
    LONGEST,
    NO_DAY,
    NO_WISH,
    NOT_DECIDED,
    NOT_KEPT,
    NOT_MET,
    NOT_THE_DECIDER,
    NOT_YOUR_SECTION,
    ONLY_THE_LEAD,
    PAST_DAY,
    PERSON_HAS_NOT_AGREED,
    STILL_COLLECTED,
    TOO_LATE_A_DAY,
    WRITTEN_ALREADY,
    Standing,
    may_add,
    may_attend,
    may_decide,
    may_follow,
    may_keep_minutes,
    may_last_until,
    may_open,
    may_propose,
    may_write_wish,
    sees_proposals,
)
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

TODAY = date(2026, 11, 26)
YES_NO = (True, False)
EVERY = [
    Standing(*values)
    for values in product(YES_NO, repeat=6)
    if not (values[0] and values[3])  # what is decided is not open
]


def why(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize("until, reason", [
    (None, NO_DAY), (TODAY - timedelta(days=1), PAST_DAY), (TODAY, None), (TODAY + LONGEST, None),
    (TODAY + LONGEST + timedelta(days=1), TOO_LATE_A_DAY),
])  # fmt: skip
def test_until_when_one_lasts(until: date | None, reason: Reason | None) -> None:
    assert why(may_last_until(until, today=TODAY)) == reason


@pytest.mark.parametrize("edits, is_over, reason", [
    (True, False, None), (False, False, NOT_YOUR_SECTION), (True, True, IS_OVER), (False, True, IS_OVER),
])  # fmt: skip
def test_what_goes_on_the_agenda(edits: bool, is_over: bool, reason: Reason | None) -> None:
    assert why(may_add(edits=edits, is_over=is_over)) == reason


@pytest.mark.parametrize("item", EVERY)
def test_nobody_who_may_still_propose_sees_what_others_propose(item: Standing) -> None:
    """The heart of it: a view is one's own as long as it can still be written."""
    assert bool(may_propose(item)) is not sees_proposals(item)
    expected = DECIDED if item.is_decided else IS_OVER if not item.is_open else WRITTEN_ALREADY
    assert why(may_propose(item)) == (expected if sees_proposals(item) else None)


@pytest.mark.parametrize("item", EVERY)
@pytest.mark.parametrize("missing", YES_NO)
def test_a_decision_needs_the_persons_view_and_cuts_nobody_off(item: Standing, missing: bool) -> None:
    is_heard = item.has_mine and not missing
    allowed = item.decides and item.has_wish and not item.is_decided and (not item.is_open or is_heard)
    said = why(may_decide(item, is_anybody_missing=missing))
    assert (said is None) is allowed
    if not item.is_decided and item.decides:
        assert (said == NO_WISH) is not item.has_wish
        assert (said == STILL_COLLECTED) is (item.has_wish and item.is_open and not is_heard)
    elif not item.is_decided:
        assert said == NOT_THE_DECIDER
    else:
        assert said == DECIDED


@pytest.mark.parametrize("item", EVERY)
def test_who_keeps_the_section_writes_the_persons_view_until_it_is_decided(item: Standing) -> None:
    expected = DECIDED if item.is_decided else None if item.edits else NOT_KEPT
    assert why(may_write_wish(item)) == expected


@pytest.mark.parametrize("item", EVERY)
def test_minutes_are_of_a_meeting_that_has_begun(item: Standing) -> None:
    assert why(may_keep_minutes(item, has_met=False)) == NOT_MET
    assert why(may_keep_minutes(item, has_met=True)) == (None if item.edits or item.decides else NOT_KEPT)


@pytest.mark.parametrize("item", EVERY)
@pytest.mark.parametrize("agrees", YES_NO)
def test_a_step_goes_into_the_plan_after_the_decision_and_never_over_the_persons_head(
    item: Standing, agrees: bool
) -> None:
    expected = NOT_DECIDED if not item.is_decided else None if agrees else PERSON_HAS_NOT_AGREED
    assert why(may_follow(item, person_agrees=agrees)) == expected


def test_the_lead_opens_a_conference_and_nobody_else() -> None:
    assert may_open(leads=True) == Allowed()
    assert may_open(leads=False) == Refused(ONLY_THE_LEAD)


def test_nobody_was_at_a_meeting_that_has_not_begun() -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    later = now + timedelta(minutes=1)
    assert why(may_attend(later, says_who=True, now=now)) == NOT_MET
    assert may_attend(later, says_who=False, now=now)
    assert may_attend(now, says_who=True, now=now)


@pytest.mark.parametrize("item", EVERY)
def test_the_page_shows_no_proposal_of_another_even_if_the_database_did(item: Standing) -> None:
    me, other, one = uuid4(), uuid4(), uuid4()
    rows: list[Any] = [
        SimpleNamespace(item_id=one, kind=kind, author_id=author)
        for kind in ("wish", "proposal", "decision")
        for author in (me, other)
    ]
    by: Any = SimpleNamespace(id=me)
    hidden = [row for row in rows if row not in _told(rows, one, item, by)]
    expected = [] if sees_proposals(item) else [("proposal", other)]
    assert [(row.kind, row.author_id) for row in hidden] == expected
