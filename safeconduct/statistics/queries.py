"""Sums of tallies for one coordinator: each question reads the rows of its quarters by their index, and no fact."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from safeconduct.referrals.counted.rules import Quarter
from safeconduct.statistics.figures import Figure
from safeconduct.statistics.periods import first_day
from safeconduct.statistics.reading import Reader

_SUMS = """
    SELECT quarter, dim, value, part, sum(number)::bigint FROM statistics.tally
     WHERE agency_id = ANY (%(agencies)s) AND side = %(side)s AND quarter = ANY (%(quarters)s) AND dim = ANY (%(dims)s)
       AND (%(parts)s::text[] IS NULL OR split_part(part, ':', 1) = ANY (%(parts)s))
     GROUP BY quarter, dim, value, part HAVING sum(number) <> 0
"""
_UNCOUNTED = (
    "SELECT kind, sum(number)::integer FROM statistics.uncounted WHERE agency_id = ANY (%s) GROUP BY kind"
)
_WITH_FILES_NOT_COUNTED = """
    SELECT agency_id::text FROM statistics.uncounted
     WHERE agency_id = ANY (%s) AND kind = 'person' AND number > 0
"""
_TOUCHED = """
    SELECT sum(number) FILTER (WHERE quarter < %(since)s)::bigint, sum(number)::bigint FROM statistics.tally
     WHERE agency_id = ANY (%(agencies)s) AND side = 'person' AND dim = 'touched'
"""


@dataclass(slots=True)
class Sums:
    """The parts of some referrals: how many have each."""

    number: dict[str, int] = field(default_factory=dict)

    def of(self, part: str) -> int:
        """How many have exactly this part."""
        return self.number.get(part, 0)

    def codes(self, name: str) -> dict[str, int]:
        """What stands behind `name:`, with its numbers, the most first."""
        found = {part.partition(":")[2]: n for part, n in self.number.items() if part.startswith(f"{name}:")}
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    def all_of(self, name: str) -> int:
        """How many have exactly this part, or it with any code behind it."""
        return self.of(name) + sum(self.codes(name).values())

    def steps(self, name: str) -> dict[int, int]:
        """The same where it is a step of a time."""
        return {int(code): number for code, number in self.codes(name).items()}


type BySlice = dict[tuple[str, str], Sums]
"""By dimension ("all", "service", "partner", "urgency") and its value."""


def agencies(read: Reader) -> list[str]:
    """The agencies whose figures the reader sees, asked once: a policy's answer would else be asked for each row."""
    return [str(row[0]) for row in read.execute("SELECT statistics.my_agencies()")]


def sums(
    read: Reader, of: list[str], side: str, when: Collection[Quarter], *,
    dims: Collection[str] = ("all",), figure: Figure | None = None,
) -> dict[Quarter, BySlice]:  # fmt: skip
    """The sums of these quarters; of all figures, or what one of them needs."""
    days = {first_day(one): one for one in when}
    parts = [figure.part, figure.of, "sent"] if figure else None
    values = {"agencies": of, "side": side, "quarters": list(days), "dims": list(dims), "parts": parts}
    found: dict[Quarter, BySlice] = {one: defaultdict(Sums) for one in when}
    for quarter, dim, value, part, number in read.execute(_SUMS, values):
        found[days[quarter]][dim, value].number[part] = number
    return found


def uncounted(read: Reader, of: list[str]) -> dict[str, int]:
    """How many referrals ("loop") and files ("person") are not counted yet, as the worker found last."""
    return dict(read.execute(_UNCOUNTED, [of]).fetchall())


def with_files_not_counted(read: Reader, of: list[str]) -> list[str]:
    """The agencies of which files are not counted yet."""
    return [row[0] for row in read.execute(_WITH_FILES_NOT_COUNTED, [of])]


def stale(read: Reader, of: list[str], since: Quarter) -> tuple[int, int]:
    """How many files nobody has saved anything in since a quarter, and of how many."""
    values = {"agencies": of, "since": first_day(since)}
    row = read.execute(_TOUCHED, values).fetchone()
    return (row[0] or 0, row[1] or 0) if row else (0, 0)
