"""Where a template is filled: fields and a plain “if” are all that it may hold. Pure.

A template comes from outside. Two walls: every text that Jinja is given goes through `from_string`, which lets only
names of our list pass; and behind it stands Jinja's own sandbox, with nothing in it. What is put in is escaped.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.utils.text import format_lazy
from jinja2 import Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from safeconduct.rights.documents.faults import NO_FIELD, NOT_PLAIN, UNENDED, BadTemplate
from safeconduct.rights.documents.fields import BY_NAME

_NAME = re.compile(r"\w+")
_BLOCK = re.compile(r"(?:if(?:\s+not)?\s+(\w+)|else|endif)")
_BEGINS = {"variable_begin": "variable_end", "block_begin": "block_end"}


class _Empty(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with nothing in it."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()


class Sandbox(_Empty):
    """Fills in fields of our list, and does nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()
        """The fields that were asked for so far."""

    def from_string(self, source: Any, *_args: Any, **_kwargs: Any) -> Template:
        """The template, if nothing but fields stands in it. Raises BadTemplate, naming what is wrong."""
        template, used = _compiled(str(source or ""))
        self.used |= used
        return template


_EMPTY = _Empty()


@lru_cache(maxsize=128)
def _compiled(text: str) -> tuple[Template, frozenset[str]]:
    """A text that was looked at and compiled is known for a while: the same template is filled again and again."""
    used: set[str] = set()
    try:
        for kind, inside in _inside(_EMPTY, text):
            used |= _field(kind, inside)
        return _EMPTY.from_string(text), frozenset(used)
    except TemplateError as error:
        raise BadTemplate(format_lazy(UNENDED, what=error.message or "")) from error


def _inside(environment: _Empty, text: str) -> Iterator[tuple[str, str]]:
    """What stands between braces, as Jinja itself takes the text apart."""
    ends, inside = "", ""
    for _line, kind, piece in environment.lex(text):
        if kind in _BEGINS:
            ends, inside = _BEGINS[kind], ""
        elif kind == ends:
            yield ends, " ".join(inside.split())
            ends = ""
        elif ends:
            inside += piece
        elif kind not in {"data", "comment_begin", "comment", "comment_end"}:
            yield kind, piece


def _field(kind: str, inside: str) -> set[str]:
    """The field that is asked for there, if any. Raises BadTemplate."""
    match = _NAME.fullmatch(inside) if kind == "variable_end" else _BLOCK.fullmatch(inside)
    if kind not in _BEGINS.values() or match is None:
        raise BadTemplate(format_lazy(NOT_PLAIN, what=inside[:80]))
    name = match.group() if kind == "variable_end" else match.group(1)
    if name and name not in BY_NAME:
        raise BadTemplate(format_lazy(NO_FIELD, what=name[:80], fields=", ".join(BY_NAME)))
    return {name} if name else set()
