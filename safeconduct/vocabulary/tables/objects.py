"""JSON of others, read as far as objects: each as its pairs, so that a name that is there twice is seen. Pure."""

import json
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.tables.problems import Problem, WrongFile

NOT_JSON = _("This is no JSON: {why}.")
NOT_A_LIST = _("Expected is a list of objects, one for each person.")


class Pairs(list[tuple[str, Any]]):
    """An object as its pairs, so that a name that is there twice is seen."""


def objects(text: str) -> list[Any]:
    """The objects of a list, or of one a line; each is its pairs. Raises WrongFile."""
    decoder = json.JSONDecoder(object_pairs_hook=Pairs, parse_constant=_refuse_constant)
    try:
        if text.lstrip()[0] == "{":
            return [decoder.decode(line) for line in text.splitlines() if line.strip()]
        found = decoder.decode(text)
    except RecursionError:
        raise WrongFile(Problem(0, "", NOT_A_LIST)) from None
    except ValueError as wrong:
        raise WrongFile(Problem(0, "", format_lazy(NOT_JSON, why=str(wrong)))) from None
    if not isinstance(found, list):
        raise WrongFile(Problem(0, "", NOT_A_LIST))
    return found


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no value of JSON")


def as_cell(value: Any) -> str | None:
    """A JSON value as its cell; None for a value that no cell has."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int():
            return str(value)
        case list() if not isinstance(value, Pairs) and not any(isinstance(item, list) for item in value):
            parts = [as_cell(item) for item in value]
            return None if None in parts else ";".join(part or "" for part in parts)
        case _:
            return None
