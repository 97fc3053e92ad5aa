"""The long work of an import: read a file part by part, and take a whole import back. Each part is one transaction.

A process that is killed leaves whole parts behind: who gives the same file again goes on behind the last. Until the
last record was read nothing of it can be accepted; a file that breaks on the way leaves nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import batched, islice
from typing import IO, Any
from uuid import UUID

from safeconduct.access.acting import acting
from safeconduct.directory.bringing import actions
from safeconduct.directory.bringing.columns import Mapping
from safeconduct.directory.bringing.kept import Bringing
from safeconduct.directory.bringing.proposed import Defaults, Proposed
from safeconduct.directory.bringing.reading import Read, read
from safeconduct.directory.bringing.rules import State
from safeconduct.directory.reading.folding import folded
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.tables.problems import WrongFile

PART = 1000
MOST_OF_A_ROW = 20
"""So many things that are wrong are told of one row."""
TAKEN_BACK_AT_ONCE = 200

type Say = Callable[[Bringing], None]


def digest_of(file: IO[bytes]) -> str:
    """By which a file is known again."""
    file.seek(0)
    found = hashlib.sha256(b"safeconduct services|")
    for piece in iter(partial(file.read, 1024 * 1024), b""):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def run(bringing: UUID, file: IO[bytes], by: UUID, say: Say = lambda _row: None) -> None:
    """Read the file to its end, from where an earlier reading stopped. Raises NotPossible when another one reads it."""
    with acting(MemberId(by)) as at:
        row, today = actions.of(bringing), at.date()
    if row.state != State.READING:
        return
    mapping, defaults = Mapping(row.mapping.get("columns", {})), defaults_of(row)
    try:
        rest = islice(read(file, mapping, defaults, today=today), row.done, None)
        for some in batched(rest, PART, strict=False):
            with acting(MemberId(by)):
                _keep(row, some)
            say(row)
    except WrongFile as wrong:
        with acting(MemberId(by)):
            actions.move(
                bringing,
                State.STOPPED,
                "\n".join(_told(one.row, str(one.sentence)) for one in wrong.problems),
            )
        return
    with acting(MemberId(by)):
        actions.move(bringing, State.CHECKED)


def dry_run(file: IO[bytes], mapping: Mapping, defaults: Defaults, *, today: date) -> Iterator[Read]:
    """Every record as it would be brought in; nothing is kept anywhere. Raises WrongFile."""
    return read(file, mapping, defaults, today=today)


def undo(bringing: UUID, by: UUID, say: Say = lambda _row: None) -> Bringing:
    """Take back what was accepted, part by part; what something hangs on stays, and is counted."""
    while True:
        with acting(MemberId(by)):
            number = actions.asked("SELECT directory.undo_part(%s, %s)", [bringing, TAKEN_BACK_AT_ONCE])
            if not number:
                actions.move(bringing, State.UNDONE)
            row = actions.of(bringing)
        say(row)
        if not number:
            return row


def defaults_of(row: Bringing) -> Defaults:
    """What whoever began it has said of all its rows."""
    return Defaults(row.country, row.place, row.source, row.source_date, row.confidence)


def _keep(row: Bringing, some: tuple[Read, ...]) -> None:
    found = [_as_row(one.row, one.found) for one in some if isinstance(one.found, Proposed)]
    wrong = [
        {"row": one.row, "nr": nr, "field": problem.field[:100], "sentence": str(problem.sentence)[:500]}
        for one in some
        if isinstance(one.found, list)
        for nr, problem in enumerate(one.found[:MOST_OF_A_ROW])
    ]
    actions.asked(
        "SELECT directory.bring_part(%s, %s, %s, %s::jsonb, %s::jsonb)",
        [row.id, row.done, len(some), json.dumps(found), json.dumps(wrong)],
    )
    row.refresh_from_db()


def _as_row(number: int, found: Proposed) -> dict[str, Any]:
    data = found.to_json()
    plain = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return {
        "row": number, "origin": found.origin, "organisation": found.organisation, "name": found.name,
        "country": found.country, "source": found.source,
        "source_date": found.source_date.isoformat() if found.source_date else None, "confidence": found.confidence,
        "data": data, "digest": hashlib.md5(plain.encode(), usedforsecurity=False).hexdigest(),
        "alike": alike(found.organisation, found.name, found.country), "reached": reached(found.contact),
        "is_gap": found.is_gap,
    }  # fmt: skip


def alike(organisation: str, name: str, country: str) -> str:
    """By which two entries are likely the same: country, organisation and service, as words are compared."""
    return f"{country}|{folded(organisation)}|{folded(name)}"[:400]


def reached(contact: str) -> str:
    """The first number or address of a contact; short numbers are many services' and say nothing."""
    first = contact.split(", ", maxsplit=1)[0].lower()
    return first if len(first) > 7 else ""


def _told(row: int, sentence: str) -> str:
    return f"{row}: {sentence}" if row else sentence
