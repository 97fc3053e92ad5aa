"""Editions over two or three years: named so, examined beside the single years, and offered where they lose less."""

import re

import psycopg
import pytest

from safeconduct.access.acting import acting
from safeconduct.statistics.editions import released, store
from safeconduct.statistics.editions.cells import places
from safeconduct.statistics.editions.counting import read_span
from safeconduct.statistics.editions.document import Document
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Demand
from safeconduct.statistics.reading import reading
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.released.reading import read
from tests.access.names import ID
from tests.conftest import as_process
from tests.statistics.editions.year import YEAR, approve, client_of, prepare, registered
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)

FRONT = "/figures/editions/"
OF_BOTH = f"{FRONT}year/{YEAR}/?years=2"
NAME = f"19a-RO-{YEAR - 1}-{YEAR}-1"
BEFORE = {
    ("alfa", "identified|ngo|F|Y_GE18|NAT|SEX"): 9, ("beta", "identified|ngo|F|Y_GE18|NAT|SEX"): 8,
    ("beta", "presumed|ngo|M|Y_GE18|NEU|LAB"): 11, ("police", "presumed|police|M|Y_GE18|NEU|LAB"): 13,
    ("alfa", "presumed|ngo|F|Y_LT18|EU|OTH"): 1, ("alfa", "identified|ngo|F|Y_LT18|EU|OTH"): 1,
    ("police", "withheld"): 7,
}  # fmt: skip


def prepare_both(who: str, **typed: str) -> str:
    answer = client_of(who).post(OF_BOTH, {"rung": "status", **typed})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def documents() -> dict[str, Document]:
    with acting(MemberId(ID("rita"))):
        return {one["signed"]["document"]["id"]: one["signed"]["document"] for one in released()}


def total(of: Document) -> int | None:
    found = places(next(one for one in of["tables"] if one["code"] == "A1"))
    return found["TOTAL", "TOTAL"]


def test_an_edition_over_two_years_says_so_in_its_name_and_adds_them_up(counted: psycopg.Connection) -> None:
    registered(counted, BEFORE, YEAR - 1)
    page = in_words(client_of("cora").get(OF_BOTH).content.decode())
    assert f"Persons registered by agencies that take part: RO, {YEAR - 1}-{YEAR}" in page
    assert "Registered in these years: 115." in page
    path = prepare_both("cora")
    assert approve("rita", path) == f"{FRONT}{NAME}/"
    document = documents()[NAME]
    assert (document["year"], document["years"]) == (YEAR, 2)
    assert total(document) == 115
    assert read(document).period == f"{YEAR - 1}-{YEAR}", "the public site reads it"
    assert document["coverage"]["objects"] is None, "with what single years say it would be a sum"
    said = client_of("cora").get(f"{FRONT}{NAME}/file/csv/?table=A1").content.decode()
    assert f"{YEAR - 1}-{YEAR}" in said


def test_single_years_and_both_are_one_ledger_in_which_nothing_is_given_away(
    counted: psycopg.Connection,
) -> None:
    registered(counted, BEFORE, YEAR - 1)
    approve("rita", prepare("cora", YEAR - 1))
    approve("rita", prepare_both("cora"))
    approve("rita", prepare("cora"))
    found = documents()
    assert {name: total(one) for name, one in found.items()} == {
        NAME: 115, f"19a-RO-{YEAR}-1": 72, f"19a-RO-{YEAR - 1}-1": 43,
    }  # fmt: skip
    with acting(MemberId(ID("cora"))):
        ledger = store.ledger("RO", Span(YEAR - 1))
    assert (ledger.seen, ledger.linked) == (3, Span(YEAR, 2))
    with as_process("web"), reading(MemberId(ID("cora"))) as read:
        agencies = [str(ID(one)) for one in ("alfa", "beta", "police")]
        facts = read_span(read, agencies, Span(YEAR - 1), ledger).counted.facts
    assert sum(one.value is None for one in ledger.of_persons) > 5
    assert attack(facts.dimensions, ledger.of_persons, Demand())


def test_what_was_prepared_of_one_year_before_both_were_released_is_made_again(
    counted: psycopg.Connection,
) -> None:
    registered(counted, BEFORE, YEAR - 1)
    early = prepare("cleo")
    approve("rita", prepare_both("cora"))
    assert "Something was shown, released or answered since" in in_words(approve("rita", early, 409))


def test_a_question_about_one_year_is_examined_beside_both(counted: psycopg.Connection) -> None:
    """Of both years together all women are known, and of this one too: those of the other would follow."""
    few = {("alfa", "identified|ngo|F|Y_GE18|NAT|SEX"): 2, ("beta", "presumed|ngo|M|Y_GE18|NEU|LAB"): 21,
           ("police", "presumed|police|M|Y_GE18|NEU|LAB"): 13}  # fmt: skip
    registered(counted, few, YEAR - 1)
    approve("rita", prepare_both("cora", rung="sex"))
    women = places(documents()[NAME]["tables"][0])["TOTAL", "F"]
    answer = client_of("cora").post("/figures/ask/", {"meant": "yes", "year": str(YEAR), "sex": "F"})
    said = in_words(client_of("cora").get(answer["Location"]).content.decode() if answer.status_code == 302
                    else answer.content.decode())  # fmt: skip
    assert women is not None
    assert "would give a small number away" in said


@pytest.mark.usefixtures("other_layouts")
def test_more_years_are_offered_with_what_they_lose_and_chosen_by_a_press(
    counted: psycopg.Connection,
) -> None:
    registered(counted, BEFORE, YEAR - 1)
    path = prepare("cora", rung="alone")
    page = client_of("cora").get(path).content.decode()
    assert f"Over the years {YEAR - 1}-{YEAR}" in in_words(page)
    assert re.findall(r'name="layout" value="(years-\d)"', page) == ["years-2"], "nobody before"
    answer = client_of("cora").post(f"{path}choose/", {"layout": "years-2"})
    assert answer.status_code == 302
    assert f"Persons registered by agencies that take part: RO, {YEAR - 1}-{YEAR}" in in_words(
        client_of("cora").get(answer["Location"]).content.decode()
    )


@pytest.mark.parametrize("years", ["0", "9", "x", "-1"])
def test_nonsense_for_a_number_of_years_is_the_nearest_that_there_is(
    counted: psycopg.Connection, years: str
) -> None:
    assert client_of("cora").get(f"{FRONT}year/{YEAR}/?years={years}&tables=x").status_code == 200
    assert client_of("cora").get(f"{FRONT}year/2020/?years=2").status_code == 409
