"""What stands in front of a reader: days in words, labels with one sign at their end, countries by their names."""

import re

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.walk import CODE_WORD
from tests.nodes.story import Story, words
from tests.nodes.town import Town

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def pages(story: Story) -> list[Page]:
    """The pages of a referral, from the draft on, as both sides see them."""
    draft = Story(story.town).drafted(story.person)
    here = [
        story.person,
        f"{story.person}seen/",
        draft.path,
        f"{draft.path}receipt/",
        story.path,
        f"{story.path}say/",
    ]
    return [*(story.ana.see(path) for path in here), story.sofie.see(story.path)]


def test_no_page_shows_a_day_as_a_machine_writes_it(town: Town) -> None:
    story = Story(town).reach("accepted")
    story.ana.save(story.ana.see(story.person), "needs", {"needs": ["housing"], "wish": "A room."})
    shown = pages(story)
    assert {page.path: ISO.findall(page.text) for page in shown if ISO.search(page.text)} == {}
    assert "Tue 2 Apr 1996" in shown[0].text
    assert re.search(r"Given, until \w{3} \d{1,2} \w{3} \d{4}\.", shown[2].text)


def test_a_label_that_asks_has_no_second_sign(town: Town) -> None:
    draft = Story(town).drafted()
    text = draft.ana.see(draft.path).text
    assert "?:" not in text.replace(" ", "")
    assert "Safe to call? No" in text
    assert "Age: 26 to 35 years" in text


def test_who_referred_reads_beside_the_referral_when_not_to_call(town: Town) -> None:
    story, warning = Story(town).reach("acknowledged"), "Safe to call? No"
    assert warning in story.ana.see(story.path).text
    assert warning not in town.hands("Mihai Stan").see(story.path).text, "a colleague whose file it is not"
    story.sofie.move(story.path, "decline", {"reason": "no_capacity"})
    story.wait("declined")
    assert warning in story.ana.see(story.path).text, "now they are asked whom to try next"
    assert CODE_WORD not in story.ana.see(story.path).html


def test_the_person_reads_countries_by_their_names(town: Town) -> None:
    story = Story(town).sent()
    story.sofie.see(story.path)
    table = story.ana.see(f"{story.person}seen/").html.split("<tbody>")[1]
    assert "Casa Salcia, Romania" in table
    assert re.search(r", [A-Z]{2}<", table) is None


def test_the_person_reads_how_often_somebody_looked_and_since_when(town: Town) -> None:
    story = Story(town).sent()
    for _again in range(2):
        story.ana.see(story.person)
    page = story.ana.see(f"{story.person}seen/")
    assert re.search(r"\d+ times since \d\d:\d\d", page.text)
    assert "Everyone who opened" not in page.text
    assert "two workers of one job stand in one line" in page.text


def test_today_says_of_each_person_whose_move_is_next(town: Town) -> None:
    story = Story(town)
    story.person = story._case()
    assert "No referral under way" in of_the_person(story)
    story = Story(town).sent()
    assert "They must confirm that a person has it, or answer at once by" in of_the_person(story)
    story.sofie.move(story.path, "ask", {"section": "needs", **words("Which week?")})
    story.wait("info_requested")
    assert "You must answer the question that was asked by" in of_the_person(story)


def of_the_person(story: Story) -> str:
    """What Today says beside the person's alias, among the sender's own people."""
    people = story.ana.see("/").html.split('id="people"><h2>')[1]
    line = people.split(f'<a href="{story.person}">')[1].split("</li>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", line).split())


def test_what_was_saved_is_said_once(town: Town) -> None:
    story = Story(town)
    story.person = story._case()
    page = story.ana.see(story.person)
    said = story.ana.browser.submit(page, f"{story.person}sections/", wish="A room with a window.")
    assert "Saved." in said.text
    assert "Saved." not in story.ana.see(story.person).text
    again = story.ana.browser.submit(story.ana.see(story.person), f"{story.person}sections/")
    assert "Saved." not in again.text, "nothing was changed"


def test_what_is_no_reference_is_said_on_the_page_that_searches(town: Town) -> None:
    story = Story(town).sent()
    for typed in ("Meadow", "RO-7F3K-9Q2Z"):
        found = story.ana.browser.get(f"/find/?reference={typed}")
        assert found.status == 404
        assert f'value="{typed}"' in found.html
        assert "An alias is not searched for" in found.text
