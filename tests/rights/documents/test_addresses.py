"""Every address of documents over HTTP, without JavaScript: from the page of rights to the file."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import ConnectAs
from tests.rights.test_pages import Desk, words
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(connect_as: ConnectAs, settings: Any) -> Desk:
    """A lawyer who leads a file."""
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana("lawyer"))}).status_code == 302
    return Desk(client)


def test_from_the_rights_to_a_document_and_to_its_template(desk: Desk) -> None:
    assert "Make a document" in desk.see("rights/")
    assert "Letter of referral" in desk.see("rights/documents/")
    assert "The person, for their own use" in desk.see("rights/documents/letter/")
    desk.see("rights/documents/novel/", 404)
    asked = {"whom": "person", "language": "en", "format": "pdf"}
    answer = desk.client.post(f"{desk.at}rights/documents/letter/", asked)
    assert "Alias Profile Linden" in words(answer.content.decode())
    assert 'name="do" value="make"' in answer.content.decode()
    made = desk.client.post(f"{desk.at}rights/documents/letter/", asked | {"do": "make"})
    assert made.headers["Content-Type"] == "application/pdf"
    assert made.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'


def test_templates_are_looked_at_and_taken(desk: Desk) -> None:
    stock = "/documents/templates/"
    page = words(desk.client.get(stock).content.decode())
    assert "confirmation.ro version 2. Comes with Safeconduct. Not checked" in page
    assert "Put in a template" in page
    shown = desk.client.get(f"{stock}confirmation.ro/").content.decode()
    assert "Confirmare de sprijin" in shown
    assert "Neverificat de un jurist" in shown
    for form, begins in (("template", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")):
        answer = desk.client.get(f"{stock}confirmation.ro/as/{form}/")
        assert answer.content.startswith(begins)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert [
        desk.client.get(f"{stock}{path}").status_code for path in ("novel.en/", "confirmation.ro/as/exe/")
    ] == [404] * 2
    refused = desk.client.post(f"{stock}confirmation.ro/act/", {"do": "check"})
    assert "Only the newest version is checked" in words(refused.content.decode())
