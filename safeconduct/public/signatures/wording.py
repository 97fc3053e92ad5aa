"""What exactly is signed of a page: the words in the language in which it was written first, and their digest."""

import json
from collections.abc import Iterable
from typing import Any

from wagtail.fields import StreamField

from safeconduct.public import settings
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.statements import Kind

TEXT = ("title", "introduction", "body")
OF_AGREEMENT = (*TEXT, "levels")
OF_RECOMMENDATION = (*TEXT, "addressee", "indicator", "unit", "baseline", "target", "due_on")


def digest_of(page: Any, *, kind: Kind, code: str, version: int) -> str:
    """The SHA-256 of the canonical form of its words; the page is the one in the site's first language."""
    fields = OF_AGREEMENT if kind is Kind.AGREEMENT else OF_RECOMMENDATION
    words = {name: _words(page, name) for name in fields}
    named = {"kind": kind.value, "code": code, "version": version, "language": settings.LANGUAGE_CODE}
    return digest(named | {"words": words})


def _words(page: Any, name: str) -> object:
    field = page._meta.get_field(name)
    written = str(field.value_to_string(page))
    return _without_ids(json.loads(written)) if isinstance(field, StreamField) else written


def _without_ids(said: Any) -> Any:
    """A block's own number changes when somebody moves it away and back; its words do not.

    A promise that names no clock is written as it was before clocks could be named: its digest stays.
    """
    if isinstance(said, dict):
        is_block = said.keys() <= {"type", "value", "id"} and "type" in said
        return {
            name: _without_ids(each)
            for name, each in said.items()
            if not (is_block and name == "id") and not (name == "clock" and not each)
        }
    return [_without_ids(each) for each in said] if isinstance(said, list) else said


def in_first_language(pages: Iterable[Any]) -> Any | None:
    """Of the translations of one page the one in the site's first language."""
    return next((page for page in pages if page.locale.language_code == settings.LANGUAGE_CODE), None)
