"""The same site once more, in earnest: no demonstration, and behind a proxy that says where everybody comes from."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.public import Site
from safeconduct.commands.nodes.roads import answers
from safeconduct.commands.nodes.supervisor import Supervisor
from tests.public.reader import Browser, rows

type Account = Callable[[str], str]
SETTINGS = {f"{public.PREFIX}DEMO": "0", f"{public.PREFIX}PROXIES": "1"}
COPY = """
    INSERT INTO editors_editor (password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
        date_joined)
    SELECT password, false, %s, '', '', '', false, true, now() FROM editors_editor WHERE username = %s RETURNING id
"""
GROUPS = """
    INSERT INTO editors_editor_groups (editor_id, group_id)
    SELECT %s, g.group_id FROM editors_editor_groups g JOIN editors_editor e ON e.id = g.editor_id
    WHERE e.username = %s
"""
_numbers = count(1)


@pytest.fixture(scope="session")
def earnest(site: Node) -> Iterator[Node]:
    """Its process is a second one on the same database."""
    node = replace(site, site=Site(free_ports(1)[0]), settings={**site.settings, **SETTINGS})
    services = [service for service in node.planned() if service.name == public.PROCESS]
    for service in services:
        service.log = service.log.with_name("earnest.jsonl")
    supervisor = Supervisor(services)
    try:
        supervisor.start()
        end = time.monotonic() + 60
        while not answers(node.site.port if node.site else 0, node.road):
            assert time.monotonic() < end
            time.sleep(0.05)
        yield node
    finally:
        supervisor.stop()


@pytest.fixture
def account(site: Node) -> Account:
    """A new account like one of the demonstration, with its password; it gives the name."""

    def made(like: str) -> str:
        name = f"{like}{next(_numbers)}"
        rows(site, GROUPS, rows(site, COPY, name, like)[0], like)
        return name

    return made


@pytest.fixture(autouse=True)
def within_a_quarter_of_an_hour() -> None:
    """No test begins so late in the time in which tries are counted that it ends in the next one."""
    left = 900 - time.time() % 900
    if left < 15:
        time.sleep(left)


@pytest.fixture
def somewhere(earnest: Node) -> Callable[[], Browser]:
    """A browser at an address of its own."""
    return lambda: Browser(earnest).come_from(f"192.0.2.{next(_numbers)}")
