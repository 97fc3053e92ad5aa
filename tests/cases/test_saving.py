"""Saving the person's page: what nobody touched is no change, however it came into the file."""

import html
import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Member
from safeconduct.cases.actions import save_section
from safeconduct.cases.contents import Content
from safeconduct.cases.queries import read_sections
from safeconduct.vocabulary.identifiers import CaseId, MemberId
from safeconduct.vocabulary.sections import Section
from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """Ana at her browser, and the file of one person."""

    def __init__(self, ana: UUID) -> None:
        self.ana, self.client = ana, Client()
        assert self.client.post("/sign-in/", {"member": str(ana)}).status_code == 302
        self.person = self.client.post("/people/new/", {"pseudonym": "Linden"}).headers["Location"]
        self.case = CaseId(UUID(self.person.split("/")[2]))

    def store(self, section: Section, content: Content, base: int = 0) -> None:
        """As another door than the form stores it: a file that was read, an enquiry, letters."""
        with acting(MemberId(self.ana)):
            by = Member.objects.get(pk=self.ana)
            save_section(
                case=self.case, section=section, content=content, base=base, by=by, at=timezone.now()
            )

    def versions(self, *sections: Section) -> list[int]:
        with acting(MemberId(self.ana)):
            by = Member.objects.get(pk=self.ana)
            found = read_sections(self.case, list(sections), by=by, at=timezone.now())
        return [found[section].version for section in sections]

    def sent(self, **typed: Any) -> Any:
        """What a browser sends of the page that stands there now, with this in the place of what stands."""
        page = html.unescape(self.client.get(self.person).content.decode())
        hidden = dict(re.findall(r'name="((?:base|was|kept)-[a-z_]+)" value="([^"]*)"', page))
        texts = re.findall(r'<textarea[^>]*name="([a-z_0-9-]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
        ticked = re.findall(r'name="needs" value="([a-z_]+)" checked', page)
        assert "details" in dict(texts)
        breaks = {name: "\r\n".join(text.splitlines()) for name, text in texts}
        return self.client.post(f"{self.person}sections/", hidden | breaks | {"needs": ticked} | typed)


@pytest.fixture
def desk(connect_as: ConnectAs, settings: Any) -> Desk:
    settings.DEMO = True
    return Desk(People(connect_as("owner")).ana())


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_section_that_nobody_touched_gets_no_new_version(desk: Desk, line_break: str) -> None:
    """A browser sends two signs for each line break, and ticks in the order of the list."""
    asked = f"A room.{line_break}A course, from May."
    desk.store(Section.NEEDS, {"needs": ["legal_aid", "housing"], "details": asked})
    assert desk.sent(persons_view="He knows where she works.").status_code == 302
    assert desk.versions(Section.NEEDS, Section.SAFETY) == [1, 1]
    assert desk.sent(details="A room.\r\nA course, from June.").status_code == 302
    assert desk.versions(Section.NEEDS, Section.SAFETY) == [2, 1]
    assert desk.sent(details="A room.\nA course, from June.").status_code == 302
    assert desk.versions(Section.NEEDS) == [2]


def test_a_line_break_counts_as_one_sign(desk: Desk) -> None:
    assert desk.sent(details="x" * 999 + "\r\n" + "y" * 1000).status_code == 302
    assert desk.versions(Section.NEEDS) == [1]


def test_what_stands_and_is_longer_than_the_form_takes_holds_up_nothing_else(desk: Desk) -> None:
    """A conversation that went into the notes, rows of an older release: nobody typed them here."""
    rows = [{"wish": "A room."}] * 60
    desk.store(Section.NEEDS, {"details": "x" * 2500, "assessed": rows})
    form = {f"assessed-{place}-wish": "A room." for place in range(60)}
    assert desk.sent(persons_view="He knows where she works.", **form).status_code == 302
    assert desk.versions(Section.NEEDS, Section.SAFETY) == [1, 1]
    refused = desk.sent(details="y" * 2500, persons_view="He has left.", **form)
    assert refused.status_code == 422
    assert "Shorten this text to 2000 characters." in refused.content.decode()
    assert desk.versions(Section.NEEDS, Section.SAFETY) == [1, 1]
