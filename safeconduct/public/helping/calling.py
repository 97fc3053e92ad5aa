"""Whom the pages name first: numbers that are called, and the places that the site knows.

To read hundreds of places takes tenths of a second, so a process keeps them for the minute in which they were read and
while the file of the node is the same. They are what everybody may know; who asked for them is kept nowhere.
"""

import threading
from collections import OrderedDict
from datetime import datetime

from django.utils import timezone

from safeconduct.public.helping import finding
from safeconduct.public.helping.merging import one_of_each
from safeconduct.public.services.models import Service, Taken
from safeconduct.public.services.rules import coded

MOST = 300
"""Places that are looked at for one page; who is open now cannot be asked of the database."""
MOST_KEPT = 40
"""Choices of country and need whose places are kept; a hundred kilobytes each at most."""

type Places = tuple[finding.Place, ...]
type Read = tuple[bytes, datetime]
"""Of which file, and in which minute: whether a place is open changes with it."""

_lock = threading.Lock()
_kept: OrderedDict[tuple[str, ...], tuple[Read, Places]] = OrderedDict()


def places_of(tags: list[str]) -> Places:
    """The places that say all of this, who is no authority first."""
    now, key = timezone.now(), tuple(tags)
    read = (file_taken(), now.replace(second=0, microsecond=0))
    with _lock:
        kept = _kept.get(key)
    if kept is not None and kept[0] == read:
        return kept[1]
    found = _read(tags, now)
    with _lock:
        _kept[key] = (read, found)
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def numbers(country: str, most: int) -> list[finding.Place]:
    """Whom to call in a country, or anywhere the site knows of."""
    return one_of_each(finding.to_call(places_of([f"country:{country}"] if country else []), MOST))[:most]


def file_taken() -> bytes:
    """A mark of the file that was taken last; empty before the first."""
    found = Taken.objects.order_by("pk").values_list("digest", flat=True).first()
    return bytes(found) if found is not None else b""


def _read(tags: list[str], now: datetime) -> Places:
    rows = Service.objects.filter(tags__contains=tags) if tags else Service.objects.all()
    listed = rows.order_by("name", "id").only("document")[:MOST]
    return tuple(
        finding.in_order(finding.place(row.document, coded(row.document), now=now) for row in listed)
    )
