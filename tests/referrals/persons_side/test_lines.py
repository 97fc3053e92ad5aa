"""“This is wrong” about one line: it reads as it stood, beside the worker and by a paper code, also when it is gone."""

import html
import re
from uuid import UUID

import pytest

from safeconduct.referrals.persons_side import pages
from safeconduct.vocabulary.lines import LineName
from tests.referrals.persons_side.test_pages import GOAL, Desk, Person, desk, words_on

__all__ = ["desk"]

pytestmark = pytest.mark.django_db(transaction=True)

ROOM = "Find a room"
STEP = {
    "plan_actions-0-what": ROOM, "plan_actions-0-who": "Casa Buna", "plan_actions-0-state": "planned",
    "plan_reviews-0-on": "2031-03-03",
}  # fmt: skip


@pytest.fixture
def planned(desk: Desk) -> Desk:
    """The plan of the person has a step and a day on which it is looked at again."""
    save(desk, **STEP)
    return desk


def save(desk: Desk, **answers: str) -> None:
    page = desk.client.get(desk.person).content.decode()
    base = {
        name: html.unescape(value)
        for name, value in re.findall(r'name="((?:base|was)-plan)" value="([^"]*)"', page)
    }
    desk.send("sections/", **base, persons_goals=GOAL, **answers)


def page_of(desk: Desk) -> str:
    return desk.client.get(desk.person + "with-the-person/?language=en").content.decode()


def raw(desk: Desk, first: str) -> str:
    items: list[str] = re.findall(r"<li>.*?</li>", page_of(desk), re.DOTALL)
    return next(one for one in items if f"<strong>{first}" in one)


def item(desk: Desk, first: str) -> str:
    """What stands in the line that begins so."""
    return words_on(raw(desk, first).encode())


def button(desk: Desk, first: str) -> str:
    """The address behind the button beside it."""
    found = re.search(r'href="([^"]+/wrong/[^"]+)"', raw(desk, first))
    assert found
    return html.unescape(found[1])


def buttons(desk: Desk, about: str) -> list[str]:
    """The addresses behind the buttons beside the lines of a part."""
    found = re.findall(rf'href="([^"]+/wrong/{about}/[^"]+line=[^"]+)"', page_of(desk))
    return [html.unescape(one) for one in found]


def say(desk: Desk, address: str) -> None:
    """Say it, as the page does that the button opens."""
    page = desk.client.get(address).content.decode()
    line = re.search(r'name="line" value="([^"]+)"', page)
    assert line
    desk.send(address.partition("?")[0], line=html.unescape(line[1]), language="en")


def word(desk: Desk) -> str:
    found = re.search(r"/words/[0-9a-f-]+/", desk.client.get("/").content.decode())
    assert found
    return found[0]


def test_beside_the_worker_each_kind_of_line_is_chosen_and_the_lead_reads_it(planned: Desk) -> None:
    lines = [
        (button(planned, ROOM), ROOM),
        (button(planned, "What I want to reach"), f"What I want to reach {GOAL}"),
        (
            button(planned, "Monday, 3 March 2031"),
            "Monday, 3 March 2031: We look at the plan again, with you.",
        ),
        (buttons(planned, "appointments")[0], ": We ask you how you are."),
        (buttons(planned, "seen")[0], "a social worker, Casa Salcia."),
    ]
    for address, read in lines:
        asked = planned.see(address)
        assert "It is about this: " in asked
        assert read in asked
        say(planned, address)
        assert read in planned.see(word(planned))
        planned.send(word(planned), answer="spoke", knows="yes")


def test_the_answer_names_the_line_and_stands_beside_it(planned: Desk) -> None:
    say(planned, button(planned, ROOM))
    assert "It waits for an answer." in item(planned, ROOM)
    asked = word(planned)
    planned.send(asked, answer="stays", knows="yes")
    answered = planned.see(asked)
    assert ROOM in answered
    assert "It stays as it is, and the person was told why" in answered
    assert "It stays as it is. You were told why." in item(planned, ROOM)
    assert "You were told why" not in item(planned, "What I want to reach")


def test_a_line_that_is_gone_still_reads_as_it_stood(planned: Desk) -> None:
    say(planned, button(planned, ROOM))
    save(planned, **STEP | {"plan_actions-0-what": "A course"})
    assert ROOM in planned.see(word(planned))
    page = planned.see("with-the-person/?language=en")
    assert f"It was about a line that stands there no more: {ROOM}" in page


def test_with_the_paper_a_line_is_chosen_and_nothing_is_typed(planned: Desk) -> None:
    person = Person()
    page = person.do("enter", code=planned.paper(["plan"]))
    assert ROOM in page
    line = "plan_actions-0@2"
    assert f'name="line" value="{line}"' in person.client.get("/paper/").content.decode()
    assert f"It is about this: {ROOM}" in person.do("ask-wrong", about="plan", line=line)
    assert "It waits for an answer." in person.do("wrong", about="plan", line=line)
    assert ROOM in planned.see(word(planned))


def test_what_the_paper_shows_no_more_it_does_not_show_and_the_lead_reads_it(planned: Desk) -> None:
    person = Person()
    person.do("enter", code=planned.paper(["plan"]))
    save(planned, **STEP | {"plan_actions-0-what": "A course"})
    asked = person.do("ask-wrong", about="plan", line="plan_actions-0@2")
    assert "It is about: My plan." in asked
    assert ROOM not in asked
    page = person.do("wrong", about="plan", line="plan_actions-0@2")
    assert "It was about a line that stands there no more." in page
    assert ROOM not in page
    assert ROOM in planned.see(word(planned))


def test_a_line_that_the_paper_does_not_show_is_the_part_as_a_whole(planned: Desk) -> None:
    person = Person()
    person.do("enter", code=planned.paper(["seen", "consents"]))
    for line in (
        "2026-11-26/police_officer/nobody/read@0",
        f"consent@1:{UUID(int=7)}",
        "plan_actions-0@2",
        "' OR 1",
    ):
        for about in ("seen", "consents"):
            assert "It is about this" not in person.do("ask-wrong", about=about, line=line)
            assert "no more" not in person.do("wrong", about=about, line=line)


NO_DAY = "2026-02-30/paper@0"


def test_a_day_that_is_in_no_calendar_is_the_part_as_a_whole(desk: Desk) -> None:
    assert "It is about this" not in desk.see(f"with-the-person/wrong/seen/?line={NO_DAY}")
    desk.send("with-the-person/wrong/seen/", line=NO_DAY, language="en")
    assert "It waits for an answer." in desk.see("with-the-person/?language=en")
    assert "It is about this" not in desk.see(word(desk))


def test_where_such_a_day_lies_already_the_pages_open_and_name_no_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(pages, "chosen", lambda _about, text: (LineName.read(text), None))
        desk.send("with-the-person/wrong/seen/", line=NO_DAY, language="en")
    assert "It was about a line that stands there no more." in desk.see("with-the-person/?language=en")
    assert "A line that was erased meanwhile" in desk.see(word(desk))
    person = Person()
    assert "It was about a line that stands there no more." in person.do("enter", code=desk.paper(["seen"]))
