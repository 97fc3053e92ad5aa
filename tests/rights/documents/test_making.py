"""A document as it leaves: what a reader for the blind finds, what Word finds, and what it says of itself."""

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest

from safeconduct.rights.documents.fields import BLANK, BY_NAME, FIELDS
from safeconduct.rights.documents.kinds import Document, Format
from safeconduct.rights.documents.making import Stamp, fields_in, filled, given_out, sheet_of
from safeconduct.rights.documents.shipped import as_word, shipped, words
from safeconduct.vocabulary.languages import TRANSLATED
from tests.rights.documents.words import word
from tests.vocabulary.typesetting.structure import read

STAMP = Stamp(
    "ro", "A title", "Neverificat de un jurist din această țară.", "Model x.ro, versiunea 7, 0123456789abcdef"
)
VALUES = {one.name: one.invented or BLANK for one in FIELDS} | {"names": "Ștefania & Ion"}
SOURCES = {one.name: one for one in shipped()}


@pytest.fixture(scope="module")
def made() -> bytes:
    """The confirmation in Romanian, filled in."""
    return filled(as_word(SOURCES["confirmation.ro"].text), VALUES)


def text_of(data: bytes) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    return " ".join(" ".join(pages).split())


def test_the_pdf_says_its_language_its_title_and_what_is_what_and_is_read_back(made: bytes) -> None:
    data = given_out(made, Format.PDF, STAMP)
    found = read(data)
    assert (found.language, found.title, found.part_of_ua) == ("ro", "Confirmare de sprijin", "1")
    assert (found.is_tagged, found.shows_title, found.fonts_embedded, found.without_alt) == (
        True,
        True,
        True,
        0,
    )
    assert [found.tags.count(tag) for tag in ("H1", "H2", "L", "LI")] == [1, 3, 1, 4]
    said = text_of(data)
    assert all(words in said for words in ("Nume: Ștefania & Ion", STAMP.unchecked, STAMP.foot))


def test_the_word_file_says_the_same_and_not_who_wrote_it(made: bytes) -> None:
    document = docx.Document(io.BytesIO(given_out(made, Format.DOCX, STAMP)))
    assert document.paragraphs[0].text == STAMP.unchecked
    assert STAMP.foot in [one.text for one in document.sections[0].footer.paragraphs]
    about = document.core_properties
    assert (about.language, about.title) == ("ro", "Confirmare de sprijin")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")


def test_a_template_with_feet_of_its_own_carries_the_mark_on_every_one() -> None:
    document = docx.Document(io.BytesIO(word("A letter", "Words", foot="House Linden")))
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_footer.paragraphs[0].text = "First"
    document.add_section().footer.is_linked_to_previous = False
    out = io.BytesIO()
    document.save(out)
    stamped = docx.Document(io.BytesIO(given_out(out.getvalue(), Format.DOCX, STAMP)))
    first, second = stamped.sections
    feet = [first.footer, first.first_page_footer, second.footer]
    assert [[one.text for one in foot.paragraphs].count(STAMP.foot) for foot in feet] == [1, 1, 1]
    assert feet[0].paragraphs[0].text == "House Linden"


def test_what_is_missing_is_a_line_to_fill_in_and_no_condition(made: bytes) -> None:
    sheet = sheet_of(
        filled(
            word("A", "Name: {{ names }}", "{% if names %}Known{% else %}Open{% endif %}"), {"names": BLANK}
        ),
        STAMP,
    )
    assert [item.label for item in sheet.groups[0].items] == [f"Name: {BLANK}", "Open"]


def test_a_letterhead_and_a_table_are_read_in_their_order() -> None:
    document = docx.Document(io.BytesIO(word("A letter", head="House Linden")))
    row = document.add_table(rows=1, cols=2).rows[0].cells
    row[0].text, row[1].text = "Name", "{{ names }}"
    out = io.BytesIO()
    document.save(out)
    sheet = sheet_of(filled(out.getvalue(), VALUES), STAMP)
    assert [item.label for group in sheet.groups for item in group.items] == [
        "House Linden",
        "Name: Ștefania & Ion",
    ]


# --- what comes with the house ---


def test_each_kind_is_there_in_six_languages() -> None:
    for kind in Document:
        assert {one.language for one in shipped() if one.kind is kind} == set(TRANSLATED)
    assert all(words(one.language) is not words("en") or one.language == "en" for one in shipped())


def test_a_text_asks_for_the_same_in_every_language_and_every_field_is_asked_for_somewhere() -> None:
    asked = {name: fields_in(as_word(one.text)) for name, one in SOURCES.items()}
    for name, fields in asked.items():
        assert fields == asked[name.split(".")[0] + ".en"], name
    assert set(BY_NAME) - frozenset().union(*asked.values()) == {"address", "identified_by"}


def test_no_text_asks_whether_somebody_co_operates() -> None:
    for one in shipped():
        assert not {"cooperat", "co-operat", "witness"} & set(one.text.lower().split()), one.name


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_the_word_file_opens_in_libreoffice(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "document.docx").write_bytes(given_out(made, Format.DOCX, STAMP))
    program = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    subprocess.run(
        [*program, "--outdir", tmp_path, tmp_path / "document.docx"],
        check=True,
        timeout=120,
        capture_output=True,
    )
    said = (tmp_path / "document.txt").read_text("utf-8-sig")
    assert "Confirmare de sprijin" in said
    assert "Nume: Ștefania & Ion" in said
