"""An import through the pages of a running node: a list is chosen, its columns are named, its rows become cases."""

import re

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from tests.cases.bringing_in.files import HEADER, PEOPLE, as_csv, as_xlsx
from tests.nodes.test_queries import MOST, counts
from tests.nodes.town import Town, until

FRONT = "/people/bring-in/"
WRONG = ["A-9", "Pavel", "Radu", "31.31.1990", "m", "RO", "ro", "", "", ""]


def begun(ana: Hands, data: bytes) -> Page:
    page = ana.browser.upload(ana.see(FRONT), FRONT, "file", data)
    assert page.status == 200, page.text
    assert re.fullmatch(rf"{FRONT}[0-9a-f-]{{36}}/", page.path), page.text
    return page


def questions(page: Page) -> list[tuple[str, str]]:
    """The fields of the columns and words; before them may stand the form of the mappings that are kept."""
    return next(one.fields for one in page.forms if "column-0" in one.names)


def looked_at(ana: Hands, page: Page, **answers: str) -> Page:
    said = ana.browser.submit(page, f"{page.path.removesuffix('columns/')}columns/", **answers)
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


def test_words_faults_and_hints_are_shown_and_answered_and_nothing_typed_is_lost(town: Town) -> None:
    ana = town.hands("Ana Pop")
    ion = ["B-1", "Rusu", "Ion", "1991-05-06", "domn", "RO", "ro", "", "", ""]
    page = begun(ana, as_xlsx([HEADER, ion, ion, WRONG]))
    twice = ana.browser.submit(
        page, f"{page.path}columns/", **{"column-4": "identity.birth_date", "keep": "Our list"}
    )
    assert twice.status == 422
    assert "Two columns would become “Date of birth”; choose one of them." in twice.text
    assert ("column-4", "identity.birth_date") in twice.form(f"{page.path}columns/").fields
    assert ("keep", "Our list") in twice.form(f"{page.path}columns/").fields
    words = {"column-4": "profile.sex", "word-profile.sex-0": "m"}
    page = looked_at(ana, twice, **words)
    assert (page.marks["data-good"][0]["data-good"], page.marks["data-twins"][0]["data-twins"]) == ("2", "1")
    assert "Row 3: B-1, Rusu, Ion, 1991-05-06, RO Like row 2: B-1" in page.text
    assert [one["data-taken-row"] for one in page.marks["data-taken-row"]] == ["2", "3"]
    assert "Right rows 1 to 2 of 2, as the cases will hold them." in page.text
    assert "domn Male Sex" in page.text
    queries = counts(town, town.pair.ro, "Ana Pop", [page.path, f"{page.path}?from=1", f"{page.path}?rows=1"])
    assert max(queries.values()) <= MOST, queries
    page = ana.browser.submit(page, f"{page.path}answers/", **{"twin-3": "out", "do": "save"})
    assert "Saved." in page.text
    done = settled(ana, ana.browser.submit(page, f"{page.path}answers/", do="take_in").path)
    assert "1 case was opened. 2 rows were left out." in done.text
    faults = ana.browser.get(f"{page.path}faults.csv").html
    assert "4,Data nașterii,“31.31.1990” is a day that no calendar has." in faults
    # The mapping that was kept, with its word, serves the next list.
    page = begun(ana, as_xlsx([HEADER, ["B-2", "Rusu", "Dan", "1990-05-06", "domn", "RO", "", "", "", ""]]))
    kept = re.search(r'<option value="([0-9a-f-]{36})">Our list<', page.html)
    assert kept
    page = ana.browser.submit(page, f"{page.path}columns/", use=kept[1], do="use")
    assert "What do these words stand for?" not in page.text
    dropped = ana.browser.submit(page, f"{page.path}drop/")
    assert "The file is deleted." in dropped.text


def test_a_word_that_was_known_anyway_can_be_given_another_meaning(town: Town) -> None:
    ana = town.hands("Ana Pop")
    page = begun(ana, as_csv([HEADER, PEOPLE[0]]))
    assert "Words that are known" in page.text
    asked = questions(page)
    said = {value: name.removeprefix("said-") for name, value in asked if name.startswith("said-")}
    cazare = f"word-{said['cazare']}"
    assert (cazare, "housing") in asked
    page = looked_at(ana, page, **{cazare: "income"})
    assert "cazare Income" in page.text
    assert "avocat Legal aid" in page.text
    page = ana.browser.submit(page, f"{page.path}change/")
    assert (cazare, "income") in questions(page)
    ana.browser.submit(page, f"{page.path}drop/")


def test_an_import_is_there_for_nobody_else(town: Town) -> None:
    ana, colleague = town.hands("Ana Pop"), town.hands("Mihai Stan")
    page = begun(ana, as_csv([HEADER, *PEOPLE]))
    assert colleague.see(page.path).status == 404
    assert colleague.see(f"{page.path}rows.csv").status == 404
    ana.browser.submit(page, f"{page.path}drop/")


def test_a_file_that_is_no_list_is_one_sentence(town: Town) -> None:
    ana = town.hands("Ana Pop")
    for data, sentence in (
        (b"", "There is nothing in this file."),
        (b"PK\x03\x04", "This spreadsheet cannot be read."),
    ):
        said = ana.browser.upload(ana.see(FRONT), FRONT, "file", data)
        assert said.status == 422
        assert sentence in said.text
