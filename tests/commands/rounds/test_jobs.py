"""The worker's jobs: they run as the worker's role, delete only what is over, and are taken up again after a kill."""

import asyncio
import itertools
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from croniter import croniter  # type: ignore[import-untyped]  # it brings no types
from django.db import connections

from safeconduct.access.acting import acting, receiving, working
from safeconduct.access.clock import domain_now
from safeconduct.cases.actions import Replica, open_case, take_in
from safeconduct.commands.rounds import jobs
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId, new_handle, uuid7
from safeconduct.vocabulary.sections import Section
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes, R, S


def received(envelopes: Envelopes, connect_as: ConnectAs) -> UUID:
    """A received case with two sections, as the inbox stored them."""
    from safeconduct.audit.actions import Actor

    case = uuid4()
    connect_as("owner").execute(
        'INSERT INTO access."case" (id, agency_id, kind, peer, handle, referral_id, opened_at) '
        "VALUES (%s, %s, 'received', 'be', %s, %s, now())",
        [case, envelopes.own, new_handle(), uuid4()],
    )
    with as_process("inbox"), receiving(NodeId("be"), MessageId(uuid7())):
        replicas = [
            Replica(section, 1, {"wish": "a room"}, "social_worker")
            for section in (Section.NEEDS, Section.SAFETY)
        ]
        take_in(
            case=case, replicas=replicas, sender=envelopes.other, by=Actor("peer", "be", ""), at=domain_now()
        )
    return case


def left(connect_as: ConnectAs, case: UUID) -> tuple[int, int]:
    """How many keys and how many sealed versions are there; the test makes itself a way to see them."""
    owner = connect_as("owner")
    keys = owner.execute("SELECT count(*) FROM keys.section_key WHERE case_id = %s", [case]).fetchone()
    owner.execute(
        "CREATE POLICY test_reads ON cases.section_version FOR SELECT TO safeconduct_owner USING (true)"
    )
    versions = owner.execute(
        "SELECT count(*) FROM cases.section_version WHERE case_id = %s", [case]
    ).fetchone()
    owner.execute("DROP POLICY test_reads ON cases.section_version")
    assert keys is not None
    assert versions is not None
    return keys[0], versions[0]


def look() -> None:
    with as_process("worker"):
        jobs.look()


def give_term(case: UUID, days: int) -> None:
    """What the clock's effects do: the keys of a received case are due then."""
    from safeconduct.keys.models import SectionKey

    with as_process("worker"), working():
        SectionKey.objects.filter(case_id=case, intake=True).update(due=domain_now() + timedelta(days=days))


# --- Purging ----------------------------------------------------------------------------------------------


def test_an_own_case_that_is_over_is_told_of_then_its_keys_go_and_then_what_they_sealed(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    owner = connect_as("owner")
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        case = open_case(by=envelopes.member("ana"), at=at, profile={"pseudonym": "Quiet Heron"})
    envelopes.add(State.CLOSED, S, case=case)
    owner.execute("INSERT INTO setup.retention VALUES ('closed', 365)")
    for days, there in ((334, True), (2, True), (29, True), (2, False)):
        envelopes.move_clock(timedelta(days=days))
        with as_process("worker"):
            jobs.forget()
        assert left(connect_as, case) == ((1, 1) if there else (0, 0)), days
    with owner.transaction(force_rollback=True):
        owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
        said = owner.execute(
            "SELECT action FROM audit.record WHERE case_id = %s AND actor_kind = 'clock' ORDER BY recorded_at",
            [case],
        ).fetchall()
    assert [action for (action,) in said] == ["case:end_told", "case:term_ended", "section:erased"]


def test_a_key_that_is_due_goes_and_with_it_what_it_sealed_and_nothing_else(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    gone, kept = received(envelopes, connect_as), received(envelopes, connect_as)
    give_term(gone, 30)
    envelopes.move_clock(timedelta(days=29))
    look()
    assert left(connect_as, gone) == left(connect_as, kept) == (2, 2)
    envelopes.move_clock(timedelta(days=2))
    look()
    assert left(connect_as, gone) == (0, 0)
    assert left(connect_as, kept) == (2, 2)


def test_each_erased_section_is_recorded_by_the_clock(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    case = received(envelopes, connect_as)
    give_term(case, 0)
    look()
    rows = connect_as("owner").execute(
        "SELECT section, actor_kind FROM audit.record WHERE case_id = %s AND action = 'section:erased' ORDER BY 1",
        [case],
    )
    assert rows.fetchall() == [("needs", "clock"), ("safety", "clock")]


def test_the_worker_deletes_no_version_whose_key_is_there_and_reads_none(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    case = received(envelopes, connect_as)
    with as_process("worker"):
        jobs.forget()
        jobs.forget()
    assert left(connect_as, case) == (2, 2)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as("worker").execute("SELECT sealed FROM cases.section_version")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as("worker").execute("SELECT wrapped FROM keys.section_key")


def test_the_worker_gives_no_term_to_the_keys_of_own_content(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    case = uuid4()
    connect_as("owner").execute(
        "INSERT INTO keys.section_key (id, case_id, section, generation, intake, wrapped, made_at) "
        "VALUES (%s, %s, 'needs', 1, false, '\\x00', now())",
        [uuid4(), case],
    )
    from safeconduct.keys.models import SectionKey

    with as_process("worker"), working():
        assert SectionKey.objects.filter(case_id=case).update(due=domain_now()) == 0


def test_old_sign_ins_are_forgotten_and_the_others_stay(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    app = connect_as("app")
    for key, end in (("over", "-1 hour"), ("open", "1 hour")):
        app.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, '', now() + %s::interval)",
            [key, end],
        )
    with as_process("worker"):
        jobs.forget()
    assert app.execute("SELECT session_key FROM django_session").fetchall() == [("open",)]


# --- The jobs themselves ----------------------------------------------------------------------------------


def in_a_loop(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: the browser of another test keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def run_what_waits() -> None:
    """The library's own worker, until nothing waits."""

    async def work() -> None:
        made = jobs.app()
        async with jobs.one_thread(), made.open_async():
            await made.configure_task("look").defer_async(timestamp=0)
            await made.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)

    in_a_loop(work())


def test_a_job_runs_with_the_rights_of_the_worker_alone(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    row = envelopes.add(State.HANDOVER_PLANNED, R)
    envelopes.move_clock(timedelta(days=2))
    with as_process("worker"):
        run_what_waits()
    assert (envelopes.now(row) or row).state == State.NO_SHOW
    done = connect_as("worker").execute(
        "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'look'"
    )
    assert {status for (status,) in done.fetchall()} == {"succeeded"}


def test_a_job_that_a_kill_left_is_taken_up_again(envelopes: Envelopes, connect_as: ConnectAs) -> None:
    worker = connect_as("worker")
    worker.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status) "
        "VALUES ('default', 'look', 0, '{\"timestamp\": 0}', 'doing')"
    )

    async def tidy() -> None:
        made = jobs.app()
        async with made.open_async():
            await jobs.tidy(made)

    with as_process("worker"):
        in_a_loop(tidy())
    assert worker.execute("SELECT status::text FROM procrastinate_jobs").fetchall() == [("todo",)]


def test_the_thread_does_its_rounds_and_ends_when_told(
    envelopes: Envelopes,
    connect_as: ConnectAs,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    looked = threading.Event()
    monkeypatch.setattr(jobs, "look", looked.set)
    monkeypatch.setattr(jobs, "LOOKS", "* * * * * *")
    stopping = threading.Event()
    with as_process("worker"), caplog.at_level(logging.INFO):
        running = jobs.Jobs(stopping)
        running.start()
        assert looked.wait(10)
        running.stop()
    assert not [record for record in caplog.records if "timestamp=" in record.getMessage()]


def test_of_two_workers_one_does_its_rounds_and_the_other_waits_for_its_turn(
    envelopes: Envelopes, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one's own connection, in its own thread."""
    under_way, may_end, done = threading.Event(), threading.Event(), list[str]()

    def first() -> None:
        under_way.set()
        assert may_end.wait(10)
        done.append("first")

    def work(what: Callable[[], object]) -> None:
        jobs.in_turn(what)
        connections.close_all()

    with as_process("worker"):
        workers = [
            threading.Thread(target=work, args=(what,)) for what in (first, lambda: done.append("second"))
        ]
        workers[0].start()
        assert under_way.wait(10)
        workers[1].start()
        workers[1].join(0.3)
        assert done == []
        may_end.set()
        for worker in workers:
            worker.join(10)
        assert done == ["first", "second"]


def test_when_the_thread_ends_by_itself_it_says_so(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost() -> None:
        raise ConnectionError

    monkeypatch.setattr(jobs, "app", lost)
    stopping = threading.Event()
    jobs.Jobs(stopping).start()
    assert stopping.wait(5)


@pytest.mark.parametrize(
    "cron, seconds",
    [
        (jobs.LOOKS, 15),
        (jobs.LOOKS_IN_THE_DEMO, 3),
        (jobs.ASKS_IN_THE_DEMO, 5),
        (jobs.FETCHES_IN_THE_DEMO, 5),
        (jobs.TIDIES, 20),
        (jobs.FORGETS, 600),
    ],
)
def test_each_job_comes_at_its_pace_and_never_pauses(cron: str, seconds: int) -> None:
    ticks = croniter(cron, 0.0)
    times = [ticks.get_next(float) for _ in range(200)]
    assert {later - earlier for earlier, later in itertools.pairwise(times)} == {seconds}


@pytest.mark.parametrize("role", ["app", "inbox"])
def test_nobody_but_the_worker_sees_or_adds_a_job(connect_as: ConnectAs, role: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as(role).execute("SELECT 1 FROM procrastinate_jobs")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as(role).execute("SELECT site.forget_old_sign_ins()")
