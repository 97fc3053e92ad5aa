"""What decided pairs take from the registered of a year."""

from collections.abc import Collection
from dataclasses import dataclass

from safeconduct.statistics.reading import Reader

_COUNTED = "SELECT kind, agency_id::text, value, number::integer FROM statistics.counted_once(%s::uuid[], %s)"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """To be added to the tally of the registered of an agency: `number` is below nothing.

    `value` is the very text of the tally, of the later registration: the person stays where they were registered first.
    """

    agency: str
    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Once:
    """How far the registered of a year were counted once; exact numbers, to be hidden where they are shown."""

    adjustments: tuple[Adjustment, ...]
    pairs_decided: int
    pairs_open: int
    not_compared: int
    across_nodes: bool = False
    """Never yet: persons are compared inside a node."""


def decided(read: Reader, agencies: Collection[str], year: int) -> Once:
    """The adjustments of a year for these agencies, in the same order for the same facts.

    `read` is a connection of `statistics.reading.reading`: agencies that have not named its coordinator are left out,
    and a pair counts where both its agencies are asked for. Raises psycopg.Error.
    """
    rows = read.execute(_COUNTED, [list(agencies), year]).fetchall()
    number = {kind: count for kind, _agency, _value, count in rows if kind != "twice"}
    return Once(
        tuple(Adjustment(agency, value, count) for kind, agency, value, count in rows if kind == "twice"),
        number.get("decided", 0),
        number.get("open", 0),
        number.get("not_compared", 0),
    )
