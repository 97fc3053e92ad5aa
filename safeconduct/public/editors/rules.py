"""How often somebody may try to sign in, and who needs a second factor. Pure."""

from dataclasses import dataclass
from datetime import timedelta

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.marking import mark as _

TOO_MANY = Reason(
    "too_many_tries",
    _("There were too many tries to sign in, so this one was not looked at, right or wrong."),
)
NEED_A_FACTOR = frozenset({"Moderators", "Organisers"})
"""The groups of those who decide what readers see, or hold what readers have sent."""
SPEAKERS = "Speakers: "
"""With the tag of a language behind it: the group of those who review the words for the person in it."""


@dataclass(frozen=True)
class Limit:
    """So many tries in a time: at one account from one address, at one account from anywhere, from one address."""

    kind: str
    span: timedelta
    of_both: int
    of_account: int
    of_address: int


PASSWORDS = Limit("password", timedelta(minutes=15), of_both=5, of_account=30, of_address=20)
"""An office behind one address is many people; what an attacker fills from elsewhere lasts a quarter of an hour."""
CODES = Limit("code", timedelta(hours=1), of_both=5, of_account=10, of_address=20)
"""Whoever tries codes has the password already, and a code is one of a million."""


@dataclass(frozen=True)
class Counted:
    """How often it was tried in this time, with the try that is asked for."""

    of_both: int = 0
    of_account: int = 0
    of_address: int = 0
    is_known: bool = False
    """Whether this account has signed in from this address of late."""


def may_try(counted: Counted, limit: Limit) -> Decision:
    """Whether this try is looked at. What others do elsewhere does not count where the editor is known."""
    if counted.of_both > limit.of_both or counted.of_address > limit.of_address:
        return Refused(TOO_MANY)
    if counted.of_account > limit.of_account and not counted.is_known:
        return Refused(TOO_MANY)
    return Allowed()


def needs_factor(*, groups: frozenset[str], is_superuser: bool, is_demo: bool) -> bool:
    """Whether this account does not get in by its password alone."""
    decides = bool(groups & NEED_A_FACTOR) or any(each.startswith(SPEAKERS) for each in groups)
    return not is_demo and (is_superuser or decides)
