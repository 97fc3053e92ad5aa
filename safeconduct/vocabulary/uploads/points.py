"""Pictures opened for their points alone: what a camera wrote beside them is not carried over. For a closed process."""

import io
from typing import Any

from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin

LATER = (MpoImagePlugin, TiffImagePlugin)
"""What Pillow would load only when a photograph asks for it, and then could not."""
TURNED = 0x0112
"""EXIF's number of how the camera was held."""


class TooManyPoints(Exception):
    """It has more points than were allowed; none of them was read."""


def opened(data: bytes, kind: str, most_points: int) -> Image.Image:
    """The picture, upright; `kind` is Pillow's name of its format. Raises TooManyPoints, and whatever Pillow raises."""
    Image.MAX_IMAGE_PIXELS = None  # asked below, with our own number and before a point is read
    picture: Any = Image.open(io.BytesIO(data), formats=[kind])
    if picture.width * picture.height > most_points:
        raise TooManyPoints
    picture.load()
    return ImageOps.exif_transpose(picture)


def flat(picture: Image.Image) -> Image.Image:
    """Its points only, in a mode that every browser shows."""
    is_clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    drawn = picture.convert("RGBA" if is_clear else "RGB")
    drawn.info = {}
    return drawn


def one_point(kind: str) -> bytes:
    """A picture of one point that lies on its side, to load with what reads and turns such a picture."""
    lying = Image.Exif()
    lying[TURNED] = 6
    out = io.BytesIO()
    Image.new("RGB", (1, 1)).save(out, kind, exif=lying)
    return out.getvalue()
