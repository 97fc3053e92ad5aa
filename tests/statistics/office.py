"""An agency with its coordinator, and what she is shown."""

from safeconduct.referrals.counted.rules import Quarter
from safeconduct.statistics import queries
from safeconduct.statistics.queries import Sums
from safeconduct.statistics.reading import reading
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.envelopes import Envelopes

QUARTERS = [Quarter(year, number) for year in range(2025, 2028) for number in range(1, 5)]


class Office:
    """The own agency of the envelopes, which has named Cora."""

    def __init__(self, envelopes: Envelopes) -> None:
        self.envelopes = envelopes
        self.name("cora")

    def name(self, who: str) -> None:
        """The agency names one more coordinator."""
        member = self.envelopes.add_member(who, "coordinator")
        with briefly("owner") as owner:
            owner.execute(
                "INSERT INTO agencies.coordination (id, agency_id, coordinator_id) VALUES (gen_random_uuid(), %s, %s)",
                [self.envelopes.own, member],
            )

    def sums(self, side: str = "sender", who: str = "cora", dim: str = "all") -> dict[str, Sums]:
        """What was counted of each value of a dimension, in whatever quarter."""
        with as_process("web"), reading(MemberId(self.envelopes.members[who])) as read:
            own = queries.agencies(read)
            found: dict[str, Sums] = {}
            for by_slice in queries.sums(read, own, side, QUARTERS, dims=[dim]).values():
                for (_dim, value), sums in by_slice.items():
                    added = found.setdefault(value, Sums())
                    for part, number in sums.number.items():
                        added.number[part] = added.of(part) + number
            return found

    def all(self, side: str = "sender") -> dict[str, int]:
        """All parts of a side and how often each was counted."""
        return self.sums(side).get("", Sums()).number
