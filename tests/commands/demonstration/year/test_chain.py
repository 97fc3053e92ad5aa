"""What `./run demo --once` looks at in the end: an edition that says something else than was drawn stops the walk."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.pair import pair_in
from safeconduct.commands.demonstration.year.chain import HIDDEN, Chain
from safeconduct.commands.demonstration.year.facts import TOTAL, facts, persons
from safeconduct.commands.demonstration.year.people import read_year

STATUS = (TOTAL, "identified", "presumed", "declined_identification")
SEX = (TOTAL, "F", "M", "OTH", "UNK")

type Document = dict[str, Any]


@pytest.fixture
def chain(tmp_path: Path) -> Chain:
    """Two nodes on paper, and everybody who was drawn."""
    pair = pair_in(tmp_path)
    return Chain(pair, pair.ro, 2025, read_year())


def is_hidden(status: str, sex: str) -> bool:
    """Who is of another or of unknown sex, and sex within each state of identification. A zero is shown."""
    return sex in ("OTH", "UNK") or TOTAL not in (status, sex)


@pytest.fixture
def edition(chain: Chain) -> Document:
    """By status and sex, true."""
    counted = facts(chain.told, chain.pair)
    true = [(place, persons(counted, ("status", "sex"), place)) for place in product(STATUS, SEX)]
    numbers = [None if number and is_hidden(*place) else number for place, number in true]
    table = {"code": "A1", "dimensions": ["status", "sex"], "codes": [STATUS, SEX], "numbers": numbers}
    codes = {"status": dict.fromkeys(STATUS), "sex": dict.fromkeys(SEX)}
    dimensions = {name: {"codes": of} for name, of in codes.items()}
    return {"rules": {"minimum": 5}, "dimensions": dimensions, "tables": [table]}


def said(chain: Chain, document: Document, text: str | None = None) -> str:
    """What is wrong with it, and with a page that shows it."""
    shown = text if text is not None else f"Persons in these tables: {chain.told.in_tables} {HIDDEN}"
    return " ".join(chain.wrong(Page(200, "/", "", shown, [], {}), document))


def test_nothing_is_wrong_with_one_that_is_true_and_hides_well(chain: Chain, edition: Document) -> None:
    assert said(chain, edition) == ""


def put(at: int, change: Callable[[Any], Any]) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        numbers = document["tables"][0]["numbers"]
        numbers[at] = change(numbers[at])

    return edit


@pytest.mark.parametrize("edit, sentence", [
    (put(1, lambda true: true + 5), "were registered"),
    (put(3, lambda _hidden: 1), "is a small number, and it is printed"),
    (put(0, lambda true: true + 1), "in all"),
    (put(4, lambda _hidden: 9), "works out"),
])  # fmt: skip
def test_what_is_untrue_small_or_can_be_worked_out_is_said(
    chain: Chain, edition: Document, edit: Callable[[Document], None], sentence: str
) -> None:
    edit(edition)
    assert sentence in said(chain, edition)


def test_a_page_that_hides_nothing_or_has_no_total_is_said(chain: Chain, edition: Document) -> None:
    assert "no hidden number" in said(chain, edition, f"Persons in these tables: {chain.told.in_tables}")
    assert "no hidden number" in said(chain, edition, HIDDEN)
