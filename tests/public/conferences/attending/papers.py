"""A PDF from the site: its bytes, its words, and what a reader for the blind finds."""

import urllib.error
import urllib.request

import pypdfium2

from safeconduct.commands.nodes.node import Node


def fetched(site: Node, path: str) -> bytes:
    """The bytes; b"" where there is no file."""
    assert site.site is not None
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{site.site.port}{path}", timeout=30) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError:
        return b""


def words(data: bytes) -> str:
    """Its text, each space one space."""
    file = pypdfium2.PdfDocument(data)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in file).split())
    finally:
        file.close()
