"""Pictures, drawn anew from their points: what a camera wrote beside them is not carried over."""

import io
from typing import Any

from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin

from safeconduct.cases.attachments.kinds import Kind
from safeconduct.cases.attachments.room.faults import Fault

LATER = (MpoImagePlugin, TiffImagePlugin)
"""What Pillow would load only when a photograph asks for it, and then could not."""
FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG"}
QUALITY, PRESSED = 88, 3
"""Of a JPEG; and how hard a PNG is pressed: harder costs many times as long, and wins little."""


def ready() -> None:
    """Load all that will be needed, as long as something can be loaded: one point is drawn, and drawn anew."""
    lying = Image.Exif()
    lying[0x0112] = 6
    for kind, name in FORMATS.items():
        out = io.BytesIO()
        Image.new("RGB", (1, 1)).save(out, name, exif=lying)
        remade(out.getvalue(), kind, 1)
        shown(out.getvalue(), kind, 1, 1)
    as_png(Image.new("RGBA", (1, 1)), 1)


def remade(data: bytes, kind: Kind, most_points: int) -> tuple[bytes, int]:
    """The picture drawn anew, upright, and its one page. Raises Fault."""
    out = io.BytesIO()
    with _opened(data, kind, most_points) as picture:
        if kind is Kind.JPEG:
            _flat(picture).convert("RGB").save(out, "JPEG", quality=QUALITY)
        else:
            _flat(picture).save(out, "PNG", compress_level=PRESSED)
    return out.getvalue(), 1


def shown(data: bytes, kind: Kind, most_points: int, width: int) -> bytes:
    """The picture as a PNG, at most `width` points wide and three times as high, on white."""
    with _opened(data, kind, most_points) as picture:
        return as_png(picture, width)


def as_png(picture: Image.Image, width: int) -> bytes:
    """Any picture as a PNG for a page."""
    out = io.BytesIO()
    drawn = _flat(picture)
    drawn.thumbnail((width, 3 * width))
    if drawn.mode == "RGBA":  # whatever is clear lies on white, as on paper, also on a dark page
        drawn = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("RGB")
    drawn.save(out, "PNG", compress_level=PRESSED)
    return out.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """Its points only, in a mode that every browser shows."""
    is_clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    drawn = picture.convert("RGBA" if is_clear else "RGB")
    drawn.info = {}
    return drawn


def _opened(data: bytes, kind: Kind, most_points: int) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # asked below, with our own number and before a point is read
    picture: Any = Image.open(io.BytesIO(data), formats=[FORMATS[kind]])
    if picture.width * picture.height > most_points:
        raise Fault("too_many_points")
    picture.load()
    return ImageOps.exif_transpose(picture)
