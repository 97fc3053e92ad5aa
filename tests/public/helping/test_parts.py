"""A page says that nobody has checked it by the parts that it shows: they are what stands in its template."""

import re
from pathlib import Path

import pytest

from safeconduct.public.helping.parts import SHOWS

TEMPLATES = Path(__file__).parents[3] / "safeconduct/public/helping/templates/helping"
PART, INCLUDED = (
    re.compile(r"\b(?:t|words)\.([a-z_]+)\b"),
    re.compile(r'(?:include|extends) "helping/([a-z_]+)\.html"'),
)
OF_OTHERS = {"title", "heading", "what", "who", "helps"}
"""Of a card, and of an easy page: they have files of their own."""


def parts_of(name: str) -> set[str]:
    """Of a template, with what it includes and extends."""
    text = (TEMPLATES / f"{name}.html").read_text()
    found = set(PART.findall(text)) - OF_OTHERS
    return found.union(*(parts_of(each) for each in INCLUDED.findall(text)))


@pytest.mark.parametrize("name", SHOWS)
def test_the_parts_of_a_page_are_those_of_its_template(name: str) -> None:
    assert parts_of(name) == set(SHOWS[name])
