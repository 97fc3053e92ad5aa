"""A text that gives the person away is found before it is sent."""

import pytest

from safeconduct.cases.matching import Hit, hits
from safeconduct.vocabulary.sections import Section

IDENTITY = {
    "names": "Ștefania Popescu-Ionescu",
    "phone": "+40 722 345 678",
    "documents": "ID RX 123 456, passport 0599887",
}


def found(text: str) -> list[str]:
    """The pieces found in the wish of the needs section."""
    return [hit.piece for hit in hits(IDENTITY, {Section.NEEDS: {"wish": text}})]


@pytest.mark.parametrize(
    "text, pieces",
    [
        ("Stefania wants a room.", ["Stefania"]),
        ("ŞTEFANIA wants a room.", ["ŞTEFANIA"]),
        ("Mrs popescu wants a room.", ["popescu"]),
        ("Call 0722 345 678 after noon.", ["0722 345 678"]),
        ("Call +40722345678.", ["+40722345678"]),
        ("Her paper is 123-456.", ["123-456"]),
        ("Passport 0599887.", ["0599887"]),
        ("A room near a nursery.", []),
        ("From 12 to 14 people.", []),
        ("Popescuville is a town.", []),
        ("", []),
    ],
)
def test_names_and_numbers_are_found_however_they_are_written(text: str, pieces: list[str]) -> None:
    assert found(text) == pieces


def test_a_hit_says_where_it_stands() -> None:
    contents = {Section.SAFETY: {"risks": "They know that Popescu is here."}, Section.IDENTITY: IDENTITY}

    assert hits(IDENTITY, contents) == [Hit(Section.SAFETY, "risks", "Popescu")]


def test_an_identity_that_was_never_asked_hits_nothing() -> None:
    assert hits({}, {Section.NEEDS: {"wish": "Popescu 0722 345 678"}}) == []
    open_answers = {"names": {"unanswered": "declined"}, "phone": {"unanswered": "not_asked"}}
    assert hits(open_answers, {Section.NEEDS: {"wish": "declined"}}) == []


def test_coded_answers_are_not_searched() -> None:
    assert hits({"names": "Safety Housing"}, {Section.NEEDS: {"needs": ["safety", "housing"]}}) == []
