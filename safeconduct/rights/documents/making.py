"""A template filled in: the Word document with who has not checked it and its template, and its words as a tagged PDF.

Both are made from one template, in memory, and kept nowhere. The PDF has the words of the document in their order,
headings as headings and lists as lists; it has no pictures and no layout of the Word document.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import docx
from django.utils.text import format_lazy
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate

from safeconduct.rights.documents.faults import EMPTY, UNENDED, BadTemplate
from safeconduct.rights.documents.fields import BY_NAME
from safeconduct.rights.documents.kinds import Format
from safeconduct.rights.documents.opening import require_plain
from safeconduct.rights.documents.sandbox import Sandbox
from safeconduct.vocabulary.typesetting.setting import pdf
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every document says of itself."""

    language: str
    title: str
    """For a document without a heading."""
    unchecked: str
    """Who has not checked it, in the language of the document; "" where a lawyer of the country has."""
    foot: str
    """Which template, version and hash made it."""


def filled(template: bytes, values: Mapping[str, str]) -> bytes:
    """The Word document with these values. Raises BadTemplate for whatever cannot be filled in."""
    return _filled(template, values)[0]


@lru_cache(maxsize=16)
def fields_in(template: bytes) -> frozenset[str]:
    """The names of the fields that a template asks for. Raises BadTemplate."""
    return _filled(template, {})[1]


def _filled(template: bytes, values: Mapping[str, str]) -> tuple[bytes, frozenset[str]]:
    require_plain(template)
    sandbox = Sandbox()
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render({name: values.get(name, "") for name in BY_NAME}, sandbox, autoescape=True)
        made = io.BytesIO()
        document.save(made)
    except BadTemplate:
        raise
    except Exception as error:
        raise BadTemplate(format_lazy(UNENDED, what=type(error).__name__)) from error
    return made.getvalue(), frozenset(sandbox.used)


def given_out(made: bytes, form: Format, stamp: Stamp) -> bytes:
    """The file as it leaves."""
    return stamped(made, stamp) if form is Format.DOCX else pdf(sheet_of(made, stamp))


def stamped(made: bytes, stamp: Stamp) -> bytes:
    """With the sentence at its head and the template at its foot; without who wrote it, when, and on what."""
    document = docx.Document(io.BytesIO(made))
    title = _sheet(document, stamp).title
    if stamp.unchecked:
        _put_before(document, stamp.unchecked)
    for number, section in enumerate(document.sections):
        for foot in (section.footer, section.first_page_footer, section.even_page_footer):
            # A foot without words of its own shows that of the section before; the first has none before it.
            if number == 0 or not foot.is_linked_to_previous:
                _small(foot.add_paragraph(stamp.foot))
    _tell(document, title, stamp.language)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet_of(made: bytes, stamp: Stamp) -> Sheet:
    """The words of a filled document as a paper. Raises BadTemplate for one without words."""
    return _sheet(docx.Document(io.BytesIO(made)), stamp)


def _sheet(document: Document, stamp: Stamp) -> Sheet:
    groups: list[Group] = []
    title, heading, items = "", "", list[Item]()
    for style, text in words_of(document):
        if style == "title" and not title:
            title = text
        elif style in {"title", "heading"}:
            groups.append(Group(heading, tuple(items)))
            heading, items = text, []
        elif style == "list" and items and items[-1].kind == "list":
            items[-1] = Item("list", "", (*items[-1].options, text))
        else:
            items.append(Item("list", "", (text,)) if style == "list" else Item(style, text))
    groups = [one for one in (*groups, Group(heading, tuple(items))) if one.heading or one.items]
    if not groups:
        raise BadTemplate(EMPTY)
    return Sheet(stamp.language, title or stamp.title, tuple(groups), "", stamp.unchecked, stamp.foot)


def words_of(document: Document) -> Iterator[tuple[str, str]]:
    """The words of a document in their order, each with what it is: title, heading, list, strong or text."""
    names: dict[str | None, str] = {}
    header = document.sections[0].header
    # The first header has none before it to be linked to; to ask for its words would put in an empty one.
    of_header = () if header.is_linked_to_previous else header.iter_inner_content()
    for block in (*of_header, *document.iter_inner_content()):
        if isinstance(block, Table):
            for row in block.rows:
                texts = [cell.text.strip() for cell in row.cells]
                yield "text", ": ".join(dict.fromkeys(one for one in texts if one))
        elif text := block.text.strip():
            yield _what(block, names), text


def _what(paragraph: Paragraph, names: dict[str | None, str]) -> str:
    """`names` of styles that were looked up before: each look goes through all styles of the document."""
    style_id = paragraph._p.style
    if style_id not in names:
        names[style_id] = (paragraph.style.name or "") if paragraph.style is not None else ""
    name = names[style_id]
    if name in {"Title", "Heading 1"}:
        return "title"
    if name.startswith("Heading"):
        return "heading"
    if name.startswith("List"):
        return "list"
    runs = [run for run in paragraph.runs if run.text.strip()]
    return "strong" if runs and all(run.bold for run in runs) else "text"


def _put_before(document: Document, sentence: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(sentence).bold = True
    document.element.body.insert(0, paragraph._p)


def _small(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(8)


def _tell(document: Document, title: str, language: str) -> None:
    """Title and language for whoever hears it; nothing of who wrote it, or when."""
    about = document.core_properties
    about.title, about.language = title, language
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(about, name, "")
    style: Any = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    if style is not None:
        properties = style.element.get_or_add_rPr()
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        said = OxmlElement("w:lang")
        said.set(qn("w:val"), language)
        properties.append(said)
