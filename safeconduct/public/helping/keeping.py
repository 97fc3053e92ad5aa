"""Pages that say the same to everybody are put together once a minute: kept in the memory of the process, nowhere else.

A kept page holds while nothing of what it is made of has changed: the cards, the places, the reviewed words of its
language, the sounds, and the minute, since places open and close. Nothing of who reads it is part of it: no page with
something in its address behind the question mark, and no answer to a form, is kept.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from safeconduct.public import settings
from safeconduct.public.helping import calling, file, languages, listening
from safeconduct.public.helping.guarding import Page
from safeconduct.public.speaking.overlay import standing

MOST = 300
"""Pages; each has some twenty kilobytes."""

type Mark = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    mark: Mark
    content: bytes
    language: str


_lock = threading.Lock()
_kept: OrderedDict[str, _Made] = OrderedDict()


def the_same_for_all(page: Page) -> Page:
    """A page that hangs on its address alone, or on what is given with it. Only what was there is kept: 200."""

    @wraps(page)
    def asked(request: HttpRequest, *args: object, **more: object) -> HttpResponse:
        tag = str(more.get("tag", languages.SOURCE))
        if request.method == "POST" or request.GET or tag not in languages.known(is_demo=settings.DEMO):
            return page(request, *args, **more)
        mark, key = _mark(tag), _key(request.path, more)
        with _lock:
            made = _kept.get(key)
        if made is not None and made.mark == mark:
            return HttpResponse(made.content, headers={"Content-Language": made.language})
        answer = page(request, *args, **more)
        if answer.status_code == 200:
            _keep(key, _Made(mark, answer.content, answer.headers.get("Content-Language", tag)))
        return answer

    return asked


def _key(path: str, more: Mapping[str, object]) -> str:
    return " ".join([path, *(f"{name}={more[name]}" for name in sorted(more))])


def _keep(key: str, made: _Made) -> None:
    with _lock:
        _kept[key] = made
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def _mark(tag: str) -> Mark:
    minute = timezone.now().replace(second=0, microsecond=0)
    return file.seen(), calling.file_taken(), standing(tag)[0], listening.changed(), minute
