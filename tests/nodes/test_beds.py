"""The daily bed count over two nodes: agreed by two people of each, counted in two presses, gone when it ends."""

import re

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from tests.nodes.software import Software
from tests.nodes.town import Town, until

BEDS = "/beds/"


def press(hands: Hands, what: str, **entered: str) -> Page:
    """Press the form of the page of the bed count that leads there."""
    page = hands.see(BEDS)
    (action, *_) = re.findall(rf'action="(/beds/[^"]*{what}/)"', page.html)
    return hands.browser.submit(page, action, **entered)


@pytest.fixture
def agreed(town: Town) -> Town:
    """Casa Salcia and Maison Lierre agree: two people there, then two people here."""
    here, second, there, second_there = (
        town.hands(name) for name in ("Dan Rusu", "Andrei Oprea", "Karim Haddad", "Anouk Peeters")
    )
    if "Agreed." in here.see(BEDS).text:
        return town
    own = town.agency("Casa Salcia")["services"][0]["id"]
    free = {"free": [{"service": own, "free": 4}], "totals": []}
    assert Software.of(town, "Ana Pop").ask("POST", "/beds", free).status == 201
    shelter = town.agency("Maison Lierre")["id"]
    assert "A second person" in press(here, "propose", agency=shelter).text
    assert re.search(r"You have said yes\..*In your agency: .*Andrei Oprea", here.see(BEDS).text, re.DOTALL)
    assert "They ask to see your free places" not in there.see(BEDS).text, "one person alone asks nobody"
    press(second, "yes")
    until("they are asked", lambda: "They ask to see your free places" in there.see(BEDS).text)
    assert "1 agreement waits for your yes" in there.see("/").text
    press(there, "yes")
    assert "Agreed." not in here.see(BEDS).text
    press(second_there, "yes")
    until("it stands here too", lambda: "Agreed." in here.see(BEDS).text)
    return town


def test_who_agrees_sees_what_was_counted_before(agreed: Town) -> None:
    there = agreed.hands("Karim Haddad")
    counted = re.compile(r"Casa Salcia[^<]*: Crisis[^<]*</th><td>4<")
    until("it is there", lambda: counted.search(there.see(BEDS).html) is not None)


def test_counted_in_two_presses_from_today_and_seen_by_agreement_alone(agreed: Town) -> None:
    ana, sofie, claire = (agreed.hands(name) for name in ("Ana Pop", "Sofie Maes", "Claire Dubois"))
    today = sofie.see("/")
    assert "Nobody has counted today." in today.text
    assert "/beds/count/" in today.html
    page = sofie.see("/beds/count/")
    free = dict(page.form("").fields)
    name = next(field for field in free if field.startswith("free-"))
    sofie.browser.submit(page, "", **{name: "3", "total-shelter": "12"})

    assert "Nobody has counted today." not in sofie.see("/").text
    until("it is here", lambda: "3 of 12" in ana.see(BEDS).text)
    assert "3 of 12" in sofie.see(BEDS).text
    assert "3 of 12" not in claire.see(BEDS).text, "of the same node, and nobody agreed with her agency"

    program = Software.of(agreed, "Ana Pop")
    shelter = agreed.agency("Maison Lierre")["id"]
    (theirs,) = [
        one for one in program.get("/beds")["counts"] if one["agency"] == shelter and one["kind"] == "shelter"
    ]
    assert (theirs["free"], theirs["total"], theirs["late"]) == (3, 12, False)
    own = agreed.agency("Casa Salcia")["services"][0]["id"]
    said = program.ask("POST", "/beds", {"free": [{"service": own, "free": 2}], "totals": []})
    assert said.status == 201
    until("it is there", lambda: re.search(r"Casa Salcia[^<]*: Crisis", sofie.see(BEDS).html) is not None)


def test_its_end_deletes_what_came_by_it_on_both_nodes(agreed: Town) -> None:
    dan, sofie = agreed.hands("Dan Rusu"), agreed.hands("Sofie Maes")
    theirs = "SELECT count(*) FROM referrals.bed_count WHERE of_agency <> agency_id"
    assert "Tick that it ends" in press(dan, "end").text
    assert "Agreed." in dan.see(BEDS).text, "one press alone ends nothing"
    press(dan, "end", sure="yes")

    assert "With nobody yet." in dan.see(BEDS).text
    until("it is over there", lambda: "They ended it, or said no." in sofie.see(BEDS).text)
    assert (agreed.value("ro", theirs), agreed.value("be", theirs)) == (0, 0)
