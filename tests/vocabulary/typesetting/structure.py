"""What a reader for the blind finds in a PDF: its language, title and tags, and the words in their order."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf


@dataclass(frozen=True, slots=True)
class Structure:
    """The tagged side of a file."""

    language: str
    title: str
    is_tagged: bool
    shows_title: bool
    part_of_ua: str
    tags: tuple[str, ...]
    without_alt: int
    fonts_embedded: bool


def read(data: bytes) -> Structure:
    """Of the bytes of a file."""
    with pikepdf.open(io.BytesIO(data)) as file:
        root: Any = file.Root
        found = list(_elements(root.StructTreeRoot.K))
        with file.open_metadata() as meta:
            title, part = str(meta.get("dc:title", "")), str(meta.get("pdfuaid:part", ""))
        fonts = [
            one
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        return Structure(
            str(root.Lang),
            title,
            bool(root.MarkInfo.Marked),
            bool(root.ViewerPreferences.DisplayDocTitle),
            part,
            tuple(str(one.S).removeprefix("/") for one in found),
            sum(1 for one in found if one.S == "/Figure" and "/Alt" not in one),
            bool(fonts) and all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts),
        )


def _elements(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in list(node):
            yield from _elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from _elements(node.get("/K"))
