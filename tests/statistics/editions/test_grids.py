"""Bars of an edition on the node: one scale for what counts the same persons, and a hidden number has no length."""

from typing import Any

from safeconduct.statistics.editions.grids import tables


def table(code: str, name: str, **numbers: int | None) -> dict[str, Any]:
    """A table by one dimension."""
    return {"code": code, "dimensions": [name], "codes": [list(numbers)], "numbers": list(numbers.values())}


def test_tables_of_persons_have_one_scale_and_measures_one_of_their_own() -> None:
    found = tables({
        "tables": [
            table("G2", "citizen", TOTAL=60, NAT=30, EU=None), table("G3", "form", SEX=15, LAB=0),
            table("G5", "measure", residence_granted=9, legal_aid_granted=None),
        ]
    })  # fmt: skip
    assert [[bar.size for bar in one.bars] for one in found] == [[100, 50, 0], [25, 0], [100, 0]]
    assert [one.has_own_scale for one in found] == [False, False, True]
