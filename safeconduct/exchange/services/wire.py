"""The question and the answer about services, written and read without trust: the protocol, section 25.

Here is read what a page is: where it begins and ends, and that its changes have their numbers in order. What is said of
a service is an object that the directory's room reads. Members that a later release adds are passed over.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from safeconduct.exchange import strict
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.limits import MOST_ANSWER_BYTES
from safeconduct.exchange.objects import Fields
from safeconduct.vocabulary.canonical import LARGEST

MOST_QUESTION_BYTES = 1024
MOST_CHANGES = 250
MOST_SERVICE_BYTES = 16 * 1024
ROOM = MOST_ANSWER_BYTES - 4096
"""Bytes of the changes of a page; the rest is for what stands around them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What changed after this number of this epoch?"""

    epoch: int
    after: int


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of a service: what it says now, or None when it is gone for whoever asks."""

    sequence: int
    id: UUID
    service: Mapping[str, object] | None = None

    def members(self) -> Fields:
        """As written."""
        if self.service is None:
            return {"sequence": self.sequence, "id": str(self.id), "gone": True}
        return {"sequence": self.sequence, "service": dict(self.service)}


@dataclass(frozen=True, slots=True)
class Page:
    """The changes after `after`, up to and with `until`; `more` when there are others behind it.

    `after` is 0 where the answering node begins anew, whatever was asked.
    """

    epoch: int
    after: int
    until: int
    more: bool
    changes: Sequence[Change] = field(default_factory=tuple)
    card: datetime | None = None
    """When the card of the answering node was issued, as it is now."""


def write_question(asked: Asked) -> bytes:
    """The body of a request."""
    return _json({"v": 1, "epoch": asked.epoch, "after": asked.after})


def read_question(body: bytes) -> Asked:
    """Raises WireError(malformed, too_large)."""
    if len(body) > MOST_QUESTION_BYTES:
        raise WireError(Fault.TOO_LARGE, f"a question has at most {MOST_QUESTION_BYTES} bytes")
    said = _members(strict.read_json(body), ("v", "epoch", "after"))
    strict.fixed(said, "v", 1)
    return Asked(strict.whole(said, "epoch", least=0), strict.whole(said, "after", least=0))


def write_page(page: Page) -> bytes:
    """The body of an answer. The caller has seen to its length (`fits`)."""
    fields: Fields = {
        "v": 1,
        "epoch": page.epoch,
        "after": page.after,
        "until": page.until,
        "more": page.more,
        "card": strict.wire_time(page.card) if page.card else None,
        "changes": [change.members() for change in page.changes],
    }
    return _json(fields)


def size(change: Change) -> int:
    """Bytes of one change as written, with its comma."""
    return len(_json(change.members())) + 1


def read_page(body: bytes, *, asked: Asked) -> Page:
    """Raises WireError(malformed, too_large): then nothing of it is taken in."""
    if len(body) > MOST_ANSWER_BYTES:
        raise WireError(Fault.TOO_LARGE, f"an answer has at most {MOST_ANSWER_BYTES} bytes")
    said = _members(strict.read_json(body), ("v", "epoch", "after", "until", "more", "card", "changes"))
    strict.fixed(said, "v", 1)
    after, until = strict.whole(said, "after", least=0), strict.whole(said, "until", least=0)
    if after not in (0, asked.after) or until < after or not isinstance(said["more"], bool):
        raise strict.malformed("the answer is not a page behind the number that was asked")
    if said["more"] and until == after:
        raise strict.malformed("a page with more behind it goes on")
    changes = said["changes"]
    if not isinstance(changes, list) or len(changes) > MOST_CHANGES:
        raise strict.malformed(f"changes is not a list of at most {MOST_CHANGES}")
    return Page(
        epoch=strict.whole(said, "epoch", least=0),
        after=after,
        until=until,
        more=said["more"],
        changes=_in_order([_change(one) for one in changes], after, until),
        card=None if said["card"] is None else strict.moment(said, "card"),
    )


def _in_order(changes: list[Change], after: int, until: int) -> tuple[Change, ...]:
    """Each number once and later than the one before, each service once: an older version comes in no page."""
    numbers = [after, *(change.sequence for change in changes)]
    if any(later <= sooner for sooner, later in pairwise(numbers)) or numbers[-1] > until:
        raise strict.malformed("the numbers of the changes are not in order")
    if len({change.id for change in changes}) != len(changes):
        raise strict.malformed("a service changes once in a page")
    return tuple(changes)


def _change(value: object) -> Change:
    if not isinstance(value, dict):
        raise strict.malformed("a change is not an object")
    if "service" not in value:
        said = _members(value, ("sequence", "id", "gone"))
        if said["gone"] is not True:
            raise strict.malformed("gone is not true")
        return Change(_number(said), strict.identifier(said, "id"))
    service = _members(value, ("sequence", "service"))["service"]
    if not isinstance(service, dict) or "id" not in service:
        raise strict.malformed("a service is not an object with its id")
    change = Change(_number(value), strict.identifier(service, "id"), service)
    if _size_as_read(change) > MOST_SERVICE_BYTES:
        raise WireError(Fault.TOO_LARGE, f"a service has at most {MOST_SERVICE_BYTES} bytes")
    return change


def _size_as_read(change: Change) -> int:
    try:
        return size(change)
    except UnicodeEncodeError as error:  # JSON can write half a pair, and nothing can keep one
        raise strict.malformed("a service holds half a surrogate pair") from error


def _number(said: dict[str, object]) -> int:
    return strict.whole(said, "sequence", most=LARGEST)


def _members(value: object, names: Sequence[str]) -> dict[str, object]:
    """The object with at least these members."""
    if not isinstance(value, dict) or not set(names) <= value.keys():
        raise strict.malformed(f"it has not the members {', '.join(names)}")
    return value


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
