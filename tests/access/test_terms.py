"""What has been kept long enough: who is told, who keeps it on, what the worker ends, and what it never chooses."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from tests.access.names import ID, unforced
from tests.access.rows import insert
from tests.access.world import World

CASE = ID("own_alfa")
KEEP = "SELECT access.keep_on(%s, %s, access.domain_now() + %s)"
LOOK = "SELECT case_id, is_end FROM access.look_at_terms()"
KEYS = "SELECT count(*) FROM keys.section_key WHERE case_id = %s AND due <= access.domain_now()"


CLOSED = "UPDATE referrals.referral SET due_at = NULL, state = 'closed', since = %s WHERE case_id = %s"
OPEN_AGAIN = (
    "UPDATE referrals.referral SET state = 'sent' WHERE case_id = %s AND reference NOT LIKE 'draft%%'"
)
SAVED = "UPDATE cases.section_version SET saved_at = %s WHERE case_id = %s"
NO_END = "UPDATE keys.section_key SET due = NULL WHERE case_id = %s"
LET_LEAVE = (
    "INSERT INTO access.grants (case_id, agency_id, section, holder_team, professions, discloses, purpose, basis, "
    "consent_id, consent_version, valid_from, valid_until) SELECT r.case_id, r.agency_id, 'needs', r.team_id, "
    "'{nurse}', true, 'assessment', 'consent', gen_random_uuid(), 1, now(), now() + interval '9 days' "
    "FROM referrals.referral r WHERE r.id = %s"
)


def days_ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


@pytest.fixture
def old(world: World) -> Iterator[World]:
    """Ana's case is over for 400 days, and the node keeps what is closed for a year."""
    with unforced(world.owner, "referrals.referral", "cases.section_version", "keys.section_key"):
        world.owner.execute(CLOSED, [days_ago(400), CASE])
        world.owner.execute(SAVED, [days_ago(400), CASE])
        world.owner.execute(NO_END, [CASE])
    world.owner.execute("INSERT INTO setup.retention VALUES ('closed', 365)")
    yield world
    for table in ("setup.retention", "access.ending", "access.hold"):
        world.owner.execute(f"DELETE FROM {table}")
    with unforced(world.owner, "referrals.referral"):
        world.owner.execute(OPEN_AGAIN, [CASE])


@contextmanager
def told(world: World, days_ago: int) -> Iterator[psycopg.Connection]:
    """As the worker, so many days after the case was told of."""
    world.owner.execute(
        "INSERT INTO access.ending (case_id, told_at) VALUES (%s, access.domain_now() - make_interval(days => %s)) "
        "ON CONFLICT (case_id) DO UPDATE SET told_at = excluded.told_at", [CASE, days_ago],
    )  # fmt: skip
    with world.acting("worker") as worker:
        yield worker


def due(world: World, worker: psycopg.Connection) -> int:
    row = worker.execute(KEYS, [CASE]).fetchone()
    assert row is not None
    return int(row[0])


def test_what_is_over_is_told_before_anything_goes(old: World) -> None:
    with old.acting("worker") as worker:
        assert worker.execute(LOOK).fetchall() == [(CASE, False)]
        assert worker.execute(LOOK).fetchall() == []
        assert due(old, worker) == 0


def test_nobody_has_less_than_thirty_days(old: World) -> None:
    with told(old, 29) as worker:
        assert worker.execute(LOOK).fetchall() == []
    with told(old, 31) as worker:
        assert worker.execute(LOOK).fetchall() == [(CASE, True)]
        assert due(old, worker) > 0
        assert worker.execute("DELETE FROM keys.section_key WHERE case_id = %s", [CASE]).rowcount > 0


def test_without_a_term_nothing_goes(old: World) -> None:
    old.owner.execute("DELETE FROM setup.retention")
    with told(old, 500) as worker:
        assert worker.execute(LOOK).fetchall() == []
        assert due(old, worker) == 0


def test_a_legal_hold_stops_it(old: World) -> None:
    old.owner.execute(
        "INSERT INTO access.hold VALUES (%s, 'pending_claim', %s, now(), now() + interval '1 year')",
        [CASE, ID("sara")],
    )
    with told(old, 500) as worker:
        assert worker.execute(LOOK).fetchall() == []
        assert due(old, worker) == 0


@pytest.mark.parametrize("change", [
    "UPDATE referrals.referral SET state = 'sent' WHERE id = %s", LET_LEAVE,
], ids=["a referral is open", "a permission is in force"])  # fmt: skip
def test_a_case_that_is_not_over_is_not_ended_and_not_told_of_any_more(old: World, change: str) -> None:
    with unforced(old.owner, "referrals.referral"):
        old.owner.execute(change, [ID("row_own_alfa")])
    with told(old, 500) as worker:
        assert worker.execute(LOOK).fetchall() == []
        assert due(old, worker) == 0
    with old.acting("ana") as app:
        assert app.execute("SELECT * FROM access.endings()").fetchall() == []
    old.owner.execute(
        "DELETE FROM access.grants WHERE purpose = 'assessment' AND discloses AND case_id = %s", [CASE]
    )


def test_what_was_written_last_counts(old: World) -> None:
    with unforced(old.owner, "cases.section_version"):
        old.owner.execute(
            "UPDATE cases.section_version SET saved_at = now() - interval '300 days' WHERE case_id = %s",
            [CASE],
        )
    with told(old, 500) as worker:
        assert worker.execute(LOOK).fetchall() == []
        assert due(old, worker) == 0


def test_its_lead_is_told_and_nobody_else_while_there_is_one(old: World) -> None:
    with told(old, 1):
        pass
    for who, expected in (("ana", [(CASE, True)]), ("dan", []), ("sara", []), ("bea", [])):
        with old.acting(who) as app:
            assert app.execute("SELECT case_id, is_mine FROM access.endings()").fetchall() == expected, who


def test_where_nobody_leads_it_any_more_who_supervises_is_told(old: World) -> None:
    with told(old, 1):
        pass
    old.owner.execute("UPDATE agencies.member SET suspended_at = now() WHERE id = %s", [ID("ana")])
    try:
        with old.acting("sara") as app:
            assert app.execute("SELECT case_id, is_mine FROM access.endings()").fetchall() == [(CASE, False)]
            app.execute(KEEP, [CASE, "pending_claim", timedelta(days=90)])
        with old.acting("pavel") as app:
            assert app.execute("SELECT * FROM access.endings()").fetchall() == []
    finally:
        old.owner.execute("UPDATE agencies.member SET suspended_at = NULL WHERE id = %s", [ID("ana")])


def test_kept_on_it_stays_until_that_day(old: World) -> None:
    with told(old, 1):
        pass
    with old.acting("ana") as app:
        app.execute(KEEP, [CASE, "help_goes_on", timedelta(days=90)])
        assert app.execute("SELECT * FROM access.endings()").fetchall() == [], "told again thirty days before"
    for kept, expected in ((timedelta(days=1), []), (timedelta(days=-1), [(CASE, True)])):
        old.owner.execute(
            "UPDATE access.ending SET told_at = now() - interval '90 days', kept_until = now() + %s, "
            "kept_why = 'help_goes_on', kept_by = %s, kept_at = now() - interval '80 days'",
            [kept, ID("ana")],
        )
        with old.acting("worker") as worker:
            assert worker.execute(LOOK).fetchall() == expected


@pytest.mark.parametrize("who, why, days, refusal", [
    ("ana", "we_may_need_it", 90, "not_a_ground"),
    ("ana", None, 90, "not_a_ground"),
    ("ana", "pending_claim", -1, "not_so_long"),
    ("ana", "pending_claim", 400, "not_so_long"),
    ("dan", "pending_claim", 90, "not_yours_to_keep"),
    ("sara", "pending_claim", 90, "not_yours_to_keep"),
    ("bea", "pending_claim", 90, "not_yours_to_keep"),
])  # fmt: skip
def test_who_may_keep_it_on_why_and_how_long(
    old: World, who: str, why: str | None, days: int, refusal: str
) -> None:
    with told(old, 1):
        pass
    with old.acting(who) as app, pytest.raises(psycopg.errors.InsufficientPrivilege, match=refusal):
        app.execute(KEEP, [CASE, why, timedelta(days=days)])


@pytest.mark.parametrize("who", ["ana", "adam", "peer be", "nobody worker"])
def test_only_the_worker_ends_anything_and_only_by_the_function(old: World, who: str) -> None:
    for statement in (LOOK, "SELECT access.forget_records()"):
        with old.acting(who) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_the_worker_gives_no_key_of_own_content_its_end_by_itself(old: World) -> None:
    with told(old, 500) as worker:
        assert (
            worker.execute("UPDATE keys.section_key SET due = now() WHERE case_id = %s", [CASE]).rowcount == 0
        )


def test_a_received_copy_whose_key_was_given_no_end_gets_one(old: World) -> None:
    got = ID("got_alfa")
    with unforced(old.owner, "referrals.referral", "keys.section_key"):
        old.owner.execute(NO_END, [got])
        old.owner.execute(CLOSED, [days_ago(366), got])
    with old.acting("worker") as worker:
        worker.execute(LOOK)
        row = worker.execute(KEYS, [got]).fetchone()
        assert row is not None
        assert row[0] > 0


def test_records_go_by_their_own_term_once_nothing_of_the_case_can_be_read(old: World) -> None:
    old.owner.execute("INSERT INTO setup.retention VALUES ('audit', 30)")
    gone = ID("a case that is gone")
    with unforced(old.owner, "audit.record"):
        for case in (CASE, gone, None):
            insert(old.owner, "audit.record", case_id=case, action="test:old")
        old.owner.execute("ALTER TABLE audit.record DISABLE TRIGGER stamped")
        old.owner.execute(
            "UPDATE audit.record SET recorded_at = now() - interval '31 days' WHERE action = 'test:old'"
        )
        old.owner.execute("ALTER TABLE audit.record ENABLE TRIGGER stamped")
    with old.acting("worker") as worker:
        assert worker.execute("SELECT access.forget_records()").fetchone() == (2,)
    old.owner.execute("DELETE FROM setup.retention WHERE what = 'audit'")
    with old.acting("worker") as worker:
        assert worker.execute("SELECT access.forget_records()").fetchone() == (0,)
