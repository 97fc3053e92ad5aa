"""What a conference leaves behind: a line on Today, its meeting, the record, and nothing when the keys are gone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases import purge
from safeconduct.cases.conferences import actions
from safeconduct.cases.conferences.rules import (
    NOT_MET,
    ONLY_THE_LEAD,
)
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.referrals.asides import asides
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.cases.conferences.desk import MARK, TABLES, add, decide, propose, refusal, seen, sql_of, wish
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def waiting(who: str) -> list[tuple[int, int]]:
    with member_acts(who):
        return [(one.to_propose, one.to_decide) for one in asides(timezone.localdate(), []).conferences]


def test_today_says_whose_proposal_is_missing_and_what_is_late(
    conference: UUID, day_over: Callable[[UUID], None]
) -> None:
    item = add(conference)
    add(conference, Section.HEALTH, "nora", MARK)
    assert {who: waiting(who) for who in ("ana", "nora", "lea", "dan")} == {
        "ana": [(1, 0)],
        "nora": [(2, 0)],
        "lea": [(1, 0)],
        "dan": [],
    }
    propose(item, "nora")
    assert waiting("nora") == [(1, 0)]
    wish(item)
    day_over(conference)
    assert {who: waiting(who) for who in ("ana", "nora", "lea")} == {
        "ana": [(0, 1)],
        "nora": [(0, 1)],
        "lea": [],
    }
    decide(item)
    assert waiting("ana") == []


def test_a_meeting_has_its_hour_its_place_and_who_came(conference: UUID) -> None:
    at: datetime = timezone.now() - timedelta(hours=1)
    facts = {"where": "The small room", "came": [str(ID("nora"))], "others": "", "person": "took_part"}
    with member_acts("nora") as by, refusal(ONLY_THE_LEAD):
        actions.set_meeting(conference, at, facts, by=by, at=timezone.now())
    with member_acts("ana") as by, refusal(NOT_MET):
        actions.set_meeting(conference, at + timedelta(days=1), facts, by=by, at=timezone.now())
    with member_acts("ana") as by:
        actions.set_meeting(conference, at, facts, by=by, at=timezone.now())
    found = seen(conference, "lea")
    assert (found.meets_at, found.content["where"]) == (at, "The small room")
    assert found.content["question"] == "Where does she live next?"
    with sql_of("nora") as cursor:
        cursor.execute("UPDATE cases.conference SET meets_at = now()")
        assert cursor.rowcount == 0


def test_each_act_is_recorded_and_none_of_the_words(conference: UUID, connect_as: ConnectAs) -> None:
    item = add(conference, Section.HEALTH, "nora", MARK)
    wish(item, MARK, "nora")
    propose(item, "nora", MARK)
    decide(item, "nora")
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        kept = owner.execute(
            "SELECT action, section, detail::text FROM audit.record WHERE action LIKE 'conference:%' "
            "ORDER BY recorded_at"
        ).fetchall()
    assert [row[:2] for row in kept] == [
        ("conference:opened", "profile"),
        ("conference:item_added", "health"),
        ("conference:wish_written", "health"),
        ("conference:proposal_written", "health"),
        ("conference:decision_written", "health"),
    ]
    assert not any("tablets" in row[2] for row in kept)


def test_it_is_erased_with_the_keys_of_the_file(
    case: CaseId, conference: UUID, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_needs, of_health = add(conference), add(conference, Section.HEALTH, "nora", MARK)
    for item, who in ((of_needs, "ana"), (of_health, "nora")):
        wish(item, MARK, who)
        propose(item, who, MARK)
    worker, owner = connect_as("worker"), connect_as("owner")
    monkeypatch.setattr(purge, "connection", worker)

    def left() -> list[int]:
        with unforced(owner, *TABLES):
            return [
                next(iter(owner.execute(f"SELECT count(*) FROM {table}").fetchone() or ()))
                for table in TABLES
            ]

    def swept() -> list[int]:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()
        return left()

    assert swept() == [1, 2, 4], "what can be opened stays"
    with unforced(owner, "keys.section_key"):
        owner.execute("DELETE FROM keys.section_key WHERE case_id = %s AND section = 'health'", [case])
    assert swept() == [1, 1, 2], "what touched a section goes with it"
    with member_acts("ana"):
        doors.destroy_keys(case)
    with pytest.raises(NotFound):
        seen(conference, "ana")
    assert swept() == [0, 0, 0]
