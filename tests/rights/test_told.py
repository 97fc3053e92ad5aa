"""What a person was told of their rights stands on their own page in their language, and in their copy."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.consent.wording import LANGUAGES
from safeconduct.referrals.persons_side.rights import rights_of
from safeconduct.referrals.persons_side.wording import words_in
from safeconduct.rights.codes import Right, Standing
from tests.conftest import ConnectAs
from tests.rights.test_pages import TOLD, Desk, words
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

SIDE = "with-the-person/rights/?language=uk"
EVIDENCE = "Decision 4711"


@pytest.fixture
def desk(connect_as: ConnectAs, settings: Any) -> Desk:
    """Ana, a social worker, signed in; and the file of one person."""
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana())}).status_code == 302
    return Desk(client)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_and_every_step_has_words_for_the_person(language: str) -> None:
    said = words_in(language).data["rights"]
    assert set(said["names"]) == set(Right)
    assert set(said["steps"]) == set(Standing) - {Standing.INFORMED}, "that one was told is said by its day"
    assert rights_of([], words_in(language)).lines == []


def written(desk: Desk) -> None:
    today = timezone.localdate().isoformat()
    desk.send("told/", **TOLD, on=today)
    desk.send("of/legal_aid/", standing="asked", on=today, evidence=EVIDENCE)


def test_the_person_reads_what_they_were_told_and_what_came_of_it(desk: Desk) -> None:
    none = words_in("uk").say("rights", "none")
    assert words_in("uk").say("rights", "heading") in desk.see("with-the-person/?language=uk"), (
        "one press away"
    )
    assert none in desk.see(SIDE)
    written(desk)
    with CaptureQueriesContext(connection) as asked:
        page = desk.see(SIDE)
    said = words_in("uk")
    assert none not in page
    assert "Адвокат." in page
    assert said.said("rights", "steps", "asked").format(day=said.day(timezone.localdate())) in page
    assert said.say("rights", "told", day=said.day(timezone.localdate())) in page
    assert EVIDENCE not in page, "what shows it is for those who work with them"
    assert len([one for one in asked if '"rights"."sheet"' in one["sql"]]) == 1


def test_the_copy_of_everything_has_every_talk_and_every_step_with_what_shows_it(desk: Desk) -> None:
    written(desk)
    today = timezone.localdate().isoformat()
    form = desk.client.get(desk.at + "given-out/person/").content.decode()
    asked = dict.fromkeys(re.findall(r'name="(out-[^"]+)"', form), "") | {"language": "en", "on": today}
    answer = desk.client.post(desk.at + "given-out/person/", asked)
    page = words(html.unescape(answer.content.decode()))
    assert answer.status_code == 200, page
    assert EVIDENCE in page
    assert "Leaflet two" in page
    assert "Not signed, for the person’s safety" in page
