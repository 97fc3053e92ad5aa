"""The way into the closed process for pictures, and how a drawn one is kept: wide as the file, narrow beside it."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from safeconduct.public.uploads.rules import BUSY, DRAWN_FAULTS, MOST_POINTS, NOT_DRAWN, PICTURES
from safeconduct.vocabulary.errors import NotPossible

TOP = Path(__file__).parents[3]
BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from safeconduct.public.uploads.drawing import main; main()"
)
SECONDS = 30
_ROOMS = threading.BoundedSemaphore(2)
"""So many at once in one process: each may take a gibibyte."""
BESIDE = "narrow"
"""The folder beside the files with the narrow ones, under the same names."""


class Drawn(SimpleUploadedFile):
    """A picture that was drawn anew, and the same one narrower."""

    narrow: bytes = b""


def is_picture(name: str) -> bool:
    """Whether a file of this name is shown in a page."""
    return name.rpartition(".")[2].lower() in PICTURES


def drawn_anew(data: bytes, name: str) -> Drawn:
    """Both widths of it. Raises NotPossible, saying what is wrong with it."""
    kind = PICTURES[name.rpartition(".")[2].lower()]
    if not _ROOMS.acquire(timeout=SECONDS):
        raise NotPossible(BUSY)
    try:
        answer = _asked(f"{MOST_POINTS} {kind}\n".encode() + data)
    finally:
        _ROOMS.release()
    line, _, made = answer.partition(b"\n")
    try:
        said = json.loads(line)
    except ValueError:
        raise NotPossible(NOT_DRAWN) from None
    lengths = said.get("lengths", [])
    if not made or sum(lengths) != len(made):
        raise NotPossible(DRAWN_FAULTS.get(str(said.get("fault")), NOT_DRAWN))
    wide = Drawn(name, made[: lengths[0]], f"image/{kind.lower()}")
    wide.narrow = made[lengths[0] :]
    return wide


def _asked(given: bytes) -> bytes:
    """What the room says; nothing where it was ended."""
    try:
        room = subprocess.run(
            [sys.executable, "-I", "-c", BEGIN, str(TOP)],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
        )
    except (subprocess.TimeoutExpired, BrokenPipeError):
        return b""
    return room.stdout


def narrow_of(name: str) -> str:
    """Where the narrow one of a kept file lies."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/{BESIDE}/{file}"


def keep_narrow(sender: Any, instance: Any, created: bool, **_more: Any) -> None:
    """After a file is kept: the narrow picture is laid beside it, under the name that the file was given."""
    narrow = getattr(instance, "narrow", b"")
    if created and narrow:
        instance.file.storage.save(narrow_of(instance.file.name), ContentFile(narrow))


def remove_narrow(sender: Any, instance: Any, **_more: Any) -> None:
    """After a file is taken away."""
    if is_picture(instance.file.name):
        instance.file.storage.delete(narrow_of(instance.file.name))


def size_of(file: Any) -> tuple[int, int] | None:
    """Points across and down of a picture that was drawn here; None when its file is not there."""
    try:
        with file.storage.open(file.name) as raw, Image.open(raw, formats=["JPEG", "PNG"]) as picture:
            return picture.size
    except OSError:
        return None
