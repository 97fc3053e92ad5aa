"""Which law is asked about, and which service practises it: what was not said is never held against anybody."""

import pytest

from safeconduct.vocabulary.codes import Need, Proceeding
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.law import (
    NOT_SAID,
    Law,
    countries_in,
    distance,
    is_legal,
    law_entered,
    law_of,
    not_practised,
    typed,
)

LABOUR, FAMILY = Proceeding.LABOUR, Proceeding.FAMILY
BELGIAN_LABOUR = Law(("BE",), (LABOUR,))


@pytest.mark.parametrize(
    "said, far, why",
    [
        (BELGIAN_LABOUR, 0, ""),
        (Law(("BE", "RO"), (LABOUR, FAMILY)), 0, ""),
        (NOT_SAID, 1, ""),
        (Law(("BE",)), 1, ""),
        (Law((), (LABOUR,)), 1, ""),
        (Law(("RO",)), 3, "It does not practise the law of Belgium."),
        (Law(("RO",), (FAMILY,)), 3, "It does not practise the law of Belgium."),
        (Law(("BE",), (FAMILY,)), 2, "It does not take: Labour proceedings."),
    ],
)
def test_a_service_stands_by_what_it_says(said: Law, far: int, why: str) -> None:
    assert distance(BELGIAN_LABOUR, said) == far
    assert str(not_practised(BELGIAN_LABOUR, said)) == why


@pytest.mark.parametrize("said", [NOT_SAID, BELGIAN_LABOUR, Law(("RO",))])
def test_nobody_stands_back_where_nothing_is_asked(said: Law) -> None:
    assert distance(NOT_SAID, said) == 0


@pytest.mark.parametrize(
    "text, found",
    [
        ("", []),
        (" , ", []),
        ("BE", ["BE"]),
        ("ROU; belgium, RO", ["RO", "BE"]),
        ("UK", ["GB"]),
    ],
)
def test_countries_are_read_as_people_write_them(text: str, found: list[str]) -> None:
    assert countries_in(text) == found


@pytest.mark.parametrize("text", ["Atlantis", "BE, ZZ", "AL BE", "AL,BE,BG,DE,ES,FR,IT,PT,RO,SE,UA"])
def test_what_is_no_country_or_too_many_is_said(text: str) -> None:
    with pytest.raises(BadCode):
        countries_in(text)


def test_what_is_wrong_stands_at_its_question() -> None:
    with pytest.raises(BadInput) as wrong:
        law_entered("Atlantis", ["lottery"])
    assert set(wrong.value.errors) == {"jurisdictions", "proceeding_types"}


def test_what_was_kept_is_typed_and_read_again() -> None:
    law = law_of(["RO", "BE"], ["labour", "criminal"])
    assert law_entered(typed(law.jurisdictions), law.proceeding_types) == law
    assert law == Law(("BE", "RO"), (Proceeding.CRIMINAL, LABOUR)), "in the order of the lists"


def test_a_code_of_no_list_is_left_out() -> None:
    assert law_of(["", "ZZ"], ["", "lottery"]) == NOT_SAID


@pytest.mark.parametrize("need", Need)
def test_only_legal_needs_are_asked(need: Need) -> None:
    assert is_legal(need) is (need in {"legal_aid", "legal_status", "compensation"})
