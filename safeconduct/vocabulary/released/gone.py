"""The numbers of an edition that the one which corrects it says no longer. Pure.

It is no information of its own: both editions are public, and everybody can lay one beside the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.vocabulary.released.tables import Edition, Place, Table

type Persons = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Gone:
    """A number that was printed: in which table, of which codes, and what it said."""

    table: str
    dimensions: tuple[str, ...]
    at: Place
    number: int


def no_longer_said(before: Edition, now: Edition) -> list[Gone]:
    """What the edition before printed and no table of the new one prints, each once, in its order.

    What the same table hides now stands under what changed.
    """
    said = {whom for _table, _place, whom, number in _cells(now) if number is not None}
    hidden_in = {(table.code, whom) for table, _place, whom, number in _cells(now) if number is None}
    found: dict[Persons, Gone] = {}
    for table, place, whom, number in _cells(before):
        if number is not None and whom not in said and (table.code, whom) not in hidden_in:
            found.setdefault(whom, Gone(table.code, table.dimensions, place, number))
    return list(found.values())


def _cells(of: Edition) -> Iterator[tuple[Table, Place, Persons, int | None]]:
    """Each cell with whom it means: dimension and code, without the codes that unite all classes."""
    for table in of.tables:
        wholes = tuple(of.dimensions[name].whole for name in table.dimensions)
        for place, number in table.places():
            asked = zip(table.dimensions, place, wholes, strict=True)
            yield (
                table,
                place,
                frozenset((name, code) for name, code, whole in asked if code != whole),
                number,
            )
