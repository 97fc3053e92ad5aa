"""The node as far as the site meets it: it says who answers, fetches, and lays answers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.keys import sealing
from safeconduct.vocabulary.letters import form
from safeconduct.vocabulary.letters.desks import Desk, Open
from tests.public.reader import Answer, Browser

ONCE = re.compile(r'name="once" value="([0-9a-f-]{36,64})"')
WORDS = re.compile(r'class="six-words"[^>]*>([a-z ]+)<')


@dataclass
class OtherSide:
    """A node with one desk, and a second one that is closed."""

    site: Node
    key: sealing.ExchangeKey = field(default_factory=sealing.ExchangeKey.generate)
    desk: UUID = field(default_factory=uuid4)
    closed: UUID = field(default_factory=uuid4)

    def says(self, *desks: Desk) -> Open:
        """Lay down who answers."""
        known = Open(
            "ro", 1, self.key.public_bytes(), desks or (Desk(self.desk, "Casa Test", "RO", 3, "RO"),)
        )
        (public.folder_of(self.site.home) / form.OPEN).write_text(known.text())
        return known

    def lays(self, *letters: form.Sealed, arrived: tuple[UUID, ...] = ()) -> None:
        """Lay down answers, and what was fetched."""
        found = form.Carried(letters, arrived=arrived, looked_on=datetime.now(UTC).date())
        (public.folder_of(self.site.home) / form.TO_SITE).write_text(found.text())

    def fetched(self) -> form.Carried:
        """What the site has laid for us."""
        return form.carried_in((public.folder_of(self.site.home) / form.TO_NODE).read_bytes())

    def opened(self, letter: form.Sealed) -> form.Letter:
        """A question, with the key of the node."""
        info = form.info(form.Kind.QUESTION, letter.thread)
        return form.unpacked(sealing.unseal(letter.sealed, self.key, info))

    def answer(self, thread: UUID, half: bytes, text: str, number: int = 1) -> form.Sealed:
        """An answer, sealed to whoever has the code."""
        packed = form.Letter(form.Kind.ANSWER, text, "en", number=number).packed()
        return form.Sealed(uuid4(), thread, sealing.seal(packed, half, form.info(form.Kind.ANSWER, thread)))


@contextmanager
def other_side(site: Node) -> Iterator[OtherSide]:
    """Inside, the node has said who answers; its files go at the end."""
    made = OtherSide(site)
    made.says()
    try:
        yield made
    finally:
        for name in (form.OPEN, form.TO_SITE, form.TO_NODE):
            (public.folder_of(site.home) / name).unlink(missing_ok=True)


def asked(reader: Browser, desk: UUID, text: str, tongue: str = "en") -> Answer:
    """Open the form and send it."""
    page = reader.get(f"/questions/{tongue}/ask/{desk}/")
    return reader.post(page.path, {"once": once_in(page), "text": text})


def once_in(page: Answer) -> str:
    """The number of a form."""
    found = ONCE.search(page.text)
    assert found is not None, page.text[:2000]
    return found.group(1)


def code_in(page: Answer) -> str:
    """The six words that a page shows."""
    found = WORDS.search(page.text)
    assert found is not None, page.text[:3000]
    return found.group(1)
