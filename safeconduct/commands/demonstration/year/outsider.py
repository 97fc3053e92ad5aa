"""Somebody who has nothing but the published edition, and tries to work out a hidden number."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from typing import Any

from safeconduct.commands.demonstration.year.facts import TOTAL
from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Audit, Demand
from safeconduct.statistics.protecting.dimension import Dimension, Region, region
from safeconduct.statistics.protecting.statements import Role, Statement

type Document = Mapping[str, Any]


def attempt(document: Document) -> Audit:
    """What can be worked out of all tables together: every hidden number has to stay one of two at least.

    Why a number is hidden nobody sees, so each may be anything, zero too: beside a few who are all in one class a zero
    is hidden.
    """
    named = {one.name: one for one in dimensions(document)}
    minimum = int(document["rules"]["minimum"])
    statements = [
        Statement(of, number, Role.SHOWN if number is not None else Role.CHANGED, minimum)
        for of, number in dict(_printed(document, named)).items()
    ]
    with _without_banner():
        return attack(named.values(), statements, Demand(width=2, least=2))


def dimensions(document: Document) -> list[Dimension]:
    """As the document prints them: every code but that of the total is a class."""
    found = []
    for name, of in document["dimensions"].items():
        atoms = tuple(code for code in of["codes"] if code != TOTAL)
        found.append(Dimension(name, atoms, ((TOTAL, atoms),)))
    return found


def _printed(document: Document, named: Mapping[str, Dimension]) -> Iterator[tuple[Region, int | None]]:
    for table in document["tables"]:
        places = product(*table["codes"])
        for place, number in zip(places, table["numbers"], strict=True):
            yield region(named, zip(table["dimensions"], place, strict=True)), number


@contextmanager
def _without_banner() -> Iterator[None]:
    """The solver says who it is when it is made first, past Python: not in the middle of a table."""
    sys.stdout.flush()
    kept = os.dup(1)
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
