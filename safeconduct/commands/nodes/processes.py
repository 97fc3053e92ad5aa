"""Child processes that end with their parent, whatever ends it; ports; an orderly end."""

import itertools
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import child
from safeconduct.commands.nodes.roads import LOOPBACK

OF_CONNECTIONS = Path("/proc/sys/net/ipv4/ip_local_port_range")
"""From which port to which one the system itself gives ports to connections (Linux, ip(7))."""
LOWEST = 12_000
FEW = 1_000
STARTING_AT = secrets.randbelow(1 << 16)
"""Where this process begins to count: processes side by side hardly choose the same port at the same time."""
CHOSEN = itertools.count()


def start_bound(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    at_our_end: signal.Signals,
    account: str = "-",
    output: int | IO[bytes] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own; it gets `at_our_end` when the calling thread ends.

    So call it from a thread that lives as long as the program should. The process id is the program's own.
    """
    script = str(Path(child.__file__).resolve())
    bound = [sys.executable, "-I", "-S", script, str(os.getpid()), str(int(at_our_end)), account, *command]
    return subprocess.Popen(
        bound,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd=folder,
        env=dict(environment),
        start_new_session=True,
    )


def end_group(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Ask the program to end, wait, then kill whatever is left of its group."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    kill_group(process)
    process.wait()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill all that is left of the program's group: a server's workers outlive their killed main process."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """A request to end (SIGTERM, SIGHUP) arrives inside as KeyboardInterrupt, like Ctrl-C, so that `finally` runs."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    former = {sign: signal.signal(sign, interrupt) for sign in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for sign, handler in former.items():
            signal.signal(sign, handler)


@contextmanager
def requests_to_reload() -> Iterator[threading.Event]:
    """Inside, the event is set by SIGUSR1; by SIGHUP as well, unless a terminal would send that when it is closed."""
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        asked.set()

    signals = [signal.SIGUSR1] if sys.stdin.isatty() else [signal.SIGUSR1, signal.SIGHUP]
    former = {sign: signal.signal(sign, ask) for sign in signals}
    try:
        yield asked
    finally:
        for sign, handler in former.items():
            signal.signal(sign, handler)


def refuse_taken(port: int, what: str) -> None:
    """Raise CannotRun when the port is in use: two web servers would share it without a word."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
            probe.listen(1)
        except OSError as fault:
            raise CannotRun(
                f"Port {port}, wanted for {what}, cannot be opened ({os.strerror(fault.errno or 0)}): end the program "
                "that uses it or choose another port."
            ) from fault


def free_ports(number: int) -> list[int]:
    """Different ports of the loopback that nothing listens on now, and that no connection takes for its near end.

    A port below those that the system gives to connections stays free until it is used; one among them need not (a
    browser's connection took one that a node was about to open). Where there is no such range the system chooses.
    """
    probes: list[socket.socket] = []
    try:
        while len(probes) < number:
            with suppress(OSError):
                probes.append(socket.create_server((LOOPBACK, _next_port())))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _next_port() -> int:
    below = _first_of_connections()
    if below - LOWEST < FEW:
        return 0
    return LOWEST + (STARTING_AT + next(CHOSEN)) % (below - LOWEST)


def _first_of_connections() -> int:
    try:
        return int(OF_CONNECTIONS.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0
