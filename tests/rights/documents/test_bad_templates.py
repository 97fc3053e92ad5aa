"""What a template may not be: each refused in a sentence that says what is wrong, before anything of it is used."""

import io
import zipfile

import pytest

from safeconduct.rights.documents.faults import BadTemplate
from safeconduct.rights.documents.fields import BY_NAME
from safeconduct.rights.documents.making import Stamp, fields_in, filled, sheet_of
from safeconduct.rights.documents.opening import MOST
from safeconduct.rights.documents.sandbox import Sandbox
from tests.rights.documents.words import part_of, titled, with_parts, word

GOOD = word(
    "A letter",
    "To {{ recipient }}",
    "{% if names %}",
    "Name: {{ names }}",
    "{% else %}",
    "None",
    "{% endif %}",
)
RELS = "word/_rels/document.xml.rels"


def refusal(data: bytes) -> str:
    with pytest.raises(BadTemplate) as wrong:
        filled(data, {})
    return str(wrong.value.sentence)


def test_fields_and_a_plain_if_are_all_that_a_template_needs() -> None:
    assert fields_in(GOOD) == {"recipient", "names"}


def test_a_text_that_was_seen_before_asks_for_the_same_and_keeps_nothing_that_was_filled_in() -> None:
    for name in ("Nadia", "Olha"):
        sandbox = Sandbox()
        assert sandbox.from_string("{{ names }}").render(names=name) == name
        assert sandbox.used == {"names"}
    for _time in range(2):
        with pytest.raises(BadTemplate):
            Sandbox().from_string("{{ surname }}")


def test_a_field_that_does_not_exist_is_named_beside_those_that_do() -> None:
    said = refusal(word("A letter", "Name: {{ surname }}"))
    assert "“surname”" in said
    assert all(name in said for name in BY_NAME)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__ }}", "{{ names.__class__.__mro__ }}", "{{ names|upper }}", "{{ names()|safe }}",
        "{{ [].__class__.__base__.__subclasses__() }}", "{{ names ~ names }}", "{{ 7 * 7 }}", "{{ names[0] }}",
        "{% for one in names %}{{ one }}{% endfor %}", "{% set names = 1 %}", "{% include 'x' %}",
        "{% import 'os' as names %}", "{% raw %}{{ names }}{% endraw %}", "{% if names.__class__ %}x{% endif %}",
        "{% if names or 1 %}x{% endif %}", "{% macro names() %}{% endmacro %}", "{{ range(10) }}", "{{ cycler }}",
        "{{ self }}", "{{ }}", "{% cellbg names %}", "{{ names }}{{ lipsum }}",
    ],
)  # fmt: skip
def test_what_computes_is_refused(attack: str) -> None:
    """Given to the sandbox as the document's own XML is."""
    with pytest.raises(BadTemplate):
        Sandbox().from_string(f"<w:t>{attack}</w:t>")


def test_it_is_refused_wherever_it_stands_in_the_document() -> None:
    attack = "{{ ''.__class__ }}"
    body = "{{ ''.__</w:t></w:r><w:r><w:t>class__ }}"
    split = part_of(GOOD, "word/document.xml").replace(b"{{ names }}", body.encode())
    for data in (
        word("A letter", head=attack), word("A letter", foot=attack), titled(attack),
        with_parts(GOOD, {"word/document.xml": split}),
    ):  # fmt: skip
        assert "“''.__class__”" in refusal(data)


@pytest.mark.parametrize("unended", ["{{ names", "{% if names %}", "{% endif %}", "{{ names }"])
def test_what_is_not_closed_is_said(unended: str) -> None:
    assert refusal(word("A letter", unended))


def test_what_is_filled_in_is_no_template_and_no_markup() -> None:
    made = filled(GOOD, {"recipient": "A & B <w:p> {{ names }}", "names": "{% if x %}\x07"})
    words = [item.label for group in sheet_of(made, Stamp("en", "", "", "")).groups for item in group.items]
    assert words == ["To A & B <w:p> {{ names }}", "Name: {% if x %}"]


# --- the file itself ---


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 an old .doc"])
def test_what_is_no_word_document(data: bytes) -> None:
    assert "no Word document" in refusal(data)


def test_a_folder_of_something_else() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("readme.txt", "words")
    assert "no Word document" in refusal(out.getvalue())


def test_one_that_brings_a_program_along() -> None:
    kinds = part_of(GOOD, "[Content_Types].xml").replace(
        b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )
    for data in (
        with_parts(GOOD, {"[Content_Types].xml": kinds}), with_parts(GOOD, {"word/vbaProject.bin": b"x"}),
        with_parts(GOOD, {"word/embeddings/oleObject1.bin": b"x"}),
    ):  # fmt: skip
        assert "brings a program along" in refusal(data)


def test_too_much() -> None:
    assert "too large" in refusal(b"PK" + bytes(MOST))
    assert "too large" in refusal(with_parts(GOOD, {"word/media/a.png": bytes(50 * MOST)})), "a bomb of zeros"
    assert "too large" in refusal(with_parts(GOOD, {"word/document.xml": b" " * (2 * MOST)}))
    assert "too large" in refusal(word("A letter", "{{ {% {# " * 400)), (
        "patterns would take a minute for more of it"
    )
    assert "too large" in refusal(with_parts(GOOD, {f"word/{one}.txt": b"" for one in range(300)}))


def test_definitions_of_its_own() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    outside = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    for xml in (bomb, outside, bomb.decode().encode("utf-16")):
        assert "no Word document" in refusal(with_parts(GOOD, {"word/document.xml": xml}))
        assert "no Word document" in refusal(with_parts(GOOD, {"word/more.xml": xml}))


def test_what_is_fetched_when_it_is_opened() -> None:
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
        b'Target="https://example.invalid/x" TargetMode="External"/></Relationships>'
    )
    rels = part_of(GOOD, RELS)
    for kind in (b"attachedTemplate", b"image", b"frame"):
        data = with_parts(GOOD, {RELS: rels.replace(b"</Relationships>", link % kind)})
        assert f"({kind.decode()})" in refusal(data)
    assert filled(with_parts(GOOD, {RELS: rels.replace(b"</Relationships>", link % b"hyperlink")}), {})


@pytest.mark.parametrize(
    "asked", ["DDEAUTO c:\\\\x.exe", "INCLUDETEXT https://example.invalid", "INCLUDEPICTURE x", "QUOTE"]
)
def test_a_field_of_word_that_fetches_or_starts_something(asked: str) -> None:
    body = part_of(GOOD, "word/document.xml")
    split = asked[:3], asked[3:]
    run = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    inside = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in split)
    for xml in (run.format(inside), f"<w:fldSimple w:instr='{asked}'/>"):
        bad = body.replace(b"</w:p>", xml.encode() + b"</w:p>", 1)
        assert asked[:8] in refusal(with_parts(GOOD, {"word/document.xml": bad}))
    page = run.format(
        "<w:r><w:instrText>PA</w:instrText></w:r><w:r><w:instrText>GE \\* MERGEFORMAT</w:instrText></w:r>"
    )
    good = body.replace(b"</w:p>", page.encode() + b"</w:p>", 1)
    assert filled(with_parts(GOOD, {"word/document.xml": good}), {})
