"""The templates that come with the house: short texts in `templates_of_law`, made into Word documents. Pure.

`<country or any>/<kind>.<language>.txt`: `# ` a title, `## ` a heading, `- ` a line of a list, everything else a
paragraph. All were written by developers, and no lawyer has checked one.
"""

import io
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import docx
import docx.document
from docx.enum.style import WD_STYLE_TYPE

from safeconduct.rights.documents.kinds import Document

FOLDER: Final = Path(__file__).with_name("templates_of_law")
VERSION: Final = 2
"""Raised whenever a text is changed: the document says from which it was made."""
UNUSED: Final = ("/thumbnail", "/stylesWithEffects", "/customXml", "/webSettings")
"""Relations of the document that `docx` begins with: a picture of it, and what other versions of Word kept."""
STYLES: Mapping[str, str] = {"# ": "Heading 1", "## ": "Heading 2", "- ": "List Bullet"}


@dataclass(frozen=True, slots=True)
class Shipped:
    """One template of ours."""

    kind: Document
    country: str
    """"" for any."""
    language: str
    text: str

    @property
    def name(self) -> str:
        """How it is named in addresses."""
        return f"{self.kind.value}.{self.language}" + (f".{self.country.lower()}" if self.country else "")

    @property
    def sha256(self) -> str:
        """Of the text, which does not change with the program that makes a Word document of it."""
        return sha256(self.text.encode()).hexdigest()


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every template of ours, in the order of their names."""
    return tuple(
        Shipped(
            Document(kind),
            "" if path.parent.name == "any" else path.parent.name.upper(),
            language,
            path.read_text("utf-8"),
        )
        for path in sorted(FOLDER.glob("*/*.txt"))
        for kind, language in [path.stem.split(".")]
    )


@cache
def words(language: str) -> Mapping[str, str]:
    """The sentences that every document says of itself; in English where a language has none."""
    found = tomllib.loads((FOLDER / "words.toml").read_text("utf-8"))
    return dict(found.get(language, found["en"]))


@cache
def as_word(text: str) -> bytes:
    """The text of a template as a Word document, to fill in or to change."""
    document = _empty()
    for style, line in _parts(text.splitlines()):
        document.add_paragraph(line, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _empty() -> docx.document.Document:
    """A new document without what none of our texts uses and each document made of it would be read and packed with."""
    document = docx.Document()
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(UNUSED)]:
            del rels[key]
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and not style.element.default:
            style.delete()
    return document


def _parts(lines: Iterable[str]) -> Iterable[tuple[str | None, str]]:
    for line in lines:
        mark = next((one for one in STYLES if line.startswith(one)), "")
        if text := line.removeprefix(mark).strip():
            yield STYLES.get(mark), text
