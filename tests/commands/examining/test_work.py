"""The doctor's look at what the node has to do, and at other nodes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import psycopg
import pytest

from safeconduct.commands.examining import CHECKS, examine, others, page, work
from safeconduct.commands.examining.findings import Check, Look, Standing
from safeconduct.commands.places import REPOSITORY
from tests.conftest import ConnectAs

OK, WARNING, WRONG = Standing.OK, Standing.WARNING, Standing.WRONG
WAITING = """
    INSERT INTO exchange.outgoing (id, agency_id, peer, handle, recipient, lane, sequence, type, event, object_hash,
      sections, posted_at, expires, state, attempts, next_try_at, answer)
    VALUES (gen_random_uuid(), gen_random_uuid(), 'be', 'handle', gen_random_uuid(), 'ordinary', 1, '', '{}', '', '{}',
      now() - interval '3 hours', now() + interval '1 day', 'waiting', 0, now(), '')
"""
OLDER = "UPDATE exchange.outgoing SET posted_at = now() - interval '30 hours'"
ASIDE = """
    INSERT INTO exchange.quarantined (id, peer, fault, size, received_at)
    VALUES (gen_random_uuid(), 'Ana Pop wrote this', '', 1, now())
"""
JOB = "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'look', '{}')"
LATE = "UPDATE procrastinate_events SET at = now() - interval '1 hour'"
OF_NOBODY = "SET LOCAL session_replication_role = replica"
"""So that the row below needs no member behind it."""
EMERGENCY = """
    INSERT INTO access.break_glass_use (case_id, member_id, sections, reason, at, until)
    VALUES (gen_random_uuid(), gen_random_uuid(), '{safety}', 'person_here', now(), now())
"""
PEER = """
    INSERT INTO exchange.peer (node, card, fingerprint, confirmed_at, reached_at)
    VALUES ('zz', '{"endpoint": "ENDPOINT"}', '', now(), now())
"""


def asked(check: Check, look: Look, *changes: str) -> tuple[Standing, str]:
    for change in changes:
        look.connection.execute(change.encode())
    found = check(look)
    assert bool(found.do) is (found.standing is not OK)
    return found.standing, found.sentence


def test_messages_that_wait_are_told_by_node(look: Look) -> None:
    assert asked(work.messages, look)[0] is OK
    assert asked(work.messages, look, WAITING) == (
        WARNING,
        "Messages wait: 1 to be, the oldest for 3 hours.",
    )
    assert asked(work.messages, look, OLDER)[0] is WRONG


def test_what_a_stranger_wrote_is_not_shown(look: Look) -> None:
    assert asked(work.set_aside, look)[0] is OK
    standing, sentence = asked(work.set_aside, look, ASIDE)
    assert (standing, sentence) == (WARNING, "Messages were set aside in the last day: 1 of nobody known.")


def test_an_emergency_reading_that_nobody_looked_at_in_three_days_is_told(look: Look) -> None:
    assert asked(work.emergencies, look)[0] is OK
    assert asked(work.emergencies, look, OF_NOBODY, EMERGENCY)[0] is OK
    standing, sentence = asked(
        work.emergencies,
        look,
        "UPDATE access.break_glass_use SET at = now() - interval '4 days', until = now() - interval '4 days'",
    )
    assert standing is WARNING
    assert "last twelve months: 1" in sentence


def test_a_job_that_failed_and_one_that_nobody_does_are_found(look: Look) -> None:
    assert asked(work.jobs, look, JOB.format("todo"))[0] is OK
    assert asked(work.jobs, look, LATE)[0] is WRONG
    assert asked(work.jobs, look, JOB.format("failed")) == (
        WARNING,
        "Jobs failed in the last seven days: look 1 times.",
    )


def test_a_worker_that_was_heard_of_is_alive(look: Look) -> None:
    look.connection.execute("DELETE FROM procrastinate_workers")
    assert asked(work.workers, look)[0] is WRONG
    assert asked(work.workers, replace(look, served=False))[0] is WARNING
    assert asked(work.workers, look, "INSERT INTO procrastinate_workers DEFAULT VALUES")[0] is OK


@pytest.mark.parametrize("check", [work.pages, work.inbox])
def test_pages_and_inbox_that_do_not_answer_are_wrong_while_the_node_is_served(
    look: Look, check: Check
) -> None:
    assert asked(check, look)[0] is WRONG
    standing, sentence = asked(check, replace(look, served=False))
    assert (standing, "the node is stopped" in sentence) == (WARNING, True)


@pytest.mark.parametrize("change, standing", [
    ("SELECT 1", OK),
    ("UPDATE exchange.peer SET held_since = now()", WARNING),
    ("UPDATE exchange.peer SET suspended_at = now()", OK),
    ("UPDATE exchange.peer SET reached_at = now() - interval '4 days'", WARNING),
    ("UPDATE exchange.peer SET reached_at = NULL", WARNING),
], ids=["fresh", "held", "suspended", "old", "never"])  # fmt: skip
def test_a_card_that_is_held_or_old_is_found(look: Look, change: str, standing: Standing) -> None:
    found, sentence = asked(others.cards, look, PEER, change)
    assert (found, "zz" in sentence) == (standing, standing is WARNING)


@pytest.mark.parametrize("ahead, standing", [(0, OK), (60, WARNING), (-900, WRONG)])
def test_a_node_is_asked_and_its_clock_compared(
    look: Look, administrator: psycopg.Connection, ahead: int, standing: Standing
) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(200)
            self.send_header(
                "Date", format_datetime(datetime.now(UTC) + timedelta(seconds=ahead), usegmt=True)
            )
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.handle_request).start()
        administrator.execute(PEER.replace("ENDPOINT", f"http://127.0.0.1:{server.server_port}/").encode())
        heard = replace(look, ahead=others.ahead(administrator))
    assert asked(others.reached, heard)[0] is OK
    assert asked(others.clocks, heard)[0] is standing


def test_a_node_that_does_not_answer_is_named(look: Look, administrator: psycopg.Connection) -> None:
    administrator.execute(PEER.replace("ENDPOINT", f"http://127.0.0.1:{look.node.ports.web}/").encode())
    heard = replace(look, ahead=others.ahead(administrator))
    assert heard.ahead == {"zz": None}
    assert asked(others.reached, heard) == (WARNING, "Not reached from this machine: zz.")
    assert asked(others.clocks, heard)[0] is OK


def test_when_all_others_differ_the_clock_is_probably_ours(look: Look) -> None:
    assert others.clocks(replace(look, ahead={"yy": 50.0, "zz": 51.0})).standing is WRONG
    assert others.clocks(replace(look, ahead={"yy": 0.1, "zz": 51.0})).standing is WARNING


def test_a_check_that_breaks_says_so_and_stops_no_other(look: Look, connect_as: ConnectAs) -> None:
    lost = connect_as("owner")
    lost.close()
    found = examine(replace(look, connection=lost))
    assert list(found) == list(CHECKS)
    assert (found["roles"].standing, "OperationalError" in found["roles"].sentence) == (WRONG, True)
    assert found["disk"].sentence.endswith("GiB are free where the node's folder is.")


def test_the_page_lists_what_is_looked_at() -> None:
    """To renew it: .venv/bin/python -m safeconduct.commands.examining > docs/reference/doctor.md"""
    assert (REPOSITORY / "docs" / "reference" / "doctor.md").read_text() == page()
