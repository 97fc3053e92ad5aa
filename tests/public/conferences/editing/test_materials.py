"""Files to take along: which are taken, where they lie, and who may have them."""

import io
import re
import zipfile

import pytest

from safeconduct.commands.nodes.node import Node
from safeconduct.public.conferences.editing.file_kinds import LARGEST, TYPES, ending_of
from safeconduct.vocabulary.decisions import Refused
from tests.public.conferences.within import within
from tests.public.reader import Answer, Browser, rows
from tests.public.uploads.papers_of import ACTING, paper

PDF = b"%PDF-1.7 invented by a test"
PAGE = b"<!doctype html><script>alert(1)</script>"


def _zip(**parts: bytes) -> bytes:
    """A packed file with these parts; two underscores stand for a slash, three for a full stop."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("___", ".").replace("__", "/"), content)
    return packed.getvalue()


def _word(heart: str, **more: bytes) -> bytes:
    packed = io.BytesIO(_zip(**{heart: b"<x/>", **more}))
    with zipfile.ZipFile(packed, "a") as file:
        file.writestr("[Content_Types].xml", "<x/>")
    return packed.getvalue()


@pytest.mark.parametrize("name, content, ending", [
    ("a.pdf", PDF, "pdf"),
    ("A.PDF", PDF, "pdf"),
    ("a.epub", _zip(mimetype=b"application/epub+zip"), "epub"),
    ("a.odt", _zip(mimetype=TYPES["odt"].encode()), "odt"),
    ("a.docx", _word("word__document___xml"), "docx"),
    ("a.pptx", _word("ppt__presentation___xml"), "pptx"),
    ("a.html", "<!doctype html><p>ă</p>".encode(), "html"),
    ("a.htm", b"<p>x</p>", "html"),
])  # fmt: skip
def test_these_files_are_taken(name: str, content: bytes, ending: str) -> None:
    file = io.BytesIO(content)
    assert ending_of(name, len(content), file) == ending
    assert file.tell() == 0


@pytest.mark.parametrize("name, content, code", [
    ("a.exe", b"MZ", "other_kind"),
    ("pdf", PDF, "other_kind"),
    ("a.pdf.js", PDF, "other_kind"),
    ("a.pdf", b"<script>", "not_as_named"),
    ("a.html", b"\xff\xfe\x00", "not_as_named"),
    ("a.epub", _zip(mimetype=TYPES["odt"].encode()), "not_as_named"),
    ("a.odt", _zip(content=b"x"), "not_as_named"),
    ("a.docx", b"PK\x03\x04 broken", "not_as_named"),
    ("a.docx", _word("ppt__presentation___xml"), "not_as_named"),
    ("a.docx", _word("word__document___xml", word__vbaProject___bin=b"x"), "has_programs"),
    ("a.odt", _zip(mimetype=b"x" * 5000), "not_as_named"),
])  # fmt: skip
def test_these_are_not(name: str, content: bytes, code: str) -> None:
    refused = ending_of(name, len(content), io.BytesIO(content))
    assert isinstance(refused, Refused)
    assert refused.reason.code == code


def test_a_file_over_20_mb_is_refused_by_its_size_alone() -> None:
    refused = ending_of("a.pdf", LARGEST + 1, io.BytesIO(PDF))
    assert isinstance(refused, Refused)
    assert refused.reason.code == "too_large"


@pytest.fixture(scope="module")
def organiser(site: Node) -> Browser:
    """Somebody who holds conferences, signed in."""
    return Browser(site).signed_in("organiser")


def _upload(organiser: Browser, code: str, name: str, content: bytes, **fields: str) -> Answer:
    path = f"/edit/conferences/{code}/materials/"
    organiser.get(path)
    asked = {"title": "Slides", "session": "", "language": "English", "licence": "CC BY 4.0", "link": ""}
    return organiser.upload(path, {**asked, **fields}, name, content)


def _address(answer: Answer) -> str:
    found = re.search(r"Its address for good: (/materials/\w+/)", answer.text)
    assert found is not None, re.findall(r"<li>.*?</li>", answer.text)
    return found.group(1)


def test_a_pdf_is_shown_and_everything_else_is_saved(site: Node, organiser: Browser, reader: Browser) -> None:
    within(site, 'edition("files")')
    shown = reader.get(_address(_upload(organiser, "files", "Ioana's own.pdf", paper())))
    saved = reader.get(_address(_upload(organiser, "files", "x.html", PAGE, title="Întrebări")))
    assert shown.text.startswith("%PDF-")
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["Content-Disposition"] == 'inline; filename="slides.pdf"'
    assert saved.headers["Content-Disposition"] == 'attachment; filename="intrebari.html"'
    for answer in (shown, saved):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Set-Cookie"] is None
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert saved.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Slides" in reader.get("/en/conferences/files/").text


def test_a_file_is_not_kept_under_the_name_that_it_had(site: Node, organiser: Browser) -> None:
    within(site, 'edition("named")')
    _upload(organiser, "named", "Letter of somebody.html", PAGE)
    [kept] = rows(site, "SELECT m.file FROM conferences_material m JOIN conferences_edition e ON e.id = m.edition_id WHERE e.code = 'named'")  # fmt: skip  # noqa: E501
    assert re.fullmatch(r"materials/[a-z2-9]{8}\.html", kept)


def test_a_text_of_a_word_processor_is_taken(site: Node, organiser: Browser) -> None:
    within(site, 'edition("written")')
    assert _address(_upload(organiser, "written", "a.docx", _word("word__document___xml")))


def test_a_draft_hands_nothing_out(site: Node, organiser: Browser, reader: Browser) -> None:
    within(site, 'edition("secret", state="draft")')
    address = _address(_upload(organiser, "secret", "a.html", PAGE))
    assert reader.get(address).status == 404
    rows(site, "UPDATE conferences_edition SET state = 'open' WHERE code = 'secret'")
    assert reader.get(address).status == 200


def test_an_address_stays_when_the_title_changes_and_leads_nowhere_once_it_is_taken_away(
    site: Node, organiser: Browser, reader: Browser
) -> None:
    within(site, 'edition("lasting")')
    address = _address(_upload(organiser, "lasting", "a.html", PAGE))
    number = _number(organiser, "lasting")
    there = f"/edit/conferences/lasting/materials/{number}/"
    organiser.post(there, {"title": "New title", "session": "", "language": "română", "licence": "CC0"})
    answer = reader.get(address)
    assert 'filename="new-title.html"' in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Language"] == "ro"
    kept = rows(site, "SELECT file FROM conferences_material WHERE id = %s", int(number))[0]
    assert (site.home / "public" / "media" / kept).exists()
    organiser.post(there, {"remove": "1"})
    assert reader.get(address).status == 404
    assert not (site.home / "public" / "media" / kept).exists()


def test_a_new_version_takes_the_address_and_the_earlier_one_stays_readable_at_another(
    site: Node, organiser: Browser, reader: Browser
) -> None:
    within(site, 'session(edition("replaced"))')
    address = _address(_upload(organiser, "replaced", "a.html", b"<p>first</p>"))
    there = f"/edit/conferences/replaced/materials/{_number(organiser, 'replaced')}/"
    assert "one of the two." in organiser.post(f"{there}replace/", {"link": ""}).text
    for words in (b"<p>second</p>", b"<p>third</p>"):
        answer = organiser.upload(f"{there}replace/", {"link": ""}, "b.html", words)
        found = re.search(r"The earlier one is at (/materials/\w+/) now", answer.text)
        assert found
        earlier = found.group(1)
    assert [reader.get(each).text for each in (address, earlier)] == ["<p>third</p>", "<p>second</p>"]
    page = reader.get("/en/conferences/replaced/").text
    assert page.count(f'href="{address}"') == 1
    assert page.count("Earlier version, replaced on") == 2
    assert page.count(">Slides<") == 1, "an earlier version is no material of its own"
    files = rows(site, "SELECT m.file FROM conferences_material m JOIN conferences_edition e ON e.id = m.edition_id WHERE e.code = 'replaced'")  # fmt: skip  # noqa: E501
    organiser.post(there, {"remove": "1"})
    assert [reader.get(each).status for each in (address, earlier)] == [404, 404]
    assert [each for each in files if (site.home / "public" / "media" / each).exists()] == []
    assert len(files) == 3


def test_a_file_is_replaced_by_an_address_elsewhere_and_what_is_not_taken_replaces_nothing(
    site: Node, organiser: Browser, reader: Browser
) -> None:
    within(site, 'edition("replaced-by-link")')
    address = _address(_upload(organiser, "replaced-by-link", "a.html", b"<p>first</p>"))
    there = f"/edit/conferences/replaced-by-link/materials/{_number(organiser, 'replaced-by-link')}/replace/"
    assert organiser.upload(there, {"link": ""}, "a.exe", b"MZ").status == 422
    assert reader.get(address).text == "<p>first</p>"
    organiser.post(there, {"link": "https://example.org/newer"})
    found = "SELECT link, file, size FROM conferences_material WHERE code = %s"
    assert rows(site, found, address.split("/")[2]) == [("https://example.org/newer", "", 0)]


def _number(organiser: Browser, code: str) -> str:
    [number] = re.findall(
        rf"{code}/materials/(\d+)/", organiser.get(f"/edit/conferences/{code}/materials/").text
    )
    return str(number)


@pytest.mark.parametrize("name, content, more, said", [
    ("", b"", {}, "Choose a file or write an address: one of the two."),
    ("a.html", PAGE, {"link": "https://example.org/"}, "one of the two."),
    ("", b"", {"link": "javascript:alert(1)"}, "Write a whole address"),
    ("", b"", {"link": "ftp://example.org/a"}, "Write a whole address"),
    ("a.html", PAGE, {"language": "Klingon"}, "is not in our list"),
    ("a.html", PAGE, {"session": "999999"}, "Choose one of the list."),
    ("a.exe", b"MZ", {}, "Files of this kind are not taken."),
    ("a.pdf", paper(ACTING["a script"]), {}, "Something in this PDF acts by itself"),
])  # fmt: skip
def test_what_is_wrong_is_said(
    site: Node, organiser: Browser, name: str, content: bytes, more: dict[str, str], said: str
) -> None:
    within(site, 'Edition.objects.filter(code="amiss").exists() or edition("amiss")')
    answer = _upload(organiser, "amiss", name, content, **more)
    assert answer.status == 422
    assert said in answer.text


def test_a_link_is_followed_from_an_address_of_ours(site: Node, organiser: Browser) -> None:
    within(site, 'edition("linked")')
    address = _address(_upload(organiser, "linked", "", b"", link="https://example.org/handbook"))
    printed = within(
        site,
        f"""
        from django.test import Client
        answer = Client().get("{address}", HTTP_HOST="localhost")
        print(answer.status_code, answer["Location"])
        """,
    )
    assert printed == "302 https://example.org/handbook"
