"""Whatever happens in whatever order: never more seats held than there are, nor than any quota has."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from safeconduct.public.conferences.registering import seating
from safeconduct.public.conferences.registering.seating import Kind, Limit

KINDS = st.builds(Kind, st.sampled_from(["lawyer", "judge"]), st.sampled_from(["RO", "BG"]))
LIMITS = st.builds(
    Limit, st.sampled_from(["", "lawyer", "judge"]), st.sampled_from(["", "RO", "BG"]), st.integers(0, 3)
)


class Seats(RuleBasedStateMachine):
    """People come, leave, wait and are offered seats, as the actions do it by the rules."""

    @initialize(seats=st.integers(0, 5), limits=st.lists(LIMITS, max_size=4))
    def an_edition(self, seats: int, limits: list[Limit]) -> None:
        self.seats, self.limits = seats, limits
        self.holding: list[Kind] = []
        self.waiting: list[Kind] = []

    @property
    def holders(self) -> Counter[Kind]:
        return Counter(self.holding)

    @rule(kind=KINDS)
    def confirms(self, kind: Kind) -> None:
        free = seating.is_free(kind, seats=self.seats, limits=self.limits, holders=self.holders)
        (self.holding if free else self.waiting).append(kind)

    @precondition(lambda self: self.holding)
    @rule(data=st.data())
    def leaves(self, data: st.DataObject) -> None:
        self.holding.pop(data.draw(st.integers(0, len(self.holding) - 1)))
        self._offer()

    @rule(seats=st.integers(0, 6))
    def has_other_seats(self, seats: int) -> None:
        if seating.may_have_seats(seats, holders=self.holders):
            self.seats = seats
            self._offer()

    @precondition(lambda self: self.limits)
    @rule(data=st.data(), seats=st.integers(0, 4))
    def has_another_quota(self, data: st.DataObject, seats: int) -> None:
        place = data.draw(st.integers(0, len(self.limits) - 1))
        wanted = Limit(self.limits[place].profession, self.limits[place].country, seats)
        if seating.may_have_limit(wanted, holders=self.holders):
            self.limits[place] = wanted
            self._offer()

    def _offer(self) -> None:
        while (place := self._next()) is not None:
            self.holding.append(self.waiting.pop(place))

    def _next(self) -> int | None:
        return seating.next_of(self.waiting, seats=self.seats, limits=self.limits, holders=self.holders)

    @invariant()
    def no_seat_is_held_twice(self) -> None:
        assert len(self.holding) <= self.seats
        for limit in self.limits:
            assert sum(limit.counts(kind) for kind in self.holding) <= limit.seats

    @invariant()
    def nobody_waits_for_a_seat_that_is_free(self) -> None:
        assert self._next() is None


TestSeats = Seats.TestCase
TestSeats.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
