"""What a move carries: which reasons, which codes, and never a text."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.referrals.codes import (
    BROUGHT_BY,
    CODES,
    CODES_IN,
    MET_BY,
    REASON_REQUIRED,
    REASONS_IN,
    Kind,
    day,
    has_shape,
    is_plain,
    missing,
    moment,
    moment_text,
    reasons,
    shapes,
)
from safeconduct.referrals.moves import MOVES, Actor, Event, Side, State
from tests.referrals.stories import SOMEBODY, START, codes_for

# Which rows of the life cycle ask for a coded reason, by hand.
WITH_REASON = """
sent              decline propose_reroute withdraw mark_as_error
acknowledged      decline propose_reroute hold withdraw mark_as_error
info_requested    decline propose_reroute withdraw mark_as_error
accepted          propose_reroute hold withdraw mark_as_error
on_hold           propose_reroute withdraw mark_as_error
handover_planned  withdraw mark_as_error
no_show           propose_handover arrive_late record_outcome withdraw mark_as_error
in_service        hold withdraw mark_as_error
declined          close withdraw mark_as_error
reroute_proposed  decline_reroute withdraw mark_as_error
outcome_recorded  dispute withdraw mark_as_error
withdrawn         withdraw mark_as_error
closed            propose_reopen withdraw mark_as_error
"""


def test_which_moves_need_a_reason() -> None:
    expected = set()
    for line in WITH_REASON.strip().splitlines():
        state, *names = line.split()
        expected |= {(State(state), Event(name)) for name in names}
    assert expected == REASON_REQUIRED


def test_a_reason_that_is_asked_has_a_list() -> None:
    assert all(reasons(state, event) for state, event in REASON_REQUIRED)


def test_the_tables_speak_of_possible_moves_only() -> None:
    for state, event in (*REASON_REQUIRED, *REASONS_IN, *CODES_IN):
        assert event in MOVES[state]


def test_each_legal_move_has_complete_codes_and_misses_each_that_is_taken_away() -> None:
    for state, moves in MOVES.items():
        for event in moves:
            codes = codes_for(state, event, Actor.MEMBER, START)
            assert missing(state, event, codes) == []
            for name in CODES.get(event, {}):
                rest = {key: value for key, value in codes.items() if key != name}
                assert name in missing(state, event, rest), (state, event, name)


def test_each_side_of_a_handover_names_its_own_by_a_role() -> None:
    for event in (Event.PROPOSE_HANDOVER, Event.CONFIRM_HANDOVER):
        own = {
            side: shapes(State.ACCEPTED, event, side).keys() - CODES.get(event, {}).keys() for side in Side
        }
        assert own == {Side.SENDER: {"brought_by"}, Side.RECEIVER: {"met_by"}}
    assert {"alone"} == BROUGHT_BY - MET_BY, "somebody meets the person"


def test_a_person_who_came_after_all_was_found() -> None:
    assert reasons(State.NO_SHOW, Event.ARRIVE_LATE) == {"found_safe", "found_at_risk"}


@pytest.mark.parametrize(
    "kind, right, wrong",
    [
        (Kind.IDENTIFIER, SOMEBODY, ["", SOMEBODY.upper(), SOMEBODY.replace("-", ""), 7, None, [SOMEBODY]]),
        (Kind.PLACE, "station-hall", ["the station", "", 7, None, "x" * 65]),
        (Kind.DAY, "2026-03-01", ["2026-02-30", "20260301", "2026-03-01T00:00:00Z", "2026-W10-1", 1, None]),
        (Kind.MOMENT, "2026-03-01T09:30:00Z", ["2026-03-01T09:30:00", "soonZ", "0001-01-01", 1, None]),
        (Kind.COUNT, 1, [0, -1, True, "1", None, 1.5]),
        (Kind.YES, True, [1, "true", False, None]),
        (Kind.SERVICES, ["shelter"], [[], ["hotel"], "shelter", [["shelter"]], None]),
        (
            Kind.OUTCOMES,
            {"shelter": "given"},
            [{}, {"hotel": "given"}, {"shelter": "fine"}, {"shelter": ["given"]}, [], None],
        ),
    ],
)
def test_the_form_of_a_value(kind: Kind, right: object, wrong: list[object]) -> None:
    assert has_shape(right, kind)
    assert [value for value in wrong if has_shape(value, kind)] == []


@pytest.mark.parametrize(
    "value",
    ["", "two words", "a,b", "Мария", "x" * 65, "line\n", 1.5, (1,), ["a b"], {"a b": 1}, {"a": "b c"}],
)
def test_what_could_be_a_text_is_not_plain(value: object) -> None:
    assert not is_plain(value)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_and_its_text_are_one(at: datetime) -> None:
    assert moment(moment_text(at)) == at


def test_a_moment_is_written_in_one_way_in_every_zone() -> None:
    assert moment_text(START) == "2026-03-02T09:00:00.000000Z"
    assert moment_text(datetime.fromisoformat("2026-03-02T11:00:00+02:00")) == moment_text(START)
    with pytest.raises(ValueError, match="zone"):
        moment_text(datetime(2026, 3, 2))  # noqa: DTZ001  # the fault that is meant


def test_a_day_is_read() -> None:
    assert day("2026-03-01") == date(2026, 3, 1)
