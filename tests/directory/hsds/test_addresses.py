"""An address in one line, taken apart only where the line shows how."""

import pytest

from safeconduct.directory.hsds.addresses import location, taken_apart


@pytest.mark.parametrize(
    "line, expected",
    [
        ("Strada Lungă 3, 010101 București", ("Strada Lungă 3", "010101", "București")),
        ("Rue Longue 3, boîte 2, 1000 Bruxelles", ("Rue Longue 3, boîte 2", "1000", "Bruxelles")),
        ("Storgatan 3\n111 22 Stockholm", ("Storgatan 3", "111 22", "Stockholm")),
        ("Lange Straße 3, D-10115 Berlin", ("Lange Straße 3", "10115", "Berlin")),
        ("ul. Dalga 3, Sofia 1000", ("ul. Dalga 3", "1000", "Sofia")),
        ("Calle Larga 3, Madrid", None),
        ("1000 Bruxelles", None),
        ("", None),
    ],
)
def test_street_code_and_town(line: str, expected: tuple[str, str, str] | None) -> None:
    assert taken_apart(line) == expected


def test_what_the_line_does_not_show_is_not_made_up() -> None:
    place = location(
        "6d1f7a52-6a2f-4d66-9a3a-0d4b1f0c1b01", "Calle Larga 3, Madrid", name="A", country="ES", regions=()
    )
    assert place["description"] == "Calle Larga 3, Madrid"
    assert "addresses" not in place
