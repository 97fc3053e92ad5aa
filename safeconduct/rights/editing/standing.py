"""The rules that hold on this node: the packs of the release, and over them what was signed here.

Each process keeps them, and asks the database at most every few seconds for one number: whether anything was signed
since. So a page asks at most one question more, and the web process and the worker agree within that time.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from safeconduct.agencies.four_eyes import queries
from safeconduct.rights import reading
from safeconduct.rights.editing.content import SUBJECT, rule_of_text
from safeconduct.rights.editing.differing import Differs, Signed, differing
from safeconduct.rights.editing.overlay import Check, overlaid
from safeconduct.rights.rule import Book

SECONDS = 5.0


@dataclass(slots=True)
class _Kept:
    version: int = -1
    asked_at: float = float("-inf")
    book: Book | None = None
    edition: int = 0
    signed: frozenset[str] = frozenset()
    differs: Mapping[str, Differs] = field(default_factory=dict)


_editions = count(1)
_kept = _Kept()


def book(*, at_once: bool = False) -> Book:
    """The rules that hold here. `at_once` asks the database again, for a job and for the pages of editing.

    Raises PackError where a pack, or what was signed, cannot be read by this release.
    """
    now = time.monotonic()
    if _kept.book is None or at_once or now - _kept.asked_at >= SECONDS:
        version = queries.version(SUBJECT)
        if _kept.book is None or version != _kept.version:
            _kept.book = _made(version)
            _kept.version = version
            _kept.edition = next(_editions)
        _kept.asked_at = now
    return _kept.book


def edition() -> int:
    """A number of this process that is another one as soon as the book is: what is made from it may be kept by that."""
    book()
    return _kept.edition


def signed() -> frozenset[str]:
    """The names of the rules of which a version was signed here."""
    book()
    return _kept.signed


def differs() -> Mapping[str, Differs]:
    """The rules of which this node and the release say different things, by name."""
    book()
    return _kept.differs


def forget() -> None:
    """Something was signed here just now: ask again."""
    _kept.asked_at = float("-inf")


def _made(version: int) -> Book:
    if not version:
        _kept.signed, _kept.differs = frozenset(), {}
        return reading.book()
    here = [Signed(rule_of_text(row.scope, row.content), row.base) for row in queries.signed(SUBJECT)]
    checks = {key: Check(row.compared_on, row.by_name) for key, row in queries.compared(SUBJECT).items()}
    _kept.signed = frozenset(one.rule.id for one in here)
    _kept.differs = differing(reading.book(), here, queries.beside(SUBJECT))
    return overlaid(reading.book(), [one.rule for one in here], checks)
