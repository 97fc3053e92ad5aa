"""Several streams in one, each with its name: what follows the first line in the data of a node with a public site.

A part is a frame with its name, frames with its content, and an empty frame. A frame is its length in four bytes, and
so many bytes. In a data file of version 1 there is one stream, and no frames.
"""

from collections.abc import Callable, Iterable, Iterator

from safeconduct.commands.faults import CannotRun

CASE, SITE, MEDIA = "case", "site", "media/"
"""The case database; the database of the public site; before the path of each of its files."""
MOST = 1024 * 1024
_LENGTH = 4

type Sink = Callable[[bytes], object]
"""Where the content of a part goes, as it comes; b"" when it is over."""


def framed(name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """One part."""
    yield _frame(name.encode())
    for chunk in chunks:
        for begin in range(0, len(chunk), MOST):
            yield _frame(chunk[begin : begin + MOST])
    yield _frame(b"")


def _frame(content: bytes) -> bytes:
    return len(content).to_bytes(_LENGTH, "big") + content


class Parts:
    """Takes the stream apart. `begin` says where the part of a name goes; None: it is passed over."""

    def __init__(self, begin: Callable[[str], Sink | None]) -> None:
        self._begin = begin
        self._sink: Sink = _nowhere
        self._rest, self._is_within = bytearray(), False

    def take(self, chunk: bytes) -> None:
        """The next bytes. Raises CannotRun for what no backup of ours holds."""
        self._rest += chunk
        while len(self._rest) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._rest[:_LENGTH], "big")
            if end > _LENGTH + MOST:
                raise CannotRun("The data file is put together in a way that this release does not read.")
            if len(self._rest) < end:
                return
            content = bytes(self._rest[_LENGTH:end])
            del self._rest[:end]
            self._frame(content)

    def finish(self) -> None:
        """Everything is there. Raises CannotRun when it ends within a part."""
        if self._rest or self._is_within:
            raise CannotRun("The data file ends too early: take the one before it.")

    def _frame(self, content: bytes) -> None:
        if not self._is_within:
            self._sink, self._is_within = self._begin(content.decode()) or _nowhere, True
            return
        self._is_within = bool(content)
        self._sink(content)


def _nowhere(_content: bytes) -> None:
    """A part that nobody asked for."""
