"""The handbook's page of rules is as the packs are."""

from pathlib import Path

from safeconduct.rights.drawing import PAGE, rights_as_markdown
from safeconduct.rights.reading import book

ROOT = Path(__file__).parents[2]


def test_the_page_of_rules_is_not_stale() -> None:
    drawn = rights_as_markdown(book())
    assert (ROOT / PAGE).read_text(encoding="utf-8") == drawn, (
        f"{PAGE} is stale: write it anew from drawing.py."
    )
