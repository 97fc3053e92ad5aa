"""The file in which the public site says which texts there are, and in which wording: public words, one way."""

from pathlib import Path

from django.conf import settings

from safeconduct.site.agreements.rules import LARGEST, Text, read_texts
from safeconduct.site.announcements.reading import handed_over

FILE = Path("public") / "texts.json"
"""In the node's folder. Written by the site's worker (`public/signatures/handing_over.py`)."""


def texts() -> list[Text]:
    """The texts of the node's own site, and of those that it listens to; none where the node has no site."""
    return read_texts(handed_over(settings.NODE_HOME, FILE, LARGEST))


def text_of(code: str, version: int) -> Text | None:
    """One of them."""
    found = (each for each in texts() if (each.subject.code, each.subject.version) == (code, version))
    return next(found, None)
