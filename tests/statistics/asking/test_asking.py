"""A coordinator asks how many persons are in a group: answered through the guard, remembered for later questions."""

import re
import threading
from typing import Any

import psycopg
import pytest
from django.db import connections

from safeconduct.access.acting import acting
from safeconduct.statistics.protecting.guard import DIFFERENCE, FEW_PERSONS
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.access.rows import insert
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.statistics.editions.year import YEAR, approve, client_of, prepare
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/figures/ask/"


def ask(who: str = "cora", status: int = 200, year: int = YEAR, **codes: str) -> str:
    """The card with the answer, in words; of a page that says no to what was typed the whole page."""
    answer = client_of(who).post(PAGE, {"year": str(year), "meant": "yes", **codes})
    assert answer.status_code == status, answer.content.decode()
    page = in_words(answer.content.decode())
    return page.partition("Question Each answer")[0] if status == 200 else page


def rows(owner: psycopg.Connection, statement: str) -> list[tuple[Any, ...]]:
    return owner.execute(statement.encode()).fetchall()


def test_a_large_group_is_answered_and_written_down(counted: psycopg.Connection) -> None:
    assert "25 persons" in ask(sex="F", form="SEX", age="Y_GE18", citizen="NAT")
    assert rows(counted, "SELECT asked, outcome, number FROM statistics.answer") == [
        ({"sex": "F", "age": "Y_GE18", "citizen": "NAT", "form": "SEX"}, "answered", 25)
    ]
    [(statements,)] = rows(counted, "SELECT statements FROM statistics.said")
    assert statements[0][1:3] == [25, "shown"]
    [(detail,)] = rows(counted, "SELECT detail FROM audit.record WHERE action = 'figures:asked'")
    assert detail["outcome"] == "answered"


def test_everybody_is_a_group_too_and_one_that_nobody_is_in_has_0(counted: psycopg.Connection) -> None:
    assert "72 persons" in ask()
    assert "0 persons" in ask(by="court")


def test_a_small_group_is_refused_kept_in_the_ledger_and_refused_again(counted: psycopg.Connection) -> None:
    """Two girls: few. Nobody may learn it by asking for all, and then for all but them."""
    for _again in range(2):
        assert str(FEW_PERSONS.sentence) in ask(age="Y_LT18")
    assert rows(counted, "SELECT outcome, number FROM statistics.answer") == [("few_persons", None)] * 2
    [(statements,)] = rows(counted, "SELECT statements FROM statistics.said")
    assert statements[0][1:3] == [None, "small"]


def test_a_number_that_was_said_is_said_again_and_makes_nothing_out_of_date(
    counted: psycopg.Connection,
) -> None:
    assert "36 persons" in ask(sex="F")
    path = prepare("cora", rung="alone")
    assert "36 persons" in ask(sex="F")
    assert rows(counted, "SELECT outcome, number FROM statistics.answer") == [("answered", 36)] * 2
    assert rows(counted, "SELECT count(*) FROM statistics.said") == [(1,)]
    approve("rita", path)  # it is released, and not out of date


def test_a_difference_of_two_answers_is_refused(counted: psycopg.Connection) -> None:
    """Of 36 women 34 are adults: the two who are not could be worked out."""
    assert "36 persons" in ask(sex="F")
    said = ask(sex="F", age="Y_GE18")
    assert str(DIFFERENCE.sentence) in said


def test_what_an_edition_has_said_counts_and_what_was_answered_counts_for_the_next_edition(
    counted: psycopg.Connection,
) -> None:
    """A preparation that was made before an answer was not examined beside it."""
    path = prepare("cora", rung="alone")
    ask(form="LAB")
    assert "to prepare it again" in in_words(approve("rita", path, status=409))
    answer = client_of("cora").post(f"{path}choose/")
    approve("rita", answer["Location"])
    assert rows(counted, "SELECT count(*) FROM statistics.said") == [(2,)]
    assert "36 persons" in ask(form="LAB")


def test_figures_of_other_agencies_are_no_ground_to_answer_on(counted: psycopg.Connection) -> None:
    """Cora is named by three agencies. Once she is named by one more, the earlier answers are of others."""
    ask(form="LAB")
    gamma = ID("gamma of the test")
    same = rows(counted, f"SELECT country, node, sector FROM agencies.agency WHERE id = '{ID('alfa')}'")[0]
    insert(
        counted,
        "agencies.agency",
        id=gamma,
        country=same[0],
        node=same[1],
        sector=same[2],
        name="Gamma (invented)",
    )
    insert(counted, "agencies.coordination", agency_id=gamma, coordinator_id=ID("cora"))
    assert "counted other agencies than those that have named you" in ask(status=422, sex="F")
    page = in_words(client_of("cora").get(PAGE).content.decode())
    assert f"{YEAR}: What was said of this year before counted other agencies" in page, (
        "and it says so before"
    )
    assert f'<option value="{YEAR}"' not in client_of("cora").get(PAGE).content.decode()


def test_the_years_that_can_be_asked_are_those_that_can_be_prepared(counted: psycopg.Connection) -> None:
    asked = re.findall(r'<option value="(20[0-9]{2})"', client_of("cora").get(PAGE).content.decode())
    prepared = re.findall(
        r'"/figures/editions/year/(20[0-9]{2})/"',
        client_of("cora").get("/figures/editions/").content.decode(),
    )
    assert asked == prepared == [str(year) for year in range(YEAR, 2019, -1)]
    assert f"{YEAR + 1} is not over" in in_words(client_of("cora").get(PAGE).content.decode())


@pytest.mark.parametrize("who", ["ana", "rita", "sara"])
def test_nobody_else_asks(counted: psycopg.Connection, who: str) -> None:
    assert client_of(who).get(PAGE).status_code == 409
    assert client_of(who).post(PAGE, {"year": str(YEAR)}).status_code == 409
    assert rows(counted, "SELECT count(*) FROM statistics.answer") == [(0,)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"year": str(YEAR + 1)}, f"{YEAR + 1} is not over: the next answer would tell who was added."),
        ({"year": "2019"}, "Nothing is counted before 2020."), ({"year": "x"}, "Choose a year that is over."),
        ({"year": ""}, "Choose a year that is over."), ({"sex": "X"}, "Choose one of the list."),
        ({"by": "'; --"}, "Choose one of the list."),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_beside_its_field(
    counted: psycopg.Connection, typed: dict[str, str], said: str
) -> None:
    answer = client_of("cora").post(PAGE, {"year": str(YEAR), **typed})
    assert answer.status_code == 422
    assert said in in_words(answer.content.decode())
    assert rows(counted, "SELECT count(*) FROM statistics.answer") == [(0,)]


def test_of_two_questions_at_once_the_second_waits_and_sees_what_was_said_to_the_first(
    counted: psycopg.Connection, connect_as: ConnectAs
) -> None:
    """The lock of the country is held by a question that has not ended: the other one stands at it until then."""
    with briefly("owner") as first:
        first.autocommit = False
        first.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('statistics/edition/' || %s, 0))",
            ["RO"],
        )
        answers: list[str] = []

        def asks() -> None:
            answers.append(ask(sex="F"))
            connections.close_all()

        second = threading.Thread(target=asks)
        second.start()
        while not rows(counted, "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
            assert second.is_alive()
        said = '[[[["sex", "F"]], null, "small", 5, false, true]]'
        first.execute(
            "INSERT INTO statistics.said VALUES ('answer-first', 'RO', %s, %s, now())", [YEAR, said]
        )
        first.commit()
        second.join(30)
    assert str(FEW_PERSONS.sentence) in answers[0]


def test_the_database_keeps_no_answer_of_a_member_whom_nobody_named(counted: psycopg.Connection) -> None:
    """Also where the page were to forget its rule."""
    from safeconduct.access.doors import AccessRefused, called

    with as_process("web"), pytest.raises(AccessRefused), acting(MemberId(ID("ana"))):
        called("SELECT statistics.begin_answer(%s, %s)", ["RO", YEAR])
