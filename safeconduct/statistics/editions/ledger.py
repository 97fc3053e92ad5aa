"""What was said of some years before, in whatever kind of edition and in answers: what the attack looks at. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from safeconduct.statistics.editions.years import Span, dated
from safeconduct.statistics.greta.measures import is_of_measures
from safeconduct.statistics.protecting.statements import Role, Statement


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that was said of these years and of every year that is linked with them.

    Measures and registered persons are different persons: each are examined beside their own.
    """

    seen: int
    """Rows of the database; it only grows."""
    linked: Span
    """From the first to the last of the years."""
    said: tuple[tuple[Span, Statement], ...] = ()
    """Each statement with the years that it was said of."""

    @property
    def is_dated(self) -> bool:
        """Whether there are several years, so that every statement has to name its own."""
        return self.linked.years > 1

    @property
    def of_persons(self) -> list[Statement]:
        """What tables of registered persons, and answers, said."""
        return self._of(measures=False)

    @property
    def of_measures(self) -> list[Statement]:
        """What tables of measures said."""
        return self._of(measures=True)

    def also(self, span: Span, statements: Sequence[Statement]) -> "Ledger":
        """With these."""
        return replace(self, said=(*self.said, *((span, one) for one in statements)))

    def _of(self, *, measures: bool) -> list[Statement]:
        return [
            replace(one, region=dated(one.region, span)) if self.is_dated else one
            for span, one in self.said
            if is_of_measures(one) == measures
        ]


def as_texts(statements: Iterable[Statement]) -> list[list[Any]]:
    """What the ledger keeps of each statement."""
    return [
        [
            [list(pair) for pair in one.region],
            one.value,
            one.role.value,
            one.minimum,
            one.zeros_hidden,
            one.printed,
        ]
        for one in statements
    ]


def of_texts(kept: Iterable[list[Any]], state: str) -> list[Statement]:
    """The same read back."""
    return [
        replace(
            Statement(tuple((name, code) for name, code in pairs), value, Role(role), minimum, zeros),
            facts=state,
            printed=printed,
        )
        for pairs, value, role, minimum, zeros, printed in kept
    ]
