"""A Word document of somebody else: looked at as what it is, a folder of XML, before anything reads it as a document.

Refused: what is none, brings a program, fetches something from elsewhere, or unpacks to more than a letter. Pure.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.text import format_lazy

from safeconduct.rights.documents.faults import MACROS, NOT_WORD, OUTSIDE, TOO_LARGE, BadTemplate

MOST: Final = 1024 * 1024
UNPACKED: Final = 8 * MOST
OF_TEXT: Final = MOST
"""What one part that holds words may be: these are searched by patterns, which take their time."""
PARTS: Final = 200
BRACES: Final = 1000
MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PROGRAM = re.compile(r"vbaProject|macroEnabled|activeX|oleObject|/embeddings/", re.IGNORECASE)
_FIELD = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|DATE|HYPERLINK)\b", re.IGNORECASE)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINK = "/hyperlink"


@lru_cache(maxsize=16)
def require_plain(data: bytes) -> None:
    """Go on with a plain Word document; one that was looked at is known for a while. Raises BadTemplate."""
    if len(data) > MOST:
        raise BadTemplate(TOO_LARGE)
    try:
        parts = dict(_unpacked(data))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise BadTemplate(NOT_WORD) from error
    kinds = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if _PROGRAM.search(kinds) or any(_PROGRAM.search(name) for name in parts):
        raise BadTemplate(MACROS)
    if MAIN not in kinds or "word/document.xml" not in parts:
        raise BadTemplate(NOT_WORD)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            _require_inward(name, content)


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part, read no further than is allowed, whatever the folder says of its sizes."""
    left = UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        if len(folder.infolist()) > PARTS:
            raise BadTemplate(TOO_LARGE)
        for part in folder.infolist():
            most = min(left, OF_TEXT) if part.filename.endswith((".xml", ".rels")) else left
            with folder.open(part) as file:
                content = file.read(most + 1)
            if len(content) > most:
                raise BadTemplate(TOO_LARGE)
            left -= len(content)
            yield part.filename, content


def _require_inward(name: str, content: bytes) -> None:
    """XML without definitions of its own, and nothing that is fetched when somebody opens the document."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise BadTemplate(NOT_WORD) from error
    asked = ""
    # Fields are found by patterns, which take longer with each brace that is opened.
    if name.startswith("word/") and content.count(b"{") > BRACES:
        raise BadTemplate(TOO_LARGE)
    for one in root.iter():
        if name.endswith(".rels") and one.get("TargetMode") == "External":
            _require(one.get("Type", "").endswith(_LINK), one.get("Type", "").rpartition("/")[2])
        elif one.tag == f"{_WORD}instrText":
            asked += one.text or ""
        elif one.tag == f"{_WORD}fldChar":
            _require_plain_field(asked)
            asked = ""
        elif one.tag == f"{_WORD}fldSimple":
            _require_plain_field(one.get(f"{_WORD}instr", ""))
        _require(one.tag != f"{_WORD}altChunk", "altChunk")
    _require_plain_field(asked)


def _require_plain_field(asked: str) -> None:
    """Word computes fields when it opens a document; some of them fetch, or start a program."""
    _require(not asked.strip() or bool(_FIELD.match(asked)), asked.strip())


def _require(is_so: bool, what: str) -> None:
    if not is_so:
        raise BadTemplate(format_lazy(OUTSIDE, what=what[:80]))
