"""The measures of a report to GRETA: what is computed, what is hidden, and what stands inside what."""

from dataclasses import replace
from datetime import date

import pytest

from safeconduct.rights.codes import Right
from safeconduct.statistics.editions import words
from safeconduct.statistics.editions.coverage import Coverage
from safeconduct.statistics.editions.document import About
from safeconduct.statistics.editions.kinds import OF_GRETA
from safeconduct.statistics.editions.preparing import Beside, Prepared, Wanted, prepare
from safeconduct.statistics.editions.tables import counted as counted_facts
from safeconduct.statistics.greta import definitions, measures
from safeconduct.statistics.greta.definitions import Source, figures, tables
from safeconduct.statistics.greta.measures import MEASURE, Parts, facts_of
from safeconduct.statistics.protecting.release import Released, protect
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.vocabulary.editions import ARTICLE_19A, GRETA
from tests.statistics.editions.year import PEOPLE

A, B = "alfa", "beta"


def said(parts: Parts, ledger: list[Statement] | None = None) -> dict[str, int | None]:
    """What the table says of each measure."""
    facts = facts_of(parts)
    assert facts is not None
    found = protect(facts, [measures.layout()], ledger or [])
    assert isinstance(found, Released), found
    return {region[0][1]: number for region, number in found.pattern.public()}


def test_every_computed_figure_has_a_word_of_the_tally_and_every_id_stands_once() -> None:
    parts = {f"granted:{right}" for right in Right} | {"claimed", "awarded", "paid"}
    assert {one.part for one in figures() if one.source is Source.COMPUTED} <= parts
    ids = [*(one.id for one in figures()), *(one.id for one in tables())]
    assert len(ids) == len(set(ids))
    assert all(one.definition and one.unit and one.period for one in figures())


def test_every_table_and_every_measure_of_an_edition_has_its_words() -> None:
    assert {*OF_GRETA.tables, measures.TABLE} <= words.TABLES.keys()
    assert list(words.CODES[MEASURE]) == list(measures.computed())
    assert set(OF_GRETA.ladder) <= words.RUNGS.keys()
    assert definitions.confidence() == "unverified"


def test_a_measure_of_few_persons_or_of_one_agency_is_hidden_and_nobody_is_zero() -> None:
    found = said({
        (A, "granted:residence"): 5, (B, "granted:residence"): 4,
        (A, "granted:reflection_period"): 2, (B, "granted:reflection_period"): 1, (A, "granted:legal_aid"): 12,
    })  # fmt: skip
    assert found["residence_granted"] == 9
    assert found["reflection_granted"] is None
    assert found["legal_aid_granted"] is None
    assert found["compensation_paid"] == 0


def test_a_measure_that_changed_by_one_since_it_was_said_is_hidden() -> None:
    before = [Statement(((MEASURE, "residence_granted"),), 9, Role.SHOWN, 5, facts="greta-RO-2025-1")]
    assert (
        said({(A, "granted:residence"): 6, (B, "granted:residence"): 4}, before)["residence_granted"] is None
    )
    assert said({(A, "granted:residence"): 9, (B, "granted:residence"): 8}, before)["residence_granted"] == 17


def test_claims_that_got_no_further_are_not_given_away_by_those_that_did() -> None:
    """Thirteen filed and twelve awarded would say that one was not."""
    found = said({(A, "claimed"): 7, (B, "claimed"): 6, (A, "awarded"): 6, (B, "awarded"): 6})
    assert (found["compensation_claimed"], found["compensation_awarded"]).count(None) >= 1


@pytest.mark.parametrize(
    "parts", [{(A, "claimed"): 2, (A, "awarded"): 3}, {(B, "awarded"): 2, (B, "paid"): 4, (B, "claimed"): 9}]
)
def test_claims_that_contradict_one_another_have_no_table(parts: Parts) -> None:
    assert facts_of(parts) is None


def test_why_there_is_no_table_of_measures_is_kept_for_the_page() -> None:
    counted = counted_facts(PEOPLE)
    about = About("RO", 2025, 1, date(2026, 3, 1), kind=GRETA)
    few = facts_of({(A, "claimed"): 2, (B, "claimed"): 1})
    for of, why, has_table in (
        (None, measures.CONTRADICT, False), (few, measures.NOT_PROTECTED, False),
        (facts_of({(A, "granted:residence"): 9, (B, "granted:residence"): 8}), "", True),
    ):  # fmt: skip
        found = prepare(counted, Wanted("single"), about, Coverage(2, 2), at=Beside(measures=of))
        assert isinstance(found, Prepared)
        assert found.no_measures == why
        assert any(one["code"] == measures.TABLE for one in found.document["tables"]) is has_table
    of_19a = prepare(counted, Wanted("alone"), replace(about, kind=ARTICLE_19A), Coverage(2, 2))
    assert isinstance(of_19a, Prepared)
    assert of_19a.no_measures == "", "it has no such table"
