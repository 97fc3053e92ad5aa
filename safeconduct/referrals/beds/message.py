"""The messages of a bed count, written and read without trust: asked, agreed, counted, ended, and the first count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.objects import Fields
from safeconduct.referrals.beds import rules
from safeconduct.referrals.beds.rules import KINDS, Count
from safeconduct.referrals.codes import day as day_in
from safeconduct.referrals.codes import moment, moment_text
from safeconduct.vocabulary.codes import Service

BEDS = "safeconduct.referral.beds.v1"
FIRST_COUNT = "safeconduct.clock.bed_count.v1"
"""The last count from before the agreement: told by the worker, whose key signs clock messages alone."""
CLOCK = "clock"


class Said(StrEnum):
    """What the message does."""

    ASKED = "asked"
    AGREED = "agreed"
    COUNTED = "counted"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Told:
    """A whole message; only a count has a day, its moment and numbers."""

    agreement: UUID
    said: Said
    day: date | None = None
    at: datetime | None = None
    counts: Mapping[str, Count] = field(default_factory=dict)

    def body(self) -> Fields:
        """As it travels."""
        counts = [
            {"service": kind, "free": one.free, "total": one.total}
            for kind, one in sorted(self.counts.items())
        ]
        return {
            "agreement": str(self.agreement), "said": self.said.value,
            "day": self.day.isoformat() if self.day else None,
            "at": moment_text(self.at) if self.at else None, "counts": counts,
        }  # fmt: skip

    def first_count(self) -> Fields:
        """As the worker's message of a count has it."""
        body = self.body()
        del body["said"]
        return {**body, "role": CLOCK}


def read(body: Mapping[str, object], today: date) -> Told:
    """The message of a body. Raises RefuseMessage("malformed_body")."""
    try:
        told = _told(body)
    except (KeyError, TypeError, ValueError) as error:
        raise RefuseMessage("malformed_body") from error
    is_count = told.said is Said.COUNTED
    whole = told.day is not None and told.at is not None and rules.can_be_of(told.day, today)
    whole = whole and bool(rules.may_count(told.counts))
    if whole is not is_count:
        raise RefuseMessage("malformed_body")
    return told


def read_first_count(body: Mapping[str, object], today: date) -> Told:
    """A count that the other node's worker tells. Raises RefuseMessage("malformed_body")."""
    return read({**body, "said": Said.COUNTED.value}, today)


def _told(body: Mapping[str, object]) -> Told:
    said, counts = Said(_text(body["said"])), body["counts"]
    if not isinstance(counts, list) or len(counts) > len(KINDS):
        raise TypeError("no list of counts")
    found = dict(map(_count, counts))
    day, at = body["day"], body["at"]
    if len(found) != len(counts) or (
        said is not Said.COUNTED and (day is not None or at is not None or counts)
    ):
        raise ValueError("a kind twice, or numbers that are no count")
    return Told(
        UUID(_text(body["agreement"])),
        said,
        day_in(day) if day is not None else None,
        moment(at) if at is not None else None,
        found,
    )


def _count(value: object) -> tuple[str, Count]:
    if not isinstance(value, dict):
        raise TypeError("no object")
    return Service(_text(value["service"])).value, Count(_number(value["free"]), _maybe(value["total"]))


def _maybe(value: object) -> int | None:
    return None if value is None else _number(value)


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
