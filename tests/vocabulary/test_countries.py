"""Countries by their ISO codes."""

import re

import pytest
from django.utils import translation

from safeconduct.vocabulary import countries
from safeconduct.vocabulary.countries import (
    COUNTRIES,
    country,
    country_in_full,
    country_name,
    country_named,
)
from safeconduct.vocabulary.errors import BadCode
from tests.vocabulary.tongue import speaking


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


def test_a_name_is_said_in_the_language_of_the_page_and_understood_in_it() -> None:
    countries._named_on_the_page.cache_clear()
    with speaking(Romania="Румъния"):
        assert country_name("RO") == country_in_full("ROU") == "Румъния"
        assert country_named(" румъния ") == country_named("Romania") == country_named("ro") == "RO"
    countries._named_on_the_page.cache_clear()
    assert country_name("RO") == "Romania"


def test_a_code_of_a_newer_version_stays_as_it_is_where_it_was_received() -> None:
    assert country_in_full("QQ") == "QQ"


def test_the_stored_name_does_not_follow_the_page() -> None:
    with translation.override("bg"), speaking(Romania="Румъния"):
        assert COUNTRIES["RO"].english == "Romania"
