"""How much is taken in an hour. Pure."""

from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.marking import mark as _

TOO_MUCH = Reason(
    "too_much_sent",
    _("Too much was sent in this hour, so this was not taken."),
    _("What you wrote still stands here. Wait an hour and send it again."),
)


@dataclass(frozen=True)
class Limit:
    """So many of a kind in an hour from one address, and so many from all."""

    kind: str
    of_one: int
    of_all: int


def may_send(*, by_one: int, by_all: int, limit: Limit) -> Decision:
    """Whether one more is taken; the counts hold the one that is asked for. Pure."""
    if by_one > limit.of_one or by_all > limit.of_all:
        return Refused(TOO_MUCH)
    return Allowed()


def network_of(address: str) -> str:
    """Who counts as one: an address, or of IPv6 the network that one house gets; what is no address as it is."""
    plain = address.replace("\0", "").partition("%")[0]
    try:
        found = ip_address(plain)
    except ValueError:
        return plain
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
