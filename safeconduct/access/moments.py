"""Moments and days as a request of the API carries them: the texts that its description names, and no other spelling.

Pydantic would take a number as well, as seconds since 1970: `changed_since=0.5` would be answered as if somebody had
meant it, and the description would not be true.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

_BEGINS_WITH_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _written_as_text(value: Any) -> Any:
    if isinstance(value, date) or (isinstance(value, str) and _BEGINS_WITH_A_DAY.match(value)):
        return value
    raise PydanticCustomError("date_parsing", "a moment or a day is written as a text")


Moment = Annotated[AwareDatetime, BeforeValidator(_written_as_text)]
"""RFC 3339 with its zone, such as 2026-03-01T09:30:00Z."""

Day = Annotated[date, BeforeValidator(_written_as_text)]
"""Such as 2026-03-01."""
