"""A citizenship is that of a country, or of no state."""

import pytest
from django.utils import translation

from safeconduct.cases.contents import cleaned
from safeconduct.statistics.classes import citizenship as class_of
from safeconduct.vocabulary.citizenships import citizenship, citizenship_in_full, citizenship_named
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.sections import Section


@pytest.mark.parametrize(
    "typed", ["stateless", " Stateless", "XXA", "xxa", "apatridă", "Апатрид", "no state"]
)
def test_of_no_state_is_an_answer(typed: str) -> None:
    assert citizenship_named(typed) == citizenship(typed) == "stateless"
    assert class_of([citizenship_named(typed)], "RO") == "STLS"


@pytest.mark.parametrize("typed, code", [("Moldova", "MD"), ("md", "MD"), ("MDA", "MD")])
def test_a_country_is_known_by_its_name_and_codes(typed: str, code: str) -> None:
    assert citizenship_named(typed) == code


def test_it_is_called_and_understood_in_the_language_of_the_page() -> None:
    with translation.override("ro"):
        name = citizenship_in_full("stateless")
        assert name != "Stateless"
        assert citizenship_named(name) == citizenship_named("Stateless") == "stateless"
    assert citizenship_in_full("stateless") == "Stateless"
    assert citizenship_in_full("UA") == "Ukraine"
    assert citizenship_in_full("QQ") == "QQ", "a code of a newer version stays as it is"


def test_nobody_is_a_citizen_of_what_is_not_known() -> None:
    for typed in ("Atlantis", "XXB", ""):
        with pytest.raises(BadCode):
            citizenship_named(typed)


@pytest.mark.parametrize(
    "section, field", [(Section.SAFETY, "never_countries"), (Section.EXPLOITATION, "countries")]
)
def test_no_state_is_no_country_where_something_happened_or_may_go(section: Section, field: str) -> None:
    with pytest.raises(BadInput):
        cleaned(section, {field: ["stateless"]})
