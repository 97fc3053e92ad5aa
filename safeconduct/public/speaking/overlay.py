"""What speakers have reviewed in a language, as readers have it: read again only when something was approved."""

import threading
from collections.abc import Mapping

from safeconduct.public.speaking.models import Edition, Wording
from safeconduct.public.speaking.rules import Reviewed

type Standing = Mapping[str, Reviewed]

_lock = threading.Lock()
_kept: dict[str, tuple[int, Standing]] = {}


def standing(tag: str) -> tuple[int, Standing]:
    """The number of its edition, and every text that stands in this language by its key. One small question."""
    number = Edition.objects.filter(tag=tag).values_list("number", flat=True).first() or 0
    with _lock:
        kept = _kept.get(tag)
    if kept is not None and kept[0] == number:
        return kept
    found = Wording.objects.filter(tag=tag, over_at=None, approved_at__isnull=False)
    read = (number, {each.key: each.reviewed for each in found})
    with _lock:
        _kept[tag] = read
    return read


def of_body(standing: Standing, body: str) -> Standing:
    """Those of one body, by their ways through its file."""
    begins = f"{body}:"
    return {key.removeprefix(begins): each for key, each in standing.items() if key.startswith(begins)}
