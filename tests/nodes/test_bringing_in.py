"""An import through the pages of a running node: a list is chosen, its columns are named, its rows become cases."""

import re

from safeconduct.commands.browser import Page
from safeconduct.commands.hands import Hands
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv
from tests.nodes.town import Town, until

FRONT = "/people/bring-in/"
WRONG = ["A-9", "Pavel", "Radu", "31.31.1990", "m", "RO", "ro", "", "", ""]


def begun(ana: Hands, data: bytes) -> Page:
    page = ana.browser.upload(ana.see(FRONT), FRONT, "file", data)
    assert page.status == 200, page.text
    assert re.fullmatch(rf"{FRONT}[0-9a-f-]{{36}}/", page.path), page.text
    return page


def looked_at(ana: Hands, page: Page, **answers: str) -> Page:
    said = ana.browser.submit(page, f"{page.path}columns/", **answers)
    assert said.status == 200, said.text
    return settled(ana, said.path)


def settled(ana: Hands, path: str) -> Page:
    until("the node is done", lambda: "data-state-of-import" not in ana.see(path).marks)
    return ana.see(path)


def test_a_list_is_brought_in_and_taken_back_but_for_the_case_that_was_worked_on(town: Town) -> None:
    ana = town.hands("Ana Pop")
    page = begun(ana, as_csv([HEADER, *PEOPLE, WRONG], separator=";"))
    assert "This column speaks of consent." in page.text
    page = looked_at(ana, page)
    assert page.marks["data-good"][0] == {
        "class": "card",
        "id": "numbers",
        "data-good": "3",
        "data-wrong": "1",
        "data-twins": "0",
    }
    assert "“31.31.1990” is a day that no calendar has." in page.text
    done = ana.browser.submit(page, f"{page.path}answers/", do="take_in")
    done = settled(ana, done.path)
    assert "3 cases were opened. 1 row was left out." in done.text
    rows = ana.browser.get(f"{page.path}rows.csv")
    assert "Pavel" in rows.html
    assert "Ioana" not in rows.html
    bringing = page.path.split("/")[3]
    cases = town.ask(
        "ro", "SELECT case_id, row FROM cases.brought WHERE bringing_id = %s::uuid ORDER BY row", bringing
    )
    assert [row for _case, row in cases] == [2, 3, 4]
    person = ana.see(f"/people/{cases[0][0]}/")
    assert "row 2." in person.text
    assert "No consent came with it." in person.text
    ana.save(person, "needs", {"wish": "To stay near the sister."})
    undone = settled(ana, ana.browser.submit(done, f"{page.path}undo/").path)
    assert "2 cases were taken back" in undone.text
    assert "1 case stays" in undone.text
    assert ana.see(f"/people/{cases[0][0]}/").status == 200
    assert ana.see(f"/people/{cases[1][0]}/").status == 404
