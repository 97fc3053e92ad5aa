"""Every address of documents over HTTP, without JavaScript: from the page of rights to the file."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from safeconduct.cases.fields import FIELDS as SECTIONS
from safeconduct.rights.documents.entering import AT
from safeconduct.rights.documents.fields import FIELDS, Field
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
    assert "Choose for whom it is." in desk.see("rights/documents/letter/?language=en", 422)
    asked = {"whom": "person", "language": "en", "format": "pdf"}
    answer = desk.client.get(f"{desk.at}rights/documents/letter/", asked)
    assert "Alias Profile Linden" in words(answer.content.decode())
    assert 'name="do" value="make"' in answer.content.decode()
    made = desk.client.post(f"{desk.at}rights/documents/letter/", asked)
    assert made.headers["Content-Type"] == "application/pdf"
    assert made.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'


def test_a_blank_line_leads_to_its_question_and_from_there_back_to_what_was_chosen(desk: Desk) -> None:
    document = f"{desk.at}rights/documents/reflection/?whom=person&language=fr"
    page = html.unescape(desk.client.get(document).content.decode())
    assert "#reflection_until" not in page, "what the request asks for is entered by nobody"
    way = re.search(rf'href="{desk.at}(\?document=reflection[^"#]+)#identity-names"', page)
    assert way
    there = html.unescape(desk.client.get(f"{desk.at}{way[1]}").content.decode())
    assert 'id="identity-names"' in there
    assert f'href="{document}">Back to the document' in there
    saved = desk.client.post(f"{desk.at}sections/{way[1]}", {})
    assert saved.headers["Location"] == f"{desk.at}{way[1]}"
    known = f"{desk.at}rights/known/?document=reflection&whom=person&language=fr"
    assert desk.client.post(known, {"country": "Romania"}).headers["Location"] == document
    strange = desk.client.get(f"{desk.at}?document=//evil.example&whom=Nadia").content.decode()
    assert "Back to the document" not in strange


@pytest.mark.parametrize(
    "field", [one for one in FIELDS if one.read and one.section], ids=lambda one: one.name
)
def test_each_field_of_a_section_has_its_question_on_the_page(field: Field) -> None:
    assert field.section
    assert AT.get(field.name, field.name) in {one.name for one in SECTIONS[field.section]}


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
