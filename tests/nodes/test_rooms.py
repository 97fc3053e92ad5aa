"""Two professions of one agency on one person's page: each writes its own section, and asks the other."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.demonstration.browser import Page
from tests.nodes.places import place
from tests.nodes.story import Story
from tests.nodes.town import Town

LEAD, PSYCHOLOGIST = "Ana Pop", "Ioana Marin"
CLINICAL, NOTES = "sleeps badly since the move", "the landlord was told to wait"
SOON = (datetime.now(UTC).date() + timedelta(days=5)).isoformat()


@pytest.fixture(scope="module")
def story(town: Town) -> Story:
    """A file that a social worker leads and in which a psychologist has a place."""
    story = Story(town)
    story.person = story._case()
    place(town.pair, story.person, PSYCHOLOGIST)
    story.ana.save(story.ana.see(story.person), "narrative", {"notes": NOTES})
    return story


def door(page: Page, section: str) -> str:
    """What stands at a closed door of the page."""
    _before, _at, rest = page.text.partition("Not visible to you")
    return rest.partition(section)[2].strip()


def test_each_profession_writes_its_own_section_and_sees_the_others_closed(story: Story) -> None:
    ioana = story.town.hands(PSYCHOLOGIST)
    before = story.ana.see(story.person)
    saved = ioana.save(ioana.see(story.person), "health", {"clinical_notes": CLINICAL, "fit_to_travel": "no"})
    assert CLINICAL in saved.text
    assert NOTES not in saved.text
    after = story.ana.see(story.person)
    assert NOTES in after.text
    assert CLINICAL not in after.text
    assert "Held by a psychologist of this agency" in door(after, "Health")
    assert door(after, "Legal matters").startswith("Nobody holds it yet")
    assert PSYCHOLOGIST not in after.text
    assert door(before, "Health") == door(after, "Health"), "whether something is written there is not told"


def test_a_psychologist_reads_what_keeps_the_person_safe_and_is_offered_no_form_for_it(story: Story) -> None:
    page = story.town.hands(PSYCHOLOGIST).see(story.person)
    form = page.form(f"{story.person}sections/")
    assert {name for name in form.names if name.startswith("base-")} == {"base-health"}
    assert f"{story.person}refer/" not in page.html
    assert f"{story.person}refer/" in story.ana.see(story.person).html


def test_the_lead_asks_and_the_psychologist_answers(story: Story) -> None:
    town, ioana, path = story.town, story.town.hands(PSYCHOLOGIST), f"{story.person}ask/health/"
    wrong = story.ana.browser.submit(story.ana.see(path), "", ask_for="", until="2001-01-01")
    assert wrong.status == 422
    assert "Choose what you need it for." in wrong.text
    asked = story.ana.fill(story.ana.see(path), "", {"ask_for": "journey", "until": SOON}, "Asking")
    assert "To prepare a journey. You wait for an answer until" in asked.text
    assert path not in asked.html, "one waits for one answer"
    today = ioana.see("/")
    assert "1 colleague asks about a section that you hold" in today.text
    assert "Asked of you" not in story.ana.see("/").text
    page = ioana.see(story.person)
    assert f"{LEAD} asked on" in page.text
    case = story.person.removeprefix("/people/").strip("/")
    ask = town.value("ro", "SELECT id FROM cases.ask WHERE case_id = %s", case)
    said = ioana.browser.submit(page, f"/asked/{ask}/answer/", answer="person_says_no")
    assert "Answered. The section stays closed to them." in said.text
    assert "Asked of you" not in ioana.see("/").text
    told = story.ana.see(story.person)
    assert "The answer: The person says no" in told.text
    assert CLINICAL not in told.text
    assert path in told.html, "it can be asked again"
    recorded = town.ask(
        "ro",
        "SELECT action, section FROM audit.record WHERE starts_with(action, 'ask:') AND case_id = %s ORDER BY at",
        case,
    )
    assert recorded == [("ask:made", "health"), ("ask:answered", "health")]


@pytest.mark.parametrize("section, status", [
    ("legal", 409), ("needs", 409), ("residence", 404), ("nothing", 404),
])  # fmt: skip
def test_what_cannot_be_asked_says_why(story: Story, section: str, status: int) -> None:
    assert story.ana.see(f"{story.person}ask/{section}/").status == status


def test_a_colleague_without_a_place_asks_nothing(story: Story) -> None:
    assert story.town.hands("Mihai Stan").see(f"{story.person}ask/health/").status == 404


def test_of_what_was_received_nobody_here_is_asked(town: Town) -> None:
    story = Story(town).sent()
    person = f"/people/{story.of_receiver('case_id')}/"
    page = story.sofie.see(person)
    assert door(page, "Health").startswith("Held by another profession or agency")
    assert "/ask/" not in page.html
    assert "Save all" not in page.text, "what was received is read and not written"
    assert story.sofie.see(f"{person}ask/health/").status == 409
