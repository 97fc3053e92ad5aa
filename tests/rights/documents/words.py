"""Word documents that a lawyer could have written, and some that nobody should."""

import io
import zipfile

from docx import Document


def word(*lines: str, head: str = "", foot: str = "") -> bytes:
    """A document of these paragraphs; the first is its heading."""
    document = Document()
    for number, line in enumerate(lines):
        document.add_paragraph(line, style="Heading 1" if number == 0 else None)
    if head:
        document.sections[0].header.paragraphs[0].text = head
    if foot:
        document.sections[0].footer.paragraphs[0].text = foot
    return _bytes(document)


def titled(title: str) -> bytes:
    """One whose properties hold this title."""
    document = Document()
    document.add_paragraph("Words")
    document.core_properties.title = title
    return _bytes(document)


def _bytes(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def with_parts(data: bytes, named: dict[str, bytes]) -> bytes:
    """The same folder with these parts added, or in the place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in named:
                new.writestr(part.filename, old.read(part))
        for name, content in named.items():
            new.writestr(name, content)
    return out.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """One part of the folder."""
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        return folder.read(name)
