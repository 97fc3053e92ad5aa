"""The embedded PostgreSQL of a node: made, started, stopped.

The server listens on a Unix socket only, with passwords (scram). It refuses root, so root hands it to a system
account. It ends with the process that started it, also when that process is killed.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.binaries import (
    environment,
    give_to_server,
    major,
    programs,
    refuse_unreachable,
    run_program,
    server_account,
    server_folder,
)
from safeconduct.commands.nodes.databases import ADMINISTRATOR, DATABASE, Address, establish
from safeconduct.commands.nodes.processes import start_bound
from safeconduct.commands.places import SYSTEM_STATE, is_root, open_folder, secret

PORT = 5432
ORPHANS_END_WITHIN = 10.0
"""Seconds in which the processes of a killed server notice that it is gone."""
LONGEST_SOCKET = 106
# Seconds that a server whose parent was killed a moment ago may take to write its last pages.
LONGEST_WAIT_FOR_FOLDER = 10.0
# No statement and no value of a row may reach a log: DETAIL lines and failed statements hold personal data.
QUIET = {
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# For throw-away clusters: a power cut may cost them everything.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass
class Cluster:
    """The database cluster of one node, in `home/folder`; `settings` are added to PostgreSQL's own."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    folder: str = "postgres"
    _server: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / self.folder

    @property
    def address(self) -> Address:
        """Where the database `safeconduct` of this cluster is reached."""
        return Address(host=str(socket_folder(self.home)), port=PORT, name=DATABASE)

    def init(self) -> None:
        """Make data folder, roles and database, and leave the server stopped; nothing when they are there."""
        open_folder(self.home)
        refuse_unreachable(self.home)
        made = self.home / "postgres.made"
        if made.exists():
            return
        self._refuse_running()
        shutil.rmtree(self.data, ignore_errors=True)
        self._make_files()
        self.start()
        try:
            with self.connect(ADMINISTRATOR, "postgres") as connection:
                establish(connection, self.home, DATABASE)
        finally:
            self.stop()
        made.touch(mode=0o600)

    def bring_roles(self) -> None:
        """Make the roles that a later release has and this cluster has not, while it runs."""
        with self.connect(ADMINISTRATOR, "postgres") as connection:
            establish(connection, self.home, DATABASE)

    def start(self) -> None:
        """Start the server and wait until it answers; raises CannotRun when the data folder is in use."""
        self._refuse_other_version()
        self._refuse_running()
        server_folder(socket_folder(self.home))
        # After a crash the lock file lies there, and processes of the old server may still hold its memory.
        end = time.monotonic() + (ORPHANS_END_WITHIN if self._lock_file() else 0)
        while not self._is_ready_after_start():
            if time.monotonic() >= end:
                raise CannotRun(
                    f"PostgreSQL did not start on {self.data}: is the disk full, or the folder changed by hand?"
                )
            time.sleep(0.2)

    def _is_ready_after_start(self) -> bool:
        # SIGINT cuts connections and writes everything to disk.
        self._server = start_bound(
            self._command(),
            environment=environment(),
            folder=Path("/"),
            at_our_end=signal.SIGINT,
            account=server_account(),
        )
        return self._is_ready(self._server)

    def is_running(self) -> bool:
        """Whether the server that this object started is alive."""
        return self._server is not None and self._server.poll() is None

    @property
    def pid(self) -> int | None:
        """The server's process; None when it does not run."""
        return self._server.pid if self._server is not None and self.is_running() else None

    def stop(self) -> None:
        """Stop the server: cut connections and write everything to disk; harder after 20 seconds."""
        server, self._server = self._server, None
        if server is None:
            return
        for sign, seconds in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            server.send_signal(sign)
            try:
                server.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
            return

    def connect(self, role: str, database: str = DATABASE) -> psycopg.Connection:
        """Connect as one of the node's roles, every statement a transaction of its own."""
        return replace(self.address, name=database).connect(role, secret(self.home, role))

    def _make_files(self) -> None:
        server_folder(self.data)
        password = self.home / "postgres.password"
        password.unlink(missing_ok=True)
        password.touch(mode=0o600)
        try:
            password.write_text(secret(self.home, ADMINISTRATOR))
            give_to_server(password)
            run_program(
                "initdb",
                "-D",
                self.data,
                f"--username={ADMINISTRATOR}",
                f"--pwfile={password}",
                "--no-sync",
                "--auth=scram-sha-256",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "-E",
                "UTF8",
            )
        finally:
            password.unlink(missing_ok=True)

    def _command(self) -> list[str]:
        fixed = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(socket_folder(self.home)),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
        }
        pairs = {**QUIET, **self.settings, **fixed}
        return [
            str(programs() / "postgres"),
            "-D",
            str(self.data),
            *(f"--{key}={pairs[key]}" for key in pairs),
        ]

    def _refuse_other_version(self) -> None:
        try:
            version = (self.data / "PG_VERSION").read_text().strip()
        except OSError as fault:
            raise CannotRun(f"{self.data} holds no database: prepare the node first.") from fault
        if version != major():
            raise CannotRun(
                f"{self.data} was written by PostgreSQL {version} and this release brings {major()}: start the release "
                "that wrote it, save everything with its pg_dumpall, move the folder away, prepare the node anew "
                "and read the dump in with psql."
            )

    def _refuse_running(self) -> None:
        end = time.monotonic() + LONGEST_WAIT_FOR_FOLDER
        while (pid := self._user_of_data()) is not None:
            if time.monotonic() > end:
                raise CannotRun(
                    f"{self.data} is in use by process {pid}: stop the node that runs there first."
                )
            time.sleep(0.05)

    def _user_of_data(self) -> int | None:
        """The process that the lock file names, if it lives and is a PostgreSQL."""
        lines = self._lock_file()
        if not lines:
            return None
        pid = int(lines[0])
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return None
        except PermissionError:
            return pid
        return pid if _is_postgres(pid) else None

    def _lock_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _is_ready(self, server: subprocess.Popen[bytes]) -> bool:
        end = time.monotonic() + 60
        while self.is_running() and time.monotonic() < end:
            lines = self._lock_file()
            # The eighth line is the state; the first shows that the file is not an older server's.
            if len(lines) > 7 and lines[7].strip() == "ready" and lines[0] == str(server.pid):
                return True
            time.sleep(0.01)
        self.stop()
        return False


def _is_postgres(pid: int) -> bool:
    command = Path(f"/proc/{pid}/comm")
    # Without /proc the lock file is believed.
    return command.read_text().startswith("postgres") if command.exists() else True


def socket_folder(home: Path) -> Path:
    """The folder of the socket: in the node's home, or a short one when the path would be too long."""
    inside = home / "run"
    if len(str(inside / f".s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET:
        return inside
    short = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]
    if is_root():
        return open_folder(SYSTEM_STATE / "run") / short
    return Path(tempfile.gettempdir()) / f"safeconduct-{os.getuid()}-{short}"
