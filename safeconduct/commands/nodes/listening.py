"""The web server of pages or inbox: several processes at one address, replaced without losing a request.

    python -m safeconduct.commands.nodes.listening PORT
        [--listen ADDRESS] [--processes N] [--certificate FILE --key FILE]

SIGHUP replaces its processes one after the other; a renewed certificate is read then. As the server comes, each of its
processes has a socket of its own, and what waits in it is cut off when the process ends. Here all accept from one
socket that the main process holds: a new process is there first, then the old one accepts nothing more, tells its
clients to close, answers what it has, and ends.
"""

import argparse
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from granian._internal import load_target
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.net import SocketSpec  # type: ignore[attr-defined]  # it does not say that it is public
from granian.server import MPServer

from safeconduct.commands.nodes.roads import is_pair

logger = logging.getLogger("_granian")

UNTIL_IT_SERVES = 2.0
"""Seconds that a new process has to come up; what arrives in the meantime waits in the socket."""
UNTIL_IT_IS_QUIET = 1.0
"""Seconds in which an old process accepts nothing more and its clients leave it."""
LONGEST_ANSWER = 30
"""Seconds that a request under way may take in an old process before it is killed."""
THREADS = 4

type Start = Callable[..., Any]
type Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM. It forks its processes, so it must not have threads of its own before."""
    asked = _parser().parse_args(arguments)
    multiprocessing.set_start_method("fork")
    AtOneSocket(
        asked.application,
        address=asked.listen,
        port=asked.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=asked.processes,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        respawn_interval=UNTIL_IT_SERVES,
        workers_kill_timeout=LONGEST_ANSWER,
        log_level=LogLevels.warning,
        ssl_cert=asked.certificate,
        ssl_key=asked.key,
        ssl_protocol_min=SSLProtocols.tls13,
    ).serve(target_loader=application_that_can_leave)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="listening", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--listen", default="127.0.0.1")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--certificate", type=Path)
    parser.add_argument("--key", type=Path)
    parser.add_argument("--application", default="safeconduct.site.wsgi:application")
    return parser


SERVER: Any = MPServer
"""Its types are of no use to a class below it."""


class AtOneSocket(SERVER):  # type: ignore[misc]
    """The server with one socket for all its processes, and with an old process that leaves in order."""

    def _init_shared_socket(self) -> None:
        self._ssp = None
        self._shd = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._sfd = self._shd.get_fd()
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)

    def _reload(self, spawn_target: Any, target_loader: Any) -> None:
        if self._can_be_replaced():
            super()._reload(spawn_target, target_loader)
        else:
            self.reload_signal = False
            self.main_loop_interrupt.clear()

    def _can_be_replaced(self) -> bool:
        """A process that cannot read its certificate never comes up: then the old ones stay."""
        certificate, key = self.ssl_ctx[1:3]
        with suppress(FileNotFoundError):
            if certificate is None or is_pair(certificate, key):
                return True
        logger.error("not reloaded: the files of certificate and key cannot be used together")
        return False

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        for number in list(workers):
            self.respawned_wrks[number] = time.monotonic()
            old = self.wrks[number]
            new = self._spawn_worker(idx=number, target=spawn_target, callback_loader=target_loader)
            new.start()
            self.wrks[number] = new
            time.sleep(delay)
            if old.is_alive():
                os.kill(old.inner.pid, signal.SIGUSR1)
                time.sleep(UNTIL_IT_IS_QUIET)
            old.terminate()
            old.join(self.workers_kill_timeout)
            if old.is_alive():
                old.kill()
                old.join()


# --- In each of its processes -------------------------------------------------------------------------------


def application_that_can_leave(target: str) -> Application:
    """The application; from SIGUSR1 on this process accepts nothing more and each answer asks its client to close."""
    is_leaving = False

    def leave(number: int, frame: object) -> None:
        nonlocal is_leaving
        is_leaving = True
        accept_nothing_more()

    signal.signal(signal.SIGUSR1, leave)
    inner = cast(Application, load_target(target))

    def application(environment: dict[str, Any], start: Start) -> Iterable[bytes]:
        if not is_leaving:
            return inner(environment, start)

        def start_the_last(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            return start(status, [*headers, ("Connection", "close")], *fault)

        return inner(environment, start_the_last)

    return application


def accept_nothing_more() -> None:
    """Put a socket that nobody knows in the place of each one that this process listens at.

    To close it would not do: the kernel goes on waking whoever once waited at a socket that others hold open.
    """
    silent = socket.create_server(("127.0.0.1", 0))
    silent.setblocking(False)
    for entry in Path("/proc/self/fd").iterdir():
        if int(entry.name) != silent.fileno() and _is_listening(int(entry.name)):
            os.dup2(silent.fileno(), int(entry.name))


def _is_listening(descriptor: int) -> bool:
    with suppress(OSError):
        with socket.socket(fileno=os.dup(descriptor)) as found:
            return bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
