"""One node on this machine: prepared once, then supervised processes and, when embedded, its PostgreSQL."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit
from uuid import UUID

import psycopg

from safeconduct.commands.faults import CannotRun, InUse
from safeconduct.commands.nodes import chosen, public
from safeconduct.commands.nodes.databases import (
    Address,
    address_of,
    administer,
    establish,
    refuse_other_passwords,
    share_roles,
)
from safeconduct.commands.nodes.facts import FACTS, LOCK, facts_of, keep_facts, runner_of
from safeconduct.commands.nodes.postgres import Cluster
from safeconduct.commands.nodes.processes import refuse_taken
from safeconduct.commands.nodes.roads import LOOPBACK, Many, Ports, Road, answers, web_server
from safeconduct.commands.nodes.supervisor import LONGEST_WAIT, Service, Supervisor
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.commands.places import (
    COUNTS,
    READY,
    REPOSITORY,
    closed_folder,
    forget_counts,
    open_folder,
    secret,
)
from safeconduct.keys import card
from safeconduct.keys.card import AgencyEntry, NodeCard
from safeconduct.keys.ring import load, make
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

__all__ = ["DATABASE_URL", "FACTS", "Node", "facts_of", "keep_facts", "runner_of"]

DATABASE_URL = "DATABASE_URL"


@dataclass
class Node:
    """A node in `home`. `database_url` names a server to use instead of the embedded PostgreSQL.

    `roles` is a folder with the passwords of that server's roles, when this node shares them with another; for
    demonstrations only. `template` is the folder of a prepared, stopped node that a new home is copied from, keys
    included: for demonstrations and tests only. `agencies` are those that the node answers for, as its card shows them.
    `endpoint` is where other nodes reach its inbox; without one they reach it on this machine only. `language` is that
    of whoever has chosen none. In `setup` nothing but the wizard runs. A node that does not migrate by itself refuses a
    database of another release. `settings` are further settings of its processes, by their names. A process that ends
    again and again is started anew after `soon` seconds at the latest. With `site` it has a public site as well.
    """

    home: Path
    id: NodeId
    country: str
    ports: Ports
    name: str = ""
    demo: bool = False
    agencies: list[AgencyEntry] = field(default_factory=list)
    endpoint: str = ""
    language: str = "en"
    road: Road = field(default_factory=Road)
    many: Many = field(default_factory=Many)
    setup: bool = False
    migrates: bool = True
    database_url: str | None = field(default_factory=lambda: os.environ.get(DATABASE_URL) or None)
    template: Path | None = None
    roles: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    soon: float = LONGEST_WAIT
    site: public.Site | None = None
    cluster: Cluster | None = field(default=None, init=False, repr=False)
    _supervisor: Supervisor | None = field(default=None, init=False, repr=False)
    _lock: IO[bytes] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.home = self.home.absolute()
        self.endpoint = self.endpoint or f"http://127.0.0.1:{self.ports.inbox}/"
        self.cluster = None if self.database_url else Cluster(self.home)

    # --- Prepare -------------------------------------------------------------------------------------------------

    def prepare(
        self, fill: Callable[[Address], None] | None = None, fill_site: Callable[[], None] | None = None
    ) -> None:
        """Make what is missing (folder, secrets, keys, database), migrate and furnish; leaves the node stopped.

        Safe to repeat. `fill` is called when there is a database, before it is brought up to this release, and
        `fill_site` likewise for the public site's. Raises CannotRun with one sentence when it cannot be done.
        """
        if self.template is not None and not self.home.exists():
            copy_of(self.template, self.home)
        open_folder(self.home)
        self._take()
        try:
            self._write_files()
            address = self._make_database()
            address.write(self.home)
            if fill is not None:
                fill(address)
            as_it_is = [] if self.migrates else ["--as-it-is"]
            self.run("owner", "install", *as_it_is)
            if self.site is not None:
                public.prepare(self, address)
                if fill_site is not None:
                    fill_site()
                self.run(public.OWNER_PROCESS, "public", "install", *as_it_is)
        finally:
            if self.cluster is not None:
                self.cluster.stop()
            self._give_back()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Inside, the folder is ours. Raises InUse when the node runs."""
        self._take()
        try:
            yield
        finally:
            self._give_back()

    @contextmanager
    def awake(self) -> Iterator[None]:
        """Inside, the database runs and nothing else; for whoever has taken the folder."""
        try:
            if self.cluster is not None:
                self.cluster.start()
            yield
        finally:
            if self.cluster is not None:
                self.cluster.stop()

    def _write_files(self) -> None:
        secret(self.home, "django")
        closed_folder(self.home / COUNTS)
        make(self.home / "keys", self.id, [AgencyId(UUID(entry["id"])) for entry in self.agencies])
        facts: dict[str, Any] = {
            "node": self.id,
            "country": self.country,
            "demo": self.demo,
            "name": self.name or self.id,
        }
        facts["endpoint"] = self.endpoint
        keep_facts(self.home, facts)
        (self.home / "agencies.json").write_text(json.dumps(self.agencies, ensure_ascii=False))

    def _make_database(self) -> Address:
        if self.cluster is not None:
            self.cluster.init()
            self.cluster.start()
            self.cluster.bring_roles()
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
        """Start the database and the processes (in setup the wizard alone), and wait until all are ready.

        Call it from the main thread. Raises CannotRun when a port is taken, the folder is in use, or a process
        does not come up; then nothing is left running.
        """
        self.refuse_taken_ports()
        self._take()
        try:
            if self.cluster is not None:
                self.cluster.start()
            for folder in (self.home, public.folder_of(self.home)):
                shutil.rmtree(folder / READY, ignore_errors=True)  # what a killed worker left
            forget_counts(self.home)
            self._supervisor = Supervisor(self.planned(), self._keep_database)
            self._supervisor.start()
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def refuse_served(self) -> None:
        """Raise InUse when somebody prepares or runs the node; before its ports are looked at, which are taken then."""
        if runner_of(self.home) is not None:
            raise self._in_use()

    def refuse_taken_ports(self) -> None:
        """Raise CannotRun when something else listens where this node wants to."""
        refuse_taken(self.ports.web, f"the pages of {self.id}")
        if not self.setup:
            refuse_taken(self.ports.inbox, f"the inbox of {self.id}")
        if self.site is not None and not self.setup:
            refuse_taken(self.site.port, f"the public site of {self.id}")

    def stop(self) -> None:
        """End the processes, then the database. Safe to call at any time."""
        if self._supervisor is not None:
            self._supervisor.stop()
            self._supervisor = None
        if self.cluster is not None:
            self.cluster.stop()
        self._give_back()

    @property
    def services(self) -> dict[str, Service]:
        """The running processes by name: web, inbox, worker, worker-2, ... Empty when stopped."""
        return {service.name: service for service in self._supervisor.services} if self._supervisor else {}

    def reload(self) -> None:
        """Have all processes replaced by new ones, which read everything anew; pages and inbox lose no request."""
        for name, service in self.services.items():
            process = service.process
            if process is not None:
                process.send_signal(signal.SIGTERM if "worker" in name else signal.SIGHUP)

    def _keep_database(self) -> None:
        if self.cluster is not None and not self.cluster.is_running():
            self.cluster.start()

    def planned(self) -> list[Service]:
        """The processes that a start would start."""
        logs = closed_folder(self.home / "logs")
        return [
            Service(
                name, command, self.environment(name.partition("-")[0]), logs / f"{name}.jsonl", self.soon
            )
            for name, command in self._commands().items()
        ]

    def _commands(self) -> dict[str, list[str]]:
        commands = {"web": web_server(self.ports.web, self.road, self.many.web)}
        if not self.setup:
            commands["inbox"] = web_server(self.ports.inbox, self.road, self.many.inbox)
            for number in range(1, self.many.workers + 1):
                name = "worker" if number == 1 else f"worker-{number}"
                commands[name] = [sys.executable, "-m", "safeconduct.commands", "carry"]
            if self.site is not None:
                commands[public.PROCESS] = web_server(self.site.port, self.road, 1, public.APPLICATION)
                commands[public.WORKER] = [sys.executable, "-m", "safeconduct.commands", "public", "work"]
        return commands

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + 60
        for name, service in self.services.items():
            while not self._is_ready(name, service):
                if service.restarts > 2 or time.monotonic() > end:
                    raise CannotRun(
                        f"The {name} process of {self.id} does not come up: {service.last_line()}"
                    )
                time.sleep(0.02)

    def is_ready(self) -> bool:
        """Whether the database runs and every process is up."""
        if self.cluster is not None and not self.cluster.is_running():
            return False
        return bool(self.services) and all(self._is_ready(*named) for named in self.services.items())

    def _is_ready(self, name: str, service: Service) -> bool:
        if name == public.PROCESS and self.site is not None:
            return answers(self.site.port, self.road)
        if name in ("web", "inbox"):
            return answers(self.ports.web if name == "web" else self.ports.inbox, self.road)
        process = service.process
        is_there = process is not None and process.poll() is None
        home = public.folder_of(self.home) if name == public.WORKER else self.home
        return process is not None and is_there and (home / READY / str(process.pid)).exists()

    @contextmanager
    def database(self) -> Iterator[bool]:
        """The database can be reached inside: an embedded one that nobody runs is started for so long.

        Gives whether somebody runs the node, here or, where its server is another one, anywhere that answers.
        """
        served = runner_of(self.home) is not None
        if served or self.cluster is None:
            yield served or answers(self.ports.web, self.road)
            return
        self._take()
        try:
            self.cluster.start()
            yield False
        finally:
            self.cluster.stop()
            self._give_back()

    # --- Act on it -----------------------------------------------------------------------------------------------

    def environment(self, process: str) -> dict[str, str]:
        """The surroundings of one of the node's processes; of ours only what a program needs anywhere."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        if self.site is not None and process in (public.PROCESS, public.OWNER_PROCESS):
            return kept | public.environment(self, self.site, process)
        return kept | {
            "PYTHONPATH": str(REPOSITORY),
            "DJANGO_SETTINGS_MODULE": "safeconduct.site.settings",
            "SAFECONDUCT_HOME": str(self.home),
            "SAFECONDUCT_PROCESS": process,
            "SAFECONDUCT_NODE": self.id,
            "SAFECONDUCT_COUNTRY": self.country,
            "SAFECONDUCT_NAME": self.name or self.id,
            "SAFECONDUCT_ENDPOINT": self.endpoint,
            "SAFECONDUCT_LANGUAGE": self.language,
            "SAFECONDUCT_DEMO": "1" if self.demo else "0",
            "SAFECONDUCT_SETUP": "1" if self.setup else "0",
            "SAFECONDUCT_HOSTS": ",".join(self._hosts()),
            "SAFECONDUCT_PROXIES": str(self.road.proxies),
            "SAFECONDUCT_PAGES": self.road.public or f"http://{self.id}.localhost:{self.ports.web}/",
            **({"SAFECONDUCT_SITE": address} if (address := public.address_of_readers(self)) else {}),
            **({"PROMETHEUS_MULTIPROC_DIR": str(self.home / COUNTS)} if process in ("web", "inbox") else {}),
            **chosen.said(chosen.OF_A_NODE),
            **{name: text for name, text in self.settings.items() if not name.startswith(public.PREFIX)},
        }

    def _hosts(self) -> list[str]:
        named = {self.road.host, urlsplit(self.endpoint).hostname or ""}
        return sorted(named - {"", LOOPBACK})

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
            endpoint=self.endpoint,
            agencies=self.agencies,
            at=datetime.now(UTC),
        )

    # --- One at a time -------------------------------------------------------------------------------------------

    def _take(self) -> None:
        lock = open(self.home / LOCK, "ab")  # noqa: SIM115 - held until the node stops
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise self._in_use() from None
        lock.truncate(0)
        lock.write(str(os.getpid()).encode())
        lock.flush()
        self._lock = lock

    def _in_use(self) -> InUse:
        return InUse(f"The folder {self.home} is in use: stop the node that runs there first.")

    def _give_back(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
