"""How much is taken in an hour; pure."""

import pytest

from safeconduct.public.asking.rules import TOO_MUCH, Limit, may_send, network_of
from safeconduct.vocabulary.decisions import Allowed, Refused

LIMIT = Limit("test", of_one=3, of_all=10)


@pytest.mark.parametrize("by_one, by_all", [(1, 1), (3, 10)])
def test_what_stays_within_the_limit_is_taken(by_one: int, by_all: int) -> None:
    assert may_send(by_one=by_one, by_all=by_all, limit=LIMIT) == Allowed()


@pytest.mark.parametrize("by_one, by_all", [(4, 4), (1, 11)])
def test_a_flood_of_one_or_of_all_is_refused_with_a_way_out(by_one: int, by_all: int) -> None:
    assert may_send(by_one=by_one, by_all=by_all, limit=LIMIT) == Refused(TOO_MUCH)


@pytest.mark.parametrize("address, counted", [
    ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2::a", "2001:db8:1:2::/64"),
    ("2001:DB8:1:2:ffff::1%eth0", "2001:db8:1:2::/64"), ("unix:", "unix:"), ("no\0where", "nowhere"), ("", ""),
])  # fmt: skip
def test_of_one_house_that_has_a_network_all_addresses_count_as_one(address: str, counted: str) -> None:
    assert network_of(address) == counted
