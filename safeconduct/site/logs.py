"""Log lines: one JSON object a line, with no body, no query string and no value of a row."""

import json
import logging
import re
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest

KEPT = ("peer", "fault", "why", "message_id", "referral", "waiting", "kind")
"""What a line may say beside its sentence: names of nodes, codes, random identifiers and counts; nothing else."""

NOWHERE = "(no page of ours)"


class JsonLines(logging.Formatter):
    """Writes time, level, logger, message and the place of a fault; of an exception its type only."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON; the text of an exception may hold personal data and stays out."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        line |= {name: str(record.__dict__[name]) for name in KEPT if name in record.__dict__}
        status = getattr(record, "status_code", None)
        if status is not None:
            line["status"] = status
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__qualname__
            line["where"] = _where(record)
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return f"{request.method} {_place(request)}"
    return record.getMessage()


def _place(request: HttpRequest) -> str:
    """The page's address as our own list has it. What somebody typed, and a link that opens something, stay out."""
    match = request.resolver_match
    if match is None:
        return NOWHERE
    place = f"/{match.route}"
    for name, value in match.kwargs.items():
        if isinstance(value, UUID):
            place = re.sub(rf"<uuid:{name}>", str(value), place)
    return place


def _where(record: logging.LogRecord) -> list[str]:
    trace = record.exc_info[2] if record.exc_info else None
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]
