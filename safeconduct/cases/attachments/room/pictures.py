"""Pictures, drawn anew from their points: what a camera wrote beside them is not carried over."""

import io

from PIL import Image

from safeconduct.cases.attachments.kinds import Kind
from safeconduct.cases.attachments.room.faults import Fault
from safeconduct.vocabulary.uploads.points import TooManyPoints, flat, one_point, opened

FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG"}
QUALITY, PRESSED = 88, 3
"""Of a JPEG; and how hard a PNG is pressed: harder costs many times as long, and wins little."""


def ready() -> None:
    """Load all that will be needed, as long as something can be loaded: one point is drawn, and drawn anew."""
    for kind, name in FORMATS.items():
        remade(one_point(name), kind, 1)
        shown(one_point(name), kind, 1, 1)
    as_png(Image.new("RGBA", (1, 1)), 1)


def remade(data: bytes, kind: Kind, most_points: int) -> tuple[bytes, int]:
    """The picture drawn anew, upright, and its one page. Raises Fault."""
    out = io.BytesIO()
    with _opened(data, kind, most_points) as picture:
        if kind is Kind.JPEG:
            flat(picture).convert("RGB").save(out, "JPEG", quality=QUALITY)
        else:
            flat(picture).save(out, "PNG", compress_level=PRESSED)
    return out.getvalue(), 1


def shown(data: bytes, kind: Kind, most_points: int, width: int) -> bytes:
    """The picture as a PNG, at most `width` points wide and three times as high, on white."""
    with _opened(data, kind, most_points) as picture:
        return as_png(picture, width)


def as_png(picture: Image.Image, width: int) -> bytes:
    """Any picture as a PNG for a page."""
    out = io.BytesIO()
    drawn = flat(picture)
    drawn.thumbnail((width, 3 * width))
    if drawn.mode == "RGBA":  # whatever is clear lies on white, as on paper, also on a dark page
        drawn = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("RGB")
    drawn.save(out, "PNG", compress_level=PRESSED)
    return out.getvalue()


def _opened(data: bytes, kind: Kind, most_points: int) -> Image.Image:
    try:
        return opened(data, FORMATS[kind], most_points)
    except TooManyPoints as fault:
        raise Fault("too_many_points") from fault
