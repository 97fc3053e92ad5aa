"""An arrival is told by a form: the hour of it, and one more question while the agreed hour is still far off."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.referrals import forms
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.pages import arriving
from safeconduct.referrals.position import Position
from safeconduct.referrals.rules import EARLY, is_arrival_early
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
HOURS = timedelta(hours=1)
ROW = Referral(state=State.HANDOVER_PLANNED, side=Side.RECEIVER, service="shelter", flags=[])


def planned(ahead: timedelta) -> Position:
    """A handover that was agreed for so long from now."""
    return Position(created_at=NOW, since=NOW, state=State.HANDOVER_PLANNED, handover_at=NOW + ahead)


def asked(ahead: timedelta) -> dict[str, Question]:
    """What the page asks, by name."""
    made = forms.questions(ROW, Event.ARRIVE, colleagues=[], agencies=[], country="BE")
    found = arriving.questions(made, planned(ahead), at=NOW, countries=("BE", "RO"), entered=None)
    return {question.name: question for question in found}


def said(ahead: timedelta, **entered: str) -> dict[str, str]:
    """What is wrong with this answer."""
    codes = forms.codes(ROW, Event.ARRIVE, entered, country="BE")
    try:
        arriving.check(entered, codes, planned(ahead), at=NOW)
    except BadInput as wrong:
        return {name: str(words) for name, words in wrong.errors.items()}
    return {}


@pytest.mark.parametrize(
    "ahead, is_early", [(5 * 24 * HOURS, True), (EARLY, False), (HOURS, False), (-3 * HOURS, False)]
)
def test_an_arrival_is_early_while_the_agreed_hour_is_far_off(ahead: timedelta, is_early: bool) -> None:
    assert is_arrival_early(planned(ahead), now=NOW) is is_early
    assert ("already" in asked(ahead)) is is_early


def test_where_no_hour_was_agreed_nothing_is_early() -> None:
    assert not is_arrival_early(Position(created_at=NOW, since=NOW), now=NOW)


def test_the_hour_of_the_arrival_is_this_minute_on_the_own_clock_until_another_is_entered() -> None:
    assert asked(HOURS)["when"].value == "2026-11-26T10:00"
    assert forms.codes(ROW, Event.ARRIVE, {"when": "2026-11-26T09:30"}, country="BE") == {
        "when": "2026-11-26T08:30:00.000000Z"
    }


def test_five_days_early_is_asked_about_once_more_and_possible() -> None:
    far = 5 * 24 * HOURS
    assert "Tue 1 Dec, 10:00 in Belgium (11:00 in Romania)" in str(asked(far)["already"].hint)
    assert list(said(far)) == ["arrive-already-yes"]
    assert said(far, already="yes") == {}


@pytest.mark.parametrize(
    "when, is_wrong", [("", False), ("2026-11-26T10:00", False), ("2026-11-26T10:01", True), ("noon", True)]
)
def test_an_hour_that_has_not_come_or_is_none_is_said(when: str, is_wrong: bool) -> None:
    assert ("arrive-when" in said(HOURS, when=when)) is is_wrong
