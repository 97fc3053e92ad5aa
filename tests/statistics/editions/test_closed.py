"""Layouts that the ledger has closed are not offered, and the page says why; without a ledger nothing is closed."""

import json
from collections.abc import Sequence

import psycopg
import pytest

from safeconduct.statistics.editions import closed as looked_for
from safeconduct.statistics.editions.closed import closed
from safeconduct.statistics.editions.kinds import KINDS, OF_ARTICLE_19A, OF_GRETA
from safeconduct.statistics.editions.ledger import as_texts
from safeconduct.statistics.editions.preparing import RULES, Beside, Prepared, Wanted, prepare
from safeconduct.statistics.editions.tables import counted as facts_of
from safeconduct.statistics.protecting.guard import answer
from safeconduct.statistics.protecting.settings import Effort
from safeconduct.statistics.protecting.statements import Role, Statement
from tests.access.rows import insert
from tests.statistics.editions.test_pages import OF_YEAR
from tests.statistics.editions.test_preparing import COVERAGE, FIRST
from tests.statistics.editions.year import PEOPLE, YEAR, client_of
from tests.statistics.test_pages import in_words

CLOSING = (
    Statement((), 72, Role.SHOWN, 5, facts="answer-1"),
    Statement((("age", "Y_GE18"),), 62, Role.SHOWN, 5, facts="answer-2"),
)
"""Two answers that the guard gives: of the ten who are left one agency alone counted eight, and two are children."""


def shut(ledger: Sequence[Statement], kind: str = "article_19a") -> set[str]:
    return set(closed(KINDS[kind], facts_of(PEOPLE, ledger), ledger))


def test_where_nothing_was_said_nothing_is_closed_and_nothing_is_looked_at() -> None:
    assert shut(()) == set()


def test_what_two_answers_give_away_closes_each_layout_with_sex_and_age() -> None:
    assert [answer(facts_of(PEOPLE, CLOSING[:at]).facts, one.region, CLOSING[:at], RULES).count
            for at, one in enumerate(CLOSING)] == [72, 62]  # fmt: skip
    assert shut(CLOSING) == {"whole", "sex_age", "status_beside", "beside"}
    assert shut(CLOSING, "greta") == {"status", "alone"}
    assert shut(CLOSING[:1]) == {"whole", "sex_age"}, "these no year of so few persons has"


@pytest.mark.parametrize(
    ("said", "rung", "is_closed"),
    [(2, "beside", True), (2, "sex", False), (1, "status_beside", False)],
)
def test_what_is_closed_cannot_be_prepared_and_what_is_open_can(
    said: int, rung: str, *, is_closed: bool
) -> None:
    """The look is one attack; here stands what the whole search says of the same."""
    ledger = CLOSING[:said]
    assert (rung in shut(ledger)) is is_closed
    found = prepare(facts_of(PEOPLE, ledger), Wanted(rung), FIRST, COVERAGE, at=Beside(ledger))
    assert isinstance(found, Prepared)
    assert (rung in [one for one, _why in found.refused]) is is_closed


def test_without_time_everything_is_offered() -> None:
    none = Effort(has_time=lambda: False)
    assert closed(OF_ARTICLE_19A, facts_of(PEOPLE, CLOSING), CLOSING, effort=lambda: none) == {}


@pytest.mark.parametrize(
    ("wanted", "shut", "chosen"),
    [
        (None, (), "whole"), (None, ("whole",), "sex_age"), ("status_beside", ("status_beside",), "beside"),
        ("alone", ("alone", "sex"), "status"), (None, tuple(OF_ARTICLE_19A.ladder), "whole"),
    ],
)  # fmt: skip
def test_the_layout_that_is_chosen_at_first_is_one_that_is_open(
    wanted: str | None, shut: tuple[str, ...], chosen: str
) -> None:
    assert OF_ARTICLE_19A.open_rung(wanted, shut) == chosen


def test_both_kinds_keep_sex_and_age_in_a_table_of_their_own_alike() -> None:
    """Article 19a's own table of them is the first one of the report to GRETA, on the rungs that mean the same."""
    for ours, theirs in (("status_beside", "status"), ("beside", "alone")):
        tables = OF_ARTICLE_19A.tables_on(ours)
        assert OF_ARTICLE_19A.names(tables["A5"], ours) == OF_GRETA.names(OF_GRETA.tables["G1"], theirs)
    assert "A5" not in OF_ARTICLE_19A.tables_on("whole")


@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_year_offers_what_is_open_and_says_of_the_others_why_not(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looked_for, "SECONDS", 60.0)
    page = client_of("cora").get(OF_YEAR).content.decode()
    assert 'value="whole" checked' in page
    assert "can no longer be released" not in page
    said = json.dumps(as_texts(CLOSING))
    insert(counted, "statistics.said", state="answer-one", country="RO", year=YEAR, statements=said)
    page = client_of("cora").get(OF_YEAR).content.decode()
    for rung in ("whole", "sex_age", "status_beside", "beside"):
        assert f'value="{rung}"' not in page
    assert 'value="status_sex" checked' in page
    assert "Each table by sex and age Beside what was published or answered before" in in_words(page)
