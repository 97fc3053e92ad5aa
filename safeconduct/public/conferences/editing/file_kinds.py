"""Which files an organiser may hand out: by what is in them, and not by their names alone. Pure."""

import zipfile
from typing import IO

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Reason, Refused

LARGEST = 20 * 1024 * 1024
TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "html": "text/html; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""The endings that are taken, and what a browser is told of each."""
HEARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml"}
TOO_LARGE = Reason(
    "too_large",
    _("This file is larger than 20 MB."),
    _("Make it smaller, or put it elsewhere and name its address."),
)
OTHER_KIND = Reason(
    "other_kind",
    _("Files of this kind are not taken."),
    _("Choose a PDF, EPUB, HTML, ODT, DOCX or PPTX file."),
)
NOT_AS_NAMED = _("The file is called “.{ending}”, but it is none.")
SAVE_ANEW = _("Open it and save it anew in this form.")
HAS_PROGRAMS = Reason(
    "has_programs", _("This file holds programs (macros)."), _("Save it without them, or as a PDF.")
)


def ending_of(name: str, size: int, file: IO[bytes]) -> str | Refused:
    """The ending of a file that is taken; `size` in bytes. The file is left at its beginning."""
    _stem, _dot, ending = name.lower().rpartition(".") if "." in name else (name, "", "")
    ending = "html" if ending == "htm" else ending
    if ending not in TYPES:
        return Refused(OTHER_KIND)
    if size > LARGEST:
        return Refused(TOO_LARGE)
    try:
        return _looked_into(ending, file)
    finally:
        file.seek(0)


def _looked_into(ending: str, file: IO[bytes]) -> str | Refused:
    file.seek(0)
    if ending == "pdf":
        return ending if file.read(5) == b"%PDF-" else _not(ending)
    if ending == "html":
        return ending if _is_text(file.read()) else _not(ending)
    try:
        with zipfile.ZipFile(file) as parts:
            return _packed(ending, parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return _not(ending)


def _packed(ending: str, parts: zipfile.ZipFile) -> str | Refused:
    names = set(parts.namelist())
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        return Refused(HAS_PROGRAMS)
    if ending in HEARTS:
        return ending if {"[Content_Types].xml", HEARTS[ending]} <= names else _not(ending)
    if "mimetype" not in names or parts.getinfo("mimetype").file_size > 100:
        return _not(ending)
    return ending if parts.read("mimetype").strip() == TYPES[ending].encode() else _not(ending)


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return "<" in text and "\0" not in text


def _not(ending: str) -> Refused:
    return Refused(Reason("not_as_named", format_lazy(NOT_AS_NAMED, ending=ending), SAVE_ANEW))
