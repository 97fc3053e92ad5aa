"""A road to the tests' server, on which that seems to be stopped at once (`pg_ctl stop -m immediate`)."""

import select
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT = 5432
_FIELDS = (
    b"SWARNING",
    b"VWARNING",
    b"C57P02",
    b"Mterminating connection because of immediate shutdown command",
)
_BODY = b"\0".join(_FIELDS) + b"\0\0"
LAST_WORD = b"N" + (len(_BODY) + 4).to_bytes(4) + _BODY
"""A notice and no error: so each process of the server says that it goes."""


class Road:
    """Carries everything both ways, until it is stopped."""

    def __init__(self, here: socket.socket, there: socket.socket) -> None:
        self._here, self._there, self._stop = here, there, threading.Event()
        self._carrying = threading.Thread(target=self._carry, daemon=True)
        self._carrying.start()

    def stop_at_once(self) -> None:
        """The last word is on its way to the program, and nothing behind it; what it writes goes nowhere."""
        self._stop.set()
        self._carrying.join()
        self._here.sendall(LAST_WORD)
        self._here.close()
        self._there.close()

    def _carry(self) -> None:
        while not self._stop.is_set():
            for heard in select.select([self._here, self._there], [], [], 0.05)[0]:
                words = heard.recv(65536)
                if not words:
                    return
                (self._there if heard is self._here else self._here).sendall(words)


@contextmanager
def road_to(host: str, port: int) -> Iterator[tuple[str, list[Road]]]:
    """A folder to connect to in place of the host, at PORT, and the roads that were taken there."""
    roads: list[Road] = []
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as door:
        door.bind(str(Path(folder) / f".s.PGSQL.{PORT}"))
        door.listen()

        def open_roads() -> None:
            while True:
                try:
                    here = door.accept()[0]
                except OSError:
                    return
                roads.append(Road(here, _server(host, port)))

        threading.Thread(target=open_roads, daemon=True).start()
        yield folder, roads


def _server(host: str, port: int) -> socket.socket:
    if host.startswith("/"):
        there = socket.socket(socket.AF_UNIX)
        there.connect(f"{host}/.s.PGSQL.{port}")
        return there
    return socket.create_connection((host, port))
