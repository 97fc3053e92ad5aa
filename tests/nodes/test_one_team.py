"""One team over two nodes: who holds what there, asking them, a step of the plan put to them, and the lead with it all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.demonstration.browser import Page
from tests.nodes.story import Story
from tests.nodes.test_own_file import opened
from tests.nodes.town import Town, until

LAWYER, BAR = "Claire Dubois", "Barreau du Canal"


def in_days(number: int) -> str:
    return (datetime.now(UTC) + timedelta(days=number)).date().isoformat()


@pytest.fixture(scope="module")
def story(town: Town) -> Iterator[Story]:
    """Referred to a lawyer of another node, who keeps a file of her own beside it."""
    found = Story(town, receiver=LAWYER, to=BAR).reach("accepted")
    opened(found, pseudonym="Quay 12")
    yield found


def name(story: Story, **answers: str | list[str]) -> Page:
    page = story.sofie.see(f"{story.path}holders/")
    return story.sofie.browser.submit(page, "", do="name", **answers)


def test_the_sender_learns_who_holds_what_once_the_person_agreed_and_asks_and_is_answered(story: Story) -> None:
    ana, claire = story.ana, story.sofie
    assert "Nobody holds it yet" in ana.see(story.person).text
    refused = name(story, sections=["legal"])
    assert (refused.status, "Nothing is said before the person has agreed to it." in refused.text) == (409, True)
    assert name(story, sections=["legal"], agrees="yes").status == 200
    held = f"Held by a lawyer of {BAR}, Belgium (by their word of"
    until("it is known here", lambda: held in ana.see(story.person).text)
    ask = f"{story.path}holders/legal/ask/"
    assert ana.browser.submit(ana.see(ask), "", ask_for="deadline", until=in_days(9)).status == 200
    assert "You wait for an answer until" in ana.see(story.person).text
    until("it is asked there", lambda: "Needed until" in claire.see(f"{story.path}holders/").text)
    page = claire.see(f"{story.path}holders/")
    said = claire.browser.submit(page, "", do="answer", said="not_shared")
    assert said.status == 200, said.text
    until("the answer is here", lambda: "The answer: It is not shared" in ana.see(story.person).text)
    page = claire.see(f"{story.path}holders/")
    claire.browser.submit(page, "", do="back", section="legal")
    until("it is said no more", lambda: held not in ana.see(story.person).text)
