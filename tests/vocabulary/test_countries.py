"""Countries by their ISO codes."""

import re

import pytest

from safeconduct.vocabulary.countries import COUNTRIES, country, country_name
from safeconduct.vocabulary.errors import BadCode


def test_there_are_249_countries_and_kosovo() -> None:
    assert len(COUNTRIES) == 250
    assert len({row.alpha3 for row in COUNTRIES.values()}) == 250
    assert len({row.english for row in COUNTRIES.values()}) == 250
    assert list(COUNTRIES) == sorted(COUNTRIES)
    assert "XK" in COUNTRIES


@pytest.mark.parametrize("code", COUNTRIES)
def test_both_codes_lead_to_the_country(code: str) -> None:
    row = COUNTRIES[code]

    assert re.fullmatch(r"[A-Z]{2}-[A-Z]{3}", f"{row.alpha2}-{row.alpha3}")
    assert country(row.alpha2) == country(row.alpha3.lower()) == code
    assert row.english == row.english.strip() != ""


@pytest.mark.parametrize(
    ("code", "name"),
    [("RO", "Romania"), ("bel", "Belgium"), ("NA", "Namibia"), ("XKX", "Kosovo"), ("UK", "United Kingdom"),
     ("EL", "Greece"), ("CIV", "Côte d\u2019Ivoire")],
)  # fmt: skip
def test_names(code: str, name: str) -> None:
    assert country_name(code) == name


@pytest.mark.parametrize("unknown", ["", "XX", "EU", "ROMANIA", "stateless"])
def test_an_unknown_country_is_refused_with_a_sentence(unknown: str) -> None:
    with pytest.raises(BadCode, match=r"is not in our list\. Choose"):
        country(unknown)
