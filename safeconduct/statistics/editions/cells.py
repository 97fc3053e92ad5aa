"""The cells of a document's tables, and which of them a correction changed. Pure."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from safeconduct.statistics.editions.tables import TOTAL

type Persons = frozenset[tuple[str, str]]
"""Whom a cell means, whatever its table asks beside: dimension and code, without totals."""


def places(of: Mapping[str, Any]) -> dict[tuple[str, ...], int | None]:
    """The cells of one table of a document, by their codes."""
    return dict(zip(product(*of["codes"]), of["numbers"], strict=True))


def persons(of: Mapping[str, Any], place: Iterable[str]) -> Persons:
    """Whom a cell of a table means."""
    named = zip(of["dimensions"], place, strict=True)
    return frozenset((name, code) for name, code in named if code != TOTAL)


def changed(before: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The cells that both editions print, and that say something else now. Both numbers are public.

    A table that became coarser or finer prints totals over what it lacks or lacked: these are cells of both.
    """
    was = {one["code"]: one for one in before}
    found = []
    for one in now:
        old = was.get(one["code"])
        if old is None:
            continue
        earlier = {persons(old, place): number for place, number in places(old).items()}
        found += [
            {"table": one["code"], "at": list(at), "was": earlier[whom], "is": number}
            for at, number in places(one).items()
            if (whom := persons(one, at)) in earlier and earlier[whom] != number
        ]
    return found
