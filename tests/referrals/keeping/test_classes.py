"""How long each section is kept: a country's row goes before that of all, and a term that lies outside is said."""

import pytest

from safeconduct.referrals.keeping.classes import Outside, class_of, classes, of_country, read
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.sections import USED, Section

OWN = """
[[class]]
sections = ["needs"]
country = "*"
after = "closing"
least_days = 365
most_days = 1825
source = "all"
confidence = "unverified"
[[class]]
sections = ["needs"]
country = "RO"
after = "closing"
least_days = 100
most_days = 200
source = "a law"
confidence = "verified"
"""


def test_every_section_that_is_used_has_a_class_and_none_is_called_certain() -> None:
    assert {section for section, found in of_country("RO") if found} == USED
    assert {one.confidence for one in classes()} <= {Confidence.UNVERIFIED, Confidence.UNCERTAIN}


@pytest.mark.parametrize(("country", "source"), [("RO", "a law"), ("BE", "all"), ("UA", "all")])
def test_a_countrys_row_goes_before_that_of_all(country: str, source: str) -> None:
    for text in (OWN, "\n[[class]]".join(["", *reversed(OWN.split("[[class]]")[1:])])):
        found = class_of(Section.NEEDS, country, read(text))
        assert found is not None
        assert found.source == source


def test_a_section_without_a_row_has_no_class() -> None:
    assert class_of(Section.HEALTH, "RO", read(OWN)) is None


@pytest.mark.parametrize(("term", "lies"), [
    (99, Outside.SHORTER), (100, Outside.INSIDE), (200, Outside.INSIDE), (201, Outside.LONGER), (None, Outside.NO_END),
])  # fmt: skip
def test_how_a_term_lies(term: int | None, lies: Outside) -> None:
    found = class_of(Section.NEEDS, "RO", read(OWN))
    assert found is not None
    assert found.lies(term) is lies


def test_of_a_class_without_days_nothing_is_claimed() -> None:
    found = class_of(Section.HEALTH, "RO")
    assert found is not None
    assert found.lies(10) is Outside.NOT_KNOWN
