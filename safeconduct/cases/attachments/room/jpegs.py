"""The parts of a JPEG: those that tell of the camera, the place and the day are left away, its points not touched."""

KEPT = frozenset({0xE0, 0xEE})
"""Of the parts that programs add: how its points are to be read (JFIF, and Adobe's sign of its colours)."""
_START, _SCAN, _COMMENT = 0xD8, 0xDA, 0xFE


def without_notes(data: bytes) -> bytes:
    """The same picture without EXIF, XMP and comments; what is no JPEG comes back as nothing."""
    if data[:2] != b"\xff\xd8":
        return b""
    out, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return b""
        mark = data[at + 1]
        if mark == 0xFF:  # filling
            at += 1
            continue
        if mark == _SCAN:
            return bytes(out + data[at:])
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        is_note = mark == _COMMENT or (0xE0 <= mark <= 0xEF and mark not in KEPT)
        if not is_note:
            out += data[at : at + 2 + length]
        at += 2 + max(2, length)
    return b""
