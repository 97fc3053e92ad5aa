"""The sounds of the site: whether there is one, and giving it out. Nothing is loaded before somebody presses."""

import re
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from safeconduct.public import settings
from safeconduct.public.helping.guarding import leaves_no_trace
from safeconduct.public.helping.showing import nothing
from safeconduct.public.helping.speaking import ENDING, FOLDER, NAME

LARGEST = 2 * 1024 * 1024
"""Bytes; a section is a tenth of it."""
_RANGE = re.compile(r"bytes=(\d{0,9})-(\d{0,9})", re.ASCII)
_NAME = re.compile(rf"[0-9a-f]{{{NAME}}}", re.ASCII)


def is_there(name: str) -> bool:
    """Whether there is a sound of this name."""
    return bool(name) and _file(name).is_file()


def changed() -> int:
    """When a sound came or went last; 0 where there is none."""
    try:
        return ((settings.HOME or Path("/nonexistent")) / FOLDER).stat().st_mtime_ns
    except OSError:
        return 0


@leaves_no_trace
@require_safe
def sound(request: HttpRequest, name: str) -> HttpResponse:
    """One sound, or a part of it: the player of a telephone asks for parts."""
    if not _NAME.fullmatch(name) or not is_there(name):
        return nothing(request, "")
    whole = _file(name).read_bytes()[:LARGEST]
    asked = part_of(request.headers.get("Range", ""), len(whole))
    first, last = asked or (0, len(whole) - 1)
    answer = HttpResponse(
        whole[first : last + 1], content_type="audio/mpeg", status=206 if asked else 200,
        headers={"Accept-Ranges": "bytes"},
    )  # fmt: skip
    if asked:
        answer.headers["Content-Range"] = f"bytes {first}-{last}/{len(whole)}"
    return answer


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of what was asked for; None for the whole, also when it makes no sense (RFC 9110, 14.2)."""
    found = _RANGE.fullmatch(asked)
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    begin = int(first) if first else max(0, size - int(last))
    end = min(size - 1, int(last)) if first and last else size - 1
    return (begin, end) if begin <= end else None


def _file(name: str) -> Path:
    return (settings.HOME or Path("/nonexistent")) / FOLDER / f"{name}{ENDING}"
