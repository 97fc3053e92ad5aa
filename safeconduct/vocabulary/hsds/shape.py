"""What an object of HSDS is made of, and what its fields may hold. Source: Open Referral, HSDS 3.1, the schemas."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of object. `lists` and `ones` name the kind and the column that points: in the part, or in the whole."""

    file: str
    fields: tuple[str, ...]
    lists: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Property -> kind of its parts, and the column of the part that names the whole."""
    ones: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Property -> kind of the one object there, and the column of the whole that names it."""
    required: tuple[str, ...] = ("id",)

    @property
    def known(self) -> frozenset[str]:
        """Every property that the standard knows, our two aside."""
        return frozenset((*self.fields, *self.lists, *self.ones))


def names(text: str) -> tuple[str, ...]:
    """Names in one text."""
    return tuple(text.split())


NUMBERS = frozenset(
    names(
        "minimum_age maximum_age timezone count interval available maximum latitude longitude extension amount"
        " year_incorporated"
    )
)
"""Fields that are numbers; every other one is a text."""
LISTED: dict[str, tuple[str, ...]] = {
    "status": ("active", "inactive", "defunct", "temporarily closed"),
    "location_type": ("physical", "postal", "virtual"),
    "address_type": ("physical", "postal", "virtual"),
    "freq": ("WEEKLY", "MONTHLY"),
    "wkst": ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
}
"""Fields that take these values only."""
