"""A released table as it is written into files: its places in order, and of each the number or that it is hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from safeconduct.statistics.protecting.dimension import Dimension, region
from safeconduct.statistics.protecting.pattern import Pattern
from safeconduct.statistics.protecting.tables import Layout
from safeconduct.vocabulary.released.writing import PLACE, TIME, Column, Dataset


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of an edition. It is made from a released pattern, so a hidden number cannot be in it."""

    title: str
    source: str
    updated: str
    """The day of the edition, as ISO 8601."""
    layout: Layout
    numbers: tuple[int | None, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    """Names for dimensions and codes: `sex`, `sex.F`; what has none is called by its code."""

    def places(self) -> Iterator[tuple[tuple[str, ...], int | None]]:
        """The codes of each cell, the last dimension moving fastest, and its number."""
        yield from zip(product(*(codes for _, codes in self.layout.codes)), self.numbers, strict=True)

    def dataset(self, *, time: str = "", geo: str = "") -> Dataset:
        """As it is written into files; `time` and `geo` name dimensions."""
        roles = {time: TIME, geo: PLACE}
        columns = tuple(
            Column(
                name, self.label(name), codes, {code: self.label(name, code) for code in codes},
                roles.get(name, ""),
            )
            for name, codes in self.layout.codes
        )  # fmt: skip
        return Dataset(self.title, self.source, self.updated, columns, self.numbers)

    def label(self, dimension: str, code: str = "") -> str:
        """What people call a dimension, or one of its codes."""
        key = f"{dimension}.{code}" if code else dimension
        return self.labels.get(key, code or dimension)


def sheet(
    pattern: Pattern,
    name: str,
    *,
    title: str,
    source: str,
    updated: str,
    labels: Mapping[str, str] | None = None,
) -> Sheet:
    """The table with this name. Raises StopIteration where the pattern has none."""
    layout = next(one for one in pattern.layouts if one.name == name)
    named: dict[str, Dimension] = {one.name: one for one in pattern.dimensions}
    shown = dict(pattern.public())
    numbers = tuple(
        shown[region(named, zip(layout.dimensions, place, strict=True))]
        for place in product(*(codes for _, codes in layout.codes))
    )
    return Sheet(title, source, updated, layout, numbers, labels or {})
