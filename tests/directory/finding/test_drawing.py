"""The handbook's page of matching is as the code is."""

from pathlib import Path

from django.utils import translation

from safeconduct.directory.finding.drawing import PAGE, matching_as_markdown

ROOT = Path(__file__).parents[3]


def test_the_page_of_matching_is_not_stale() -> None:
    with translation.override("en"):
        drawn = matching_as_markdown()
    assert (ROOT / PAGE).read_text(encoding="utf-8") == drawn, (
        f"{PAGE} is stale: write it anew from drawing.py."
    )
