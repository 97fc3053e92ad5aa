"""Somebody who has nothing but the published tables finds what was not hidden well, and nothing where it was."""

from typing import Any

from safeconduct.commands.demonstration.year.outsider import attempt

CODES = {"status": ("TOTAL", "identified", "presumed"), "form": ("TOTAL", "SEX", "LAB", "OTH")}


def edition(*numbers: int | None) -> dict[str, Any]:
    """One table of two dimensions, as an edition prints it."""
    return {
        "rules": {"minimum": 5},
        "dimensions": {name: {"codes": dict.fromkeys(codes)} for name, codes in CODES.items()},
        "tables": [
            {"code": "A3", "dimensions": list(CODES), "codes": list(CODES.values()), "numbers": list(numbers)}
        ],
    }


def test_a_number_that_is_hidden_alone_is_worked_out() -> None:
    found = attempt(edition(40, 20, 12, 8, 25, 11, 9, 5, 15, 9, None, 3))
    assert not found
    assert {(one.low, one.high) for one in found.findings} == {(3, 3)}


def test_four_that_protect_one_another_stay_open() -> None:
    assert attempt(edition(40, 20, 12, 8, 25, 11, None, None, 15, 9, None, None))


def test_numbers_that_do_not_add_up_are_no_edition() -> None:
    assert not attempt(edition(41, 20, 12, 8, 25, 11, None, None, 15, 9, None, None))
