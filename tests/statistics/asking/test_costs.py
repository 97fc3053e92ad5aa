"""What an answer may cost is said before, and whoever asks says that they mean it, until a year has its tables."""

import json

import psycopg
import pytest

from safeconduct.access.acting import acting
from safeconduct.agencies.queries import member as member_of
from safeconduct.statistics.asking import losing
from safeconduct.statistics.asking.costs import MAY_COST, left, may_cost
from safeconduct.statistics.asking.losing import can_lose
from safeconduct.statistics.editions.ledger import as_texts
from safeconduct.vocabulary.decisions import Allowed, Refused
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.access.rows import insert
from tests.statistics.asking.test_asking import PAGE, ask, rows
from tests.statistics.editions.test_closed import CLOSING
from tests.statistics.editions.year import YEAR, approve, client_of, prepare
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)
WARNING = "Two answers can be enough to cost such a year its tables with sex and age, for good"


def released(owner: psycopg.Connection, year: int, *dimensions: str) -> None:
    """An edition of that year, each of whose tables is by these."""
    tables = [{"code": code, "dimensions": list(dimensions)} for code in ("A1", "A2", "A3")]
    agencies = sorted(ID(one) for one in ("alfa", "beta", "police"))
    insert(
        owner, "statistics.edition", id=f"19a-RO-{year}-1", kind="article_19a", country="RO", year=year, years=1,
        edition=1, document=json.dumps({"tables": tables}), agencies=agencies, kid="k", signature="s",
    )  # fmt: skip


def test_a_question_is_meant_where_a_year_can_still_lose_tables() -> None:
    assert may_cost(is_open=True, is_meant=False) == Refused(MAY_COST)
    for is_open, is_meant in ((True, True), (False, False)):
        assert may_cost(is_open=is_open, is_meant=is_meant) == Allowed()


def test_before_anything_was_prepared_the_page_says_what_answers_cost(counted: psycopg.Connection) -> None:
    page = in_words(client_of("cora").get(PAGE).content.decode())
    assert WARNING in page
    assert f"was released yet of: {YEAR}, {YEAR - 1}" in page
    assert "wait for a second person" not in page, "no edition waits"


def test_without_the_tick_nothing_is_asked_and_nothing_is_written_down(counted: psycopg.Connection) -> None:
    said = ask(status=422, sex="F", meant="")
    assert (
        "Nothing was asked. No edition of this year with sex and age in every table was released yet" in said
    )
    assert rows(counted, "SELECT count(*) FROM statistics.answer") == [(0,)]
    page = client_of("cora").post(PAGE, {"year": str(YEAR), "sex": "F"}).content.decode()
    assert 'href="#meant-yes"' in page, "the summary leads to the tick"
    assert 'id="meant-yes"' in page
    answered = client_of("cora").post(PAGE, {"year": str(YEAR), "sex": "F", "meant": "yes"}).content.decode()
    assert "36 persons" in in_words(answered)
    assert "checked" not in answered, "it is ticked anew for each question"


def test_a_year_whose_tables_have_sex_and_age_can_lose_them_no_more(counted: psycopg.Connection) -> None:
    released(counted, YEAR, "citizen", "sex", "age")
    released(counted, YEAR - 1, "citizen", "sex")
    with acting(MemberId(ID("cora"))):
        assert can_lose(member_of(MemberId(ID("cora"))), [YEAR, YEAR - 1, YEAR - 2]) == (
            [YEAR - 1, YEAR - 2],
            [],
        )
    assert f"yet of: {YEAR - 1}, " in in_words(client_of("cora").get(PAGE).content.decode())


@pytest.mark.parametrize(
    ("released", "rungs"),
    [
        ("", ["whole", "sex_age", "status_beside", "beside"]),
        ("A1 by sex age, A2 citizen sex age, A3 form sex age", []),
        ("A1 status by, A2 status citizen, A3 status form, A5 status sex age", ["whole", "sex_age"]),
        ("A1 by, A2 citizen, A3 form", ["whole", "sex_age", "status_beside", "beside"]),
    ],
)
def test_what_is_left_to_lose_is_each_layout_with_sex_and_age_that_no_edition_has(
    released: str, rungs: list[str]
) -> None:
    tables = [one.split() for one in released.split(",") if one]
    editions = [{code: frozenset(by) for code, *by in tables}] if tables else []
    assert left(editions) == rungs


NO_MORE = "Of these years no finer tables with sex and age can be had any more: "


def test_where_no_finer_tables_can_be_had_any_more_it_says_so_and_asks_for_no_tick(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A coarser edition is out, and beside what was answered nothing makes a finer one safe."""
    monkeypatch.setattr(losing, "SECONDS", 60.0)
    approve("rita", prepare("cora", rung="alone"))
    said = json.dumps(as_texts(CLOSING))
    insert(counted, "statistics.said", state="answer-one", country="RO", year=YEAR, statements=said)
    page = in_words(client_of("cora").get(PAGE).content.decode())
    assert f"{NO_MORE}{YEAR}." in page
    assert f"was released yet of: {YEAR - 1}," in page, "only of other years"
    said = ask(sex="F", meant="")
    assert "Nothing was asked" not in said
    assert rows(counted, "SELECT count(*) FROM statistics.answer") == [(1,)]


def test_what_is_not_reached_in_time_asks_for_the_tick(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(losing, "SECONDS", 0.0)
    said = json.dumps(as_texts(CLOSING))
    insert(counted, "statistics.said", state="answer-one", country="RO", year=YEAR, statements=said)
    assert NO_MORE not in in_words(client_of("cora").get(PAGE).content.decode())
    assert "Nothing was asked." in ask(status=422, sex="F", meant="")
