"""Pictures as cameras, programs and people of bad will make them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

WHERE = "GPS of a shelter"


def picture(
    kind: str = "JPEG", *, mode: str = "RGB", size: tuple[int, int] = (1600, 900), **more: Any
) -> bytes:
    """One with something to see in it."""
    out = io.BytesIO()
    made = Image.linear_gradient("L").resize(size).convert(mode if mode != "RGBA" else "RGB").convert(mode)
    made.save(out, kind, **more)
    return out.getvalue()


def photograph() -> bytes:
    """Taken with a telephone on its side, which wrote where that was."""
    notes = Image.Exif()
    notes[0x0112] = 6  # turned
    notes[0x010E] = WHERE
    notes.get_ifd(0x8825)[2] = (46.0, 46.0, 12.0)
    return picture(size=(900, 600), exif=notes, comment=WHERE.encode())


def film() -> bytes:
    """A PNG of two pictures."""
    out = io.BytesIO()
    first, second = (Image.new("RGB", (9, 9), colour) for colour in ("red", "blue"))
    first.save(out, "PNG", save_all=True, append_images=[second])
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims so many points."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(100))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", packed) + part(b"IEND", b"")
