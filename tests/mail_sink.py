"""A mail server of a few lines on the loopback: it keeps what it is given, and refuses whom it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Sink:
    """Where it listens, the mails it got, and the addresses it does not take."""

    port: int = 0
    mails: list[tuple[list[str], str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)


class _Conversation(socketserver.StreamRequestHandler):
    sink: Sink

    def handle(self) -> None:
        to: list[str] = []
        self._say("220 here")
        for raw in self.rfile:
            word = raw.decode().strip()
            match word[:4].upper():
                case "EHLO" | "HELO":
                    self._say("250-here\r\n250 AUTH PLAIN")
                case "AUTH":
                    self._say("535 not this password")
                case "RCPT":
                    address = word.partition("<")[2].rstrip(">")
                    if address in self.sink.refused:
                        self._say("550 nobody of this name")
                    else:
                        to.append(address)
                        self._say("250 yes")
                case "DATA":
                    self._say("354 go on")
                    self.sink.mails.append((to, self._text()))
                    to = []
                    self._say("250 kept")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 yes")

    def _text(self) -> str:
        lines: list[str] = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw.decode().rstrip("\r\n"))
        return "\n".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def listening() -> Iterator[Sink]:
    """A mail server for the length of a test."""
    sink = Sink()
    kind = type("Conversation", (_Conversation,), {"sink": sink})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), kind) as server:
        server.daemon_threads = True
        sink.port = int(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
