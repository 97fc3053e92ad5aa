"""Two agencies of a running node, one person: asked by one code, answered twice, and the year closed by its command."""

from uuid import UUID

from safeconduct.commands.demonstration.hands import Hands
from tests.nodes.town import Town

PAGE = "/counted-once/"
BACK = "UPDATE statistics.person SET registered = registered + %s WHERE mark = statistics.mark('case', %s)"


def _file(town: Town, who: Hands, names: str) -> UUID:
    """A file of somebody who was identified last year, and agrees to be compared."""
    page = who.open_case({"pseudonym": "Heron 31", "is_child": "no", "citizenships": "UA"})
    page = who.save(page, "identity", {"names": names, "birth_date": "1999-03-01"})
    page = who.save(page, "exploitation", {"status": "identified", "forms": ["sexual_exploitation"]})
    case = UUID(page.path.split("/")[2])
    town.ask("be", BACK, -1, case)
    figures = f"/people/{case}/figures/"
    who.browser.submit(who.see(figures), figures, compared="yes")
    return case


def test_two_workers_of_two_agencies_make_two_files_count_once(town: Town) -> None:
    sofie, amina = town.hands("Sofie Maes"), town.hands("Amina Diallo")
    cases = [_file(town, sofie, "Oksana Marchenko"), _file(town, amina, "Марченко Оксана")]
    year = town.value(
        "be", "SELECT registered FROM statistics.person WHERE mark = statistics.mark('case', %s)", cases[0]
    )
    node = town.node("be")
    try:
        assert "New pairs: 1." in node.run("worker", "facts_within", "look", str(year))
        code = town.value("be", "SELECT code FROM statistics.pair")
        for who in (sofie, amina):
            page = who.see(PAGE)
            assert code in page.text
            assert "Oksana" not in page.text
            assert "Марченко" not in page.text
            who.browser.submit(page, PAGE, code=code, says="same")
            assert "You said: The same person" in who.see(PAGE).text
        assert code not in town.hands("Karim Haddad").see(PAGE).text
        assert town.value("be", "SELECT statistics.stands(p) FROM statistics.pair p") == "same"
        assert "is destroyed" in node.run("worker", "facts_within", "close", str(year))
        assert town.value("be", "SELECT count(*) FROM statistics.compound") == 0
        assert town.value("be", "SELECT wrapped FROM keys.year_key WHERE year = %s", year) is None
    finally:
        for case in cases:
            town.ask("be", BACK, 1, case)
