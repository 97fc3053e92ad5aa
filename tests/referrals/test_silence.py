"""Nobody answers: who is reminded, what both sides are shown, and what silence never does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from safeconduct.access.acting import acting, working
from safeconduct.access.clock import domain_now
from safeconduct.agencies.models import Coordination
from safeconduct.referrals import clockwork, reminders
from safeconduct.referrals.clocks import Beside, Step, alarms_at_once
from safeconduct.referrals.history import Move
from safeconduct.referrals.ledger import add, history, note_news
from safeconduct.referrals.models import Escalation, Referral, Spoken, StoredMove
from safeconduct.referrals.moves import CLOCK_MOVES, TURN, Actor, Event, Side, State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import MemberId, ReferralId
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes, R, S

AFTER: dict[int, list[str]] = {
    40: [],
    60: ["half"],
    110: ["half", "due"],
    160: ["half", "due", "team_lead"],
    210: ["half", "due", "team_lead", "coordinator"],
}
"""Which steps are noted after so many hundredths of the time."""
WITHOUT_A_CLOCK_OF_THEIR_OWN = [
    state for state in State if TURN[state] and state not in CLOCK_MOVES and state is not State.DRAFT
]


def look() -> int:
    with as_process("worker"):
        return clockwork.run()


def noted(row: Referral) -> list[str]:
    with as_process("worker"), working():
        return list(Escalation.objects.filter(referral=row).order_by("at").values_list("step", flat=True))


def pass_time(envelopes: Envelopes, row: Referral, percent: float) -> None:
    """Move the clock to this share of the referral's time, counted from where its clock began."""
    assert row.due_at is not None
    begin = row.clock_began
    with as_process("worker"), working():
        now = domain_now()
    envelopes.move_clock(begin + (row.due_at - begin) * percent / 100 - now)


def reminded(envelopes: Envelopes, name: str) -> list[tuple[str, str]]:
    """What this member's Today would show: reference and step."""
    with as_process("web"), acting(MemberId(envelopes.members[name])):
        found = reminders.reminders(by=envelopes.member(name), at=domain_now())
        return [(reminder.row.reference, reminder.what.value) for reminder in found]


# --- The steps --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("urgency", Urgency)
@pytest.mark.parametrize("state", WITHOUT_A_CLOCK_OF_THEIR_OWN)
def test_each_step_comes_at_its_share_of_the_time_and_silence_changes_no_state(
    envelopes: Envelopes, state: State, urgency: Urgency
) -> None:
    side = next(iter(TURN[state]))
    row = envelopes.add(state, side, urgency=urgency, until=timedelta(days=4000))
    at_once = ["at_once"] if alarms_at_once(state, urgency, is_child=False) else []
    for percent, expected in AFTER.items():
        pass_time(envelopes, row, percent)
        look()
        now = envelopes.now(row)
        assert now is not None
        assert noted(row) == at_once + expected
        assert now.state == state
        assert (Beside.OVERDUE in now.flags) is (percent > 100)
        assert (Beside.ESCALATED in now.flags) is (percent > 200)


def test_the_waiting_side_is_shown_the_same_and_reminded_of_nothing(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, S)
    pass_time(envelopes, row, 210)
    look()
    now = envelopes.now(row)
    assert now is not None
    assert {Beside.OVERDUE, Beside.ESCALATED} <= set(now.flags)
    assert noted(row) == []


def test_a_step_is_noted_once_however_often_the_clock_looks(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, 110)
    look()
    look()
    assert noted(row) == ["half", "due"]
    with as_process("worker"), working(), pytest.raises(IntegrityError), transaction.atomic():
        first = Escalation.objects.filter(referral=row).first()
        assert first is not None
        Escalation(
            referral=row, agency_id=row.agency_id, since=first.since, step=first.step, at=first.at
        ).save()


def test_whoever_acts_ends_what_was_shown_and_a_new_clock_has_steps_of_its_own(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, 210)
    look()
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        stored, at = Referral.objects.get(id=row.id), domain_now()
        made = Move(ReferralId(row.shared), history(stored).head, Event.ACKNOWLEDGE, R, Actor.MEMBER, at, {})
        add(stored, [made], role="social_worker")
    now = envelopes.now(row)
    assert now is not None
    assert now.flags == []
    assert reminded(envelopes, "ana") == []
    pass_time(envelopes, now, 60)
    look()
    assert reminded(envelopes, "ana") == [(row.reference, "half")]


# --- Where a clock began ----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [state for state in State if TURN[state]])
def test_a_clock_is_counted_from_the_beginning_of_its_state_unless_it_begins_in_the_middle(
    envelopes: Envelopes, state: State
) -> None:
    row = envelopes.add(state, R if R in TURN[state] else S)
    if state is State.HANDOVER_PLANNED:
        assert row.due_at is not None
        assert row.clock_began == row.due_at - timedelta(hours=2) != row.since
    else:
        assert row.clock_began == row.since


def test_in_service_the_time_is_counted_from_the_last_news(envelopes: Envelopes) -> None:
    row = envelopes.add(State.IN_SERVICE, R)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        stored = Referral.objects.get(id=row.id)
        note_news(stored, at + timedelta(days=20))
        assert stored.clock_began == at + timedelta(days=20)
        assert stored.due_at == at + timedelta(days=50)


# --- Who is told ------------------------------------------------------------------------------------------

TOLD: list[tuple[int, list[str], list[str], list[str]]] = [
    # percent, the owner, a colleague of the team, the supervisor
    (60, ["half"], [], []),
    (110, ["due"], [], []),
    (160, ["due"], [], ["team_lead"]),
    (210, ["due"], [], ["team_lead"]),
]


@pytest.mark.parametrize("percent, owner, colleague, supervisor", TOLD)
def test_a_reminder_goes_to_the_owner_then_to_the_next_one_up_and_never_to_everybody(
    envelopes: Envelopes, percent: int, owner: list[str], colleague: list[str], supervisor: list[str]
) -> None:
    envelopes.add_member("mihai", "social_worker", supervises=True)
    row = envelopes.add(State.ACCEPTED, R, worker=envelopes.members["ana"])
    pass_time(envelopes, row, percent)
    look()
    for name, steps in (("ana", owner), ("vlad", colleague), ("mihai", supervisor)):
        assert reminded(envelopes, name) == [(row.reference, step) for step in steps], name


def test_before_a_worker_is_named_the_team_is_the_owner(envelopes: Envelopes) -> None:
    envelopes.add_member("other", "social_worker")  # in no team
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, 60)
    look()
    assert reminded(envelopes, "ana") == reminded(envelopes, "vlad") == [(row.reference, "half")]
    assert reminded(envelopes, "other") == []


def test_having_spoken_to_them_quiets_my_reminder_and_nobody_elses_and_stops_no_clock(
    envelopes: Envelopes,
) -> None:
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, 60)
    look()
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        at = domain_now()
        reminders.spoke_to_them(referral=row.id, spoken_at=at, by=envelopes.member("ana"), at=at)
    assert reminded(envelopes, "ana") == []
    assert reminded(envelopes, "vlad") == [(row.reference, "half")]
    pass_time(envelopes, row, 110)
    look()
    assert reminded(envelopes, "ana") == [(row.reference, "due")]
    assert Beside.OVERDUE in (envelopes.now(row) or row).flags


def test_a_talk_lies_neither_before_the_referral_nor_in_the_future_and_is_of_an_own_referral(
    envelopes: Envelopes,
) -> None:
    row = envelopes.add(State.SENT, R)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        ana, at = envelopes.member("ana"), domain_now()
        for wrong in (row.created_at - timedelta(minutes=1), at + timedelta(minutes=6)):
            with pytest.raises(NotPossible):
                reminders.spoke_to_them(referral=row.id, spoken_at=wrong, by=ana, at=at)
        with pytest.raises(NotFound):
            reminders.spoke_to_them(referral=row.shared, spoken_at=at, by=ana, at=at)
        assert not Spoken.objects.exists()


def test_nobody_records_a_talk_of_somebody_else(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, R)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        at = domain_now()
        talk = Spoken(
            referral=row,
            agency_id=row.agency_id,
            member_id=envelopes.members["vlad"],
            spoken_at=at,
            recorded_at=at,
        )
        with pytest.raises(ProgrammingError), transaction.atomic():
            talk.save(force_insert=True)


# --- The coordinator --------------------------------------------------------------------------------------


def name_coordinator(connect_as: ConnectAs, envelopes: Envelopes, name: str) -> None:
    connect_as("owner").execute(
        "INSERT INTO agencies.coordination (id, agency_id, coordinator_id) VALUES (gen_random_uuid(), %s, %s)",
        [envelopes.own, envelopes.members[name]],
    )


def of_another_agency(connect_as: ConnectAs, envelopes: Envelopes, name: str) -> None:
    """The member moves to an agency of its own on this node."""
    owner = connect_as("owner")
    row = owner.execute(
        "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
        "VALUES (gen_random_uuid(), 'ro', 'The coordinator', 'RO', 'government', '{}', '') RETURNING id"
    ).fetchone()
    assert row is not None
    owner.execute(
        "UPDATE agencies.member SET agency_id = %s WHERE id = %s", [row[0], envelopes.members[name]]
    )


@pytest.mark.parametrize(
    "profession, is_named, percent, sees",
    [
        ("coordinator", True, 210, True),
        ("coordinator", True, 160, False),  # not yet escalated
        ("coordinator", False, 210, False),  # the agency named somebody else, or nobody
        ("social_worker", True, 210, False),  # named, but no coordinator
    ],
)
def test_a_coordinator_sees_escalated_envelopes_of_the_agencies_that_named_her_and_no_more(
    envelopes: Envelopes, connect_as: ConnectAs, profession: str, is_named: bool, percent: int, sees: bool
) -> None:
    envelopes.add_member("ioana", profession)
    of_another_agency(connect_as, envelopes, "ioana")
    if is_named:
        name_coordinator(connect_as, envelopes, "ioana")
    row = envelopes.add(State.SENT, R)
    pass_time(envelopes, row, percent)
    look()
    with as_process("web"), acting(MemberId(envelopes.members["ioana"])):
        ioana, at = envelopes.member("ioana"), domain_now()
        found = reminders.escalated(by=ioana, at=at)
        assert [each.id for each in found] == ([row.id] if sees else [])
        assert Referral.objects.count() == int(sees)
        assert not StoredMove.objects.exists()  # who did what stays with the agency
        assert Referral.objects.update(flags=[]) == 0
        assert not Coordination.objects.exclude(coordinator_id=ioana.id).exists()


def test_nobody_but_the_owner_names_a_coordinator(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        named = Coordination(agency_id=envelopes.own, coordinator_id=envelopes.members["ana"])
        with pytest.raises(ProgrammingError), transaction.atomic():
            named.save(force_insert=True)


def test_every_step_has_its_hearers() -> None:
    assert {Step.AT_ONCE.value, *AFTER[210]} == {step.value for step in Step}
    assert {Side.SENDER, Side.RECEIVER} == set(TURN[State.NO_SHOW])
