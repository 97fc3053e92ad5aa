"""What the worker does by the clock, as jobs in the node's own PostgreSQL: looking, purging, tidying.

The jobs run in a thread beside the pump and not in a process of their own: one more process costs some 60 MB and
one more key ring, and both belong to the worker anyway. If the thread ends, the process does, and the supervisor
starts it anew: after a restart of PostgreSQL the library ends without a fault. A killed job is left as it stands,
and taken up again by a job that looks for such; every job may run twice.

No job carries a message, and no argument names a person: there are no arguments but the tick.
"""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress

import procrastinate
from django.conf import settings
from django.db import connection, connections
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from safeconduct.access.acting import working
from safeconduct.access.alone import alone
from safeconduct.access.clock import domain_now
from safeconduct.access.emergency import forget_words
from safeconduct.access.terms import forget_records, look_at_terms
from safeconduct.audit.actions import Actor, record
from safeconduct.cases.purge import forget_files, sweep
from safeconduct.commands.rounds import remarks
from safeconduct.commands.rounds.daily_mails import forget_days, send_daily
from safeconduct.commands.rounds.handing_over import hand_over, hand_over_cards, hand_over_editions
from safeconduct.commands.rounds.letters import Pace
from safeconduct.commands.rounds.pace import is_quick
from safeconduct.commands.rounds.reminding import remind, tell_keepers
from safeconduct.commands.rounds.services import fetch
from safeconduct.counsel.purge import sweep as sweep_matters
from safeconduct.exchange import alarms
from safeconduct.exchange.catching_up import asking, repeating
from safeconduct.exchange.refreshing import ask_peers
from safeconduct.keys.purge import Destroyed, destroy_due
from safeconduct.referrals import clockwork
from safeconduct.referrals.letters import carrying as letters
from safeconduct.referrals.purge import (
    forget_authorities,
    forget_enquiries,
    forget_holders,
    forget_lists,
    sweep_texts,
)
from safeconduct.rights.deadlines.anew import count_anew
from safeconduct.rights.deadlines.anew import forget as forget_countings
from safeconduct.rights.purge import forget_feeds
from safeconduct.rights.purge import sweep as sweep_rights
from safeconduct.statistics.editions import released
from safeconduct.statistics.rounds import add_up, say_uncounted

logger = logging.getLogger(__name__)

# In the library's six fields the seconds come last.
LOOKS, LOOKS_IN_THE_DEMO = "* * * * * */15", "* * * * * */3"
REMINDS, REMINDS_IN_THE_DEMO = "*/10 * * * * 15", "* * * * * */5"
MAILS, MAILS_IN_THE_DEMO = "*/10 * * * * 45", "* * * * * */7"
ASKS, ASKS_IN_THE_DEMO = "* * * * * 20", "* * * * * */5"
FETCHES, FETCHES_IN_THE_DEMO = "* * * * * */10", "* * * * * */5"
HANDS_OVER, HANDS_OVER_IN_THE_DEMO = "* * * * * 50", "* * * * * */5"
LETTERS, LETTERS_IN_THE_DEMO = "* * * * * 35", "* * * * * */5"
COUNTS = CATCHES_UP = "* * * * * */5"
FORGETS, TIDIES = "*/10 * * * * 30", "* * * * * */20"
KEPT_HOURS = 7 * 24
"""How long a job that failed can be looked at."""
LONGEST_ROUND = 60.0
"""Seconds for which a worker waits for another one's round."""

CLOCK = Actor(kind="clock", id="", role=clockwork.ROLE)


# --- The work ---------------------------------------------------------------------------------------------


def look() -> None:
    """Everything that became due: keys first, then what waits in vain, then the referrals in order."""
    if destroy():
        take_away()
    alarms.expire_waiting()
    clockwork.run()


def destroy() -> list[Destroyed]:
    """Delete the keys whose time has come, with a record for each section."""
    with working():
        at = domain_now()
        gone = destroy_due(at)
        for case, section in dict.fromkeys((key.case, key.section) for key in gone):
            record("section:erased", by=CLOCK, at=at, case=case, section=section)
    return gone


def end_terms() -> None:
    """What has been kept long enough: its lead is told, then its keys go, and what lay under them."""
    with working() as at:
        for looked in look_at_terms():
            record("case:term_ended" if looked.is_end else "case:end_told", by=CLOCK, at=at, case=looked.case)
    destroy()
    with working() as at:
        if number := forget_records():
            record("audit:forgotten", by=CLOCK, at=at, detail={"records": number})


def take_away() -> None:
    """Delete what nobody can open any more."""
    with working():
        sweep()
        sweep_texts()
        sweep_rights()
        sweep_matters()


def forget() -> None:
    """What has been kept long enough: sealed rows without a key, traces of what was not believed, old sign-ins, and
    what software was answered or told of.
    """
    end_terms()
    take_away()
    alarms.forget_set_aside()
    repeating.forget_sealed()
    with working():
        forget_files()
        forget_words()
    forget_days()
    forget_lists()
    forget_enquiries()
    letters.forget()
    forget_authorities()
    forget_holders()
    with working(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT site.forget_old_sign_ins(), access.forget_software(), access.forget_papers(),"
            " access.forget_numbers(), referrals.forget_feed(), directory.forget_changes()"
        )
        forget_feeds()
        forget_countings()
    add_up()
    say_uncounted()


def catch_up() -> None:
    """After a restore, of this node or of another: numbers are agreed on, and what was lost is sent again."""
    asking.run()
    repeating.run()


def in_turn(work: Callable[[], object]) -> None:
    """Do it when no other worker of the node does its rounds; who waits too long leaves it to the next tick.

    All kinds of rounds share one turn: no step is noted behind the back of the one that mails what was noted.
    """
    with alone("rounds", "safeconduct rounds", patience=LONGEST_ROUND) as is_alone:
        if is_alone:
            work()
        else:
            logger.warning("another worker has been at its rounds for long")


# --- When it is done --------------------------------------------------------------------------------------


def app() -> procrastinate.App:
    """The jobs of this node; at most one tick of each waits."""
    connector = procrastinate.PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=2)
    made = DjangoApp(connector=connector)
    is_often = is_quick()

    @made.periodic(cron=LOOKS_IN_THE_DEMO if is_often else LOOKS)
    @made.task(name="look", queueing_lock="look")
    def _look(timestamp: int) -> None:
        in_turn(look)

    @made.periodic(cron=REMINDS_IN_THE_DEMO if is_often else REMINDS)
    @made.task(name="remind", queueing_lock="remind")
    def _remind(timestamp: int) -> None:
        if (home := settings.NODE_HOME) is not None:
            in_turn(lambda: remind(home))
            in_turn(lambda: tell_keepers(home))

    @made.periodic(cron=MAILS_IN_THE_DEMO if is_often else MAILS)
    @made.task(name="mail", queueing_lock="mail")
    def _mail(timestamp: int) -> None:
        send_daily()

    @made.periodic(cron=ASKS_IN_THE_DEMO if is_often else ASKS)
    @made.task(name="ask", queueing_lock="ask")
    def _ask(timestamp: int) -> None:
        in_turn(ask_peers)

    @made.periodic(cron=FETCHES_IN_THE_DEMO if is_often else FETCHES)
    @made.task(name="fetch_services", queueing_lock="fetch_services")
    def _fetch_services(timestamp: int) -> None:
        fetch()  # threads of their own, so that no round waits

    @made.periodic(cron=HANDS_OVER_IN_THE_DEMO if is_often else HANDS_OVER)
    @made.task(name="hand_over", queueing_lock="hand_over")
    def _hand_over(timestamp: int) -> None:
        if (home := settings.NODE_HOME) is not None:
            in_turn(lambda: hand_over(home))
            in_turn(lambda: hand_over_cards(home))
            in_turn(lambda: hand_over_editions(home, released))

    pace = Pace(is_demo=is_often)

    @made.periodic(cron=LETTERS_IN_THE_DEMO if is_often else LETTERS)
    @made.task(name="letters", queueing_lock="letters")
    def _letters(timestamp: int) -> None:
        if (home := settings.NODE_HOME) is not None and pace.is_due():
            in_turn(lambda: letters.carry(home))
            in_turn(lambda: remarks.carry(home))

    @made.periodic(cron=CATCHES_UP)
    @made.task(name="catch_up", queueing_lock="catch_up")
    def _catch_up(timestamp: int) -> None:
        catch_up()

    @made.periodic(cron=COUNTS)
    @made.task(name="count_anew", queueing_lock="count_anew")
    def _count_anew(timestamp: int) -> None:
        in_turn(count_anew)

    @made.periodic(cron=FORGETS)
    @made.task(name="forget", queueing_lock="forget")
    def _forget(timestamp: int) -> None:
        in_turn(forget)

    @made.periodic(cron=TIDIES)
    @made.task(name="tidy", queueing_lock="tidy")
    async def _tidy(timestamp: int) -> None:
        await tidy(made)

    return made


async def tidy(made: procrastinate.App) -> None:
    """Take up the jobs of a worker that was killed, and delete those that are over."""
    manager = made.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except UniqueViolation:  # its next tick waits already and does the same
            await manager.finish_job(job, status=Status.FAILED, delete_job=True)
    await manager.delete_old_jobs(
        nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@asynccontextmanager
async def one_thread() -> AsyncIterator[None]:
    """One thread for the work, so one more connection, closed at the end; nothing here is in a hurry."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1, "jobs"))
    try:
        yield
    finally:
        await loop.run_in_executor(None, connections.close_all)


class Jobs:
    """The thread in which the jobs run. When it ends, for whatever reason, it sets `stopping`."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self, patience: float = 8.0) -> None:
        """Let the job under way finish and end the thread; after `patience` seconds it is left to the end of all."""
        self._stopping.set()
        self._thread.join(patience)

    def _run(self) -> None:
        try:
            asyncio.run(self._work())
        except Exception:
            logger.exception("the jobs have ended")
        finally:
            self._stopping.set()

    async def _work(self) -> None:
        made = app()
        async with one_thread(), made.open_async():
            worker = asyncio.create_task(
                made.run_worker_async(concurrency=1, delete_jobs="successful", install_signal_handlers=False)
            )
            while not (worker.done() or self._stopping.is_set()):
                await asyncio.wait({worker}, timeout=0.2)
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker
