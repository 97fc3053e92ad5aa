"""The keys to which the public site seals questions without a name, in a file of their own beside the others.

    question.N.key      opens what was sealed to generation N          web
    questions.json      which generations there are, public halves     all

They are changed by themselves: a new one every month, and a former one is deleted as soon as nothing that was sealed to
it is kept any more. So whoever takes the folder today opens nothing that was deleted before. They are on no card: no
other node seals to them.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from safeconduct.keys import files, formats
from safeconduct.keys.errors import BadKey, CannotOpen, KeyFileRefused, KeyNotHeld
from safeconduct.keys.formats import Process
from safeconduct.keys.parsing import Fields, unhex
from safeconduct.keys.sealing import PUBLIC_BYTES, ExchangeKey
from safeconduct.vocabulary.identifiers import NodeId

FILE: Final = "questions.json"
USED_FOR: Final = timedelta(days=30)
"""So long the site seals to a key."""
OPENED_FOR: Final = timedelta(days=70)
"""And so long it is kept once there is a newer one: 30 days waiting on the site, then 30 on the node, and ten."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One of them: its number, its public half, and the day from which the site seals to it."""

    number: int
    half: bytes
    since: date


def known(folder: Path) -> list[Generation]:
    """Those that there are, the newest first; none where none was made. Raises KeyFileRefused."""
    path = folder / FILE
    if not path.exists():
        return []
    try:
        found = Fields.of(json.loads(files.read(path))).each("keys", _generation)
    except (ValueError, BadKey):
        raise KeyFileRefused(f"The file {path} is damaged. Restore it from the backup.") from None
    return sorted(found, key=lambda each: -each.number)


def turn(folder: Path, node: NodeId, today: date) -> list[Generation]:
    """Make a new key when there is none or the newest is a month old, and delete those that nothing needs any more.

    Safe to call at any time, also by several. Raises KeyFileRefused.
    """
    with files.locked(folder):
        before = known(folder)
        kept = _needed(before, today)
        if not before or today - before[0].since >= USED_FOR:
            kept.insert(0, _made(folder, node, before[0].number + 1 if before else 1, today))
        if kept != before:
            files.write(folder / FILE, _text(kept))
        for each in before:
            if each not in kept:
                formats.path_of(folder, _name(each.number)).unlink(missing_ok=True)
        return kept


def key(folder: Path, node: NodeId, process: Process, number: int) -> ExchangeKey:
    """The private key of a generation. Raises KeyNotHeld for any process but web, CannotOpen where it is gone."""
    if process != "web":
        raise KeyNotHeld(process, _name(number))
    if not formats.path_of(folder, _name(number)).exists():
        raise CannotOpen
    found = formats.read(folder, node, _name(number))
    if not isinstance(found, ExchangeKey):
        raise CannotOpen
    return found


def _needed(found: list[Generation], today: date) -> list[Generation]:
    """The newest, and those whose successor is not old yet."""
    return [
        each for place, each in enumerate(found)
        if place == 0 or today - found[place - 1].since < OPENED_FOR
    ]  # fmt: skip


def _made(folder: Path, node: NodeId, number: int, today: date) -> Generation:
    path = formats.path_of(folder, _name(number))
    if not path.exists():  # else a kill came between the two files
        formats.create(folder, node, _name(number))
    made = formats.read(folder, node, _name(number))
    assert isinstance(made, ExchangeKey)  # noqa: S101  (its name says so)
    return Generation(number, made.public_bytes(), today)


def _name(number: int) -> str:
    return f"question.{number}"


def _generation(fields: Fields) -> Generation:
    return Generation(
        fields.number("number"),
        unhex(fields.text("half"), PUBLIC_BYTES),
        date.fromisoformat(fields.text("since")),
    )


def _text(found: list[Generation]) -> bytes:
    keys = [
        {"number": each.number, "half": each.half.hex(), "since": each.since.isoformat()} for each in found
    ]
    return json.dumps({"v": 1, "keys": keys}, indent=1).encode("ascii")
