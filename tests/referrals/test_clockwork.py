"""What happens because time has passed: four moves and a consent's end, in order, once, signed by the clock."""

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from safeconduct.access.acting import acting, working
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals import clockwork
from safeconduct.referrals.clocks import PERIODS
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import CLOCK_MOVES, Actor, Side, State, clock_side
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes, R, S

LONG = timedelta(days=40)
"""Longer than every clock of a state that the clock ends."""


def look() -> int:
    """One look of the worker."""
    with as_process("worker"):
        return clockwork.run()


def posted(envelopes: Envelopes, row: Referral) -> list[str]:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        found = Outgoing.objects.filter(referral_id=row.shared).order_by("posted_at", "id")
        return list(found.values_list("type", flat=True))


def audited(connect_as: ConnectAs, row: Referral) -> list[tuple[str, str]]:
    # The serving roles read no audit; the owner does, for the function that shows a person who has read.
    rows = connect_as("owner").execute(
        "SELECT action, actor_kind FROM audit.record WHERE referral_id = %s ORDER BY recorded_at, id",
        [row.shared],
    )
    return [(action, kind) for action, kind in rows.fetchall()]


# --- Which states end by themselves -----------------------------------------------------------------------

ENDS = {
    State.HANDOVER_PLANNED: State.NO_SHOW,
    State.OUTCOME_RECORDED: State.CLOSED,
    State.WITHDRAWN: State.CLOSED,
}


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_only_the_clock_of_the_side_whose_turn_it_is_ends_a_state_and_never_by_an_answer(
    envelopes: Envelopes, state: State, side: Side
) -> None:
    row = envelopes.add(state, side, until=timedelta(days=4000))
    assert row.state == state
    envelopes.move_clock(LONG)
    look()
    now = envelopes.now(row)
    assert now is not None
    is_ours = state in CLOCK_MOVES and clock_side(state) is side
    assert now.state == (ENDS[state] if is_ours else state)
    assert posted(envelopes, row) == ([clockwork.MOVED] if is_ours else [])


@pytest.mark.parametrize("urgency", Urgency)
@pytest.mark.parametrize("state", ENDS)
def test_a_state_ends_when_its_clock_runs_out_and_no_minute_earlier(
    envelopes: Envelopes, state: State, urgency: Urgency
) -> None:
    side = clock_side(state)
    assert side is not None
    row = envelopes.add(state, side, urgency=urgency)
    assert row.due_at is not None
    left = row.due_at - row.created_at
    envelopes.move_clock(left - timedelta(minutes=2))
    look()
    assert (envelopes.now(row) or row).state == state
    envelopes.move_clock(timedelta(minutes=3))
    look()
    assert (envelopes.now(row) or row).state == ENDS[state]


def test_an_outcome_that_nobody_confirms_is_closed_as_unconfirmed(envelopes: Envelopes) -> None:
    row = envelopes.add(State.OUTCOME_RECORDED)
    envelopes.move_clock(LONG)
    look()
    with as_process("worker"), working():
        last = StoredMove.objects.filter(referral=row).order_by("-ordinal").first()
    assert last is not None
    assert last.data["codes"] == {"confirmation": "unconfirmed"}
    assert (last.data["actor"], last.role) == (Actor.CLOCK, "clock")


def test_a_draft_is_deleted_after_28_days_with_what_was_noted_about_it(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    row = envelopes.add(State.DRAFT)
    envelopes.move_clock(timedelta(days=27))
    look()  # the reminder at half of the time
    assert envelopes.now(row) is not None
    envelopes.move_clock(timedelta(days=2))
    look()
    assert envelopes.now(row) is None
    assert posted(envelopes, row) == []
    assert audited(connect_as, row) == [("referral:silence", "clock"), ("referral:discarded", "clock")]


def test_the_clock_can_delete_no_referral_but_a_draft(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT)
    with as_process("worker"), working():
        assert Referral.objects.filter(id=row.id).delete()[0] == 0
    assert envelopes.now(row) is not None


# --- Once, in order, whole --------------------------------------------------------------------------------


def test_twice_is_once(envelopes: Envelopes) -> None:
    row = envelopes.add(State.OUTCOME_RECORDED)
    envelopes.move_clock(LONG)
    assert look() > 0
    before = posted(envelopes, row)
    assert look() == 0
    assert posted(envelopes, row) == before == [clockwork.MOVED]


def test_a_moved_clock_fires_all_that_became_due_in_its_order(
    envelopes: Envelopes, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawn = envelopes.add(State.WITHDRAWN, R)  # one working day
    planned = envelopes.add(State.HANDOVER_PLANNED, R)  # a day and two hours
    draft = envelopes.add(State.DRAFT)  # 28 days
    ending = envelopes.add(State.IN_SERVICE, until=timedelta(days=20))
    done: list[UUID] = []
    original = clockwork._done

    def noted(due: clockwork.Due) -> bool:
        if due.rank == 0:
            done.append(due.referral)
        return original(due)

    monkeypatch.setattr(clockwork, "_done", noted)
    envelopes.move_clock(LONG)
    look()
    first = sorted([withdrawn, planned], key=lambda row: (row.due_at, row.id))
    assert done == [*(row.id for row in first), ending.id, draft.id]


def test_what_became_due_later_finds_what_came_of_the_earlier(envelopes: Envelopes) -> None:
    row = envelopes.add(State.OUTCOME_RECORDED, until=timedelta(days=2))
    envelopes.move_clock(LONG)
    look()
    now = envelopes.now(row)
    assert now is not None
    assert now.state == State.WITHDRAWN  # the consent ended first: there was nothing left to close
    assert posted(envelopes, row) == [clockwork.EXPIRED]


def test_two_workers_at_once_do_it_once(envelopes: Envelopes) -> None:
    rows = [envelopes.add(State.OUTCOME_RECORDED) for _ in range(4)]
    envelopes.move_clock(LONG)
    begin = threading.Barrier(2)

    def work() -> None:
        begin.wait()
        clockwork.run()
        connection.close()

    with as_process("worker"):
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert [posted(envelopes, row) for row in rows] == [[clockwork.MOVED]] * 4


def test_a_second_worker_does_nothing_while_one_looks(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    row = envelopes.add(State.OUTCOME_RECORDED)
    envelopes.move_clock(LONG)
    other = connect_as("worker")
    other.execute("SELECT pg_advisory_lock(hashtextextended('safeconduct clock', 8))")
    assert look() == 0
    # Let go in so many words: a server that is busy notices a closed connection a moment later.
    other.execute("SELECT pg_advisory_unlock(hashtextextended('safeconduct clock', 8))")
    assert look() > 0
    assert posted(envelopes, row) == [clockwork.MOVED]


def test_a_kill_in_between_leaves_nothing_half_done(
    envelopes: Envelopes, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = envelopes.add(State.OUTCOME_RECORDED)
    envelopes.move_clock(LONG)
    with monkeypatch.context() as broken:
        # The last thing in the transaction fails: as if the process had been killed before the commit.
        broken.setattr(
            clockwork.parts, "record", lambda *_, **__: (_ for _ in ()).throw(RuntimeError("killed"))
        )
        assert look() == 0
    assert (envelopes.now(row) or row).state == State.OUTCOME_RECORDED
    assert posted(envelopes, row) == []
    assert look() > 0
    assert (envelopes.now(row) or row).state == State.CLOSED
    assert ("referral:close", "clock") in audited(connect_as, row)


def test_a_fault_in_one_referral_stops_no_other(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    broken, whole = envelopes.add(State.OUTCOME_RECORDED), envelopes.add(State.OUTCOME_RECORDED)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        Referral.objects.filter(id=broken.id).update(other_agency_id=uuid4())  # on nobody's card
    envelopes.move_clock(LONG)
    look()
    assert (envelopes.now(broken) or broken).state == State.OUTCOME_RECORDED
    assert (envelopes.now(whole) or whole).state == State.CLOSED


# --- Consent ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_the_end_of_the_consent_takes_back_what_is_under_way_where_the_consent_lives(
    envelopes: Envelopes, state: State
) -> None:
    here, there = (envelopes.add(state, side, until=timedelta(hours=1)) for side in (S, R))
    envelopes.move_clock(timedelta(minutes=61))
    look()
    is_under_way = state not in (State.DECLINED, State.WITHDRAWN, State.CLOSED)
    assert (envelopes.now(here) or here).state == (State.WITHDRAWN if is_under_way else state)
    assert (envelopes.now(there) or there).state == state
    assert posted(envelopes, here) == ([clockwork.EXPIRED] if is_under_way else [])
    assert posted(envelopes, there) == []


def test_what_still_waits_when_the_consent_ends_is_replaced_by_a_void(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, until=timedelta(hours=1))
    offer = envelopes.offer(row)
    envelopes.move_clock(timedelta(hours=2))
    look()
    with as_process("worker"), working():
        kept = Outgoing.objects.get(id=offer)
        assert (kept.state, kept.event) == (Outgoing.VOIDED, {})
    assert posted(envelopes, row)[1:] == ["safeconduct.void.v1", clockwork.EXPIRED]


def test_a_consent_is_shown_as_ending_14_days_before_and_not_earlier(envelopes: Envelopes) -> None:
    row = envelopes.add(State.IN_SERVICE, until=timedelta(days=30))
    envelopes.move_clock(timedelta(days=15))
    look()
    assert "consent_ending" not in (envelopes.now(row) or row).flags
    envelopes.move_clock(timedelta(days=2))
    look()
    assert "consent_ending" in (envelopes.now(row) or row).flags
    envelopes.move_clock(timedelta(days=20))
    look()
    look()
    assert "consent_ending" not in (envelopes.now(row) or row).flags


def test_every_clock_that_ends_a_state_has_a_period() -> None:
    assert all(PERIODS[state] for state in CLOCK_MOVES)
