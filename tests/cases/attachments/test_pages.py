"""Files of a section over HTTP, on one node, without JavaScript: attached, looked at, taken out, taken away."""

import html
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.cases.attachments.files import calling_paper, paper, photograph, zip_bomb
from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

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
        return answer.content.decode()

    def newest(self) -> str:
        """The address of the file that was attached last."""
        return re.findall(r'href="(/files/[0-9a-f-]+/)"', self.client.get(self.files).content.decode())[0]


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
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
