"""The measures of a report to GRETA: what is computed, what is hidden, and what stands inside what."""

import pytest

from safeconduct.rights.codes import Right
from safeconduct.statistics.editions import words
from safeconduct.statistics.editions.kinds import OF_GRETA
from safeconduct.statistics.greta import definitions, measures
from safeconduct.statistics.greta.definitions import Source, figures, tables
from safeconduct.statistics.greta.measures import MEASURE, Parts, facts_of
from safeconduct.statistics.protecting.release import Released, protect
from safeconduct.statistics.protecting.statements import Role, Statement

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
    assert [words.CODES[MEASURE][one] for one in measures.computed()] == [
        one.definition for one in figures() if one.source is Source.COMPUTED
    ]
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
