"""Follow-ups in the database: on Today of whoever leads, late for who supervises, sealed, gone with their key."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.team import accept_lead, offer_lead
from safeconduct.cases import purge
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.follow_up import actions
from safeconduct.cases.follow_up.codes import After, MovedWhy, NotDone, State
from safeconduct.cases.follow_up.queries import follow_ups
from safeconduct.cases.follow_up.rules import AHEAD, GRACE, IS_OVER, PLANNED_ALREADY, Planned, Sheet
from safeconduct.cases.safe_hours import OUTSIDE
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.referrals.asides import asides
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

MARK = "I sleep again, since the door has a lock."
TODAY = timezone.localdate
MORNINGS = {"safe_hours": [{"days": "every_day", "from": "09:00", "until": "12:00"}]}


@pytest.fixture
def case() -> CaseId:
    """Ana leads it, and the nurse has a place."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
    return made


def plan(case: UUID, start: date | None = None, who: str = "ana") -> None:
    with member_acts(who) as by:
        actions.plan(case, start or TODAY(), by=by, at=timezone.now())


def move(case: UUID, day: date, at: time | None = None, after: After = After.MONTH_1) -> None:
    with member_acts("ana") as by:
        actions.move(case, after, Planned(day, at), MovedWhy.PERSON_ASKED, by=by, at=timezone.now())


def leave(case: UUID, why: NotDone, after: After = After.MONTH_1) -> None:
    with member_acts("ana") as by:
        actions.not_done(case, after, why, by=by, at=timezone.now())


def talk(case: UUID, **said: Any) -> None:
    content = {"view": MARK, "how": "in_person", "on": TODAY().isoformat(), "contact": "yes"}
    content |= {"early_why": "A journey"} | said
    with member_acts("ana") as by:
        actions.done(case, After.MONTH_1, content, by=by, at=timezone.now())


def sheet(case: UUID, who: str = "ana") -> Sheet:
    with member_acts(who) as by:
        found = follow_ups(case, by=by, at=timezone.now()).sheet
    assert found is not None
    return found


def seen(who: str, today: date | None = None) -> list[tuple[UUID, date]]:
    with member_acts(who):
        return asides(today or TODAY(), []).follow_ups


def left(who: str, today: date) -> list[tuple[UUID, str, date]]:
    with member_acts(who):
        return asides(today, []).late_follow_ups


def test_planned_from_the_start_and_on_today_of_whoever_leads_alone(case: CaseId) -> None:
    plan(case)
    day = sheet(case).one(After.MONTH_1).on
    assert seen("ana", day - AHEAD - timedelta(days=1)) == []
    assert seen("ana", day - AHEAD) == seen("ana", day + timedelta(days=99)) == [(case, day)]
    assert [seen(who, day) for who in ("nora", "dan", "sara", "bea", "adam")] == [[]] * 5


def test_what_was_done_or_moved_waits_no_more_and_the_next_one_does(case: CaseId) -> None:
    plan(case)
    three = sheet(case).one(After.MONTH_3).on
    move(case, TODAY() + timedelta(days=2))
    assert seen("ana") == [(case, TODAY() + timedelta(days=2))]
    talk(case)
    assert seen("ana") == []
    assert seen("ana", three) == [(case, three)]


def test_after_a_week_whoever_supervises_learns_who_leads_and_nothing_of_the_person(case: CaseId) -> None:
    plan(case)
    day = sheet(case).one(After.MONTH_1).on
    assert left("sara", day + GRACE) == []
    beyond = day + GRACE + timedelta(days=1)
    assert [(found, when) for found, _lead, when in left("sara", beyond)] == [(case, day)]
    assert left("sara", beyond)[0][1]
    assert [left(who, beyond) for who in ("ana", "nora", "dan", "bea", "adam", "pavel")] == [[]] * 6
    with member_acts("sara") as by, pytest.raises(NotFound):
        follow_ups(case, by=by, at=timezone.now())


def test_who_supervises_and_leads_sees_it_as_lead_only_and_after_the_handing_on_the_new_lead_does(
    case: CaseId,
) -> None:
    plan(case)
    day = sheet(case).one(After.MONTH_1).on
    with member_acts("ana"):
        offer_lead(offer := uuid4(), case, ID("sara"), stays=False)
    with member_acts("sara"):
        accept_lead(offer)
    late = day + GRACE + timedelta(days=1)
    assert (seen("ana", late), seen("sara", late), left("sara", late)) == ([], [(case, day)], [])


def test_a_wish_of_no_further_contact_is_kept(case: CaseId) -> None:
    plan(case)
    leave(case, NotDone.NO_MORE_CONTACT)
    assert [one.state for one in sheet(case).all] == [State.NOT_DONE, State.ENDED, State.ENDED, State.ENDED]
    assert seen("ana", TODAY() + timedelta(days=999)) == []
    with pytest.raises(NotPossible) as refused:
        move(case, TODAY(), after=After.MONTH_3)
    assert refused.value.reason == IS_OVER
    with member_acts("ana") as by:
        actions.resume(case, by=by, at=timezone.now())
    assert [one.state for one in sheet(case).all] == [State.NOT_DONE, *[State.PLANNED] * 3]


def test_nobody_is_planned_for_outside_their_hours(case: CaseId) -> None:
    with member_acts("ana") as by:
        save_section(
            case=case, section=Section.SAFE_CONTACT, content=MORNINGS, base=0, by=by, at=timezone.now()
        )
    plan(case)
    tomorrow = TODAY() + timedelta(days=1)
    with pytest.raises(NotPossible) as refused:
        move(case, tomorrow, time(12))
    assert refused.value.reason == OUTSIDE
    assert sheet(case).one(After.MONTH_1).moved == ()
    move(case, tomorrow, time(11, 59))
    assert sheet(case).one(After.MONTH_1).at == time(11, 59)


def test_they_are_planned_once(case: CaseId) -> None:
    plan(case)
    with pytest.raises(NotPossible) as refused:
        plan(case)
    assert refused.value.reason == PLANNED_ALREADY


@pytest.mark.parametrize("who, wrong", [("nora", NotPossible), ("dan", NotFound), ("bea", NotFound)])
def test_who_does_not_write_the_plan_plans_no_follow_up(
    case: CaseId, who: str, wrong: type[Exception]
) -> None:
    with pytest.raises(wrong):
        plan(case, who=who)
    plan(case)
    if who == "nora":
        assert sheet(case, who).start == TODAY()


def test_what_the_person_says_is_sealed_and_each_step_recorded_without_it(
    case: CaseId, connect_as: ConnectAs
) -> None:
    plan(case)
    talk(case)
    assert sheet(case).one(After.MONTH_1).said["view"] == MARK
    owner = connect_as("owner")
    with unforced(owner, "cases.follow_up"), unforced(owner, "audit.record"):
        rows = owner.execute("SELECT f::text, f.sealed FROM cases.follow_up f ORDER BY version").fetchall()
        records = owner.execute(
            "SELECT action, detail::text, r::text FROM audit.record r WHERE action LIKE 'follow_up:%' "
            "OR detail ? 'follow_ups' ORDER BY action"
        ).fetchall()
    assert [MARK.encode() in bytes(sealed) or MARK in text for text, sealed in rows] == [False, False]
    assert [action for action, *_rest in records] == ["follow_up:done", "follow_up:planned", "section:read"]
    assert not any(MARK in text for *_rest, text in records)


def test_an_earlier_state_is_changed_by_nobody(case: CaseId) -> None:
    plan(case)
    with member_acts("ana"), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE cases.follow_up SET due = NULL")


def test_they_go_with_the_key_of_the_plan(
    case: CaseId, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, owner = connect_as("worker"), connect_as("owner")
    monkeypatch.setattr(purge, "connection", worker)

    def kept() -> int:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()
        with unforced(owner, "cases.follow_up"):
            counted = owner.execute("SELECT count(*) FROM cases.follow_up").fetchone()
        return int((counted or (0,))[0])

    plan(case)
    late = TODAY() + timedelta(days=99)
    assert (kept(), len(left("sara", late))) == (1, 1)
    with member_acts("ana"):
        doors.destroy_keys(case, [Section.PLAN])
    assert left("sara", late) == []
    with member_acts("ana") as by:
        assert follow_ups(case, by=by, at=timezone.now()).sheet is None
    assert kept() == 0
