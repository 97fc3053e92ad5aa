"""Pages that were shown a moment ago are shown again without being put together anew.

A page is kept for as long as none of the tables changes that pages are made of (their triggers count on, migration
0002), and for a minute at most: so long anybody between us and a reader may keep it too.
Kept are pages that editors write and nothing else: no search, no form, nothing for one person, nothing for an editor.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from safeconduct.public import settings

SECONDS = 60
MOST = 500
"""Pages; some ten to thirty kilobytes each."""
PAGE, PART = "wagtail_serve", "page"
"""The address of pages, and the one question that they answer: which part of a list."""

type Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One page as it was shown."""

    generation: int
    until: float
    mark: str
    headers: tuple[tuple[str, str], ...]
    content: bytes


class Kept:
    """Shows them, and keeps those that were put together."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only for a reader, who has no cookie, and for a whole page."""
        if request.method != "GET" or request.COOKIES or not set(request.GET) <= {PART}:
            return self.get_response(request)
        if request.path.startswith(settings.EDIT):
            return self.get_response(request)
        key = (request.get_host(), request.path, request.GET.get(PART, "")[:9])
        # Before the page is read: what changes meanwhile makes this number old, and the page is put together again.
        generation = _generation()
        with self._lock:
            entry = self._entries.get(key)
        if entry is None or entry.generation != generation or entry.until < time.monotonic():
            response = self.get_response(request)
            if not _is_a_page(request, response):
                return response
            entry = _entry(response, generation)
            self._keep(key, entry)
        return _answer(request, entry)

    def _keep(self, key: Key, entry: Entry) -> None:
        with self._lock:
            self._entries[key] = entry
            self._entries.move_to_end(key)
            while len(self._entries) > MOST:
                self._entries.popitem(last=False)


def _generation() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(pg_sequence_last_value('pages_generation'), 0)")
        number: int = cursor.fetchone()[0]
    return number


def _is_a_page(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    is_whole = response.status_code == 200 and not response.streaming and not response.cookies
    return (
        is_whole
        and match is not None
        and match.view_name == PAGE
        and not response.has_header("Cache-Control")
    )


def _entry(response: HttpResponse, generation: int) -> Entry:
    mark = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    until = time.monotonic() + SECONDS
    return Entry(generation, until, mark, tuple(response.headers.items()), response.content)


def _answer(request: HttpRequest, entry: Entry) -> HttpResponse:
    marks = [each.strip() for each in request.headers.get("If-None-Match", "").split(",")]
    if entry.mark in marks:
        return HttpResponseNotModified(headers={"ETag": entry.mark})
    return HttpResponse(entry.content, headers=dict(entry.headers) | {"ETag": entry.mark})
