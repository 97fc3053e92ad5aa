"""What of the list an address asks for. Codes only: an address names no person and holds no words. Pure.

Whatever is not a known code is left out, so an old or a mended link still opens.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from safeconduct.referrals.moves import State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.countries import COUNTRIES


class Turn(StrEnum):
    """Whose move it is, seen from here."""

    OURS = "ours"
    THEIRS = "theirs"


class Clock(StrEnum):
    """How the clock stands."""

    LATE = "late"
    WEEK = "week"
    """Due within seven days, late or not."""


class Attention(StrEnum):
    """What is looked at first."""

    NEEDED = "needed"
    """Late, an emergency or urgent: one of them is enough."""


class Owner(StrEnum):
    """Who of the agency works on it. No name and no id of a colleague is in an address."""

    ME = "me"
    NOBODY = "nobody"
    COLLEAGUE = "colleague"


class Since(StrEnum):
    """How long ago the referral was made, at most."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Away(StrEnum):
    """What the member has put away."""

    ONLY = "only"
    WITHOUT = "without"


class Way(StrEnum):
    """In which direction it was asked."""

    SENT = "sent"
    RECEIVED = "received"


LENGTHS: dict[Since, timedelta] = {
    Since.WEEK: timedelta(days=7),
    Since.MONTH: timedelta(days=31),
    Since.QUARTER: timedelta(days=92),
    Since.YEAR: timedelta(days=366),
}

CODES: dict[str, type[StrEnum]] = {
    "state": State,
    "urgency": Urgency,
    "turn": Turn,
    "clock": Clock,
    "owner": Owner,
    "since": Since,
    "away": Away,
    "way": Way,
    "attention": Attention,
}
"""The filters that choose from a list; `agency` and `country` are the other two."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; what is empty does not filter. Closed referrals come only when their state is asked for.

    `urgency` may be several codes with commas between them, and any of them will do.
    """

    attention: str = ""
    state: str = ""
    urgency: str = ""
    way: str = ""
    turn: str = ""
    clock: str = ""
    owner: str = ""
    agency: str = ""
    country: str = ""
    since: str = ""
    away: str = ""

    def query(self) -> str:
        """As an address holds it: the same filters always give the same text, at most one place each."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def without(self, name: str) -> "Filters":
        """The same, this one left out."""
        return Filters(**{**asdict(self), name: ""})


SEVERAL = "urgency"
"""The filter that takes several codes."""

NAMES = tuple(one.name for one in fields(Filters))


def asked(address: Mapping[str, str]) -> Filters:
    """The filters of an address; unknown names and values are left out."""
    known = {name: address[name] for name in NAMES if _is_code(name, address.get(name, ""))}
    return Filters(**{**known, SEVERAL: _urgencies(address.get(SEVERAL, ""))})


def from_query(text: str) -> Filters:
    """The filters of a kept list, or of an address: a form names several urgencies one after the other."""
    pairs = parse_qsl(text)
    return asked({**dict(pairs), SEVERAL: ",".join(value for name, value in pairs if name == SEVERAL)})


def _urgencies(text: str) -> str:
    """Those that are known, once each and in their order, so that the same choice is always the same address."""
    chosen = text.split(",")
    return ",".join(urgency.value for urgency in Urgency if urgency.value in chosen)


def _is_code(name: str, value: str) -> bool:
    match name:
        case "agency":
            return _is_id(value)
        case "country":
            return value in COUNTRIES
        case _:
            return value in set(CODES[name])


def _is_id(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def made_after(filters: Filters, now: datetime) -> datetime | None:
    """Since when a referral was made at the earliest; None for always."""
    return now - LENGTHS[Since(filters.since)] if filters.since else None
