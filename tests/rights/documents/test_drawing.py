"""The handbook's page of fields is as the code is."""

from pathlib import Path

from django.utils import translation

from safeconduct.rights.documents.drawing import PAGE, fields_as_markdown

ROOT = Path(__file__).parents[3]


def test_the_page_of_fields_is_not_stale() -> None:
    with translation.override("en"):
        drawn = fields_as_markdown()
    assert (ROOT / PAGE).read_text(encoding="utf-8") == drawn, (
        f"{PAGE} is stale: write it anew from drawing.py."
    )
