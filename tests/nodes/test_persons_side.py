"""A person stops sharing by the numbers on a paper: at once here, and over there as soon as a member has told them."""

import re

import pytest

from safeconduct.commands.demonstration.browser import Browser, WalkFailed
from tests.nodes.story import SECRETS, Story, words
from tests.nodes.town import Town, until


def code_of(story: Story) -> str:
    """The numbers of a new paper, as the lead reads them once."""
    path = f"{story.person}papers/"
    slip = story.ana.browser.submit(
        story.ana.see(path), "", parts=["appointments", "consents"], language="uk", spoken="yes"
    )
    found = re.search(r"(?:\d{4} ){4}\d{4}", slip.text)
    assert found, slip.text
    return found[0]


def disclosing(story: Story) -> int:
    live = "SELECT count(*) FROM access.grants WHERE consent_id = %s AND discloses AND ended_at IS NULL"
    found: int = story.town.value(story.here, live, story.of_sender("consent_id"))
    return found


def stop_by_paper(story: Story) -> None:
    node = story.town.pair.place("Ana Pop").node
    person = Browser(node.id, node.ports.web)
    page = person.submit(person.get("/paper/"), "/paper/", code=code_of(story), do="enter")
    assert "Maison Lierre" in page.text
    consent = str(story.of_sender("consent_id"))
    sure = person.submit(page, "/paper/", consent=consent, do="ask-stop")
    assert person.submit(sure, "/paper/", consent=consent, do="stop").status == 200


def test_what_is_stopped_by_the_paper_is_not_opened_by_an_acceptance(town: Town) -> None:
    story = Story(town).sent()
    stop_by_paper(story)
    story.sofie.accept(story.path)
    story.wait("accepted")
    until("its receipts are in", lambda: story.ana.see(story.path).rungs() >= 4)
    assert not [secret for secret in SECRETS if secret in story.sofie.see(story.path).html]
    page = story.ana.see(story.path)
    assert "The person said stop, with the code on a paper." in page.text
    assert "They may learn this" not in page.text


def test_what_is_stopped_by_the_paper_ends_here_at_once_and_there_when_the_lead_has_told_them(
    town: Town,
) -> None:
    story = Story(town).reach("accepted")
    stop_by_paper(story)
    assert disclosing(story) == 0
    with pytest.raises(WalkFailed, match="answered with 409"):
        story.ana.tell(story.path, words("How is it going?"))
    assert story.ana.see(story.path).state() == "accepted", "only a member speaks to the other side"
    assert story.keys_there() > 0

    word = re.findall(r"/words/[0-9a-f-]+/", story.ana.see("/").html)[-1:]
    assert word
    told = story.ana.browser.submit(story.ana.see(word[0]), "", answer="stopped", knows="yes")
    assert told.status == 422
    assert "were not told yet" in told.text
    back = re.search(rf"{story.person}with-the-person/stop/[0-9a-f-]+/", told.html)
    assert back
    story.ana.browser.submit(story.ana.see(back[0]), "")
    story.wait("withdrawn")
    until("the keys are gone", lambda: story.keys_there() == 0)
    assert story.ana.browser.submit(story.ana.see(word[0]), "", answer="stopped", knows="yes").status == 200
    assert word[0] not in story.ana.see("/").html
