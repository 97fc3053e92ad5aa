"""What the person is told of a referral under way: no more than is so."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.agencies.models import Agency
from safeconduct.consent.wording import LANGUAGES, holes, wording
from safeconduct.referrals.forms import PLACES
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.pages.what_now import SENTENCES, SILENT, WAITING, answer_by, names
from safeconduct.vocabulary.codes import Urgency


@pytest.mark.parametrize(
    "state, is_there, is_late, expected",
    [
        (State.SENT, False, False, ("sent", "answer_by", "help")),
        (State.SENT, True, False, ("there", "answer_by", "help")),
        (State.SENT, False, True, ("sent", "late", "help")),
        (State.ACKNOWLEDGED, True, False, ("there", "answer_by", "help")),
        (State.ACKNOWLEDGED, True, True, ("there", "late", "help")),
    ],
)
def test_they_have_it_only_when_their_node_has_said_so(
    state: State, is_there: bool, is_late: bool, expected: tuple[str, ...]
) -> None:
    assert names(state, is_there=is_there, is_late=is_late) == expected


@pytest.mark.parametrize("hours, is_the_pages", [(-1, False), (0, True), (48, True)])
def test_once_the_time_to_confirm_is_over_it_is_the_date_that_is_said(hours: int, is_the_pages: bool) -> None:
    """As on the page; before, the time for the decision is added, for both may be used up."""
    due_at = datetime(2026, 11, 18, 16, tzinfo=UTC)
    row = Referral(state=State.SENT, urgency=Urgency.ROUTINE, due_at=due_at, since=due_at - timedelta(days=2))
    by = answer_by(row, Agency(country="RO"), due_at + timedelta(hours=hours))
    assert by is not None
    assert (by == due_at, by >= due_at) == (is_the_pages, True)


def test_each_state_says_something_or_is_silent() -> None:
    assert set(SENTENCES) | SILENT | WAITING == set(State)


@pytest.mark.parametrize("state", [state for state in State if state not in WAITING])
def test_once_they_have_answered_nobody_waits_for_an_answer(state: State) -> None:
    assert not {"answer_by", "late", "sent"} & set(names(state, is_there=True, is_late=True))


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN, State.CLOSED])
def test_of_what_is_over_or_not_sent_nothing_is_said(state: State) -> None:
    assert names(state, is_there=True, is_late=False) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_and_every_place_has_words(language: str) -> None:
    text = wording(language)
    said = text.data["say"]["sentences"]
    assert {name for names in SENTENCES.values() for name in names} | {
        "sent",
        "there",
        "answer_by",
        "late",
    } == set(said)
    assert set(text.data["places"]) == set(PLACES)
    assert holes(said["meeting"]) == {"meet_at", "place"}
