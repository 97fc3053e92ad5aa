"""Token buckets: a peer gets its share and no more, and one peer's haste is not another's wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.exchange.limits import MOST_OBJECT_BYTES, SEALED_SIZES, Buckets
from safeconduct.keys.sealing import ExchangeKey, pad, seal
from safeconduct.vocabulary.identifiers import NodeId

RO, BE = NodeId("ro"), NodeId("be")


def test_a_burst_is_allowed_and_then_the_rate() -> None:
    buckets = Buckets(per_second=2, burst=3)

    assert [buckets.take(RO, at=0.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]
    assert buckets.take(RO, at=0.5) == 0.0
    assert buckets.take(RO, at=0.5) == 0.5


def test_peers_do_not_wait_for_each_other() -> None:
    buckets = Buckets(per_second=1, burst=1)

    assert (buckets.take(RO, at=0.0), buckets.take(RO, at=0.0), buckets.take(BE, at=0.0)) == (0.0, 1.0, 0.0)


def test_a_refusal_takes_nothing() -> None:
    buckets = Buckets(per_second=1, burst=4)
    buckets.take(RO, at=0.0, tokens=3)

    assert buckets.take(RO, at=0.0, tokens=2) == 1.0
    assert buckets.take(RO, at=0.0, tokens=1) == 0.0


def test_a_clock_that_goes_back_fills_nothing() -> None:
    buckets = Buckets(per_second=1, burst=1)
    buckets.take(RO, at=10.0)

    assert buckets.take(RO, at=5.0) == 1.0
    assert buckets.take(RO, at=10.5) == 0.5


def test_idle_peers_are_forgotten_and_busy_ones_are_not() -> None:
    buckets = Buckets(per_second=1, burst=2, most_peers=2)
    buckets.take(RO, at=0.0, tokens=2)
    buckets.take(BE, at=0.0, tokens=1)

    assert buckets.take(NodeId("de"), at=0.1) == 0.0
    assert buckets.take(RO, at=0.1) > 0


@pytest.mark.parametrize("tokens", [0, -1, 4])
def test_more_than_a_bucket_holds_is_the_callers_mistake(tokens: int) -> None:
    with pytest.raises(ValueError, match="bucket"):
        Buckets(per_second=1, burst=3).take(RO, at=0.0, tokens=tokens)


@pytest.mark.parametrize("per_second, burst", [(0, 1), (-1, 1), (1, 0)])
def test_a_bucket_without_rate_or_room_is_not_made(per_second: float, burst: int) -> None:
    with pytest.raises(ValueError, match="bucket"):
        Buckets(per_second=per_second, burst=burst)


@given(st.lists(st.floats(0, 5), max_size=60))
def test_never_more_than_burst_and_rate_together(pauses: list[float]) -> None:
    buckets, at, taken = Buckets(per_second=2, burst=5), 0.0, 0
    for pause in pauses:
        at += pause
        taken += buckets.take(RO, at=at) == 0.0

    assert taken <= 5 + 2 * at + 1e-6


def test_the_sealed_sizes_are_those_that_sealing_makes() -> None:
    public = ExchangeKey.generate().public_bytes()
    sizes = [
        len(seal(pad(bytes(length)), public, b"")) for length in (0, 5_000, 20_000, MOST_OBJECT_BYTES - 4)
    ]

    assert tuple(sizes) == SEALED_SIZES
