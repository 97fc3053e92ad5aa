"""Countries that the person keeps out: written by name, kept behind their code, and asked when somebody is chosen."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.consent.conditions import COUNTRIES, as_entered, with_countries
from safeconduct.consent.entering import document, entered_from
from safeconduct.consent.forms import marked
from safeconduct.consent.rules import NOT_FOR_THIS_COUNTRY, Recipient, Shareable, kept_out
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.iso3166 import ROWS
from tests.consent.test_forms import WHOLE

TEAM, AGENCY = UUID(int=1), UUID(int=2)


def made(**entered: list[str]) -> list[str]:
    return document(
        {**WHOLE, **entered}, team=TEAM, agency=AGENCY, purpose=Purpose.REFERRAL_SERVICE
    ).conditions


@pytest.mark.parametrize("ticked, text, kept", [
    ([], "", []),
    (["not_police"], "", ["not_police"]),
    ([], "Belgium", ["not_country:BE"]),
    (["not_family"], "Belgium; se, BE", ["not_family", "not_country:BE", "not_country:SE"]),
    (["not_country"], "Belgium", ["not_country:BE"]),
])  # fmt: skip
def test_a_country_is_kept_behind_its_code(ticked: list[str], text: str, kept: list[str]) -> None:
    errors: dict[str, Words] = {}
    assert with_countries(ticked, text, errors) == kept
    assert errors == {}
    assert made(conditions=ticked, not_countries=[text]) == kept


@pytest.mark.parametrize(
    "ticked, text", [([], "Atlantis"), ([], "Belgium and Sweden"), (["not_country"], "")]
)
def test_a_country_that_nobody_could_keep_out_is_an_error_at_its_field(ticked: list[str], text: str) -> None:
    with pytest.raises(BadInput) as wrong:
        made(conditions=ticked, not_countries=[text])
    assert set(wrong.value.errors) == {COUNTRIES}


def test_the_error_names_what_was_not_known_or_says_what_is_missing() -> None:
    errors: dict[str, Words] = {}
    with_countries([], "Belgium, " + "A" * 41, errors)
    assert str(errors.pop(COUNTRIES)) == (
        f"“{'A' * 40}” is not known here. Write the country's name alone, or its code."
    )
    with_countries(["not_country"], "", errors)
    assert str(errors[COUNTRIES]) == "Write which country."


def test_without_a_country_no_line_of_countries_stands_in_the_form_again() -> None:
    assert as_entered(["not_police"]) == {"conditions": ["not_police"]}


def test_an_agency_of_that_country_is_kept_out_and_the_form_says_it_there() -> None:
    conditions = with_countries([], "Belgium", {})
    assert kept_out(conditions, Recipient("shelter", "BE")) == NOT_FOR_THIS_COUNTRY
    assert kept_out(conditions, Recipient("shelter", "RO")) is None
    kept = document(
        {**WHOLE, COUNTRIES: ["Belgium"]}, team=TEAM, agency=AGENCY, purpose=Purpose.REFERRAL_SERVICE
    )
    assert set(marked([NOT_FOR_THIS_COUNTRY], kept, Shareable())) == {COUNTRIES}
    assert entered_from(kept)[COUNTRIES] == ["Belgium"]


@given(st.lists(st.sampled_from(sorted(row[0] for row in ROWS)), unique=True, max_size=8))
def test_what_is_kept_stands_in_the_form_again_as_it_was(codes: list[str]) -> None:
    kept = [f"not_country:{code}" for code in codes]
    again = as_entered(kept)
    assert with_countries(again["conditions"], next(iter(again.get(COUNTRIES, [])), ""), {}) == kept
