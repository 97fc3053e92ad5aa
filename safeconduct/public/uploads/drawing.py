"""The closed process for pictures: one comes in, and comes out drawn anew from its points, wide and narrow.

Started by `pictures.py` with nothing in its environment. All that will be needed is loaded before it locks itself in.
First a line of JSON with the lengths of both, or with what is wrong, then the bytes.
"""

import io
import json
import sys

from PIL import Image

from safeconduct.vocabulary.uploads import lock
from safeconduct.vocabulary.uploads.points import TooManyPoints, flat, one_point, opened

WIDE, NARROW = 1280, 640
"""Points across at most: as wide as a page of the site is, and as wide as a telephone shows it sharply."""
HIGHEST = 2
"""Times as high as wide at most: else one picture would push the text off several screens."""
QUALITY, PRESSED = 85, 6


def main() -> None:
    """Read the name of the format and the picture, draw it, answer."""
    found: list[bytes] = []
    fault = ""
    lock.limit()
    try:
        for kind in ("JPEG", "PNG"):
            drawn(one_point(kind), kind, 1)
        lock.close()
        asked, _line, data = sys.stdin.buffer.read().partition(b"\n")
        most, _blank, name = asked.decode().partition(" ")
        found = drawn(data, name, int(most))
    except lock.NoLock:
        fault = "no_room"
    except TooManyPoints:
        fault = "too_many_points"
    except Moves:
        fault = "moves"
    except Exception:  # noqa: BLE001 - whatever such a file does to a reader, it is not taken
        fault = "unreadable"
    said = {"lengths": [len(each) for each in found], "fault": fault}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + b"".join(found))
    sys.stdout.flush()


class Moves(Exception):
    """It is a film of several pictures."""


def drawn(data: bytes, kind: str, most_points: int) -> list[bytes]:
    """The picture in both widths, upright, without what was written beside its points. Raises Moves, TooManyPoints."""
    with Image.open(io.BytesIO(data), formats=[kind]) as looked_at:
        if kind == "PNG" and getattr(looked_at, "is_animated", False):
            raise Moves
    points = flat(opened(data, kind, most_points))
    if kind == "JPEG":
        points = points.convert("RGB")
    return [_saved(points, kind, width) for width in (WIDE, NARROW)]


def _saved(points: Image.Image, kind: str, width: int) -> bytes:
    """At most so wide."""
    smaller, out = points.copy(), io.BytesIO()
    smaller.thumbnail((width, HIGHEST * width))
    if kind == "JPEG":
        smaller.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    else:
        smaller.save(out, "PNG", compress_level=PRESSED)
    return out.getvalue()
