"""Somebody asks the side whose time is over to act: when that is possible, who is told, and what it never does."""

from datetime import datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction

from safeconduct.access.acting import acting, working
from safeconduct.access.clock import domain_now
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals import clockwork, nudging, reminders
from safeconduct.referrals.clocks import Asker, Beside
from safeconduct.referrals.history import Move
from safeconduct.referrals.ledger import add, history
from safeconduct.referrals.mail import noted_between
from safeconduct.referrals.models import Nudge, Referral
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.referrals.rules import may_nudge
from safeconduct.vocabulary.decisions import Allowed, Refused
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import MemberId, ReferralId
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes, R, S
from tests.referrals.stories import START
from tests.referrals.test_silence import look, name_coordinator, of_another_agency, pass_time, reminded

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


# --- The rule ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_their_turn, due_at, last, expected", [
    (True, START, None, "allowed"),
    (True, START - DAY, START - DAY, "allowed"),
    # whose turn it is
    (False, START - DAY, None, "not_their_turn"),
    # only when late
    (True, START + timedelta(seconds=1), None, "not_late"), (True, None, None, "not_late"),
    # once a day
    (True, START - 3 * DAY, START - DAY + timedelta(seconds=1), "nudged_already"),
    (True, START - 3 * DAY, START, "nudged_already"),
])  # fmt: skip
def test_whoever_must_act_is_asked_when_it_is_late_and_once_a_day(
    is_their_turn: bool, due_at: datetime | None, last: datetime | None, expected: str
) -> None:
    decision = may_nudge(is_their_turn=is_their_turn, due_at=due_at, last=last, now=START)
    assert (decision.reason.code if isinstance(decision, Refused) else "allowed") == expected


def test_a_refusal_says_when_it_is_possible_again() -> None:
    decision = may_nudge(is_their_turn=True, due_at=START - DAY, last=START - HOUR, now=START)
    assert isinstance(decision, Refused)
    assert "Tue 3 Mar, 10:00" in str(decision.reason.instead)  # in the node's own time


# --- A member of the side that waits ----------------------------------------------------------------------


def nudge(envelopes: Envelopes, row: Referral, name: str = "ana") -> None:
    """This member asks the other side to act."""
    with as_process("web"), acting(MemberId(envelopes.members[name])):
        nudging.nudge(referral=row.id, by=envelopes.member(name), at=domain_now())


def nudges(row: Referral) -> list[tuple[str, str, bool]]:
    """Toward whom, by whom, and whether it was carried on."""
    with as_process("worker"), working():
        found = Nudge.objects.filter(referral=row).order_by("at")
        return [(each.toward, each.asker, each.told_at is not None) for each in found]


def carried(row: Referral) -> list[tuple[str, str]]:
    """The nudges in the outbox: their type and lane."""
    with as_process("worker"), working():
        posted = Outgoing.objects.filter(referral_id=row.shared, type=clockwork.NUDGED)
        return list(posted.values_list("type", "lane"))


def test_a_member_asks_a_late_other_side_and_the_clock_carries_it_once(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, S)
    pass_time(envelopes, row, 110)
    nudge(envelopes, row)
    assert nudges(row) == [("receiver", "side", False)]
    look()
    look()
    assert nudges(row) == [("receiver", "side", True)]
    assert carried(row) == [(clockwork.NUDGED, "main")]
    assert reminded(envelopes, "ana") == []  # it is the others who are reminded


def test_it_stops_no_clock_and_quiets_nothing(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, S)
    pass_time(envelopes, row, 110)
    nudge(envelopes, row)
    look()
    now = envelopes.now(row) or row
    assert (now.state, now.since, now.due_at) == (row.state, row.since, row.due_at)
    pass_time(envelopes, row, 210)
    look()
    assert {Beside.OVERDUE, Beside.ESCALATED} <= set((envelopes.now(row) or row).flags)


@pytest.mark.parametrize(
    "state, side, percent, code",
    [
        (State.SENT, S, 90, "not_late"),
        (State.SENT, R, 110, "not_their_turn"),
        (State.DECLINED, R, 90, "not_late"),
        (State.CLOSED, S, 0, "not_their_turn"),
    ],
)
def test_nobody_is_asked_who_has_time_or_has_not_the_turn(
    envelopes: Envelopes, state: State, side: Side, percent: int, code: str
) -> None:
    row = envelopes.add(state, side)
    if percent:
        pass_time(envelopes, row, percent)
    with pytest.raises(NotPossible) as refused:
        nudge(envelopes, row)
    assert refused.value.reason.code == code
    assert nudges(row) == []


def test_a_colleague_does_not_ask_again_on_the_same_day(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, S)
    pass_time(envelopes, row, 110)
    nudge(envelopes, row)
    with pytest.raises(NotPossible) as refused:
        nudge(envelopes, row, "vlad")
    assert refused.value.reason.code == "nudged_already"
    envelopes.move_clock(DAY + timedelta(minutes=1))
    nudge(envelopes, row, "vlad")
    assert len(nudges(row)) == 2


def test_a_nudge_that_somebody_has_answered_meanwhile_is_not_carried(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, S)
    pass_time(envelopes, row, 110)
    nudge(envelopes, row)
    act(envelopes, row, Event.ACKNOWLEDGE, R)
    look()
    assert carried(row) == []


def act(envelopes: Envelopes, row: Referral, event: Event, side: Side) -> None:
    """This side acts."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        stored, at = Referral.objects.get(id=row.id), domain_now()
        made = Move(ReferralId(row.shared), history(stored).head, event, side, Actor.MEMBER, at, {})
        add(stored, [made], role="social_worker")


# --- The side that is asked -------------------------------------------------------------------------------


def asked(envelopes: Envelopes, row: Referral, asker: Asker = Asker.SIDE) -> bool:
    """The other side's nudge has come; whether it adds anything."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        return nudging.take_in(Referral.objects.get(id=row.id), asker, domain_now())


def test_the_owner_and_the_lead_see_it_on_today_until_somebody_acts(envelopes: Envelopes) -> None:
    envelopes.add_member("mihai", "social_worker", supervises=True)
    row = envelopes.add(State.ACCEPTED, R, worker=envelopes.members["ana"])
    pass_time(envelopes, row, 101)
    look()
    assert asked(envelopes, row)
    ask = (row.reference, Asker.SIDE.value)
    assert reminded(envelopes, "ana") == [ask, (row.reference, "due")]
    assert reminded(envelopes, "mihai") == [ask]
    assert reminded(envelopes, "vlad") == []  # never everybody
    act(envelopes, row, Event.START, R)
    assert [reminded(envelopes, name) for name in ("ana", "mihai")] == [[], []]


def test_before_a_worker_is_named_the_team_is_asked(envelopes: Envelopes) -> None:
    envelopes.add_member("other", "social_worker")  # in no team
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, 101)
    asked(envelopes, row)
    found = [reminded(envelopes, name) for name in ("ana", "vlad", "other")]
    assert found == [[(row.reference, "side")], [(row.reference, "side")], []]


def test_several_of_one_day_are_one(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, 101)
    assert [asked(envelopes, row), asked(envelopes, row, Asker.COORDINATOR)] == [True, False]
    assert len(nudges(row)) == 1


def test_having_spoken_does_not_quiet_whoever_asks(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, 101)
    look()
    asked(envelopes, row)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        at = domain_now()
        reminders.spoke_to_them(referral=row.id, spoken_at=at, by=envelopes.member("ana"), at=at)
    assert reminded(envelopes, "ana") == [(row.reference, "side")]


def test_owner_and_lead_are_mailed_once(envelopes: Envelopes) -> None:
    lead = envelopes.add_member("mihai", "social_worker", supervises=True)
    row = envelopes.add(State.ACCEPTED, R, worker=envelopes.members["ana"])
    pass_time(envelopes, row, 101)
    look()
    with as_process("worker"), working():
        before = domain_now()
    asked(envelopes, row)
    look()
    with as_process("worker"), working():
        mailed = noted_between(before, domain_now())
    assert {member: [each.what for each in found] for member, found in mailed.items()} == {
        envelopes.members["ana"]: [Asker.SIDE],
        lead: [Asker.SIDE],
    }


# --- A coordinator ----------------------------------------------------------------------------------------


@pytest.fixture
def ioana(envelopes: Envelopes, connect_as: ConnectAs) -> str:
    """A coordinator of another agency, whom ours has named."""
    envelopes.add_member("ioana", "coordinator")
    of_another_agency(connect_as, envelopes, "ioana")
    name_coordinator(connect_as, envelopes, "ioana")
    return "ioana"


def coordinator_nudges(envelopes: Envelopes, row: Referral, name: str = "ioana") -> None:
    """The coordinator asks for this reference."""
    with as_process("web"), acting(MemberId(envelopes.members[name])):
        by = envelopes.member(name)
        nudging.nudge_as_coordinator(reference=row.reference, by=by, at=domain_now())


@pytest.mark.parametrize("side, toward, is_carried", [(R, "receiver", False), (S, "receiver", True)])
def test_a_coordinator_asks_whoevers_turn_it_is_here_or_over_the_road(
    envelopes: Envelopes, ioana: str, side: Side, toward: str, is_carried: bool
) -> None:
    row = envelopes.add(State.SENT, side)
    pass_time(envelopes, row, 210)
    look()
    coordinator_nudges(envelopes, row)
    look()
    assert nudges(row) == [(toward, "coordinator", True)]
    assert bool(carried(row)) is is_carried
    shown = (row.reference, "coordinator")
    assert (shown in reminded(envelopes, "ana")) is not is_carried


def test_where_both_must_act_both_are_asked(envelopes: Envelopes, ioana: str) -> None:
    row = envelopes.add(State.NO_SHOW, S)
    pass_time(envelopes, row, 210)
    look()
    coordinator_nudges(envelopes, row)
    assert {toward for toward, _, _ in nudges(row)} == {"sender", "receiver"}


def test_a_coordinator_asks_for_nothing_that_is_not_silent_or_that_nobody_named_her_for(
    envelopes: Envelopes, ioana: str
) -> None:
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, 160)  # late, and not escalated
    look()
    with pytest.raises(NotFound):
        coordinator_nudges(envelopes, row)
    envelopes.add_member("corina", "coordinator")
    pass_time(envelopes, row, 210)
    look()
    with pytest.raises(NotFound):
        coordinator_nudges(envelopes, row, "corina")
    with pytest.raises(NotFound):
        coordinator_nudges(envelopes, row, "ana")
    assert nudges(row) == []


def test_no_member_asks_in_a_coordinators_name(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, S)
    pass_time(envelopes, row, 210)
    look()
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        at = domain_now()
        false = Nudge(
            referral=row, agency_id=row.agency_id, since=row.since, toward=R, asker=Asker.COORDINATOR, at=at,
            day=at.date(),
        )  # fmt: skip
        with pytest.raises(ProgrammingError), transaction.atomic():
            false.save(force_insert=True)


def test_a_coordinator_sees_when_it_was_asked_and_that_it_is_enough_for_today(
    envelopes: Envelopes, ioana: str
) -> None:
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, 210)
    look()
    with as_process("web"), acting(MemberId(envelopes.members[ioana])):
        by, at = envelopes.member(ioana), domain_now()
        silent = reminders.escalated(by=by, at=at)
        assert isinstance(nudging.for_the_coordinator(silent, at)[row.id].decision, Allowed)
        nudging.nudge_as_coordinator(reference=row.reference, by=by, at=at)
        ask = nudging.for_the_coordinator(silent, at)[row.id]
        assert isinstance(ask.decision, Refused)
        assert (ask.decision.reason.code, ask.last) == ("nudged_already", at)
