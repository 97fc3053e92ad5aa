"""A sheet as a tagged PDF (PDF/UA-1), made in memory and kept nowhere.

Typst refuses to write a file that claims PDF/UA-1 and lacks a title, a language or an alternative text. It reads one
template of ours and the sheet as data: no text of a person is ever read as markup, and nothing is fetched. The fonts
are those that it brings: Libertinus Serif (SIL Open Font License, which allows embedding) has the letters of all
languages of the texts for the person.
"""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from safeconduct.vocabulary.typesetting.sheet import Sheet

if TYPE_CHECKING:
    import typst

PDF: Final = "application/pdf"
STANDARD: Final = "ua-1"
TEMPLATE: Final = Path(__file__).with_name("sheet.typ")


@cache
def _fonts() -> "typst.Fonts":
    """Those that Typst brings, looked through once in a process and not for each paper."""
    import typst

    return typst.Fonts(include_system_fonts=False)


def pdf(sheet: Sheet) -> bytes:
    """The bytes of the file. Its time is left out: when it was printed is nobody's business."""
    import typst  # some 40 MB of a program, loaded by whoever prints first

    made = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        sys_inputs={"sheet": json.dumps(sheet.members(), ensure_ascii=False)},
        pdf_standards=STANDARD,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        timestamp=0,
    )
    assert isinstance(made, bytes)  # noqa: S101  (several pages are several files of pictures only)
    return made
