"""Reading a request's body without trust, before anything is made of it."""

import json
from typing import Any, cast

from django.http import HttpRequest
from ninja.parser import Parser

from safeconduct.access.problems import MALFORMED, TOO_LARGE, WRONG_TYPE, Problem
from safeconduct.site.api.middleware import MOST_BYTES

DEEPEST = 20


class Strict(Parser):
    """JSON of a bounded size and depth, in UTF-8, without what the database could not keep."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """What was sent. Raises Problem; of the text nothing stands in it."""
        if request.content_type != "application/json":
            raise Problem(WRONG_TYPE)
        if len(request.body) > MOST_BYTES:
            raise Problem(TOO_LARGE)
        try:
            data = json.loads(request.body.decode("utf-8"), parse_constant=_no_number)
            _require_plain(data, DEEPEST)
        except (ValueError, RecursionError):
            raise Problem(MALFORMED) from None
        return cast(dict[str, Any], data)


def _no_number(name: str) -> None:
    raise ValueError(name)


def _require_plain(data: Any, deep: int) -> None:
    """Raises ValueError: too deep, half a character, or the sign that PostgreSQL does not keep."""
    match data:
        case str():
            if "\0" in data:
                raise ValueError("a text with a zero")
            data.encode()  # half of a pair is no character
        case list() | dict() if deep == 0:
            raise ValueError("too deep")
        case list():
            for item in data:
                _require_plain(item, deep - 1)
        case dict():
            for name, item in data.items():
                _require_plain(name, deep - 1)
                _require_plain(item, deep - 1)
