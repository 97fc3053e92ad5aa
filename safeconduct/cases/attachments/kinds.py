"""What a file is, by its first bytes and never by its name. Pure; knows nothing of Django."""

from enum import StrEnum


class Kind(StrEnum):
    """What can be attached."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TEXT = "text"


PICTURES = frozenset({Kind.JPEG, Kind.PNG})
MEDIA = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.TEXT: "text/plain; charset=utf-8",
}
ENDINGS = {Kind.PDF: "pdf", Kind.JPEG: "jpg", Kind.PNG: "png", Kind.TEXT: "txt"}
"""With which ending a file is given out: ours, not the one it came with."""

_NAMED = {"pdf": Kind.PDF, "jpg": Kind.JPEG, "jpeg": Kind.JPEG, "png": Kind.PNG, "txt": Kind.TEXT}
_BEGINS = {b"%PDF-": Kind.PDF, b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG}
_SIGNS = frozenset("\t\n")


def kind_of(data: bytes) -> Kind | None:
    """The kind by the content; None for whatever is on no list."""
    for begins, kind in _BEGINS.items():
        if data.startswith(begins):
            return kind
    return Kind.TEXT if plain(data) is not None else None


def named_as(name: str) -> Kind | None:
    """What a name claims to be. Never believed: it can only make a file be refused."""
    return _NAMED.get(name.rpartition(".")[2].lower())


def plain(data: bytes) -> str | None:
    """The text of a file that is plain text in UTF-8 and neither a script nor a page; else None."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return None
    if any((sign < " " and sign not in _SIGNS) or "\x7f" <= sign <= "\x9f" for sign in text):
        return None
    return None if not text.strip() or text.lstrip().startswith(("#!", "<")) else text
