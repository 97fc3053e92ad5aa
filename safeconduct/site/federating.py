"""A page of what changed of our services, for a peer: the directory knows what, the exchange how it is written."""

from uuid import UUID

from safeconduct.directory.federation import giving
from safeconduct.exchange.services.handlers import register
from safeconduct.exchange.services.wire import (
    MOST_CHANGES,
    MOST_SERVICE_BYTES,
    ROOM,
    Asked,
    Change,
    Page,
    size,
)


def give(asked: Asked) -> Page:
    """The next page for the peer of this transaction: as much as there is room for, at least one number further."""
    stand = giving.stand()
    begin = asked.after if stand.knows(asked.epoch, asked.after) else 0
    until, room, page = begin, ROOM, list[Change]()
    number = 0
    for number, changed in enumerate(giving.changes(begin), 1):  # noqa: B007  (how many there were)
        if changed.id is not None and changed.is_told:
            change = _change(changed, changed.id)
            room -= size(change)
            if len(page) == MOST_CHANGES or room < 0:
                break
            page.append(change)
        until = changed.sequence
    else:
        if number < giving.LOOKED_AT:  # nothing is behind it, though the last numbers may be forgotten
            until = max(until, stand.last)
    return Page(stand.epoch, begin, until, more=until < stand.last, changes=page)


def _change(changed: giving.Changed, own: UUID) -> Change:
    """As it is told. What no page has room for is gone for peers, or they would ask for it for ever."""
    change = Change(changed.sequence, own, changed.said)
    return change if size(change) <= MOST_SERVICE_BYTES else Change(changed.sequence, own)


def listen() -> None:
    """From now on peers that ask are answered."""
    register(give)
