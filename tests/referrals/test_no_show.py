"""A person who did not arrive: exactly one side calls, and a child or an emergency is told at once."""

from datetime import date, timedelta

import pytest

from safeconduct.access.acting import acting, working
from safeconduct.access.clock import domain_now
from safeconduct.cases.actions import open_case
from safeconduct.referrals import children
from safeconduct.referrals.asides import asides
from safeconduct.referrals.clocks import Step
from safeconduct.referrals.codes import missing
from safeconduct.referrals.history import Move, replay
from safeconduct.referrals.ledger import CALLED_BY, add, history
from safeconduct.referrals.mail import noted_between
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.referrals.pages.lines import next_of
from safeconduct.referrals.rules import may_move
from safeconduct.referrals.saying import Reader, says
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.decisions import Allowed
from safeconduct.vocabulary.identifiers import MemberId, ReferralId
from tests.conftest import as_process
from tests.referrals.envelopes import ACCEPT, HANDOVER, SEND, Envelopes, R, S
from tests.referrals.stories import GENESIS, REFERRAL, START, attempt, move, told
from tests.referrals.test_silence import look, noted, reminded

PLANNED = replay(told(SEND, ACCEPT, *HANDOVER), GENESIS)
LATER = START + timedelta(days=3)


def missed(by: Side = R, actor: Actor = Actor.MEMBER, **codes: object) -> Move:
    """Somebody says that the person did not come, on the planned handover."""
    return Move(REFERRAL, PLANNED.head, Event.MISS, by, actor, LATER, codes)


# --- Who calls --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("move, caller", [
    (missed(R), S), (missed(S), S),  # nobody was chosen: the sender, whom the person trusts
    (missed(R, Actor.CLOCK), S),
    (missed(R, caller="receiver"), R), (missed(S, caller="receiver"), R), (missed(R, caller="sender"), S),
    (missed(R, caller="neighbour"), S),  # a later version's word is no caller here
])  # fmt: skip
def test_exactly_one_side_calls_and_both_read_it_from_the_history(move: Move, caller: Side) -> None:
    now = replay([*PLANNED.standing, move], GENESIS)
    assert now.state is State.NO_SHOW
    assert now.position.caller is caller


@pytest.mark.parametrize("event, side", [
    (Event.PROPOSE_HANDOVER, R), (Event.PROPOSE_HANDOVER, S),
])  # fmt: skip
def test_the_caller_stays_while_a_new_handover_is_only_proposed(event: Event, side: Side) -> None:
    absent = replay([*PLANNED.standing, missed(caller="receiver")], GENESIS)
    asked = replay([*absent.standing, move(absent, event, side, LATER)], GENESIS)
    assert (asked.state, asked.position.caller) == (State.NO_SHOW, R)


@pytest.mark.parametrize(
    "event, side", [(Event.ARRIVE_LATE, S), (Event.RECORD_OUTCOME, R), (Event.WITHDRAW, S)]
)
def test_when_the_check_has_a_result_nobody_calls_any_more(event: Event, side: Side) -> None:
    absent = replay([*PLANNED.standing, missed()], GENESIS)
    found = replay([*absent.standing, move(absent, event, side, LATER)], GENESIS)
    assert found.state is not State.NO_SHOW
    assert found.position.caller is None


def test_two_who_say_it_at_once_name_one_caller() -> None:
    both = [missed(S, caller="receiver"), missed(R, caller="sender")]
    orders = [replay([*PLANNED.standing, *moves], GENESIS) for moves in (both, both[::-1])]
    assert orders[0] == orders[1]
    assert orders[0].position.caller in (S, R)


@pytest.mark.parametrize("codes, lacking", [
    ({}, []), ({"caller": "sender"}, []), ({"caller": "neighbour"}, ["caller"]), ({"caller": None}, ["caller"]),
])  # fmt: skip
def test_a_member_may_choose_who_calls_and_need_not(codes: dict[str, object], lacking: list[str]) -> None:
    assert missing(State.HANDOVER_PLANNED, Event.MISS, codes) == lacking


def test_a_clock_chooses_no_caller() -> None:
    def by_clock(**codes: object) -> bool:
        one = attempt(PLANNED.position, Event.MISS, R, LATER, actor=Actor.CLOCK, codes=codes)
        return isinstance(may_move(PLANNED.position, one, now=LATER), Allowed)

    assert [by_clock(), by_clock(caller="receiver")] == [True, False]


def test_the_history_says_whom_a_member_has_chosen() -> None:
    reader = Reader("RO", "BE")
    assert says(missed(caller="receiver").codes, reader) == ["reaches the person: The receiving agency"]
    assert says(missed().codes, reader) == []


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("caller", Side)
def test_each_side_is_told_in_the_banner_whether_it_calls(
    envelopes: Envelopes, side: Side, caller: Side
) -> None:
    row = envelopes.add(State.HANDOVER_PLANNED, side)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        stored, at = Referral.objects.get(id=row.id), domain_now()
        codes = {"caller": caller.value}
        made = Move(ReferralId(row.shared), history(stored).head, Event.MISS, S, Actor.MEMBER, at, codes)
        add(stored, [made], role="social_worker")
        said = str(next_of(stored))
    now = envelopes.now(row) or row
    assert CALLED_BY[caller] in now.flags
    assert CALLED_BY[caller.other] not in now.flags
    reaching = "reach the person now, in the way that is safe"
    assert said == (reaching if side is caller else "wait for their word: they reach the person")


# --- Told at once -----------------------------------------------------------------------------------------


def note(envelopes: Envelopes, row: Referral, profile: dict[str, object] | None) -> None:
    """What the profile says of the person's age, as a side learns it."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        children.note(Referral.objects.get(id=row.id), profile)


CHILD: dict[str, object] = {"is_child": "yes"}
ADULT: dict[str, object] = {"is_child": "no"}
OPEN: dict[str, object] = {"is_child": {"unanswered": "not_asked"}}


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("urgency, profile, at_once", [
    (Urgency.ROUTINE, CHILD, True), (Urgency.URGENT, CHILD, True),
    (Urgency.ROUTINE, {"is_child": "unknown"}, True), (Urgency.ROUTINE, OPEN, True), (Urgency.ROUTINE, {}, True),
    (Urgency.ROUTINE, {"is_child": "no", "age_band": "16_17"}, True),  # the age goes before the no
    (Urgency.ROUTINE, ADULT, False), (Urgency.URGENT, ADULT, False),
    (Urgency.ROUTINE, None, False),  # no profile was shared: nothing is known, and nothing is assumed
    (Urgency.EMERGENCY, ADULT, True), (Urgency.EMERGENCY, None, True),
])  # fmt: skip
def test_owner_and_lead_are_told_at_once_of_a_child_and_in_an_emergency_of_anybody(
    envelopes: Envelopes, side: Side, urgency: Urgency, profile: dict[str, object] | None, at_once: bool
) -> None:
    lead = envelopes.add_member("mihai", "social_worker", supervises=True)
    row = envelopes.add(State.NO_SHOW, side, urgency=urgency, worker=envelopes.members["ana"])
    note(envelopes, row, profile)
    with as_process("worker"), working():
        before = domain_now()
    look()
    expected = [(row.reference, "at_once")] if at_once else []
    assert reminded(envelopes, "ana") == reminded(envelopes, "mihai") == expected
    assert reminded(envelopes, "vlad") == []
    with as_process("worker"), working():
        mailed = noted_between(before, domain_now())
    hearers = {envelopes.members["ana"], lead} if at_once else set()
    assert {member: [one.what for one in found] for member, found in mailed.items()} == {
        member: [Step.AT_ONCE] for member in hearers
    }


def miss(envelopes: Envelopes, row: Referral) -> Referral:
    """Ana says that the person did not come; the row as it stands then."""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        stored, at = Referral.objects.get(id=row.id), domain_now()
        made = Move(ReferralId(row.shared), history(stored).head, Event.MISS, S, Actor.MEMBER, at, {})
        add(stored, [made], role="social_worker")
    return envelopes.now(row) or row


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("urgency", Urgency)
@pytest.mark.parametrize("profile", [CHILD, {"is_child": "unknown"}, ADULT, None])
def test_the_time_for_a_child_is_an_hour_and_no_adults(
    envelopes: Envelopes, side: Side, urgency: Urgency, profile: dict[str, object] | None
) -> None:
    row = envelopes.add(State.HANDOVER_PLANNED, side, urgency=urgency)
    note(envelopes, row, profile)
    now = miss(envelopes, row)
    assert now.due_at is not None
    is_an_hour = now.due_at - now.since == timedelta(hours=1)
    assert is_an_hour is (urgency is Urgency.EMERGENCY or profile not in (ADULT, None))


def missing_on_today(envelopes: Envelopes, name: str) -> set[str]:
    with as_process("web"), acting(MemberId(envelopes.members[name])):
        teams = envelopes.member(name).teams
        return {reference for reference, _due in asides(date(2026, 3, 2), teams).missing}


def test_today_says_it_to_who_works_on_it_who_leads_the_case_and_who_supervises(envelopes: Envelopes) -> None:
    envelopes.add_member("mihai", "social_worker", supervises=True)
    envelopes.add_member("ioana", "social_worker")
    with as_process("web"), acting(MemberId(envelopes.members["ioana"])):
        led = open_case(by=envelopes.member("ioana"), at=domain_now(), profile=CHILD)
    ours = envelopes.add(State.HANDOVER_PLANNED, S, worker=envelopes.members["ana"], case=led)
    theirs = envelopes.add(State.HANDOVER_PLANNED, R, worker=envelopes.members["ana"])
    of_the_team = envelopes.add(State.HANDOVER_PLANNED, R)
    an_adult = envelopes.add(State.HANDOVER_PLANNED, S, worker=envelopes.members["ana"])
    everybody = ("ana", "mihai", "vlad", "ioana")
    for row in (ours, theirs, of_the_team):
        note(envelopes, row, CHILD)
    assert [missing_on_today(envelopes, name) for name in everybody] == [set(), set(), set(), set()]
    for row in (ours, theirs, of_the_team, an_adult):
        miss(envelopes, row)
    o, t, w = ours.reference, theirs.reference, of_the_team.reference
    assert [missing_on_today(envelopes, name) for name in everybody] == [{o, t, w}, {o, t, w}, {w}, {o}]


@pytest.mark.parametrize("state", [State.SENT, State.HANDOVER_PLANNED, State.ACCEPTED])
def test_a_child_alarms_in_no_other_state(envelopes: Envelopes, state: State) -> None:
    row = envelopes.add(state, R)
    note(envelopes, row, CHILD)
    look()
    assert noted(row) == []


def test_a_later_profile_takes_the_place_of_the_earlier(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    for profile, expected in ((CHILD, True), (CHILD, True), (None, True), (ADULT, False), (OPEN, True)):
        note(envelopes, row, profile)
        with as_process("worker"), working():
            assert children.is_about_one(row) is expected


def test_what_is_over_is_forgotten(envelopes: Envelopes) -> None:
    """The clock needs it no more; it goes with the access to the profile."""
    row = envelopes.add(State.IN_SERVICE, S, until=timedelta(days=1))
    note(envelopes, row, CHILD)
    envelopes.move_clock(timedelta(days=2))
    look()
    assert (envelopes.now(row) or row).state == State.WITHDRAWN
    with as_process("worker"), working():
        assert not children.is_about_one(row)
