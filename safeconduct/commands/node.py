"""One node on this machine: prepared once, then three supervised processes and, when embedded, its PostgreSQL."""

import fcntl
import json
import os
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import UUID

import psycopg

from safeconduct.commands.databases import (
    Address,
    address_of,
    administer,
    establish,
    refuse_other_passwords,
    share_roles,
)
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import REPOSITORY, WORKER_READY, closed_folder, open_folder, secret
from safeconduct.commands.postgres import Cluster
from safeconduct.commands.processes import refuse_taken
from safeconduct.commands.supervisor import Service, Supervisor
from safeconduct.commands.templates import copy_of
from safeconduct.keys import card
from safeconduct.keys.card import AgencyEntry, NodeCard
from safeconduct.keys.ring import load, make
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

DATABASE_URL = "DATABASE_URL"


@dataclass(frozen=True)
class Ports:
    """The node's two ports on the loopback: for members' browsers, and for other nodes."""

    web: int
    inbox: int


@dataclass
class Node:
    """A node in `home`. `database_url` names a server to use instead of the embedded PostgreSQL.

    `roles` is a folder with the passwords of that server's roles, when this node shares them with another; for
    demonstrations only. `template` is the folder of a prepared, stopped node that a new home is copied from, keys
    included: for demonstrations and tests only. `agencies` are those that the node answers for, as its card shows them.
    """

    home: Path
    id: NodeId
    country: str
    ports: Ports
    name: str = ""
    demo: bool = False
    agencies: list[AgencyEntry] = field(default_factory=list)
    database_url: str | None = field(default_factory=lambda: os.environ.get(DATABASE_URL) or None)
    template: Path | None = None
    roles: Path | None = None
    cluster: Cluster | None = field(default=None, init=False, repr=False)
    _supervisor: Supervisor | None = field(default=None, init=False, repr=False)
    _lock: IO[bytes] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.home = self.home.absolute()
        self.cluster = None if self.database_url else Cluster(self.home)

    # --- Prepare -------------------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Make what is missing (folder, secrets, keys, database), migrate and furnish; leaves the node stopped.

        Safe to repeat. Raises CannotRun with one sentence when it cannot be done.
        """
        if self.template is not None and not self.home.exists():
            copy_of(self.template, self.home)
        open_folder(self.home)
        self._take()
        try:
            self._write_files()
            address = self._make_database()
            address.write(self.home)
            self.run("owner", "install")
        finally:
            if self.cluster is not None:
                self.cluster.stop()
            self._give_back()

    def _write_files(self) -> None:
        secret(self.home, "django")
        make(self.home / "keys", self.id, [AgencyId(UUID(entry["id"])) for entry in self.agencies])
        facts = {"node": self.id, "country": self.country, "demo": self.demo, "name": self.name or self.id}
        (self.home / "node.json").write_text(json.dumps(facts))
        (self.home / "agencies.json").write_text(json.dumps(self.agencies, ensure_ascii=False))

    def _make_database(self) -> Address:
        if self.cluster is not None:
            self.cluster.init()
            self.cluster.start()
            return self.cluster.address
        assert self.database_url is not None  # noqa: S101 - one of the two is there
        address = address_of(self.database_url)
        if self.roles is not None:
            share_roles(self.roles, self.home)
        with closing(administer(self.database_url)) as connection:
            establish(connection, self.home, address.name)
        refuse_other_passwords(address, self.home)
        return address

    # --- Run -----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the database and the three processes, and wait until all are ready.

        Call it from the main thread. Raises CannotRun when a port is taken, the folder is in use, or a process
        does not come up; then nothing is left running.
        """
        for port, what in (
            (self.ports.web, f"the pages of {self.id}"),
            (self.ports.inbox, f"the inbox of {self.id}"),
        ):
            refuse_taken(port, what)
        self._take()
        try:
            if self.cluster is not None:
                self.cluster.start()
            self._supervisor = Supervisor(self._services(), self._keep_database)
            self._supervisor.start()
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the three processes, then the database. Safe to call at any time."""
        if self._supervisor is not None:
            self._supervisor.stop()
            self._supervisor = None
        if self.cluster is not None:
            self.cluster.stop()
        self._give_back()

    @property
    def services(self) -> dict[str, Service]:
        """The running processes by name: web, inbox, worker. Empty when stopped."""
        return {service.name: service for service in self._supervisor.services} if self._supervisor else {}

    def _keep_database(self) -> None:
        if self.cluster is not None and not self.cluster.is_running():
            self.cluster.start()

    def _services(self) -> list[Service]:
        logs = closed_folder(self.home / "logs")
        commands = {
            "web": _web_server(self.ports.web),
            "inbox": _web_server(self.ports.inbox),
            "worker": [sys.executable, "-m", "safeconduct.commands", "worker"],
        }
        return [
            Service(name, command, self.environment(name), logs / f"{name}.jsonl")
            for name, command in commands.items()
        ]

    def _wait_until_ready(self) -> None:
        checks = {
            "web": lambda: _answers(self.ports.web),
            "inbox": lambda: _answers(self.ports.inbox),
            "worker": self._worker_is_ready,
        }
        end = time.monotonic() + 60
        for name, is_ready in checks.items():
            while not is_ready():
                service = self.services[name]
                if service.restarts > 2 or time.monotonic() > end:
                    raise CannotRun(
                        f"The {name} process of {self.id} does not come up: {service.last_line()}"
                    )
                time.sleep(0.02)

    def _worker_is_ready(self) -> bool:
        process, mark = self.services["worker"].process, self.home / WORKER_READY
        return process is not None and mark.exists() and mark.read_text() == str(process.pid)

    # --- Act on it -----------------------------------------------------------------------------------------------

    def environment(self, process: str) -> dict[str, str]:
        """The surroundings of one of the node's processes; of ours only what a program needs anywhere."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        return kept | {
            "PYTHONPATH": str(REPOSITORY),
            "DJANGO_SETTINGS_MODULE": "safeconduct.site.settings",
            "SAFECONDUCT_HOME": str(self.home),
            "SAFECONDUCT_PROCESS": process,
            "SAFECONDUCT_NODE": self.id,
            "SAFECONDUCT_COUNTRY": self.country,
            "SAFECONDUCT_DEMO": "1" if self.demo else "0",
        }

    def run(self, process: str, *arguments: str) -> str:
        """Run one of our commands to its end as that process of the node, and return what it printed.

        The database must be running. Raises CannotRun with the last line that it said.
        """
        ended = subprocess.run(
            [sys.executable, "-m", "safeconduct.commands", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=REPOSITORY,
            env=self.environment(process),
            check=False,
        )
        if ended.returncode != 0:
            said = (ended.stderr.strip() or ended.stdout.strip() or f"exit {ended.returncode}").splitlines()[
                -1
            ]
            raise CannotRun(f"Node {self.id}: {said.removeprefix('safeconduct: ')}")
        return ended.stdout

    def connect(self, role: str) -> psycopg.Connection:
        """A plain connection to the node's database as one of its roles, each statement a transaction of its own."""
        return Address.read(self.home).connect(role, secret(self.home, role))

    def card(self) -> NodeCard:
        """The node's card as peers get it, signed now."""
        return card.build(
            load(self.home / "keys", "web"),
            name=self.name or self.id,
            country=self.country,
            endpoint=f"http://127.0.0.1:{self.ports.inbox}/",
            agencies=self.agencies,
            at=datetime.now(UTC),
        )

    # --- One at a time -------------------------------------------------------------------------------------------

    def _take(self) -> None:
        lock = open(self.home / "lock", "wb")  # noqa: SIM115 - held until the node stops
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise CannotRun(
                f"The folder {self.home} is in use: stop the node that runs there first."
            ) from None
        self._lock = lock

    def _give_back(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _web_server(port: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--http",
        "1",
        "--no-ws",
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "5",
        "--log-level",
        "warning",
        "safeconduct.site.wsgi:application",
    ]


def _answers(port: int) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
