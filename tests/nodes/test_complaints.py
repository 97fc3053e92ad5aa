"""A complaint goes from the person's page to somebody outside the case and back; whoever leads sees nothing of it."""

import re

from tests.nodes.places import place
from tests.nodes.story import Story
from tests.nodes.town import Town

WRITER, HEARER = "Ioana Marin", "Dan Rusu"


def test_a_complaint_is_written_heard_and_answered_and_the_lead_sees_nothing(town: Town) -> None:
    story = Story(town)
    person = story._case()
    place(town.pair, person, WRITER)
    ioana, dan, path = town.hands(WRITER), town.hands(HEARER), f"{person}complaint/"

    form = ioana.see(path)
    wrong = ioana.browser.submit(form, "", kind="pressed")
    assert wrong.status == 422
    assert "Choose what the person wants." in wrong.text
    assert 'value="pressed" checked' in wrong.html, "what was entered stays"
    said = {"kind": "pressed", "about": "somebody_here", "wish": "answer", "hearer": town.pair.member(HEARER)}
    written = ioana.fill(form, "", said, "Writing it down")
    number = re.search(r"C-[0-9A-F]{6}", written.text)
    assert number is not None

    assert "1 person complains" in dan.see("/").text
    assert number[0] in dan.see("/complaints/").text
    heard = dan.see(written.path)
    assert "You see no file." in heard.text
    assert dan.see(person).status == 404
    assert story.ana.see(written.path).status == 404
    assert number[0] not in story.ana.see("/complaints/").text
    assert "complains" not in story.ana.see("/").text

    untold = dan.browser.submit(heard, "", answer="put_right")
    assert (untold.status, "then tick that they know" in untold.text) == (422, True)
    dan.fill(heard, "", {"answer": "put_right", "person_knows": "yes"}, "Answering")
    assert "it is put right" in ioana.see(written.path).text
    assert "1 person complains" not in dan.see("/").text


def test_each_profession_reads_what_holds_for_it_and_for_others(town: Town) -> None:
    page = town.hands(WRITER).see("/ethics/")
    assert "Do not refer health to anybody" in page.text
    assert "Check for a conflict of interest" not in page.text
    assert "No lawyer, clinician or professional body has reviewed it" in page.text
    other = town.hands(WRITER).see("/ethics/lawyer/")
    assert "Nothing is said of a conflict of interest, or a possible one is not cleared." in other.text
    assert town.hands(WRITER).see("/ethics/nobody/").status == 404
